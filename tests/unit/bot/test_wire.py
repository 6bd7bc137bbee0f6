"""How a message looks on the wire."""

from __future__ import annotations

import pytest

from bot import wire
from workflows.chat import Message

SERVICE = "https://smba.trafficmanager.net/emea/"
CARD = {"type": "AdaptiveCard", "version": "1.5"}


def test_beside_a_card_only_the_summary_goes() -> None:
    assert wire.message_activity(Message("Sag 7: frist", CARD), "chat", "28:bot") == {
        "type": "message",
        "from": {"id": "28:bot"},
        "conversation": {"id": "chat"},
        "summary": "Sag 7: frist",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}],
    }


def test_without_a_card_the_summary_is_the_text() -> None:
    sent = wire.message_activity(Message("Sag 7: frist"), "chat", "28:bot")
    assert (sent["text"], sent["summary"]) == ("Sag 7: frist", "Sag 7: frist")


@pytest.mark.parametrize(
    ("conversation", "path"),
    [
        ("19:a@thread.tacv2;messageid=1", "19%3Aa%40thread.tacv2%3Bmessageid%3D1"),
        ("../../token?x=1#y", "..%2F..%2Ftoken%3Fx%3D1%23y"),
        ("..", "%2E%2E"),
        ("æ %2F", "%C3%A6%20%252F"),
    ],
)
def test_an_id_never_leaves_its_own_segment_of_the_path(conversation: str, path: str) -> None:
    url = wire.activity_url(SERVICE, conversation, "1/2")
    assert str(url) == f"https://smba.trafficmanager.net/emea/v3/conversations/{path}/activities/1%2F2"
