"""One move in a form: where one stands, what is kept, what is found wrong. Tables over a small form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.forms.engine import REVIEW, Move, Step, begin, disagree, progress, shown_pages, step, take_up
from dialogs.forms.form import (
    Answers,
    Fault,
    Field,
    FieldKind,
    Form,
    Known,
    Page,
    Surroundings,
    is_unknown,
    never,
    when_sent,
)
from domain.cpr import MASK
from tests.unit.dialogs.form_surroundings import around, on_a_case


def _wants_more(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("more") == "yes"


def _differ(answers: Answers, _around: Surroundings) -> tuple[Fault, ...]:
    return (Fault("name", "the names are alike"),) if answers["name"] == answers.get("nickname") else ()


FIRST = Page(
    "first", (Field("name", FieldKind.TEXT), Field("nickname", FieldKind.TEXT, never)), check=_differ
)
MORE = Page("more", (Field("text", FieldKind.TEXT, max_length=20),), shown=_wants_more)
LAST = Page(
    "last", (Field("more", FieldKind.CHOICE, choices="yes_no", default="no"), Field("day", FieldKind.DATE))
)
FORM = Form("form", (FIRST, MORE, LAST))
AT_ONCE = replace(FORM, reviewed=False)
WHOLE = {"name": "Asta", "more": "no", "day": "2026-11-27"}
WITH_MORE = {**WHOLE, "more": "yes", "text": "mere"}


def go(
    page: str, move: Move, values: dict[str, str], form: Form = FORM, target: str = "", **typed: object
) -> Step:
    return step(form, page, values, move, typed, around(), target)


def test_a_form_begins_at_its_first_page_with_its_defaults() -> None:
    assert begin(FORM, {"name": "Asta"}, around()) == Step("first", {"more": "no", "name": "Asta"})
    assert begin(FORM, {"more": "yes"}, around()).values == {"more": "yes"}


@pytest.mark.parametrize(
    ("page", "move", "values", "stands_at"),
    [
        ("first", Move.NEXT, WHOLE, "last"),
        ("first", Move.NEXT, WITH_MORE, "more"),
        ("more", Move.NEXT, WITH_MORE, "last"),
        ("last", Move.NEXT, WHOLE, REVIEW),
        (REVIEW, Move.NEXT, WHOLE, REVIEW),
        ("first", Move.SEND, WHOLE, "last"),
        ("first", Move.BACK, WHOLE, "first"),
        ("last", Move.BACK, WHOLE, "first"),
        ("last", Move.BACK, WITH_MORE, "more"),
        (REVIEW, Move.BACK, WHOLE, "last"),
        ("last", Move.BACK, {}, "first"),
        ("last", Move.SAVE, {}, "last"),
        (REVIEW, Move.SAVE, WHOLE, REVIEW),
        ("more", Move.SAVE, WHOLE, "first"),
        ("a page of an older version", Move.NEXT, WHOLE, "last"),
    ],
)
def test_each_move_leads_to_the_next_page_that_is_shown(
    page: str, move: Move, values: dict[str, str], stands_at: str
) -> None:
    there = go(page, move, values)
    assert (there.page, there.faults, there.complete) == (stands_at, (), None)


@pytest.mark.parametrize(
    ("target", "stands_at"),
    [
        ("first", "first"),
        ("last", "last"),
        ("more", REVIEW),
        (REVIEW, REVIEW),
        ("nowhere", REVIEW),
        ("", REVIEW),
    ],
)
def test_one_jumps_to_shown_pages_only(target: str, stands_at: str) -> None:
    assert go(REVIEW, Move.JUMP, WHOLE, target=target).page == stands_at


@pytest.mark.parametrize(
    ("page", "values", "typed", "faults"),
    [
        ("first", {}, {}, [Fault("name", "field.required")]),
        ("first", WHOLE, {"name": "   "}, [Fault("name", "field.required")]),
        ("first", WHOLE, {"name": None}, [Fault("name", "field.required")]),
        ("first", WHOLE, {"name": "x" * 201}, [Fault("name", "field.too_long")]),
        ("first", WHOLE, {"nickname": "Asta"}, [Fault("name", "the names are alike")]),
        ("more", WITH_MORE, {"text": ""}, [Fault("text", "field.required")]),
        ("last", {}, {}, [Fault("more", "field.required"), Fault("day", "field.required")]),
        ("last", WHOLE, {"day": "i morgen"}, [Fault("day", "field.not_a_date")]),
        ("last", WHOLE, {"more": ["yes"]}, [Fault("more", "field.required")]),
    ],
)
@pytest.mark.parametrize("move", [Move.NEXT, Move.SEND])
def test_going_forward_stops_at_what_is_wrong(
    move: Move, page: str, values: dict[str, str], typed: dict[str, object], faults: list[Fault]
) -> None:
    there = step(FORM, page, values, move, typed, around())
    assert (there.page, list(there.faults), there.complete) == (page, faults, None)


@pytest.mark.parametrize("move", [Move.BACK, Move.SAVE, Move.JUMP])
def test_other_moves_keep_what_is_wrong_and_say_nothing(move: Move) -> None:
    there = go("last", move, WHOLE, day="i morgen")
    assert there.values["day"] == "i morgen"
    assert there.faults == ()


def test_what_is_typed_for_other_pages_is_ignored() -> None:
    there = go("first", Move.NEXT, WHOLE, day="2027-01-01", unknown="x", name="Bo")
    assert there.values == {**WHOLE, "name": "Bo"}


@pytest.mark.parametrize("move", Move)
def test_a_cpr_in_free_text_is_masked_and_told(move: Move) -> None:
    there = go("first", move, WHOLE, name="Asta 610190-4321")
    assert there.masked
    assert there.values["name"] == f"Asta {MASK}"
    assert not go("first", move, WHOLE, name="Asta").masked


def test_send_at_the_review_completes_a_form_that_is_in_order() -> None:
    there = go(REVIEW, Move.SEND, WITH_MORE)
    assert there.complete is not None
    assert set(there.complete) == {"name", "more", "text", "day"}


def test_what_stands_on_a_page_that_is_not_shown_is_not_sent() -> None:
    there = go(REVIEW, Move.SEND, {**WITH_MORE, "more": "no"})
    assert there.complete is not None
    assert "text" not in there.complete
    assert there.values["text"] == "mere"


@pytest.mark.parametrize(
    ("values", "page"),
    [
        ({**WHOLE, "name": ""}, "first"),
        ({**WITH_MORE, "text": ""}, "more"),
        ({**WHOLE, "day": "x"}, "last"),
        ({}, "first"),
    ],
)
def test_send_checks_every_page_again_and_goes_to_the_first_that_is_wrong(
    values: dict[str, str], page: str
) -> None:
    there = go(REVIEW, Move.SEND, values)
    assert there.page == page
    assert there.faults
    assert there.complete is None


@pytest.mark.parametrize("move", [Move.NEXT, Move.SEND])
def test_a_form_without_review_is_sent_from_its_last_page(move: Move) -> None:
    there = go("last", move, {"name": "Asta", "more": "no"}, AT_ONCE, day="2026-11-27")
    assert there.page == "last"
    assert there.complete is not None
    assert go("first", move, WHOLE, AT_ONCE).complete is None


def test_progress_counts_the_shown_pages_and_the_review() -> None:
    assert progress(FORM, "first", shown_pages(FORM, WHOLE, around())) == (1, 3)
    assert progress(FORM, REVIEW, shown_pages(FORM, WITH_MORE, around())) == (4, 4)
    assert progress(AT_ONCE, "last", shown_pages(AT_ONCE, WHOLE, around())) == (2, 2)


def test_a_form_begun_earlier_is_taken_up_where_it_was_left() -> None:
    assert take_up(FORM, "last", WHOLE, {}, around()) == Step("last", WHOLE)
    assert take_up(FORM, REVIEW, WHOLE, {}, around()).page == REVIEW


def test_a_form_whose_page_is_no_longer_shown_is_taken_up_at_the_first() -> None:
    assert take_up(FORM, "more", WHOLE, {}, around()).page == "first"


def test_what_is_new_fills_what_is_empty() -> None:
    there = take_up(
        FORM, "last", {"name": "Asta", "day": ""}, {"day": "2026-11-27", "name": "Asta"}, around()
    )
    assert there == Step("last", {"name": "Asta", "day": "2026-11-27"})


def test_what_is_new_never_replaces_what_was_typed_and_shows_the_first_page() -> None:
    there = take_up(FORM, "last", WHOLE, {"name": "Bo"}, around())
    assert there == Step("first", WHOLE)
    assert disagree(WHOLE, {"name": "Bo"})
    assert not disagree(WHOLE, {"name": "Asta", "text": "mere"})


def _has_a_day(answers: Answers, _around: Surroundings) -> tuple[Fault, ...]:
    return () if "day" in answers else (Fault("day", "the day is missing"),)


GAPPY = Form(
    "gappy",
    (
        Page("name", (Field("name", FieldKind.TEXT, when_sent),)),
        Page("day", (Field("day", FieldKind.DATE, when_sent),)),
    ),
    check=_has_a_day,
)


def test_one_goes_on_without_what_is_only_needed_when_the_form_is_sent() -> None:
    assert go("name", Move.NEXT, {}, GAPPY) == Step("day", {})
    assert go("day", Move.NEXT, {}, GAPPY) == Step(REVIEW, {})


def test_sending_goes_to_the_page_of_what_is_still_missing() -> None:
    there = go(REVIEW, Move.SEND, {"name": "Asta"}, GAPPY)
    assert (there.page, there.complete) == ("day", None)
    assert there.faults == (Fault("day", "the day is missing"),)
    assert go(REVIEW, Move.SEND, {"day": "2026-11-27"}, GAPPY).complete is not None


def test_what_is_known_is_not_asked_for_and_not_sent() -> None:
    known = Field("name", FieldKind.TEXT, shown=is_unknown(Known.CASE))
    form = Form("form", (Page("page", (known, Field("day", FieldKind.DATE))),))
    there = step(form, REVIEW, {"name": "Asta", "day": "2026-11-27"}, Move.SEND, {}, on_a_case())
    assert there.complete is not None
    assert set(there.complete) == {"day"}
    assert go(REVIEW, Move.SEND, {"day": "2026-11-27"}, form).faults == (Fault("name", "field.required"),)


def test_a_field_may_ask_in_its_own_words_where_it_is_empty() -> None:
    form = Form("form", (Page("page", (Field("name", FieldKind.TEXT, missing="part.lack.empty"),)),))
    assert go("page", Move.NEXT, {}, form).faults == (Fault("name", "part.lack.empty"),)
