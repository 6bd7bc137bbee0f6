"""Encryption of the columns that hold personal data, and the hash by which a citizen's cases are found.

AES-256-GCM over each value. The table, column and row it belongs to are authenticated with it, so a value
moved to another row no longer opens. Every value names its key, so keys are rotated by adding one. The
stored bytes are `version | length of key id | key id | nonce | ciphertext`.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.cpr import Cpr

KEY_BYTES = 32
_VERSION = 1
_NONCE_BYTES = 12
_LONGEST_ID = 32


class Unreadable(Exception):
    """A stored value does not open: its key is unknown, or it was changed or moved."""


@dataclass(frozen=True, repr=False)
class KeyRing:
    """The encryption keys by id, and the one new values are sealed with.

    Raises `ValueError` for an empty ring, a key that is not 32 bytes, an id that is not 1 to 32 ASCII
    characters, or a current id that is not on the ring.
    """

    keys: Mapping[str, bytes]
    current: str

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("the key ring is empty")
        for key_id, key in self.keys.items():
            if not (key_id.isascii() and 1 <= len(key_id) <= _LONGEST_ID):
                raise ValueError(f"a key id has 1 to {_LONGEST_ID} ASCII characters")
            if len(key) != KEY_BYTES:
                raise ValueError(f"the key {key_id!r} is {len(key)} bytes long, not {KEY_BYTES}")
        if self.current not in self.keys:
            raise ValueError(f"the current key {self.current!r} is not on the ring")

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(sorted(self.keys))}; current={self.current})"


class Cipher:
    """Seals and opens the values of sensitive columns."""

    def __init__(self, ring: KeyRing) -> None:
        self._current = ring.current
        self._by_id = {key_id.encode(): AESGCM(key) for key_id, key in ring.keys.items()}

    def seal(self, table: str, column: str, row_id: str, plaintext: bytes) -> bytes:
        key_id, nonce = self._current.encode(), os.urandom(_NONCE_BYTES)
        sealed = self._by_id[key_id].encrypt(nonce, plaintext, _place(table, column, row_id))
        return bytes((_VERSION, len(key_id))) + key_id + nonce + sealed

    def open(self, table: str, column: str, row_id: str, sealed: bytes) -> bytes:
        """Raises `Unreadable`, naming table and column only."""
        if len(sealed) < 2 or sealed[0] != _VERSION:
            raise Unreadable(f"{table}.{column} is not in a form this version reads")
        end = 2 + sealed[1]
        key = self._by_id.get(bytes(sealed[2:end]))
        if key is None:
            raise Unreadable(f"the key of a value in {table}.{column} is not on the ring")
        nonce, ciphertext = sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]
        try:
            return key.decrypt(nonce, ciphertext, _place(table, column, row_id))
        except (InvalidTag, ValueError):
            raise Unreadable(f"a value in {table}.{column} was changed or moved") from None

    def seal_text(self, table: str, column: str, row_id: str, text: str) -> bytes:
        return self.seal(table, column, row_id, text.encode())

    def open_text(self, table: str, column: str, row_id: str, sealed: bytes) -> str:
        return self.open(table, column, row_id, sealed).decode()


def _place(table: str, column: str, row_id: str) -> bytes:
    return f"{table}\0{column}\0{row_id}".encode()


class CprLookup:
    """Finds a citizen's cases without keeping the CPR number readable: HMAC-SHA-256 with a key of its own.

    Raises `ValueError` for a key shorter than 32 bytes.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_BYTES:
            raise ValueError(f"the lookup key is {len(key)} bytes long, not at least {KEY_BYTES}")
        self._key = key

    def hash(self, cpr: Cpr) -> str:
        return hmac.new(self._key, cpr.digits.encode(), hashlib.sha256).hexdigest()
