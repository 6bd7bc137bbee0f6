"""The form of each document: its pages, how little it asks for, and what it takes to send it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.forms.document_forms import DOCUMENT_FORMS, PAGES, REVISION_FORMS, revision_name
from dialogs.forms.engine import REVIEW, Move, Step, page_faults, shown_pages, step
from dialogs.forms.form import FieldKind, Form, Known, Surroundings
from dialogs.forms.part_days import months_after
from dialogs.forms.part_fields import parts_of
from dialogs.forms.submit import FORMS
from dialogs.forms.values import answers_so_far
from domain.document_kind import FAMILY, DocumentKind, Family
from domain.parts import PARTS
from domain.subject import SubjectKind
from tests.agreements import a_rule, an_agreement
from tests.factories import NOW
from tests.unit.dialogs.form_surroundings import OF_AGE, around, on_a_case

NOTICES = [kind for kind in DocumentKind if FAMILY[kind] is Family.NOTICE]
AGREEMENTS = [kind for kind in DocumentKind if FAMILY[kind] is Family.AGREEMENT]
TODAY = NOW.date()
CITIZEN = {"cpr": OF_AGE, "citizen_name": "Asta Opdigtet", "other_organisation": "hvidovre"}
GIVEN = {
    "housing": "own_home",
    "setting": "admission",
    "follow_up_every": "14",
    "required_by": "support",
    "offered_on": "2026-11-19",
}


def filled(kind: DocumentKind, **changed: str) -> dict[str, str]:
    """The document with something sensible in every part."""
    by_kind = {FieldKind.DATE: "2026-12-01"}
    form = DOCUMENT_FORMS[kind]
    written = {
        each.name: GIVEN.get(each.name) or by_kind.get(each.kind) or "Bo Demo, tlf. 12 34 56 78"
        for each in form.fields
        if each.name in GIVEN or each.name in {part.name for part in PARTS[kind]}
    }
    return {**written, **changed}


def faults(form: Form, page: str, values: dict[str, str], place: Surroundings) -> dict[str, str]:
    found = form.page(page)
    assert found is not None
    return {fault.field: fault.key for fault in page_faults(form, found, values, place)}


def shown(form: Form, values: dict[str, str], place: Surroundings) -> list[str]:
    return [page.name for page in shown_pages(form, values, place)]


def inputs(form: Form, values: dict[str, str], place: Surroundings) -> list[str]:
    """Every input of every page that is shown."""
    answers = answers_so_far(form.fields, values, place)
    pages = shown_pages(form, values, place)
    return [field.name for page in pages for field in page.fields_for(answers, place)]


def sent(form: Form, values: dict[str, str], place: Surroundings) -> Step:
    return step(form, REVIEW, values, Move.SEND, {}, place)


@pytest.mark.parametrize("kind", DocumentKind)
def test_each_part_stands_on_one_page(kind: DocumentKind) -> None:
    on_pages = [name for names in PAGES[kind].values() for name in names]
    assert sorted(on_pages) == sorted(part.name for part in PARTS[kind])


@pytest.mark.parametrize("kind", DocumentKind)
def test_the_citizens_own_words_come_first(kind: DocumentKind) -> None:
    first = next(iter(PAGES[kind].values()))
    assert first[0] == PARTS[kind][0].name


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_form_bears_its_documents_name_and_is_about_a_case(kind: DocumentKind) -> None:
    assert (FORMS[kind].form, FORMS[kind].about) == (DOCUMENT_FORMS[kind], SubjectKind.CASE)
    revision = FORMS[revision_name(kind)]
    assert (revision.form, revision.about) == (REVISION_FORMS[kind], SubjectKind.DOCUMENT)


@pytest.mark.parametrize("kind", DocumentKind)
def test_on_a_known_case_only_the_document_itself_is_asked_for(kind: DocumentKind) -> None:
    place = on_a_case(Known.ASSESSMENT)
    assert shown(DOCUMENT_FORMS[kind], {}, place) == list(PAGES[kind])


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_new_case_begins_with_the_citizen_and_ends_with_the_basis(kind: DocumentKind) -> None:
    pages = shown(DOCUMENT_FORMS[kind], filled(kind), around())
    assert (pages[0], pages[-1]) == ("citizen", "basis")


@pytest.mark.parametrize("kind", NOTICES)
@pytest.mark.parametrize("more", [(), (Known.ASSESSMENT,)])
def test_a_notice_on_a_known_case_asks_for_six_things_on_two_pages_at_most(
    kind: DocumentKind, more: tuple[Known, ...]
) -> None:
    form, place = DOCUMENT_FORMS[kind], on_a_case(*more)
    assert len(inputs(form, filled(kind), place)) <= 6
    assert len(shown(form, filled(kind), place)) <= 2


def test_a_basis_that_no_longer_holds_is_asked_for_again() -> None:
    form, place = DOCUMENT_FORMS[DocumentKind.EARLY_NOTICE], around(known=frozenset({Known.CASE}), age=36)
    assert shown(form, {}, place)[-1] == "basis"
    assert sent(form, filled(DocumentKind.EARLY_NOTICE), place).page == "basis"


def test_the_only_unit_of_an_organisation_is_not_asked_for() -> None:
    form = DOCUMENT_FORMS[DocumentKind.EARLY_NOTICE]
    assert "receiver" not in shown(form, CITIZEN, around())


def test_a_document_the_agreement_does_not_use_is_told_on_the_first_page() -> None:
    form = DOCUMENT_FORMS[DocumentKind.READINESS_NOTICE]
    without = an_agreement(documents=(a_rule(DocumentKind.EARLY_NOTICE),))
    told = {"other_organisation": "document.not_in_use"}
    assert faults(form, "citizen", CITIZEN, around(agreement=without)) == told
    assert faults(form, "citizen", CITIZEN, around()) == {}


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_asks_for_what_the_agreement_requires_page_by_page(kind: DocumentKind) -> None:
    form, place = DOCUMENT_FORMS[kind], on_a_case(Known.ASSESSMENT)
    for page, names in PAGES[kind].items():
        assert faults(form, page, {}, place) == dict.fromkeys(names, "part.lack.empty")
        assert faults(form, page, filled(kind), place) == {}


def test_a_part_the_agreement_does_not_require_may_be_left_empty() -> None:
    kind = DocumentKind.EARLY_NOTICE
    lenient = an_agreement(documents=(a_rule(kind, required=("citizens_wish",)),))
    place = on_a_case(agreement=lenient)
    assert faults(DOCUMENT_FORMS[kind], "wish", {}, place) == {"citizens_wish": "part.lack.empty"}
    assert faults(DOCUMENT_FORMS[kind], "admission", {}, place) == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("-", "part.lack.filler"),
        ("Ved ikke", "part.lack.filler"),
        ("se journal", "part.lack.filler"),
        ("Ikke relevant", "part.lack.no_reason"),
    ],
)
def test_filler_in_a_notice_gets_a_friendly_question(text: str, key: str) -> None:
    kind = DocumentKind.DISCHARGE_NOTICE
    values = filled(kind, needs=text)
    assert faults(DOCUMENT_FORMS[kind], "discharge", values, on_a_case()) == {"needs": key}


def test_not_relevant_with_a_reason_is_enough() -> None:
    values = filled(
        DocumentKind.DISCHARGE_NOTICE, needs="Ikke relevant, fordi borgeren flytter til udlandet."
    )
    assert faults(DOCUMENT_FORMS[DocumentKind.DISCHARGE_NOTICE], "discharge", values, on_a_case()) == {}


def test_a_contact_needs_a_telephone_number() -> None:
    kind = DocumentKind.EARLY_NOTICE
    values = filled(kind, contact_psychiatry="Nora Demo, sygeplejerske")
    told = {"contact_psychiatry": "part.lack.no_phone"}
    assert faults(DOCUMENT_FORMS[kind], "admission", values, on_a_case()) == told


@pytest.mark.parametrize(
    ("kind", "page", "name", "day", "key"),
    [
        (DocumentKind.EARLY_NOTICE, "admission", "expected_discharge", "2026-11-19", "part.day_in_past"),
        (DocumentKind.EARLY_NOTICE, "admission", "expected_discharge", "2026-11-20", ""),
        (DocumentKind.DISCHARGE_NOTICE, "discharge", "expected_discharge", "2026-11-19", "part.day_in_past"),
        (DocumentKind.DISCHARGE_AGREEMENT, "keeping", "first_follow_up", "2026-11-19", "part.day_in_past"),
        (DocumentKind.DISCHARGE_AGREEMENT, "keeping", "first_follow_up", "2026-11-20", ""),
        (DocumentKind.COORDINATION_PLAN, "ending", "ends_on", "2026-11-19", "part.day_in_past"),
        (DocumentKind.COORDINATION_PLAN, "wish", "offered_on", "2026-11-21", "document.day_in_future"),
        (DocumentKind.COORDINATION_PLAN, "wish", "offered_on", "2026-11-20", ""),
        (DocumentKind.INTERVENTION_PLAN, "team", "next_meeting", "2026-11-19", "part.day_in_past"),
        (DocumentKind.INTERVENTION_PLAN, "team", "next_meeting", "2027-05-20", ""),
        (DocumentKind.INTERVENTION_PLAN, "team", "next_meeting", "2027-05-21", "part.next_meeting_too_late"),
    ],
)
def test_a_day_lies_where_it_can(kind: DocumentKind, page: str, name: str, day: str, key: str) -> None:
    found = faults(DOCUMENT_FORMS[kind], page, filled(kind, **{name: day}), on_a_case())
    assert found == ({name: key} if key else {})


def test_the_parties_decide_how_many_months_ahead_the_next_meeting_may_lie() -> None:
    agreement = an_agreement()
    sooner = replace(agreement, deadlines=replace(agreement.deadlines, next_meeting_months=3))
    kind = DocumentKind.INTERVENTION_PLAN
    values = filled(kind, next_meeting="2027-02-21")
    told = {"next_meeting": "part.next_meeting_too_late"}
    assert faults(DOCUMENT_FORMS[kind], "team", values, on_a_case(agreement=sooner)) == told


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-20", 6, "2027-05-20"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-01-31", 0, "2026-01-31"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: str, months: int, later: str) -> None:
    assert months_after(TODAY.fromisoformat(day), months).isoformat() == later


@pytest.mark.parametrize("kind", AGREEMENTS)
def test_one_goes_through_an_agreement_with_gaps_and_is_told_how_many_are_left(kind: DocumentKind) -> None:
    form, place = DOCUMENT_FORMS[kind], on_a_case()
    there = Step(shown(form, {}, place)[0], {})
    for _ in PAGES[kind]:
        there = step(form, there.page, there.values, Move.NEXT, {}, place)
        assert there.faults == ()
    assert there.page == REVIEW
    lacking = form.check(answers_so_far(form.fields, there.values, place), place)
    assert len(lacking) == len([p for p in PARTS[kind] if p.name != "private_parties"])


@pytest.mark.parametrize("kind", AGREEMENTS)
@pytest.mark.parametrize("text", ["", "-", "ved ikke"])
def test_sending_with_a_gap_goes_to_the_page_that_asks_for_it(kind: DocumentKind, text: str) -> None:
    form, place = DOCUMENT_FORMS[kind], on_a_case()
    for page, names in PAGES[kind].items():
        words = [n for n in names if n not in GIVEN and n != "private_parties" and not _is_day(form, n)]
        for name in words:
            there = sent(form, filled(kind, **{name: text}), place)
            key = "part.lack.filler" if text else "part.lack.empty"
            assert (there.page, there.complete) == (page, None)
            assert [(fault.field, fault.key) for fault in there.faults] == [(name, key)]


def _is_day(form: Form, name: str) -> bool:
    return next(field for field in form.fields if field.name == name).kind is FieldKind.DATE


def test_sending_with_many_gaps_goes_to_the_first_page_with_one() -> None:
    kind = DocumentKind.DISCHARGE_AGREEMENT
    there = sent(DOCUMENT_FORMS[kind], filled(kind, crisis_plan="", relatives="", ends_on=""), on_a_case())
    assert (there.page, [fault.field for fault in there.faults]) == ("everyday", ["crisis_plan"])


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_complete_document_is_sent_with_its_parts(kind: DocumentKind) -> None:
    form, place = DOCUMENT_FORMS[kind], on_a_case()
    there = sent(form, filled(kind), place)
    assert there.complete is not None
    parts = parts_of(kind, there.complete)
    assert parts == {name: value for name, value in filled(kind).items() if name != "required_by"}


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_change_has_every_part_and_asks_why(kind: DocumentKind) -> None:
    form, place = REVISION_FORMS[kind], on_a_case()
    assert shown(form, {}, place) == [*PAGES[kind], "reason"]
    assert sent(form, filled(kind), place).page == "reason"
    assert sent(form, filled(kind, reason="Ny dato"), place).complete is not None


def test_a_change_keeps_days_that_have_passed_since() -> None:
    kind = DocumentKind.DISCHARGE_AGREEMENT
    values = filled(kind, first_follow_up="2026-10-01", ends_on="2026-11-01", reason="Ny læge")
    assert sent(REVISION_FORMS[kind], values, on_a_case()).complete is not None


def test_a_change_with_a_gap_is_not_sent() -> None:
    kind = DocumentKind.DISCHARGE_AGREEMENT
    there = sent(REVISION_FORMS[kind], filled(kind, reason="Ny læge", contact_gp="se journal"), on_a_case())
    assert (there.page, [fault.field for fault in there.faults]) == ("team", ["contact_gp"])
