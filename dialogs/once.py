"""Every effect happens once: a repeat of an activity, or of a click, gets the same answer again.

A channel re-sends what it got no answer to, now and then under a new activity id, and people click twice.
So an answer is remembered under the activity's id and, for a button, under who clicked what.
"""

from __future__ import annotations

import hashlib

import orjson

from dialogs.turn import CardAction, Reply, Turn
from workflows.chat import Message


def keys_of(turn: Turn) -> tuple[str, ...]:
    """What makes this turn the same as another. Opaque: nothing typed can be read from a key."""
    who = f"{turn.sender.tenant_id}/{turn.sender.user_id}/{turn.chat.conversation_id}"
    keys = [_digest("activity", who, turn.activity_id)]
    if isinstance(turn.event, CardAction):
        data = orjson.dumps(dict(turn.event.data), option=orjson.OPT_SORT_KEYS).decode()
        keys.append(_digest("click", who, turn.event.verb, turn.event.card_activity_id or "", data))
    return tuple(keys)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def pack(reply: Reply) -> bytes:
    messages = [{"summary": m.summary, "card": m.card} for m in reply.messages]
    return orjson.dumps({"messages": messages, "card": reply.card, "notice": reply.notice})


def unpack(packed: bytes) -> Reply:
    data = orjson.loads(packed)
    messages = tuple(Message(m["summary"], m["card"]) for m in data["messages"])
    return Reply(messages, data["card"], data["notice"])
