"""Which concepts a sentence holds: its words looked up, slips mended, "ikke" given its due.

A negation right before a detail takes back that detail ("uden pårørende"); any other takes back the
actions of its own clause ("jeg vil ikke lave et netværksmøde"). The words themselves stand in `concepts.py`,
`document_words.py`, `settings_words.py` and `figure_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dialogs.understanding.concepts import ACTIONS, DETAILS, WORDS, Concept
from dialogs.understanding.document_words import DOCUMENT_WORDS
from dialogs.understanding.figure_words import FIGURE_WORDS
from dialogs.understanding.places import MOST_WORDS_MENDED
from dialogs.understanding.rights_words import RIGHTS_WORDS
from dialogs.understanding.settings_words import SETTINGS_WORDS
from dialogs.understanding.spelling import ORDINARY_WORDS, SHORTEST_IN_A_COMMAND, SHORTEST_MENDED, Lexicon
from dialogs.understanding.words import Word, words_of

_Phrase = tuple[str, ...]
_TABLES = (
    *WORDS.items(),
    *DOCUMENT_WORDS.items(),
    *SETTINGS_WORDS.items(),
    *FIGURE_WORDS.items(),
    *RIGHTS_WORDS.items(),
)
_NEAR = 3
_ONLY_DETAILS = frozenset({"uden", "without"})
WORDS_OF_A_COMMAND = 3
"""In so few words a shorter one is mended too: "mine sagr" can hardly be anything else."""


def _phrases() -> Mapping[_Phrase, frozenset[Concept]]:
    found: dict[_Phrase, set[Concept]] = {}
    for concept, phrases in _TABLES:
        for phrase in phrases:
            found.setdefault(tuple(word.folded for word in words_of(phrase)), set()).add(concept)
    return MappingProxyType({phrase: frozenset(concepts) for phrase, concepts in found.items()})


_PHRASES = _phrases()
_VOCABULARY = frozenset(word for phrase in _PHRASES for word in phrase)
_LEXICON = Lexicon(
    {
        word.folded
        for _, phrases in _TABLES
        for phrase in phrases
        for word in words_of(phrase)
        if len(word.text) >= SHORTEST_MENDED
    }
)
_LONGEST = max(map(len, _PHRASES))


@dataclass(frozen=True)
class Match:
    concepts: frozenset[Concept]
    first: int
    last: int
    clause: int
    text: str


@dataclass(frozen=True)
class Found:
    """The concepts a sentence holds, those taken back left out, and the details it declines."""

    concepts: frozenset[Concept]
    declined: frozenset[Concept]
    matches: tuple[Match, ...]


def find_concepts(words: tuple[Word, ...]) -> Found:
    """The concepts of these words."""
    matches = _matches(words)
    taken_back: set[tuple[int, Concept]] = set()
    denied: set[int] = set()
    for at, negation in enumerate(matches):
        if Concept.NO not in negation.concepts:
            continue
        details = _details_right_after(at, matches)
        taken_back |= details
        if not details and negation.text not in _ONLY_DETAILS:
            denied.add(negation.clause)
    actions = {
        (match.first, concept)
        for match in matches
        if match.clause in denied
        for concept in match.concepts & ACTIONS
    }
    taken_back |= actions
    held = {(match.first, concept) for match in matches for concept in match.concepts} - taken_back
    concepts = {concept for _, concept in held} | ({Concept.DENIED} if actions else set())
    declined = {concept for _, concept in taken_back} & DETAILS
    return Found(frozenset(concepts), frozenset(declined - concepts), matches)


def _details_right_after(at: int, matches: tuple[Match, ...]) -> set[tuple[int, Concept]]:
    """The details named right after the negation at `at`, unless an action stands between."""
    found: set[tuple[int, Concept]] = set()
    reached = matches[at].last
    for match in matches[at + 1 : at + 1 + _NEAR * 2]:
        if match.first > reached + _NEAR or match.clause != matches[at].clause or match.concepts & ACTIONS:
            break
        details = match.concepts & DETAILS
        found |= {(match.first, concept) for concept in details}
        reached = match.last if details else reached
    return found


def _matches(words: tuple[Word, ...]) -> tuple[Match, ...]:
    meant = _mended(words)
    found: list[Match] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            concepts = _PHRASES.get(tuple(meant[at : at + length]))
            if concepts:
                last = at + length - 1
                found.append(Match(concepts, at, last, words[at].clause, words[at].text))
                at = last
                break
        at += 1
    return tuple(found)


def _mended(words: tuple[Word, ...]) -> list[str]:
    """For each word, the word of our vocabulary that was meant, or the word itself."""
    shortest = SHORTEST_IN_A_COMMAND if len(words) <= WORDS_OF_A_COMMAND else SHORTEST_MENDED
    known = {word.folded: _meant(word, shortest) for word in words[:MOST_WORDS_MENDED]}
    return [known.get(word.folded, word.folded) for word in words]


def _meant(word: Word, shortest: int) -> str:
    if word.folded in _VOCABULARY or word.folded in ORDINARY_WORDS or len(word.text) < shortest:
        return word.folded
    candidates = sorted(_LEXICON.nearest(word.folded, shortest))
    concepts = {_PHRASES.get((candidate,)) for candidate in candidates}
    return candidates[0] if len(concepts) == 1 else word.folded
