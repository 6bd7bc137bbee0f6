"""Keys as the settings give them: 32 random bytes in base64, each for one purpose only.

What is too short, follows a pattern, is words or is used twice is refused with the remedy, and no value is
shown. A pattern is fewer than `FEWEST_BYTES` different bytes, bytes that go up or down by equal steps, or
nothing but printable characters; 32 random bytes have none of these in the lifetime of anybody's service.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from itertools import pairwise

KEY_BYTES = 32
FEWEST_BYTES = 16
NEW_KEY = "make one with `app.py keys new`"
DEMO = "demo"
"""The id of the key that the demo makes for itself."""


def decoded(text: str) -> bytes:
    """One key. Raises `ValueError`."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        raise ValueError(f"is not base64: {NEW_KEY}") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"must hold {KEY_BYTES} bytes: {NEW_KEY}")
    if len(set(key)) == 1:
        raise ValueError(f"repeats one byte and is no secret: {NEW_KEY}")
    if _is_pattern(key):
        raise ValueError(f"follows a pattern and is no secret: {NEW_KEY}")
    return key


def _is_pattern(key: bytes) -> bool:
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    printable = all(32 <= byte < 127 for byte in key)
    return len(steps) == 1 or len(set(key)) < FEWEST_BYTES or printable


def ring_of(text: str) -> dict[str, bytes]:
    """Keys by id, in their order. Raises `ValueError`."""
    ring: dict[str, bytes] = {}
    for part in text.split(","):
        key_id, colon, key = part.strip().partition(":")
        if not colon or not key_id:
            raise ValueError(f"must name each key, like k1:…, with commas between: {NEW_KEY}")
        if key_id in ring:
            raise ValueError("holds two keys of the same id: give each its own")
        ring[key_id] = decoded(key)
    return ring


def keys_of(text: str) -> tuple[bytes, ...]:
    """One key, or several with commas between. Raises `ValueError`."""
    return tuple(decoded(part) for part in text.split(","))


def used_twice(purposes: Mapping[str, tuple[bytes, ...]]) -> Iterator[str]:
    """A fault for each setting that holds a key twice, or one that another setting has too."""
    seen: dict[bytes, str] = {}
    for name, keys in purposes.items():
        for key in keys:
            first = seen.setdefault(key, name)
            if first != name:
                yield f"{name} holds a key that {first} has too: {NEW_KEY} for each purpose"
        if len(set(keys)) != len(keys):
            yield f"{name} holds the same key twice: keep it once"
