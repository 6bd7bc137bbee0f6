"""Sealing: what opens, what does not, and keys that never show themselves."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing.encryption import (
    BOUND,
    LONGEST_HEADER,
    UNBOUND,
    Cipher,
    CprLookup,
    KeyRing,
    Seal,
    Unreadable,
    seal_of,
)
from tests.factories import a_cpr

KEY, OTHER = b"\x01" * 32, b"\x02" * 32
CIPHER = Cipher(KeyRing({"a": KEY}, "a"))


@given(plaintext=st.binary(), row=st.text())
def test_what_is_sealed_opens_in_its_place(plaintext: bytes, row: str) -> None:
    assert CIPHER.open("cases", "name", row, CIPHER.seal("cases", "name", row, plaintext)) == plaintext


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert CIPHER.seal_text("cases", "name", "1", "Asta") != CIPHER.seal_text("cases", "name", "1", "Asta")


@pytest.mark.parametrize(
    "place", [("cases", "name", "2"), ("cases", "cpr", "1"), ("tasks", "name", "1"), ("case", "sname", "1")]
)
def test_a_value_does_not_open_in_another_place(place: tuple[str, str, str]) -> None:
    sealed = CIPHER.seal_text("cases", "name", "1", "Asta")
    with pytest.raises(Unreadable) as refused:
        CIPHER.open(*place, sealed)
    assert f"{place[0]}.{place[1]}" in str(refused.value)


@given(position=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255))
def test_one_changed_byte_anywhere_is_noticed(position: int, flip: int) -> None:
    sealed = bytearray(CIPHER.seal_text("cases", "name", "1", "Asta"))
    sealed[position % len(sealed)] ^= flip
    with pytest.raises(Unreadable):
        CIPHER.open("cases", "name", "1", bytes(sealed))


@given(length=st.integers(min_value=0, max_value=34))
def test_a_value_cut_short_is_noticed(length: int) -> None:
    sealed = CIPHER.seal_text("cases", "name", "1", "Asta")[:length]
    with pytest.raises(Unreadable):
        CIPHER.open("cases", "name", "1", sealed)


def test_a_value_sealed_with_an_older_key_still_opens() -> None:
    sealed = CIPHER.seal_text("cases", "name", "1", "Asta")
    rotated = Cipher(KeyRing({"a": KEY, "b": OTHER}, "b"))
    assert rotated.open_text("cases", "name", "1", sealed) == "Asta"


def test_a_value_whose_key_is_gone_does_not_open() -> None:
    sealed = CIPHER.seal_text("cases", "name", "1", "Asta")
    with pytest.raises(Unreadable, match="not on the ring"):
        Cipher(KeyRing({"b": KEY}, "b")).open("cases", "name", "1", sealed)


@pytest.mark.parametrize(
    ("keys", "current", "why"),
    [
        ({}, "a", "empty"),
        ({"a": KEY[:16]}, "a", "16 bytes"),
        ({"a": KEY, "b": b""}, "a", "0 bytes"),
        ({"a": KEY}, "b", "not on the ring"),
        ({"": KEY}, "", "1 to 32"),
        ({"ø": KEY}, "ø", "ASCII"),
        ({"x" * 33: KEY}, "x" * 33, "1 to 32"),
    ],
)
def test_a_ring_that_cannot_protect_is_refused(keys: Mapping[str, bytes], current: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        KeyRing(keys, current)


def test_a_ring_shows_its_ids_and_no_key() -> None:
    assert repr(KeyRing({"b": KEY, "a": OTHER}, "b")) == "KeyRing(a, b; current=b)"


def test_a_cpr_is_looked_up_by_a_hash_that_depends_on_the_key() -> None:
    cpr = a_cpr()
    assert CprLookup(KEY).hash(cpr) == CprLookup(KEY).hash(a_cpr("610190 4321"))
    assert CprLookup(KEY).hash(cpr) != CprLookup(OTHER).hash(cpr)
    assert cpr.digits not in CprLookup(KEY).hash(cpr)
    with pytest.raises(ValueError, match="31 bytes"):
        CprLookup(KEY[:31])


def test_a_value_does_not_open_in_another_database() -> None:
    here, there = (CIPHER.bound_to(database, never) for database in ("1" * 32, "2" * 32))
    sealed = here.seal_text("cases", "name", "1", "Asta")
    assert here.open_text("cases", "name", "1", sealed) == "Asta"
    with pytest.raises(Unreadable, match="changed or moved"):
        there.open("cases", "name", "1", sealed)


def test_a_bound_value_does_not_open_as_one_that_is_not() -> None:
    sealed = CIPHER.seal_text("cases", "name", "1", "Asta")
    trusting = CIPHER.bound_to("1" * 32, lambda table: table == "cases")
    for place in (("cases", "name", "1"), ("2\0" + "1" * 32 + "\0cases", "name", "1")):
        with pytest.raises(Unreadable):
            trusting.open(*place, bytes((UNBOUND,)) + sealed[1:])


def test_a_value_tells_its_key_without_being_opened() -> None:
    sealed = CIPHER.seal_text("cases", "name", "1", "Asta")
    assert seal_of(sealed) == seal_of(sealed[:LONGEST_HEADER]) == Seal(BOUND, "a") == CIPHER.writes


@given(st.binary(max_size=40))
def test_any_bytes_are_a_seal_or_none(found: bytes) -> None:
    seal = seal_of(found)
    assert seal is None or found.startswith(seal.header)


def test_a_citizen_is_looked_up_by_earlier_keys_too() -> None:
    cpr, changed = a_cpr(), CprLookup(OTHER, KEY)
    assert changed.hash(cpr) == CprLookup(OTHER).hash(cpr)
    assert changed.hashes(cpr) == (CprLookup(OTHER).hash(cpr), CprLookup(KEY).hash(cpr))
    assert (CprLookup(KEY).changes, changed.changes) == (False, True)
    assert not set(changed.checks()) & set(changed.hashes(cpr))


def never(_table: str) -> bool:
    return False
