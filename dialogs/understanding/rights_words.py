"""The words for what a citizen may ask for: insight, a correction, that a case is restricted or kept.

The same kind of table as in `concepts.py`, and read together with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.understanding.concepts import Concept

_THE_CASE = ("sag", "sagen", "en sag", "case", "the case", "a case")
_NAME_OR_NUMBER = (
    "borgerens navn", "navnet på borgeren", "cpr", "cpr-nummer", "cpr-nummeret", "borgerens cpr",
    "borgerens cpr-nummer", "personnummer", "personnummeret",
)  # fmt: skip

C = Concept
RIGHTS_WORDS: Mapping[Concept, tuple[str, ...]] = MappingProxyType({
    C.SUBJECT_ACCESS: (
        "indsigt", "indsigtsanmodning", "aktindsigt", "indsigtsret", "egenacces", "subject access",
        "access request",
    ),
    C.HOLD_THE_CASE: (
        *(f"{verb} {case}" for verb in ("begræns", "begrænse", "bevar", "bevare") for case in _THE_CASE[:3]),
        *(f"{verb} {case}" for verb in ("restrict", "keep") for case in _THE_CASE[3:]),
        "sagen skal begrænses", "sagen skal bevares", "begræns behandlingen",
    ),
    C.CORRECT_THE_CITIZEN: (
        *(f"{verb} {what}" for verb in ("ret", "rette", "berigtig") for what in _NAME_OR_NUMBER),
        "forkert navn", "forkert cpr", "forkert cpr-nummer", "forkert personnummer",
        "correct the citizen's name", "correct the name", "correct the cpr", "wrong name", "wrong cpr",
    ),
})  # fmt: skip
del C
