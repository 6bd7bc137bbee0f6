"""How a message tells which row it is, and the book in which the connector writes what it truly accepted.

The book is a file with one line of a fixed length for each accepted message. It is written before the answer,
so that it knows better than any replica what arrived.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from workflows.chat import Message
from workflows.notice import Outgoing

_AGAIN, _HELD = "again ", " held"
_ID = 32
_LINE = _ID + 2
"""An id, one letter, the end of the line."""


@dataclass(frozen=True)
class Mark:
    """What the summary of a chaos message says."""

    row: str
    is_repeat: bool = False
    """Whether the person sees that it is a repeat."""
    is_held: bool = False
    """Whether the connector is to accept it and say nothing; set by a replica that is to be struck then."""

    @classmethod
    def of(cls, outgoing: Outgoing) -> Mark:
        return cls(outgoing.id, outgoing.repeats)

    @classmethod
    def read(cls, summary: str) -> Mark:
        row = summary.removeprefix(_AGAIN).removesuffix(_HELD)
        return cls(row, summary.startswith(_AGAIN), summary.endswith(_HELD))

    @property
    def summary(self) -> str:
        return f"{_AGAIN * self.is_repeat}{self.row}{_HELD * self.is_held}"

    def message(self) -> Message:
        return Message(self.summary)


@dataclass
class Book:
    """What was accepted, by those who read it."""

    file: Path
    _read: int = field(default=0)

    @property
    def accepted(self) -> int:
        return self.file.stat().st_size // _LINE

    def marks(self) -> Counter[Mark]:
        """How often each message was accepted, labelled ones apart."""
        lines = self.file.read_text("ascii").splitlines()
        return Counter(Mark(line[:_ID], line[_ID] == "r") for line in lines)

    def has_news_of(self, row: str) -> bool:
        """Whether the row is among what was accepted since this was asked last."""
        with self.file.open("rb") as lines:
            lines.seek(self._read)
            news = lines.read()
        self._read += len(news) - len(news) % _LINE
        return row.encode() in news

    def catch_up(self) -> None:
        self._read = self.accepted * _LINE


class Pen:
    """The connector's hand: each line goes to the file in one write."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def write(self, mark: Mark) -> None:
        os.write(self._file, f"{mark.row}{'r' if mark.is_repeat else 'f'}\n".encode())
