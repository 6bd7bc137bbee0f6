"""How far a typed word may be from the word that was meant.

One slip (a letter missing, added, wrong, or two swapped) in words of 5-7 letters, two from 8; the
shorter of the two words counts. Short words are typed right or not understood; only a command of a few words
may have lost a letter of a word of five ("mine sagr"). A slip in the first letter is
only believed in long words: "tager" is not "sager".
"""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.understanding.words import folded

ORDINARY_WORDS = frozenset(map(folded, {
    "fortsat", "fortsatte", "holder", "drager", "fridag", "mandat", "mandage", "fredage", "statue", "hjalp",
    "hjælm", "flytter", "danske", "engelske", "mødre", "saver", "stort", "storte", "telefonnr",
    "virket", "aftalt", "aftaler", "fysik", "slutte", "slettet", "starten", "hjælper", "viden",
    "after", "about", "snart", "livet", "inden", "udsatte", "beskrive", "beskriver", "beskrives", "beskrevet",
    "beskrivelse", "beskrivelsen", "indskrives", "indskrevet", "indskrivning", "indskrivningen", "omskrevet",
    "opskrevet", "nedskrevet", "afskrevet", "overflytte", "overflyttes", "færdighed", "færdigheder",
    "udskrift",
    "udskrifter", "lukket", "lykke", "lykkes", "beslutte", "fordelen", "fordelene", "formulere", "formulerer",
    "dokumentere", "dokumenterer", "dokumenteret",
    "dans", "frit", "hend", "lise", "rest", "sent", "star", "tage", "vide",
}))  # fmt: skip
"""Real words one slip from a word of ours; never taken for a slip."""


SHORTEST_MENDED = 5
SHORTEST_IN_A_COMMAND = 4


def slips_allowed(typed: str, meant: str, shortest: int = SHORTEST_MENDED) -> int:
    """How many slips may lie between the two; none where the shorter has less than `shortest` letters."""
    shorter = min(len(typed), len(meant))
    return 0 if shorter < shortest else 1 if shorter < 8 else 2


def slips(typed: str, meant: str, most: int) -> int | None:
    """Slips between two words (Damerau-Levenshtein, adjacent swaps), or None when more than `most`."""
    if typed == meant:
        return 0
    if most == 0 or abs(len(typed) - len(meant)) > most:
        return None
    typed, meant = _without_common_ends(typed, meant)
    if max(len(typed), len(meant)) == 1 or (len(typed) == 2 and typed == meant[::-1]):
        return 1
    distance = _distance(typed, meant) if most > 1 else most + 1
    return distance if distance <= most else None


class Lexicon:
    """Words to be recognised, all folded, laid out so that looking for the nearest is quick."""

    def __init__(self, words: Iterable[str]) -> None:
        by_length: dict[int, list[tuple[str, frozenset[str]]]] = {}
        for word in words:
            by_length.setdefault(len(word), []).append((word, frozenset(word)))
        self._by_length = by_length

    def nearest(self, typed: str, shortest: int = SHORTEST_MENDED) -> frozenset[str]:
        """The words `typed` is nearest to, within the slips allowed; several when equally near."""
        if len(typed) < shortest:
            return frozenset()
        best, found = 3, set[str]()
        letters = frozenset(typed)
        for length in range(max(SHORTEST_MENDED, len(typed) - 2), len(typed) + 3):
            for word, others in self._by_length.get(length, ()):
                if not _may_begin(typed, word):
                    continue
                most = min(slips_allowed(typed, word, shortest), best)
                # Each slip changes at most one letter for another: a quick way to say no.
                if len(letters - others) > most or len(others - letters) > most:
                    continue
                distance = slips(typed, word, most)
                if distance is None:
                    continue
                if distance < best:
                    best, found = distance, set()
                found.add(word)
        return frozenset(found)


def nearest(typed: str, meant: Iterable[str]) -> frozenset[str]:
    """`Lexicon.nearest` for a handful of words."""
    return Lexicon(meant).nearest(typed)


def _may_begin(typed: str, word: str) -> bool:
    """Whether the first letters allow it: the same, swapped, or a long word."""
    return word[0] == typed[0] or (len(word) >= 8 and len(typed) >= 8) or word[:2] == typed[1::-1]


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _distance(one: str, other: str) -> int:
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
