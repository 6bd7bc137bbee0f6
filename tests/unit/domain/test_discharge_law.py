"""The law's branching: every set of answers at every age, against the law told independently."""

from __future__ import annotations

from itertools import product

import pytest

from domain.discharge_law import Answers, Assessment, Paragraph, Requirement, assess
from domain.document_kind import DocumentKind
from tests import factories as f

AGREEMENT, PLAN = DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN
THREE = (True, False, None)
EVERYTHING = [Answers(*each) for each in product(THREE, THREE, THREE, THREE)]
AGES = (None, 15, 17, 18, 40)

REQUIRED_BY_SUPPORT = {(True, age) for age in (None, 18, 40)}
"""Support under part V counts from 18; an unknown age is an adult's."""


def the_law(answers: Answers, age: int | None) -> tuple[Requirement, Paragraph, DocumentKind | None]:
    """Psykiatriloven §§ 13 a and 13 b as a table of cases, the first that fits."""
    document = {True: AGREEMENT, False: PLAN, None: AGREEMENT}[answers.takes_part]
    cases = {
        Paragraph.SECTION_13A_1: (answers.support, age) in REQUIRED_BY_SUPPORT,
        Paragraph.SECTION_13A_2: answers.will_not_seek is True,
    }
    for paragraph, fits in cases.items():
        if fits:
            return Requirement.REQUIRED, paragraph, document
    if answers.wishes_agreement is True:
        return Requirement.VOLUNTARY, Paragraph.NEITHER, AGREEMENT
    return Requirement.NOT_REQUIRED, Paragraph.NEITHER, None


def assessed(answers: Answers, age: int | None) -> Assessment:
    return assess(answers, age, f.NURSE.id, f.NOW)


@pytest.mark.parametrize("age", AGES)
def test_every_set_of_answers_leads_where_the_law_says(age: int | None) -> None:
    for answers in EVERYTHING:
        found = assessed(answers, age)
        assert (found.requirement, found.paragraph, found.document) == the_law(answers, age), answers


def test_support_of_an_adult_requires_an_agreement() -> None:
    found = assessed(Answers(support=True, will_not_seek=None, takes_part=True), 40)
    assert (found.requirement, found.paragraph) == (Requirement.REQUIRED, Paragraph.SECTION_13A_1)


@pytest.mark.parametrize("age", [15, 17])
def test_support_under_18_is_information_and_requires_nothing(age: int) -> None:
    found = assessed(Answers(support=True, will_not_seek=False, takes_part=True), age)
    assert (found.requirement, found.document) == (Requirement.NOT_REQUIRED, None)


@pytest.mark.parametrize("age", AGES)
def test_who_will_not_take_part_gets_a_plan_between_the_authorities(age: int | None) -> None:
    found = assessed(Answers(support=False, will_not_seek=True, takes_part=False), age)
    assert (found.paragraph, found.document) == (Paragraph.SECTION_13A_2, PLAN)


def test_an_assessment_keeps_the_answers_and_who_gave_them_when() -> None:
    answers = Answers(support=False, will_not_seek=False, takes_part=None, wishes_agreement=True)
    found = assess(answers, 18, f.NURSE.id, f.NOW, version=2)
    assert (found.answers, found.by, found.at, found.version) == (answers, f.NURSE.id, f.NOW, 2)
