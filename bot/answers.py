"""What is answered to the HTTP request itself: a status, and for a card action the body Teams expects.

Messages are not here: they are posted through the messenger. A body is made once and sent as bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from dialogs.turn import Reply
from workflows.chat import Card

CARD = "application/vnd.microsoft.card.adaptive"
NOTICE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"


@dataclass(frozen=True)
class Answer:
    """An HTTP status and a JSON body, if any."""

    status: int = 200
    body: bytes | None = None


def encode(value: Any) -> bytes:
    """JSON; any mapping or sequence of ours is written as the plain one."""
    return orjson.dumps(value, default=_plain)


def card_answer(card: Card) -> Answer:
    """The card takes the place of the one that was clicked."""
    return _invoke(200, CARD, card)


def notice_answer(text: str) -> Answer:
    """One line shown at the card, which stays as it is."""
    return _invoke(200, NOTICE, text)


def error_answer(reason: str) -> Answer:
    """The card action was malformed; Teams shows its own words."""
    return _invoke(400, ERROR, {"code": "BadRequest", "message": reason})


def reply_answer(reply: Reply) -> Answer:
    """What a card action is answered with; a reply of messages alone leaves the card as it is."""
    if reply.card is not None:
        return card_answer(reply.card)
    return notice_answer(reply.notice) if reply.notice else Answer(200, encode({"statusCode": 200}))


def _invoke(status: int, kind: str, value: Any) -> Answer:
    return Answer(200, encode({"statusCode": status, "type": kind, "value": value}))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value).__name__)
