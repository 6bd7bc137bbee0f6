"""What becomes of the forms about a network meeting: the use case each goes to, and the card that answers."""

from __future__ import annotations

from dialogs.forms import meeting_request, small_forms
from dialogs.forms.basis_page import legal_basis
from dialogs.forms.begin import begin_on_case, case_for
from dialogs.forms.form import Answers
from dialogs.forms.sent import Sent, receive_one
from dialogs.forms.times import proposed_times
from dialogs.known import known_basis, known_for_meeting
from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.errors import BadValue
from domain.network_meeting import MeetingContent, Method
from domain.sensitive import Sensitive
from domain.subject import SubjectKind
from workflows import meetings
from workflows.follow_ups import AgreedRow
from workflows.minutes import write_minutes


def _begin(talk: Talk, case_id: str) -> dict[str, str]:
    case = begin_on_case(talk, case_id)
    return known_for_meeting(talk, case) if case else {}


def _request(talk: Talk, case_id: str, answers: Answers) -> Reply:
    case = case_for(talk, case_id, answers)
    basis = legal_basis(answers) if "basis" in answers else known_basis(talk, case, None)
    if basis is None:
        raise BadValue("basis.withdrawn")
    content = MeetingContent(
        citizens_wish=answers["citizens_wish"],
        purpose=answers["purpose"],
        method=Method(answers["method"]),
        place=answers.get("place", ""),
        agenda=answers.get("agenda", ""),
        gp=answers.get("gp", ""),
        relatives=answers.get("relatives", "") if answers.get("relatives_wish") == "yes" else "",
        others=answers.get("others", ""),
        basis=basis,
    )
    request = meetings.MeetingRequest(content=Sensitive(content), times=proposed_times(answers))
    found = meetings.request_meeting(talk.desk, talk.person, case, request)
    return receipt(talk, found, "receipt.requested")


def _propose(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    found = meetings.propose_times(talk.desk, talk.person, meeting_id, proposed_times(answers))
    return receipt(talk, found, "receipt.proposed")


def _move(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    found = meetings.move(talk.desk, talk.person, meeting_id, answers["reason"], proposed_times(answers))
    return receipt(talk, found, "receipt.moved")


def _minutes(talk: Talk, meeting_id: str, answers: Answers) -> Reply:
    last = small_forms.MOST_ROWS if answers.get("more_rows") == "yes" else small_forms.ROWS_ON_A_PAGE
    rows = tuple(
        AgreedRow(Sensitive(answers[f"text_{n}"]), *owner_of(answers[f"owner_{n}"]), answers[f"due_{n}"])
        for n in range(1, last + 1)
        if f"text_{n}" in answers
    )
    found = write_minutes(talk.desk, talk.person, meeting_id, answers["minutes"], rows)
    return receipt(talk, found, "receipt.minutes")


def owner_of(value: str) -> tuple[str, str | None]:
    """The unit and the person in a choice of `task_owners`."""
    unit_id, _, person_id = value.partition(":")
    return unit_id, person_id or None


MEETING_FORMS: tuple[Sent, ...] = (
    Sent(meeting_request.FORM, _request, SubjectKind.CASE, _begin),
    Sent(small_forms.PROPOSE_TIMES, _propose, SubjectKind.MEETING),
    Sent(
        small_forms.ASK, receive_one(meetings.ask_for_more, "question", "receipt.asked"), SubjectKind.MEETING
    ),
    Sent(
        small_forms.ANSWER,
        receive_one(meetings.answer_question, "answer", "receipt.answered"),
        SubjectKind.MEETING,
    ),
    Sent(small_forms.MOVE, _move, SubjectKind.MEETING),
    Sent(
        small_forms.CANCEL, receive_one(meetings.cancel, "reason", "receipt.cancelled"), SubjectKind.MEETING
    ),
    Sent(small_forms.MINUTES, _minutes, SubjectKind.MEETING),
)
