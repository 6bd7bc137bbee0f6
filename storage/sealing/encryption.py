"""Encryption of the columns that hold personal data, and the hash by which a citizen's cases are found.

AES-256-GCM over each value. The database, table, column and row it belongs to are authenticated with it, so a
value moved to another place, or over from another database, no longer opens. Every value names its key, so
keys are rotated by adding one (`rotation.py`). The stored bytes are
`form | length of key id | key id | nonce | ciphertext`.

Form 2 is bound to its database. Form 1, which is not, is from before there was such a thing; it opens only
where the database says that its table may still hold some (`binding.py`), and is never written.
"""

from __future__ import annotations

import copy
import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.cpr import Cpr

KEY_BYTES = 32
BOUND, UNBOUND = 2, 1
"""The forms a value may have."""
LONGEST_HEADER = 34
"""Form, length and key id take at most so many bytes."""
_NONCE_BYTES = 12
_LONGEST_ID = 32
_CHECKED_BY = b"brobygger: the key by which a citizen's cases are found"


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


@dataclass(frozen=True)
class Seal:
    """What a sealed value says of itself without being opened."""

    form: int
    key_id: str

    @property
    def header(self) -> bytes:
        return bytes((self.form, len(self.key_id))) + self.key_id.encode()


def seal_of(sealed: bytes) -> Seal | None:
    """Of a value or its first `LONGEST_HEADER` bytes; None where it is not in a form this version reads."""
    if len(sealed) < 2 or sealed[0] not in (BOUND, UNBOUND):
        return None
    key_id = bytes(sealed[2 : 2 + sealed[1]])
    return Seal(sealed[0], key_id.decode()) if len(key_id) == sealed[1] and key_id.isascii() else None


class Cipher:
    """Seals and opens the values of sensitive columns of one database, once it is `bound_to` it."""

    def __init__(self, ring: KeyRing) -> None:
        self.writes = Seal(BOUND, ring.current)
        self._by_id = {key_id: AESGCM(key) for key_id, key in ring.keys.items()}
        self._database_id = ""
        self._may_be_unbound: Callable[[str], bool] = _never

    def bound_to(self, database_id: str, may_be_unbound: Callable[[str], bool]) -> Self:
        """The same keys for the database of this id; `may_be_unbound` says of a table whether values of
        form 1 are opened there."""
        bound = copy.copy(self)
        bound._database_id, bound._may_be_unbound = database_id, may_be_unbound
        return bound

    def seal(self, table: str, column: str, row_id: str, plaintext: bytes) -> bytes:
        nonce, place = os.urandom(_NONCE_BYTES), self._place(BOUND, table, column, row_id)
        return self.writes.header + nonce + self._by_id[self.writes.key_id].encrypt(nonce, plaintext, place)

    def open(self, table: str, column: str, row_id: str, sealed: bytes) -> bytes:
        """Raises `Unreadable`, naming table and column only."""
        seal = seal_of(sealed)
        if seal is None or (seal.form == UNBOUND and not self._may_be_unbound(table)):
            raise Unreadable(f"{table}.{column} is not in a form this version reads")
        key = self._by_id.get(seal.key_id)
        if key is None:
            raise Unreadable(f"the key of a value in {table}.{column} is not on the ring")
        end = len(seal.header)
        nonce, ciphertext = sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]
        try:
            return key.decrypt(nonce, ciphertext, self._place(seal.form, table, column, row_id))
        except (InvalidTag, ValueError):
            raise Unreadable(f"a value in {table}.{column} was changed or moved") from None

    def seal_text(self, table: str, column: str, row_id: str, text: str) -> bytes:
        return self.seal(table, column, row_id, text.encode())

    def open_text(self, table: str, column: str, row_id: str, sealed: bytes) -> str:
        return self.open(table, column, row_id, sealed).decode()

    def _place(self, form: int, table: str, column: str, row_id: str) -> bytes:
        where = f"{table}\0{column}\0{row_id}"
        return (where if form == UNBOUND else f"{form}\0{self._database_id}\0{where}").encode()


def _never(_table: str) -> bool:
    return False


class CprLookup:
    """Finds a citizen's cases without keeping the CPR number readable: HMAC-SHA-256 with a key of its own.

    The first key hashes what is stored; while keys are changed, `earlier` ones still find. Raises
    `ValueError` for a key shorter than 32 bytes.
    """

    def __init__(self, key: bytes, *earlier: bytes) -> None:
        self._keys = (key, *earlier)
        for each in self._keys:
            if len(each) < KEY_BYTES:
                raise ValueError(f"the lookup key is {len(each)} bytes long, not at least {KEY_BYTES}")

    @property
    def changes(self) -> bool:
        """Whether values may be stored that an earlier key hashed."""
        return len(self._keys) > 1

    def hash(self, cpr: Cpr) -> str:
        return _hmac(self._keys[0], cpr.digits.encode())

    def hashes(self, cpr: Cpr) -> tuple[str, ...]:
        """Under every key: what may be stored for the citizen."""
        return tuple(_hmac(key, cpr.digits.encode()) for key in self._keys)

    def checks(self) -> tuple[str, ...]:
        """What tells each key from every other without telling the key."""
        return tuple(_hmac(key, _CHECKED_BY) for key in self._keys)


def _hmac(key: bytes, of: bytes) -> str:
    return hmac.new(key, of, hashlib.sha256).hexdigest()
