"""The words of a sentence: cleaned, in small letters, folded for comparison, each in its clause.

Folding writes æ, ø and å as ae, oe and aa, so that "Taarnby" and "Tårnby" are the same word. A part of
the text already understood (a number, a date) is replaced by `TAKEN`, which is no word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_CHARACTERS = 10_000
TAKEN = " ¤ "
_WORD_OR_BREAK = re.compile(r"[^\W_]+(?:['’´]s\b)?|[.,;:!?\n](?=\s|$)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"¤": " "})
_FOLD = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "é": "e", "è": "e", "ü": "u"})
_NEW_CLAUSE = frozenset({"men", "fordi", "og", "så", "but", "because", "and", "so"})


@dataclass(frozen=True)
class Word:
    text: str
    folded: str
    clause: int
    """Which clause of the sentence; a negation reaches no further than its own."""


def cleaned(text: str) -> str:
    """`text` in small letters with one kind of dash, space and digit, invisible characters removed."""
    composed = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS])[:MOST_CHARACTERS].lower()
    visible = "".join(c for c in composed if c.isspace() or not unicodedata.category(c).startswith("C"))
    return unicodedata.normalize("NFC", visible).translate(_DASHES)


def folded(word: str) -> str:
    """`word` with æ, ø, å written out and accents dropped."""
    return word.translate(_FOLD)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a cleaned text, in order."""
    found: list[Word] = []
    clause = 0
    for match in _WORD_OR_BREAK.finditer(text):
        token = match[0]
        if not token[0].isalnum():
            clause += 1
            continue
        clause += token in _NEW_CLAUSE
        plain = token[:-2] + "s" if token[-2:-1] in "'’´" and len(token) > 2 else token
        found.append(Word(plain, folded(plain), clause))
    return tuple(found)
