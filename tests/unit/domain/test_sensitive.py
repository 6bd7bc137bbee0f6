"""Personal data shows itself nowhere: not in a record's repr, a format string or a refusal."""

from __future__ import annotations

import traceback

import pytest

from domain.errors import BadValue, BrobyggerError, NotAllowed, NotFound, NothingLeft, WrongStatus
from domain.sensitive import NOTHING, Sensitive
from tests import factories as f

SECRET = Sensitive("Asta Opdigtet")


def test_personal_data_is_revealed_only_on_request() -> None:
    assert SECRET.reveal() == "Asta Opdigtet"
    assert {repr(SECRET), str(SECRET), f"{SECRET}"} == {"Sensitive(***)"}


def test_a_traceback_does_not_show_personal_data() -> None:
    try:
        raise LookupError(SECRET)
    except LookupError:
        assert "Asta" not in traceback.format_exc()


def test_no_personal_text_is_false() -> None:
    assert SECRET
    assert not NOTHING


def test_no_record_shows_the_citizen_or_what_was_written() -> None:
    case = f.a_case(override_reason=Sensitive("Overgang"))
    meeting = f.a_meeting(case)
    task = f.a_task(meeting, text=Sensitive("Ring til egen læge"), reason=Sensitive("Ferie"))
    shown = repr([case, meeting, task, f.an_event(case, reason=Sensitive("Indlagt igen")), f.a_draft()])
    hidden = ("Opdigtet", "4321", "610190", "Overgang", "bo for sig selv", "Ring", "Ferie", "Indlagt")
    assert [word for word in hidden if word in shown] == []
    assert "***" in shown


@pytest.mark.parametrize("refusal", [NotAllowed, NotFound, WrongStatus, NothingLeft, BrobyggerError])
def test_a_refusal_says_why_even_when_it_is_given_no_words(refusal: type[BrobyggerError]) -> None:
    assert str(refusal()) == (refusal.__doc__ or "").splitlines()[0]
    assert str(refusal("of its own")) == "of its own"
    assert refusal.key.startswith("error.")


def test_each_refusal_has_wording_of_its_own() -> None:
    keys = [r.key for r in (BrobyggerError, NotAllowed, NotFound, WrongStatus, NothingLeft)]
    assert len(set(keys)) == len(keys)


def test_a_bad_value_names_its_wording() -> None:
    assert BadValue("cpr.length").key == str(BadValue("cpr.length")) == "cpr.length"
    assert str(BadValue("cpr.length", "ten characters")) == "ten characters"
