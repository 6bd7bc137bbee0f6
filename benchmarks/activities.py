"""The HTTP bodies the load is made of: activities as the Teams channel sends them.

Each kind of server gets the bodies it is measured on. Every body has its own activity id, since a repeated
one would be answered from memory by a bot that takes each effect once.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from itertools import count
from typing import Any

from benchmarks.identity import BOT_ID, CHANNEL, PEOPLE, TENANT_ID, draft_id, user_id


def echo_messages(service_url: str) -> Iterator[bytes]:
    """One line of text each, to be echoed by a message through the connector."""
    return (_body(_activity(service_url, n) | {"type": "message", "text": "hjælp"}) for n in count())


def invokes(service_url: str) -> Iterator[bytes]:
    """A card action each, to be answered inline in the HTTP response."""
    action = {"action": {"type": "Action.Execute", "verb": "next", "data": {"card": "c1", "step": 1}}}
    invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": action}
    return (_body(_activity(service_url, n) | invoke) for n in count())


FORM_STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "form.next",
        {"cpr": "610190-1234", "citizen_name": "Demo Borger", "other_organisation": "Hvidovre Kommune"},
    ),
    ("form.next", {"citizens_wish": "At komme hjem", "purpose": "En plan for tiden efter udskrivning"}),
    ("form.back", {}),
    ("form.back", {}),
)
"""Two pages forward and two back: each a step that checks, stores and draws a page."""


def requests_for_our_bot(service_url: str) -> Iterator[bytes]:
    """What our own bot is held against the goals with: a step of the guided form, `PEOPLE` people in turn."""
    return (_body(_activity(service_url, n) | _form_step(n)) for n in count())


def _form_step(number: int) -> dict[str, Any]:
    verb, inputs = FORM_STEPS[number // PEOPLE % len(FORM_STEPS)]
    action = {
        "action": {"type": "Action.Execute", "verb": verb, "data": {"draft": draft_id(number), **inputs}}
    }
    card = secrets.token_hex(8)  # each round clicks cards of its own, or it would be answered from memory
    invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": action}
    return {**invoke, "replyToId": card, "id": f"bench-{card}"}


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
