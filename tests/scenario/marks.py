"""Words that may not turn up somewhere, in every form in which they could: as they are, or encoded.

A CPR number is looked for as it is written with a hyphen, without one and with a space. What is compressed or
enciphered is not seen through; nothing the product stores or sends outside its seals is either.
"""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from itertools import chain
from urllib.parse import quote, quote_plus

import numpy as np

SHORTEST = 4
"""Bytes; anything shorter would be found by chance."""
_HEAD = 8
_TWO_BYTES = np.uint64(0xFFFF)


class Marks:
    """What is looked for. A large content is looked through once for the heads of all patterns together."""

    def __init__(self, patterns: Mapping[bytes, str]) -> None:
        self._words = patterns
        self._short = [pattern for pattern in patterns if len(pattern) < _HEAD]
        self._by_head: dict[int, list[bytes]] = {}
        for pattern in patterns:
            if len(pattern) >= _HEAD:
                self._by_head.setdefault(int.from_bytes(pattern[:_HEAD], "little"), []).append(pattern)
        self._heads = np.array(sorted(self._by_head), dtype=np.uint64)
        self._begins = np.zeros(1 << 16, dtype=bool)
        self._begins[(self._heads & _TWO_BYTES).astype(np.int64)] = True

    @classmethod
    def of(cls, words: Iterable[str], secrets: Iterable[bytes] = ()) -> Marks:
        """Words in all their forms, and secret bytes as they are, in hex and in base64."""
        by_pattern = {pattern: word for word in words for pattern in forms_of(word)}
        for secret in secrets:
            by_pattern |= dict.fromkeys((secret, secret.hex().encode(), *_in_base64(secret)), "a key")
        return cls(by_pattern)

    def in_(self, content: bytes) -> frozenset[str]:
        """The words that are found there."""
        likely = (pattern for head in self._heads_in(content) for pattern in self._by_head[head])
        return frozenset(self._words[pattern] for pattern in chain(self._short, likely) if pattern in content)

    def _heads_in(self, content: bytes) -> set[int]:
        found: set[int] = set()
        for first in range(min(_HEAD, len(content) - _HEAD + 1)):
            whole = (len(content) - first) // _HEAD
            windows = np.frombuffer(content, dtype="<u8", count=whole, offset=first)
            likely = windows[self._begins[(windows & _TWO_BYTES).astype(np.int64)]]
            found |= {int(head) for head in np.unique(likely)} & self._by_head.keys()
        return found


@lru_cache(maxsize=1024)
def forms_of(word: str) -> frozenset[bytes]:
    texts = {word, escape(word), quote(word), quote_plus(word), json.dumps(word)[1:-1]}
    plain = {text.encode() for text in texts}
    others = {
        word.encode(coding, "ignore") for coding in ("utf-16-le", "utf-16-be", "latin-1", "unicode_escape")
    }
    others |= {word.encode().hex().encode(), repr(word.encode())[2:-1].encode()}
    encoded = {form for text in (word, json.dumps(word)[1:-1]) for form in _in_base64(text.encode())}
    return frozenset(form for form in plain | others | encoded if len(form) >= SHORTEST)


def spellings(cpr: str) -> tuple[str, ...]:
    """Of a number written with a hyphen."""
    born, serial = cpr.split("-")
    return cpr, f"{born}{serial}", f"{born} {serial}"


def _in_base64(of: bytes) -> Iterator[bytes]:
    """What is sure to stand in base64 of any text that has it, wherever it begins there."""
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(of)) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            form = encode(bytes(before) + of)[first:last]
            if len(form) >= SHORTEST:
                yield form
