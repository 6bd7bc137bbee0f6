"""The law's question path as pages: which question comes next, and what the answers say."""

from __future__ import annotations

import pytest

from dialogs.forms.document_forms import DOCUMENT_FORMS
from dialogs.forms.engine import Move, Step, begin, shown_pages, step
from dialogs.forms.form import Known
from dialogs.forms.law_pages import ASSESSMENT, law_answers
from dialogs.forms.values import answers_so_far
from domain.discharge_law import Answers
from domain.document_kind import DocumentKind
from tests.unit.dialogs.form_surroundings import on_a_case

NOTICE = DOCUMENT_FORMS[DocumentKind.DISCHARGE_NOTICE]


def walked(age: int | None, *said: str) -> list[str]:
    """The pages on the way when each question is answered in turn."""
    place = on_a_case(age=age)
    there, pages = begin(ASSESSMENT, {}, place), []
    for answer in said:
        pages.append(there.page)
        there = step(ASSESSMENT, there.page, there.values, Move.NEXT, {there.page: answer}, place)
    assert there.complete is not None
    return pages


def meant(values: dict[str, str], age: int | None = 36) -> Answers:
    place = on_a_case(age=age)
    return law_answers(answers_so_far(ASSESSMENT.fields, values, place), place)


@pytest.mark.parametrize(
    ("age", "said", "pages"),
    [
        (36, ("yes", "yes"), ["support", "takes_part"]),
        (36, ("yes", "not_asked"), ["support", "takes_part"]),
        (36, ("no", "yes", "no"), ["support", "will_not_seek", "takes_part"]),
        (36, ("not_known", "yes", "no"), ["support", "will_not_seek", "takes_part"]),
        (36, ("no", "no", "yes"), ["support", "will_not_seek", "wishes_agreement"]),
        (None, ("yes", "yes"), ["support", "takes_part"]),
        (16, ("yes", "yes", "yes"), ["support_child", "will_not_seek", "takes_part"]),
        (16, ("yes", "no", "no"), ["support_child", "will_not_seek", "wishes_agreement"]),
        (17, ("not_known", "yes", "not_asked"), ["support_child", "will_not_seek", "takes_part"]),
        (18, ("yes", "yes"), ["support", "takes_part"]),
    ],
)
def test_only_the_questions_that_decide_something_are_asked(
    age: int | None, said: tuple[str, ...], pages: list[str]
) -> None:
    assert walked(age, *said) == pages


@pytest.mark.parametrize(
    ("age", "values", "answers"),
    [
        (36, {"support": "yes", "takes_part": "no"}, Answers(True, None, False)),
        (36, {"support": "yes", "takes_part": "not_asked"}, Answers(True, None, None)),
        (36, {"support": "not_known", "will_not_seek": "yes"}, Answers(None, True, None)),
        (16, {"support_child": "yes", "will_not_seek": "no", "wishes_agreement": "yes"},
         Answers(True, False, None, True)),
    ],
)  # fmt: skip
def test_the_answers_are_kept_as_they_were_given(age: int, values: dict[str, str], answers: Answers) -> None:
    assert meant(values, age) == answers


@pytest.mark.parametrize(
    ("choice", "answers"),
    [
        ("support", Answers(True, None, None)),
        ("will_not_seek", Answers(None, True, None)),
        ("neither", Answers(False, False, None)),
    ],
)
def test_in_the_discharge_notice_one_question_stands_for_the_path(choice: str, answers: Answers) -> None:
    place = on_a_case()
    assert [page.name for page in shown_pages(NOTICE, {"required_by": choice}, place)] == [
        "discharge",
        "watch",
    ]
    assert law_answers({"required_by": choice}, place) == answers


def test_who_is_in_doubt_is_led_through_the_path_in_the_notice_itself() -> None:
    place, values = on_a_case(), {"required_by": "guide_me"}
    assert [page.name for page in shown_pages(NOTICE, values, place)][2:] == [
        "support",
        "will_not_seek",
        "wishes_agreement",
    ]
    decided = {**values, "support": "yes", "takes_part": "no"}
    assert [page.name for page in shown_pages(NOTICE, decided, place)][2:] == ["support", "takes_part"]
    given = answers_so_far(NOTICE.fields, decided, place)
    assert law_answers(given, place) == Answers(True, None, False)


def test_a_case_that_is_assessed_is_not_asked_again() -> None:
    place = on_a_case(Known.ASSESSMENT)
    pages = shown_pages(NOTICE, {"required_by": "guide_me"}, place)
    assert [page.name for page in pages] == ["discharge", "watch"]
    assert "required_by" not in {field.name for field in pages[1].fields_for({}, place)}


def test_going_back_and_changing_the_first_answer_changes_the_way() -> None:
    place = on_a_case()
    there = step(ASSESSMENT, "support", {}, Move.NEXT, {"support": "yes"}, place)
    assert there.page == "takes_part"
    back = step(ASSESSMENT, "takes_part", there.values, Move.BACK, {}, place)
    changed = step(ASSESSMENT, "support", back.values, Move.NEXT, {"support": "no"}, place)
    assert changed == Step("will_not_seek", {"support": "no"})
