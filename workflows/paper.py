"""A document as it is read on paper: its words in their order, ready to be printed.

Everything is worded by the caller, in the language of who will read it. Most of it is personal, so a paper
never shows itself in a log or a traceback. How it looks does not belong here; `papers/` does that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, repr=False)
class Section:
    """A heading and the text below it. The text's own line breaks stay; an empty line begins a paragraph."""

    heading: str
    text: str

    def __repr__(self) -> str:
        return "Section(***)"


@dataclass(frozen=True, repr=False)
class Paper:
    """One document. `title` and `case_number` are also told to whoever looks at the file without opening it,
    so they hold no personal data: the kind of document, and the case's number."""

    language: Literal["da", "en"]
    title: str
    case_number: str
    printed_at: datetime
    """An aware moment; the same paper printed at the same moment gives the same bytes."""
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Names and values, such as who the citizen is, shown as a list at the top."""
    sections: tuple[Section, ...] = ()
    signatures: tuple[str, ...] = ()
    """One line for each who has agreed to this version."""
    footer: str = ""
    """One line at the foot of every page, such as when and from where the paper was printed."""

    def __repr__(self) -> str:
        return "Paper(***)"


@dataclass(frozen=True, repr=False)
class DataFile:
    """A file that is ready as it is. Most of what it holds is personal."""

    content: bytes

    def __repr__(self) -> str:
        return "DataFile(***)"


class PaperNotPrinted(Exception):
    """The paper could not be printed, which is a fault of ours. Nothing of its words is told."""


PrintPaper = Callable[[Paper], bytes]
"""The paper as a PDF. Takes tens of milliseconds of work and writes nothing anywhere, so it is called in a
thread of its own. Raises `PaperNotPrinted`."""

EMPTY_FILE = 15_000
BYTES_PER_CHARACTER = 3


def likely_size(paper: Paper) -> int:
    """About how many bytes the printed paper takes, for an offer made before it is printed."""
    texts = (paper.title, paper.subtitle, paper.footer, *paper.signatures)
    pairs = (*paper.facts, *((section.heading, section.text) for section in paper.sections))
    characters = sum(map(len, texts)) + sum(len(name) + len(text) for name, text in pairs)
    return EMPTY_FILE + BYTES_PER_CHARACTER * characters
