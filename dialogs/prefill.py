"""From what was understood to a form begun: the fields that are certain, and a question for what is not."""

from __future__ import annotations

from dialogs.talk import Talk
from dialogs.understanding import OpenQuestion, PartyNames, Understanding
from domain.people import Sector

ASKED_ELSEWHERE = frozenset({OpenQuestion.WHICH_INTENT, OpenQuestion.WHICH_CASE})
"""Not the meeting form's business."""


def party_names(talk: Talk) -> PartyNames:
    organisations = talk.desk.records.directory.organisations
    return PartyNames(
        municipalities={o.id: o.name for o in organisations(Sector.MUNICIPALITY)},
        centres={o.id: o.name for o in organisations(Sector.REGION)},
    )


def prefill(talk: Talk, said: Understanding) -> tuple[dict[str, str], str]:
    """The meeting request's first values, and what the person is asked to look at; empty if nothing."""
    others = said.municipalities if talk.person.sector is Sector.REGION else said.centres
    values = {
        "cpr": said.cpr.formatted() if said.cpr else "",
        "other_organisation": others[0] if len(others) == 1 else "",
        "day_1": said.day.isoformat() if said.day else "",
        "time_1": f"{said.time:%H:%M}" if said.time else "",
        "method": said.method or "",
        "gp": talk.wording("form.meeting_request.gp.prefilled") if said.gp else "",
        "relatives_wish": "yes" if said.relatives else "",
    }
    questions = [q for q in said.open_questions if q not in ASKED_ELSEWHERE]
    return {name: value for name, value in values.items() if value}, _note(talk, said, questions)


def _note(talk: Talk, said: Understanding, questions: list[OpenQuestion]) -> str:
    days = ", ".join(talk.wording.day(day) for day in said.possible_days)
    sentences = [talk.wording(f"ask.{question}") for question in questions]
    if days:
        sentences.append(talk.wording("ask.possible_days", days=days))
    if not sentences and (said.cpr or said.day or said.municipalities or said.centres):
        sentences.append(talk.wording("form.prefilled"))
    return " ".join(sentences)
