"""What counts as filled in: a part that says something, or says why it is not relevant.

Blank, punctuation only, one character over and over, and filler ("ved ikke", "se journal", "kommer senere")
count as missing, whatever their spacing and capitals; filler inside a longer text does not. "Ikke relevant"
needs a reason, a contact needs a name and a telephone number. Which parts are required is the agreement's
data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from domain.document_kind import DocumentKind
from domain.parts import PARTS, Part, PartKind


class Lack(StrEnum):
    """Why a part does not count as filled in."""

    EMPTY = "empty"
    FILLER = "filler"
    NO_REASON = "no_reason"
    """ "Ikke relevant" without a why."""
    NO_PHONE = "no_phone"
    NO_NAME = "no_name"
    """A telephone number, and nobody's name."""


@dataclass(frozen=True)
class Missing:
    part: str
    lack: Lack


_POINTERS = (
    "se", "jf", "jfr", "jvf", "jævnfør", "fremgår af", "det fremgår af", "står i", "det står i",
    "beskrevet i", "noteret i", "henvises til", "der henvises til", "see", "see the", "as in", "cf",
)  # fmt: skip
_ELSEWHERE = (
    "journal", "journalen", "journalnotat", "journalnotatet", "patientjournal", "patientjournalen",
    "sundhedsplatformen", "sp", "nexus", "kmd nexus", "cura", "epj", "sagen", "journals", "record", "records",
    "file", "notes",
)  # fmt: skip
_SAYINGS = (
    "ved ikke", "ved ikk", "ved ej", "ved vi ikke", "vi ved ikke", "vi ved det ikke", "vides ikke",
    "det ved vi ikke", "det ved jeg ikke", "jeg ved det ikke", "ikke oplyst", "uoplyst", "ukendt",
    "ikke kendt", "uvist", "uafklaret", "ingen kommentar", "ingen kommentarer", "ingen bemærkninger",
    "intet at bemærke", "ikke noget at bemærke", "intet at tilføje", "intet nyt", "intet særligt",
    "udfyldes", "udfyldes senere", "kommer", "kommer senere", "følger", "følger senere", "senere", "mangler",
    "afventer", "aftales", "aftales senere", "aftales nærmere", "se ovenfor", "se ovenstående", "se nedenfor",
    "se tidligere", "se bilag", "som ovenfor", "samme som ovenfor", "som tidligere", "som aftalt",
    "i r", "n a", "tba", "tbd", "tbc", "todo", "test", "ok", "asdf", "qwerty", "bla bla", "bla bla bla",
    "dont know", "i dont know", "do not know", "i do not know", "we dont know", "we do not know", "dunno",
    "unknown", "not known", "not stated", "no comment", "no comments", "nothing to note", "nothing to add",
    "see above", "see below", "see attached", "later", "to follow", "to be announced", "to be decided",
    "pending",
)  # fmt: skip
_POLITE = frozenset({"venligst", "gerne", "blot", "bare", "lige", "please", "just"})

_NONE = frozenset({"ingen", "intet", "ingenting", "none", "nothing"})
NONE_IS_NO_ANSWER = frozenset(
    {
        "citizens_wish",
        "goals",
        "interventions",
        "treatment_offers",
        "social_offers",
        "supervisor",
        "if_not_kept",
        "crisis_plan",
    }
)
"""Where a bare "ingen" says that the work was not done; elsewhere ("pårørende: ingen") it is an answer."""

_SAYS_NOT_RELEVANT = re.compile(
    r"(?:(?:det|dette|it|this) )?(?:(?:er|is) )?"
    r"(?:(?:ikke|not) (?:relevant|aktuelt?|applicable)|irrelevant)(?: (?P<rest>.*))?"
)
_LEADS_TO_A_REASON = frozenset(
    {"fordi", "da", "idet", "eftersom", "grundet", "pga", "because", "since", "as", "due", "to", "at", "that"}
)
_NO_REASONS = frozenset(
    {
        "her", "nu", "lige nu", "pt", "p t", "endnu", "pga", "for borgeren", "for denne borger",
        "for patienten", "for pt", "i dette tilfælde", "i denne sag", "i dette forløb", "for tiden",
        "i øjeblikket", "det er ikke relevant", "here", "now", "right now", "at present", "for the citizen",
        "in this case",
    }
)  # fmt: skip

_DAY = re.compile(r"\b(?:[0-3]?\d[-./][01]?\d[-./](?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)\b")
_PHONE = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){7,14}")
_APART = (re.compile(r"$^"), re.compile(r"[.,;:/!?]+"), re.compile(r"[.,;:/!?\n]+"))
"""How sayings can stand one after the other: not at all, by punctuation, by lines as well."""


def _run_together(text: str) -> str:
    return text.replace(" ", "")


_FILLER = frozenset(
    _run_together(saying)
    for saying in (*_SAYINGS, *(f"{pointer} {where}" for pointer, where in product(_POINTERS, _ELSEWHERE)))
)


def missing_parts(
    kind: DocumentKind, parts: Mapping[str, str], required: Sequence[str]
) -> tuple[Missing, ...]:
    """The required parts that are not filled in, in the order the document asks for them."""
    lacks = (
        (part.name, lack_of(part, parts.get(part.name, ""))) for part in PARTS[kind] if part.name in required
    )
    return tuple(Missing(name, lack) for name, lack in lacks if lack is not None)


def lack_of(part: Part, text: str) -> Lack | None:
    """What the text lacks, or None when the part is filled in. A day or a choice only lacks when empty."""
    if not text.strip() or not any(char.isprintable() for char in text):
        return Lack.EMPTY
    if part.kind in (PartKind.DAY, PartKind.CHOICE):
        return None
    said_not_relevant = _SAYS_NOT_RELEVANT.fullmatch(_plain(text))
    if said_not_relevant:
        return None if _is_reason(said_not_relevant["rest"] or "") else Lack.NO_REASON
    if _is_filler(text) or (part.name in NONE_IS_NO_ANSWER and _plain(text) in _NONE):
        return Lack.FILLER
    return _lack_of_contact(text) if part.kind is PartKind.CONTACT else None


def _lack_of_contact(text: str) -> Lack | None:
    undated = _DAY.sub(" ", text)
    if not _PHONE.search(undated):
        return Lack.NO_PHONE
    name = _PHONE.sub(" ", undated)
    return Lack.NO_NAME if _is_filler(name) or _plain(name) in ("tlf", "telefon", "phone", "tel") else None


def _is_reason(text: str) -> bool:
    words = text.split()
    while words and words[0] in _LEADS_TO_A_REASON:
        words = words[1:]
    rest = " ".join(words)
    return rest not in _NO_REASONS and not _is_filler(rest)


def _is_filler(text: str) -> bool:
    """Whether the text, or each sentence of it, says nothing."""
    return any(all(map(_says_nothing, apart.split(text))) for apart in _APART)


def _says_nothing(text: str) -> bool:
    bare = "".join(word for word in _plain(text).split() if word not in _POLITE)
    return len(set(bare)) <= 1 or bare in _FILLER


def _plain(text: str) -> str:
    """Small letters and digits only, words one space apart; an apostrophe inside a word is nothing."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    without_marks = re.sub(r"['’`´\u00ad\u200b-\u200d\u2060\ufeff]", "", folded)
    return " ".join("".join(char if char.isalnum() else " " for char in without_marks).split())
