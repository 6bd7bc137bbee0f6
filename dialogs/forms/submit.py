"""What becomes of a sent form: each form's answers, the use case they go to, and the card that answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dialogs.forms import meeting_request, small_forms
from dialogs.forms.choices import Choices
from dialogs.forms.form import Answers, Form
from dialogs.forms.meeting_request import chosen_area, legal_basis
from dialogs.forms.times import proposed_times
from dialogs.receipts import meeting_receipt, task_receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.case import Case
from domain.network_meeting import MeetingContent, Method
from domain.sensitive import Sensitive
from workflows import meetings, tasks
from workflows.minutes import AgreedRow, write_minutes
from workflows.notice import Subject, SubjectKind
from workflows.ports import Draft


@dataclass(frozen=True)
class Sent:
    """A form, and what sending it does."""

    form: Form
    receive: Callable[[Talk, str, Answers], Reply]
    about_task: bool = False


def receive(talk: Talk, draft: Draft, answers: Answers) -> Reply:
    return FORMS[draft.form].receive(talk, draft.subject_id, answers)


def subject_of(draft: Draft) -> Subject:
    """The record a form is about."""
    kind = SubjectKind.TASK if FORMS[draft.form].about_task else SubjectKind.MEETING
    return Subject(kind, draft.subject_id)


def case_of(talk: Talk, form: Form, subject_id: str) -> Case | None:
    """The case a form is about; None for one that starts a case. Raises `NotFound` for an outsider."""
    if not subject_id:
        return None
    if FORMS[form.name].about_task:
        return talk.desk.records.tasks.get(subject_id, talk.person).case
    return talk.desk.records.meetings.get(subject_id, talk.person).case


def _request(talk: Talk, _subject: str, answers: Answers) -> Reply:
    area = chosen_area(answers, Choices(talk.desk, talk.person, talk.wording).surroundings())
    if area is None:
        raise ValueError("the form checks that an agreement is chosen")
    content = MeetingContent(
        citizens_wish=answers["citizens_wish"],
        purpose=answers["purpose"],
        method=Method(answers["method"]),
        place=answers.get("place", ""),
        agenda=answers.get("agenda", ""),
        gp=answers.get("gp", ""),
        relatives=answers.get("relatives", "") if answers.get("relatives_wish") == "yes" else "",
        others=answers.get("others", ""),
        basis=legal_basis(answers),
    )
    request = meetings.MeetingRequest(
        cpr=answers["cpr"],
        citizen_name=Sensitive(answers["citizen_name"]),
        area=area,
        override_reason=Sensitive(answers.get("override_reason", "")),
        receiver_unit_id=answers["receiver_unit"],
        content=Sensitive(content),
        times=proposed_times(answers),
    )
    found = meetings.request_meeting(talk.desk, talk.person, request)
    return meeting_receipt(talk, found, "receipt.requested")


def _propose(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    found = meetings.propose_times(talk.desk, talk.person, meeting_id, proposed_times(answers))
    return meeting_receipt(talk, found, "receipt.proposed")


def _ask(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    found = meetings.ask_for_more(talk.desk, talk.person, meeting_id, answers["question"])
    return meeting_receipt(talk, found, "receipt.asked")


def _answer(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    found = meetings.answer_question(talk.desk, talk.person, meeting_id, answers["answer"])
    return meeting_receipt(talk, found, "receipt.answered")


def _move(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    found = meetings.move(talk.desk, talk.person, meeting_id, answers["reason"], proposed_times(answers))
    return meeting_receipt(talk, found, "receipt.moved")


def _cancel(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    found = meetings.cancel(talk.desk, talk.person, meeting_id, answers["reason"])
    return meeting_receipt(talk, found, "receipt.cancelled")


def _minutes(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    last = small_forms.MOST_ROWS if answers.get("more_rows") == "yes" else small_forms.ROWS_ON_A_PAGE
    rows = tuple(
        AgreedRow(Sensitive(answers[f"text_{n}"]), *_owner(answers[f"owner_{n}"]), answers[f"due_{n}"])
        for n in range(1, last + 1)
        if f"text_{n}" in answers
    )
    found = write_minutes(talk.desk, talk.person, meeting_id, answers["minutes"], rows)
    return meeting_receipt(talk, found, "receipt.minutes")


def _later(talk: Talk, task_id: str, answers: Answers) -> Reply:
    return task_receipt(
        talk, tasks.remind_later(talk.desk, talk.person, task_id, answers["until"]), "receipt.later"
    )


def _new_deadline(talk: Talk, task_id: str, answers: Answers) -> Reply:
    found = tasks.new_deadline(talk.desk, talk.person, task_id, answers["due"], answers["reason"])
    return task_receipt(talk, found, "receipt.new_deadline")


def _hand_over(talk: Talk, task_id: str, answers: Answers) -> Reply:
    unit_id, owner_id = _owner(answers["owner"])
    found = tasks.hand_over(talk.desk, talk.person, task_id, unit_id, owner_id)
    return task_receipt(talk, found, "receipt.handed_over")


def _owner(value: str) -> tuple[str, str | None]:
    unit_id, _, person_id = value.partition(":")
    return unit_id, person_id or None


FORMS: Mapping[str, Sent] = {
    sent.form.name: sent
    for sent in (
        Sent(meeting_request.FORM, _request),
        Sent(small_forms.PROPOSE_TIMES, _propose),
        Sent(small_forms.ASK, _ask),
        Sent(small_forms.ANSWER, _answer),
        Sent(small_forms.MOVE, _move),
        Sent(small_forms.CANCEL, _cancel),
        Sent(small_forms.MINUTES, _minutes),
        Sent(small_forms.LATER, _later, about_task=True),
        Sent(small_forms.NEW_DEADLINE, _new_deadline, about_task=True),
        Sent(small_forms.HAND_OVER, _hand_over, about_task=True),
    )
}
