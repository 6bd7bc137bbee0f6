"""A page for anybody with a browser, as plain values: what it says, not how it looks.

`public_pages.py` and `short_pages.py` write the pages and `bot/pages.py` serves them; neither knows the
other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    title: str
    text: str


@dataclass(frozen=True)
class Step:
    """The one thing to do on a page: a link to follow, or with `posts` a button that sends a form without
    fields."""

    label: str
    to: str
    posts: bool = False


@dataclass(frozen=True)
class Webpage:
    """`path` begins with a slash; it is empty for what stands in the place of another page. `summary` stands
    first, below the title."""

    path: str
    language: str
    title: str
    summary: str
    sections: tuple[Section, ...] = ()
    step: Step | None = None
