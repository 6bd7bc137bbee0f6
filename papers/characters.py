"""Which characters can be put on paper: those the fonts at hand draw, whatever comes before or after them.

A PDF that everybody can read may not hold a character without a shape, so another one becomes a visible
box, and what is no character at all goes out. Marks that turn the direction of reading go too: with them a
text could show other than it is written.
"""

from __future__ import annotations

import unicodedata

DRAWN = (
    (0x20, 0x7E),
    (0xA0, 0x377),
    (0x37A, 0x37F),
    (0x384, 0x4FF),
    (0x1E00, 0x1FFF),
    (0x2000, 0x200A),
    (0x2010, 0x2027),
    (0x202F, 0x2040),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x211E),
    (0x2190, 0x22FF),
    (0x2500, 0x25FF),
    (0x2713, 0x2714),
)
"""Latin, Greek and Cyrillic letters, punctuation, money, arrows, signs, and the tick of a list."""
BOX = "□"
_KEPT = "\n\t"
_LINE_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def drawn(text: str) -> str:
    """The text as it can be printed: composed letters, one kind of line break, boxes for the shapeless."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(map(_drawn, composed.translate(_LINE_BREAKS)))


def _drawn(character: str) -> str:
    if character in _KEPT:
        return character
    kind = unicodedata.category(character)
    if kind in _UNSEEN:
        return ""
    has_shape = kind != "Cn" and any(first <= ord(character) <= last for first, last in DRAWN)
    return character if has_shape else BOX
