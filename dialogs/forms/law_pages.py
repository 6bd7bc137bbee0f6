"""The law's short question path as pages (`domain/discharge_law.py`): at most three questions, one a page.

In the discharge notice one question stands for the path: which of the two conditions holds. Anyone in doubt
is led through the path itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.forms.citizen_pages import age
from dialogs.forms.form import (
    Answers,
    Condition,
    Field,
    FieldKind,
    Form,
    Known,
    Page,
    Surroundings,
    always,
    is_unknown,
)
from domain import discharge_law
from domain.agreement import ADULT_AGE
from domain.discharge_law import Paragraph, paragraph_of

NAME = "assessment"
GUIDE_ME = "guide_me"
"""The choice of who wants to be led through the path."""
BY_CHOICE: Mapping[str, discharge_law.Answers] = {
    "support": discharge_law.Answers(support=True, will_not_seek=None, takes_part=None),
    "will_not_seek": discharge_law.Answers(support=None, will_not_seek=True, takes_part=None),
    "neither": discharge_law.Answers(support=False, will_not_seek=False, takes_part=None),
}
"""What each answer to the one question says; whether the citizen takes part is asked on the case later."""
ADULTS_ONLY = "support"
"""Support under serviceloven part V decides for adults only."""

REQUIRED_BY = Field(
    "required_by", FieldKind.CHOICE, choices="required_by", shown=is_unknown(Known.ASSESSMENT)
)


def is_adult(answers: Answers, around: Surroundings) -> bool:
    """Whether the path for adults is asked; an unknown age counts as an adult's."""
    years = age(answers, around)
    return years is None or years >= ADULT_AGE


def _is_young(answers: Answers, around: Surroundings) -> bool:
    return not is_adult(answers, around)


_MEANS: Mapping[str, bool] = {"yes": True, "no": False}


def law_answers(answers: Answers, around: Surroundings) -> discharge_law.Answers:
    """What was answered; None where it was not asked, or nobody knows."""
    chosen = BY_CHOICE.get(answers.get("required_by", ""))
    if chosen is not None:
        return chosen
    support = "support" if is_adult(answers, around) else "support_child"
    return discharge_law.Answers(
        support=_MEANS.get(answers.get(support, "")),
        will_not_seek=_MEANS.get(answers.get("will_not_seek", "")),
        takes_part=_MEANS.get(answers.get("takes_part", "")),
        wishes_agreement=_MEANS.get(answers.get("wishes_agreement", "")),
    )


def _decided_by_support(answers: Answers, around: Surroundings) -> bool:
    found = paragraph_of(law_answers(answers, around), age(answers, around))
    return found is Paragraph.SECTION_13A_1


def _is_required(answers: Answers, around: Surroundings) -> bool:
    found = paragraph_of(law_answers(answers, around), age(answers, around))
    return found is not Paragraph.NEITHER


def law_pages(when: Condition = always) -> tuple[Page, ...]:
    """The path's pages, each shown where its question still decides something, and `when` holds."""

    def page(name: str, choices: str, shown: Condition) -> Page:
        asked = Field(name, FieldKind.CHOICE, choices=choices)
        return Page(name, (asked,), lambda answers, around: when(answers, around) and shown(answers, around))

    return (
        page("support", "support", is_adult),
        page("support_child", "support", _is_young),
        page("will_not_seek", "yes_no", lambda a, around: not _decided_by_support(a, around)),
        page("takes_part", "takes_part", _is_required),
        page("wishes_agreement", "yes_no", lambda a, around: not _is_required(a, around)),
    )


def wants_guidance(answers: Answers, around: Surroundings) -> bool:
    """Whether the discharge notice leads through the path."""
    return Known.ASSESSMENT not in around.known and answers.get("required_by") == GUIDE_ME


ASSESSMENT = Form(NAME, law_pages(), reviewed=False)
