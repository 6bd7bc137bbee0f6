"""What came with a click. A card's data is never trusted: ids are looked up, versions compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.receipts import keep
from dialogs.subjects import Found, card_of, look, subject_of
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.errors import BadValue, NotFound

Data = Mapping[str, object]
Verb = Callable[[Talk, Data], Reply]


def id_in(data: Data) -> str:
    """Raises `NotFound` for a card without one."""
    found = data.get("id")
    if not isinstance(found, str):
        raise NotFound("a card without an id")
    return found


def content_version_in(data: Data) -> int:
    """The version of the text that the card showed. Raises `BadValue` where it does not say."""
    found = data.get("content_version")
    if not isinstance(found, int) or isinstance(found, bool):
        raise BadValue("document.older_version", "a card that does not say which version it showed")
    return found


def show(talk: Talk, found: Found, details: bool = False) -> Reply:
    """The record's card, in the place of the one that was clicked; a look at `details` is logged already."""
    keep(talk, subject_of(found))
    return talk.show(card_of(talk, found, details) if details else look(talk, found))
