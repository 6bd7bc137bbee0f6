"""What is remembered of the log's keys: not for long, not too many, and nothing that was forgotten."""

from __future__ import annotations

from storage.log.keys import MOST_REMEMBERED, REMEMBERED_SECONDS, KnownLogKeys, LogKey, Scope
from storage.sealing.encryption import Cipher
from tests.stores import KEYS

A_CASE, ANOTHER = Scope("a case"), Scope("another")
A_KEY = LogKey("k", Cipher(KEYS))


class Watch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_key_is_known_until_its_time_is_over() -> None:
    watch = Watch()
    known = KnownLogKeys(watch)
    known.learn({A_CASE: A_KEY})
    watch.seconds = REMEMBERED_SECONDS - 1
    assert known.get(A_CASE) is A_KEY
    assert known.get(ANOTHER) is None
    watch.seconds = REMEMBERED_SECONDS
    assert known.get(A_CASE) is None


def test_a_key_that_is_forgotten_is_known_no_more() -> None:
    known = KnownLogKeys(Watch())
    known.learn({A_CASE: A_KEY, ANOTHER: A_KEY})
    known.forget({A_CASE, Scope("never heard of")})
    assert (known.get(A_CASE), known.get(ANOTHER)) == (None, A_KEY)


def test_no_more_are_remembered_than_there_is_room_for() -> None:
    known = KnownLogKeys(Watch())
    scopes = [Scope(str(number)) for number in range(MOST_REMEMBERED + 1)]
    for scope in scopes:
        known.learn({scope: A_KEY})
    assert sum(known.get(scope) is not None for scope in scopes) <= MOST_REMEMBERED
    assert known.get(scopes[-1]) is A_KEY


def test_a_key_does_not_show_itself() -> None:
    assert "Cipher" not in repr(A_KEY)
