"""The fuzzer is not blind: it sees a failure, a line that tells of one, and a line that tells too much; and
what it sends is JSON, always another."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from tests.fuzz.activities import recorded
from tests.fuzz.mutations import mutated, places_in
from tests.fuzz.target import Verdict
from tests.fuzz.values import SECRETS, WORDS, any_value


@pytest.mark.parametrize(
    ("kind", "status", "is_fault"),
    [
        ("route", 200, False),
        ("route", 404, False),
        ("route", 429, False),
        ("route", 500, True),
        ("route", 501, True),
        ("click", 501, False),
        ("click", 503, True),
        ("bytes", 0, False),
    ],
)
def test_an_answer_that_tells_of_a_failure_is_a_fault(kind: str, status: int, is_fault: bool) -> None:
    verdict = Verdict()
    verdict.answers(kind, status, "how it was asked")
    assert bool(verdict.faults) is is_fault
    assert (verdict.asked, verdict.answered) == ({kind: 1}, {status: 1})


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [
        ({"event": "request refused", "log_level": "info", "reason": "a bearer token is required"}, False),
        ({"event": "turn failed", "log_level": "error", "error": "KeyError"}, True),
        ({"event": "file not uploaded", "log_level": "error", "why": "answered 404"}, False),
        ({"event": "request refused", "log_level": "info", "reason": f"not a date: {SECRETS[0]}"}, True),
        ({"event": f"hello {SECRETS[2]}", "log_level": "info"}, True),
        ({"event": "hello Mette Holm", "log_level": "info"}, True),
    ],
)
def test_a_line_that_tells_of_a_failure_or_of_a_person_is_a_fault(
    line: dict[str, Any], is_fault: bool
) -> None:
    verdict = Verdict((*SECRETS, "Mette Holm"))
    verdict.hears(line, "how it was asked")
    assert bool(verdict.faults) is is_fault


def test_what_is_sent_can_be_sent_and_holds_what_must_not_be_seen() -> None:
    dice = random.Random(1)
    values = [json.dumps(any_value(dice)) for _ in range(500)]
    assert len(set(values)) > 100
    assert all(any(secret in word for word in WORDS) for secret in SECRETS)


def test_a_changed_activity_is_another_and_the_recorded_one_stays() -> None:
    dice, before = random.Random(1), json.dumps(recorded())
    changed = [json.dumps(mutated(dice, activity)) for activity in recorded() for _ in range(20)]
    assert json.dumps(recorded()) == before
    assert len(set(changed)) > 0.9 * len(changed)


def test_every_place_of_a_document_can_be_changed() -> None:
    document: dict[str, Any] = {"a": [1, {"b": 2}], "c": None}
    assert [key for _, key in places_in(document)] == ["a", 0, 1, "b", "c"]
