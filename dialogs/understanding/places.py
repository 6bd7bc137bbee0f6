"""Which municipalities and psychiatric centres a sentence names.

A name counts as a word, never as part of one (Glostrupvej is not Glostrup), with or without "Kommune", in the
genitive, with slips of the pen. A centre needs a word of psychiatry beside its place ("PC Glostrup",
"afdelingen på Amager"). A bare name that both share is taken for the municipality and asked
about; one only a centre has may be the area, and is asked about too. Two names equally near are both kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dialogs.understanding.meaning import OpenQuestion, PartyNames
from dialogs.understanding.spelling import ORDINARY_WORDS, Lexicon
from dialogs.understanding.words import Word, folded

MOST_WORDS_MENDED = 100
MUNICIPAL_WORDS = frozenset(
    {
        "kommune",
        "kommunen",
        "kommunes",
        "kommunens",
        "kommuner",
        "kommunerne",
        "municipality",
        "rådhus",
        "borgerservice",
        "jobcenter",
    }
)
CENTRE_WORDS = frozenset({
    "psykiatrisk", "psykiatriske", "psyk", "psykiatri", "psykiatrien", "pc", "center", "centret",
    "centeret", "centre",
    "afdeling", "afdelingen", "afsnit", "afsnittet", "ambulatorium", "ambulatoriet", "psychiatric", "ward",
})  # fmt: skip
_SMALL_WORDS = frozenset({"i", "på", "for", "in", "at", "of"})
_NAME_SUFFIXES = ("kommunes", "kommunen", "kommune")
SHORT_NAMES = MappingProxyType(
    {"kbh": "koebenhavn", "kbhvn": "koebenhavn", "cph": "koebenhavn", "copenhagen": "koebenhavn"}
)
"""Everyday short name → folded name of the municipality."""
CENTRE_SHORT_NAMES = MappingProxyType({
    "buc": ("boerne", "ungdomspsykiatrisk"), "bup": ("boerne", "ungdomspsykiatrisk"),
    "boernepsyk": ("boerne", "ungdomspsykiatrisk"),
    "boernepsykiatrien": ("boerne", "ungdomspsykiatrisk"),
    "ungdomspsykiatrien": ("boerne", "ungdomspsykiatrisk"),
    "ungdomspsykiatrisk": ("boerne", "ungdomspsykiatrisk"),
})  # fmt: skip
"""Everyday short name → words the centre's full name holds."""
_GENERIC = frozenset(
    {"region", "kommune", "center", "psykiatrisk", "boerne", "og", "ungdomspsykiatrisk", "the", "i", "af"}
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Places:
    municipalities: tuple[str, ...]
    centres: tuple[str, ...]
    questions: frozenset[OpenQuestion]


@dataclass(frozen=True)
class _Named:
    """One place in the sentence and whose name it may be."""

    first: int
    last: int
    municipalities: frozenset[str]
    centres: frozenset[str]


@dataclass(frozen=True)
class _Known:
    keys: frozenset[str]
    lexicon: Lexicon


@dataclass(frozen=True)
class _Index:
    """Folded name without its generic words → ids."""

    municipal: Mapping[str, frozenset[str]]
    central: Mapping[str, frozenset[str]]
    single: _Known
    double: _Known
    """Names of two words, written together."""

    def named(self, keys: Iterable[str], first: int, last: int) -> _Named:
        def parties(index: Mapping[str, frozenset[str]]) -> frozenset[str]:
            return frozenset(party for key in keys for party in index.get(key, ()))

        return _Named(first, last, parties(self.municipal), parties(self.central))


def find_places(words: tuple[Word, ...], names: PartyNames) -> Places:
    """The parties named, in the order named."""
    by_short_name = _by_short_name(names.centres)
    municipalities: dict[str, None] = {}
    centres = {party: None for word in words for party in by_short_name.get(word.folded, ())}
    questions: set[OpenQuestion] = set()
    for named in _named(words, _index(names)):
        context = _context(words, named.first, named.last)
        if context == "centre" and named.centres:
            centres.update(dict.fromkeys(sorted(named.centres)))
        elif named.municipalities:
            municipalities.update(dict.fromkeys(sorted(named.municipalities)))
            if named.centres and context is None:
                questions.add(OpenQuestion.MUNICIPALITY_OR_CENTRE)
        elif context is None:
            centres.update(dict.fromkeys(sorted(named.centres)))
            questions.add(OpenQuestion.WHICH_CENTRE)
    if len(municipalities) > 1:
        questions.add(OpenQuestion.WHICH_MUNICIPALITY)
    if len(centres) > 1:
        questions.add(OpenQuestion.WHICH_CENTRE)
    return Places(tuple(municipalities), tuple(centres), frozenset(questions))


def _index(names: PartyNames) -> _Index:
    municipal, double = _keys(names.municipalities)
    central, double_too = _keys(names.centres)
    return _Index(municipal, central, _known(municipal.keys() | central.keys()), _known(double | double_too))


def _keys(names: Mapping[str, str]) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The keys of these names, and which are double. A long part of a double name stands for it too."""
    keys: dict[str, set[str]] = {}
    double: set[str] = set()
    for party, name in names.items():
        parts = [part for part in map(folded, _WORD.findall(name.lower())) if part not in _GENERIC]
        long_parts = [part for part in parts if len(part) > 5] if len(parts) > 1 else []
        double |= {"".join(parts)} if len(parts) == 2 else set()
        for key in {"".join(parts), *long_parts} - {""}:
            keys.setdefault(key, set()).add(party)
    return {key: frozenset(parties) for key, parties in keys.items()}, frozenset(double)


def _by_short_name(centres: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    full = {party: frozenset(map(folded, _WORD.findall(name.lower()))) for party, name in centres.items()}
    return {
        short: tuple(party for party, words in full.items() if words.issuperset(needed))
        for short, needed in CENTRE_SHORT_NAMES.items()
    }


def _named(words: tuple[Word, ...], index: _Index) -> Iterable[_Named]:
    at = 0
    while at < len(words):
        pair = words[at : at + 2]
        if len(pair) == 2 and (keys := _matching("".join(word.folded for word in pair), index.double, at)):
            yield index.named(keys, at, at + 1)
            at += 2
            continue
        said_municipal = len(pair) == 2 and pair[1].text in MUNICIPAL_WORDS
        if (said_municipal or pair[0].folded not in ORDINARY_WORDS) and (
            keys := _matching(pair[0].folded, index.single, at)
        ):
            yield index.named(keys, at, at)
        at += 1


def _known(keys: Iterable[str]) -> _Known:
    return _Known(frozenset(keys), Lexicon(keys))


def _matching(typed: str, known: _Known, at: int) -> frozenset[str]:
    """The names this word can be; several when it is equally near to them."""
    for suffix in _NAME_SUFFIXES:
        typed = typed.removesuffix(suffix) or typed
    typed = SHORT_NAMES.get(typed, typed)
    for form in (typed, typed.removesuffix("s")):
        if form in known.keys:
            return frozenset({form})
    return known.lexicon.nearest(typed) if at < MOST_WORDS_MENDED else frozenset()


def _context(words: tuple[Word, ...], first: int, last: int) -> str | None:
    """ "municipality" or "centre" when a word beside the name says so, else None."""
    before = first - 1
    if before >= 0 and words[before].text in _SMALL_WORDS:
        before -= 1
    beside = [words[last + 1].text] if last + 1 < len(words) else []
    beside += [words[before].text] if before >= 0 else []
    for text in beside:
        if text in MUNICIPAL_WORDS:
            return "municipality"
        if text in CENTRE_WORDS:
            return "centre"
    return None
