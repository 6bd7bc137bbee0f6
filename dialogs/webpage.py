"""A page for anybody with a browser, as plain values: what it says, not how it looks.

`public_pages.py` writes the pages and `bot/pages.py` serves them; neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    title: str
    text: str


@dataclass(frozen=True)
class Webpage:
    """`path` begins with a slash. `summary` stands first, below the title."""

    path: str
    language: str
    title: str
    summary: str
    sections: tuple[Section, ...]
