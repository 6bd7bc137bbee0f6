"""What a person said, as typed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reading import LONGEST_TEXT, message_event, spoken_text, to_turn
from bot.shape import to_activity
from dialogs.turn import CardAction, ChatKind, NotUnderstood, TextSaid

BOT = "28:bot"


def activity(text: str | None = None, **fields: Any) -> Any:
    return to_activity(
        {
            "type": "message",
            "id": "1",
            "channelId": "msteams",
            "serviceUrl": "https://smba.trafficmanager.net/emea/",
            "from": {"id": "29:person", "aadObjectId": "person"},
            "recipient": {"id": BOT},
            "conversation": {"id": "chat", "conversationType": "personal", "tenantId": "Tenant"},
            "text": text,
        }
        | fields
    )


def mention(text: str, who: str = BOT) -> dict[str, Any]:
    return {"type": "mention", "text": text, "mentioned": {"id": who, "name": "any"}}


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ("hjælp", "hjælp"),
        ("  hjælp \n", "hjælp"),
        ("mine&nbsp;sager", "mine sager"),
        ("mine\u00a0sager\u200b", "mine sager"),
        ("A &amp; B &lt; C", "A & B < C"),
        ("2 < 3 og 4 > 1", "2 < 3 og 4 > 1"),
        ("to\nlinjer", "to\nlinjer"),
    ],
)
def test_what_the_channel_added_is_removed(sent: str, heard: str) -> None:
    assert spoken_text(activity(sent)) == heard


def test_the_mention_of_the_bot_is_removed_and_others_keep_their_names() -> None:
    said = activity(
        "<at>Brobygger (demo)</at>&nbsp;spørg <at>Anne</at>",
        entities=[mention("<at>Brobygger (demo)</at>"), mention("<at>Anne</at>", "29:anne")],
    )
    assert spoken_text(said) == "spørg Anne"


def test_a_bot_whose_name_looks_like_a_pattern_is_still_removed() -> None:
    said = activity("<at>B.*(</at> hjælp", entities=[mention("<at>B.*(</at>")])
    assert spoken_text(said) == "hjælp"


def test_markup_of_a_formatted_message_is_removed() -> None:
    assert spoken_text(activity("<p>nyt <b>møde</b></p>", textFormat="xml")) == "nyt  møde"


def test_a_very_long_text_is_cut() -> None:
    assert message_event(activity("æ" * 20_000)) == TextSaid("æ" * LONGEST_TEXT)


def test_a_submitted_card_is_a_card_action() -> None:
    said = activity(None, value={"verb": "accept", "time": "2"}, replyToId="card-1")
    assert message_event(said) == CardAction("accept", {"time": "2"}, "card-1")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "empty message"),
        ({"value": {"noverb": 1}}, "card"),
        ({"value": ["verb"]}, "card"),
        ({"value": {"verb": 7}}, "card"),
        ({"attachments": [{"contentType": "image/png"}]}, "picture"),
        ({"attachments": [{"contentType": "audio/mp4"}]}, "voice message"),
        ({"attachments": [{"contentType": "application/vnd.microsoft.teams.file.download.info"}]}, "file"),
    ],
)
def test_a_message_without_words_is_not_understood(fields: dict[str, Any], kind: str) -> None:
    assert message_event(activity(None, **fields)) == NotUnderstood(kind)


@pytest.mark.parametrize("kind", ["groupChat", "channel", "anything", None])
def test_a_chat_is_personal_only_when_the_channel_says_so(kind: str | None) -> None:
    conversation = {"id": "chat", "conversationType": kind, "tenantId": "tenant"}
    turn = to_turn(activity("x", conversation=conversation), TextSaid("x"))
    assert turn is not None
    assert turn.chat.kind is ChatKind.GROUP


def test_a_guests_own_tenant_is_the_senders_tenant() -> None:
    sender = {"id": "29:guest", "aadObjectId": "guest", "tenantId": "Home"}
    turn = to_turn(activity("x", **{"from": sender}), TextSaid("x"))
    assert turn is not None
    assert turn.sender.tenant_id == "home"


@pytest.mark.parametrize(
    "sender",
    [
        {"id": "29:nobody"},
        {"id": "29:nobody", "aadObjectId": ""},
        {"id": "28:other", "aadObjectId": "other", "role": "bot"},
        {"id": BOT, "aadObjectId": "bot"},
    ],
)
def test_without_a_known_person_there_is_no_turn(sender: dict[str, str]) -> None:
    assert to_turn(activity("x", **{"from": sender}), TextSaid("x")) is None


def test_danish_is_spoken_when_the_channel_does_not_say() -> None:
    turn = to_turn(activity("x"), TextSaid("x"))
    assert turn is not None
    assert turn.locale == "da-DK"
