"""Every effect happens once: a repeat of a change, or of its click, gets the same answer again.

A channel re-sends what it got no answer to, now and then under a new activity id, and people click twice.
So the answer to what changed something is remembered under the activity's id and, for a button, under who
clicked what. Every card that is shown marks its buttons anew: the same button on a later card is another
click. A card of the outbox bears the mark of its notice, by which a click says that the notice arrived.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

import orjson

from dialogs.turn import CardAction, Reply, Turn
from workflows.chat import FileOffer, Message

MARK = "shown"
"""The name under which a button's data says which showing it belongs to."""
MARK_LENGTH = 16
NOTICE_MARK_LENGTH = 12
"""The marks of notices are the beginning of an id, and told from those of answers by their length."""
_OF_NOTICE = re.compile(rf"[0-9a-f]{{{NOTICE_MARK_LENGTH}}}")
HOLDERS = ("body", "columns", "items", "actions")
"""Where a card's elements and buttons stand."""


def keys_of(turn: Turn) -> tuple[str, ...]:
    """What makes this turn the same as another. Opaque: nothing typed can be read from a key."""
    who = f"{turn.sender.tenant_id}/{turn.sender.user_id}/{turn.chat.conversation_id}"
    keys = [_digest("activity", who, turn.activity_id)]
    if isinstance(turn.event, CardAction):
        data = orjson.dumps(dict(turn.event.data), option=orjson.OPT_SORT_KEYS).decode()
        keys.append(_digest("click", who, turn.event.verb, turn.event.card_activity_id or "", data))
    return tuple(keys)


def key_of_group(turn: Turn) -> str:
    """The bot's being added to this group."""
    return _digest("added", turn.chat.conversation_id)


def mark_of(turn: Turn) -> str:
    """What tells the cards of this turn's answer from those of every other."""
    return keys_of(turn)[0][:MARK_LENGTH]


def mark_of_notice(outgoing_id: str) -> str:
    """What tells the card of this notice from every other."""
    return outgoing_id[:NOTICE_MARK_LENGTH]


def notice_clicked(turn: Turn) -> str | None:
    """The mark of the notice whose card was clicked; as untrusted as all that a card brings back."""
    mark = turn.event.data.get(MARK) if isinstance(turn.event, CardAction) else None
    return mark if isinstance(mark, str) and _OF_NOTICE.fullmatch(mark) else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def marked(reply: Reply, mark: str) -> Reply:
    """`reply` with its buttons marked as those of this showing."""
    messages = tuple(replace(m, card=_marked(m.card, mark)) for m in reply.messages)
    return replace(reply, messages=messages, card=_marked(reply.card, mark))


def marked_message(message: Message, mark: str) -> Message:
    return replace(message, card=_marked(message.card, mark))


def _marked(part: Any, mark: str) -> Any:
    """A card, element or action with its buttons marked; what holds none is left as it is."""
    if part is None:
        return None
    if part.get("type") == "Action.Execute":
        return {**part, "data": {**part.get("data", {}), MARK: mark}}
    held = {name: [_marked(each, mark) for each in part[name]] for name in HOLDERS if name in part}
    return {**part, **held} if held else part


def buttons_in(reply: Reply) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Verb and data of every button that a reply shows."""
    yield from _buttons([reply.card, *(message.card for message in reply.messages)])


def _buttons(part: Any) -> Iterator[tuple[str, Mapping[str, object]]]:
    if isinstance(part, dict):
        if part.get("type") == "Action.Execute":
            yield part["verb"], part.get("data", {})
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _buttons(each)


def pack(reply: Reply) -> bytes:
    """The reply as bytes. A file is left out: it is handed over once, and its content is not for storing."""
    messages = [{"summary": m.summary, "card": m.card, "offer": _offer(m)} for m in reply.messages]
    return orjson.dumps(
        {"messages": messages, "card": reply.card, "notice": reply.notice, "lasting": reply.lasting}
    )


def unpack(packed: bytes) -> Reply:
    data = orjson.loads(packed)
    messages = tuple(_message(each) for each in data["messages"])
    return Reply(messages, data["card"], data["notice"], data.get("lasting", ""))


def _offer(message: Message) -> Mapping[str, Any] | None:
    return asdict(message.file) if isinstance(message.file, FileOffer) else None


def _message(packed: Mapping[str, Any]) -> Message:
    offer = packed.get("offer")
    return Message(packed["summary"], packed["card"], FileOffer(**offer) if offer else None)
