"""From what was understood to a form begun: the fields that are certain, and a question for what is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogs.forms.form import Form
from dialogs.talk import Talk
from dialogs.understanding import OpenQuestion, PartyNames, Understanding
from domain.people import Sector

ASKED_ELSEWHERE = frozenset({OpenQuestion.WHICH_INTENT, OpenQuestion.WHICH_CASE})
"""No form's business."""
ABOUT_PARTIES = frozenset({
    OpenQuestion.WHICH_MUNICIPALITY, OpenQuestion.WHICH_CENTRE, OpenQuestion.MUNICIPALITY_OR_CENTRE,
})  # fmt: skip
ABOUT_DAYS = frozenset({
    OpenQuestion.WHICH_DAY, OpenQuestion.DAY_IN_PAST, OpenQuestion.DAY_DOES_NOT_EXIST,
    OpenQuestion.WEEKDAY_DISAGREES,
})  # fmt: skip
OF_MEETINGS = ABOUT_DAYS | {
    OpenQuestion.WHICH_TIME,
    OpenQuestion.TIME_IN_PAST,
    OpenQuestion.WHICH_METHOD,
}
"""What only a form with times to propose asks in these words."""
FIRST_TIME = "day_1"
DAYS_AHEAD = (FIRST_TIME, "expected_on", "expected_discharge", "ready_on", "earliest_start")
"""Where the day that a sentence names belongs: the first of these fields that the form has."""
ASKS_A_DAY = frozenset({*DAYS_AHEAD, "until"})
DAYS_PAST = ("on",)
"""Where the day on which something has happened belongs."""


def party_names(talk: Talk) -> PartyNames:
    organisations = talk.desk.records.directory.organisations
    return PartyNames(
        municipalities={o.id: o.name for o in organisations(Sector.MUNICIPALITY)},
        centres={o.id: o.name for o in organisations(Sector.REGION)},
    )


def prefill(talk: Talk, said: Understanding, form: Form) -> tuple[dict[str, str], str]:
    """The form's first values, and what the person is asked to look at; empty if nothing."""
    others = said.municipalities if talk.person.sector is Sector.REGION else said.centres
    asked = frozenset(field.name for field in form.fields)
    values = {
        "cpr": said.cpr.formatted() if said.cpr else "",
        "case_number": "" if said.cpr else said.case_number or "",
        "other_organisation": others[0] if len(others) == 1 else "",
        "time_1": f"{said.time:%H:%M}" if said.time else "",
        "method": said.method or "",
        "gp": talk.wording("form.meeting_request.gp.prefilled") if said.gp else "",
        "until": said.until.isoformat() if said.until else "",
        "relatives_wish": "yes" if said.relatives else "",
        **_at_first(DAYS_AHEAD, asked, said.day),
        **_at_first(DAYS_PAST, asked, said.happened_on),
    }
    certain = {name: value for name, value in values.items() if value and name in asked}
    return certain, _note(talk, said, asked, bool(certain))


def _at_first(names: Sequence[str], asked: frozenset[str], day: date | None) -> dict[str, str]:
    """The day as the value of the first of these names that the form asks for."""
    found = next((name for name in names if name in asked), None)
    return {found: day.isoformat()} if found and day else {}


def _note(talk: Talk, said: Understanding, asked: frozenset[str], filled: bool) -> str:
    sentences = _questions(talk, said, asked)
    if said.possible_days and asked & ASKS_A_DAY:
        days = ", ".join(talk.wording.day(day) for day in said.possible_days)
        sentences.append(talk.wording("ask.possible_days", days=days))
    if not sentences and filled:
        sentences.append(talk.wording("form.prefilled"))
    return " ".join(sentences)


def _questions(talk: Talk, said: Understanding, asked: frozenset[str]) -> list[str]:
    """What is uncertain, put into words the form's own pages answer to."""
    open_still = [question for question in said.open_questions if question not in ASKED_ELSEWHERE]
    if FIRST_TIME in asked:
        return [talk.wording(f"ask.{question}") for question in open_still]
    sentences = [talk.wording(f"ask.{question}") for question in open_still if question not in OF_MEETINGS]
    if asked & ASKS_A_DAY and ABOUT_DAYS & {*open_still}:
        sentences.append(talk.wording("ask.document_day"))
    return sentences
