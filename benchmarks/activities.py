"""The HTTP bodies the load is made of: activities as the Teams channel sends them.

Each kind of server gets the bodies it is measured on. Every body has its own activity id, since a repeated
one would be answered from memory by a bot that takes each effect once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from benchmarks.identity import BOT_ID, CHANNEL, TENANT_ID, user_id


def echo_messages(service_url: str) -> Iterator[bytes]:
    """One line of text each, to be echoed by a message through the connector."""
    return (_body(_activity(service_url, n) | {"type": "message", "text": "hjælp"}) for n in count())


def invokes(service_url: str) -> Iterator[bytes]:
    """A card action each, to be answered inline in the HTTP response."""
    action = {"action": {"type": "Action.Execute", "verb": "next", "data": {"card": "c1", "step": 1}}}
    invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": action}
    return (_body(_activity(service_url, n) | invoke) for n in count())


def requests_for_our_bot(service_url: str) -> Iterator[bytes]:
    """What our own bot is held against the goals with: a card action each, from `PEOPLE` people in turn."""
    return invokes(service_url)


def _activity(service_url: str, number: int) -> dict[str, Any]:
    person = user_id(number)
    return {
        "id": f"bench-{number}",
        "timestamp": "2026-11-02T08:00:00.000Z",
        "channelId": CHANNEL,
        "serviceUrl": service_url,
        "locale": "da-DK",
        "from": {"id": f"29:{person}", "name": "Demo", "aadObjectId": person},
        "recipient": {"id": f"28:{BOT_ID}", "name": "Brobygger"},
        "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": TENANT_ID},
        "channelData": {"tenant": {"id": TENANT_ID}},
    }


def _body(activity: dict[str, Any]) -> bytes:
    return json.dumps(activity, ensure_ascii=False).encode()
