"""What becomes of the forms that send a document or say something about one."""

from __future__ import annotations

from dialogs.forms import record_forms
from dialogs.forms.basis_page import legal_basis
from dialogs.forms.begin import begin_on_case, case_for
from dialogs.forms.choices import Choices
from dialogs.forms.document_forms import ASKS_THE_LAW, DOCUMENT_FORMS
from dialogs.forms.form import Answers, Values
from dialogs.forms.law_pages import REQUIRED_BY, law_answers
from dialogs.forms.part_fields import parts_of
from dialogs.forms.receive_meetings import owner_of
from dialogs.forms.sent import BeginsWith, CaughtUp, Receive, Sent, receive_one
from dialogs.known import known_basis, known_values
from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.document import CITIZEN, DocumentContent
from domain.document_kind import FAMILY, DocumentKind, Family
from domain.errors import BadValue
from domain.sensitive import Sensitive
from domain.subject import SubjectKind
from workflows import admissions, citizens_word, documents
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.ports import DocumentOnCase

CONTENT_VERSION = "content_version"
"""Which version of the text the citizen agreed to, or got a copy of."""


def _begin(kind: DocumentKind) -> BeginsWith:
    """Only the sector that starts this document begins its form, where the agreement uses it."""

    def begin(talk: Talk, case_id: str) -> dict[str, str]:
        case = begin_on_case(talk, case_id, kind)
        if case and talk.desk.agreements.get(case.agreement_id).rule(kind) is None:
            raise BadValue("document.not_in_use")
        return known_values(talk, case, kind)

    return begin


def _send(kind: DocumentKind) -> Receive:
    def send(talk: Talk, case_id: str, answers: Answers) -> Reply:
        case = case_for(talk, case_id, answers)
        basis = legal_basis(answers) if "basis" in answers else known_basis(talk, case, kind)
        if basis is None:
            raise BadValue("basis.withdrawn")
        content = Sensitive(DocumentContent(parts_of(kind, answers), basis))
        found = documents.send(talk.desk, talk.person, case, kind, content)
        if kind in ASKS_THE_LAW and REQUIRED_BY.name in answers:
            around = Choices(talk.desk, talk.person, talk.wording, found.case).surroundings()
            said = law_answers(answers, around)
            admissions.assess_case(talk.desk, talk.person, found.case.id, said)
        return receipt(talk, found, _receipt_of(talk, found))

    return send


def _receipt_of(talk: Talk, found: DocumentOnCase) -> str:
    """Who reports a citizen ready without the agreement is told so at once, as the other sector is."""
    kind = found.document.kind
    if kind is DocumentKind.READINESS_NOTICE and admissions.lacks_agreement(talk.desk, found.case):
        return "receipt.ready_without_agreement"
    return "receipt.agreement_sent" if FAMILY[kind] is Family.AGREEMENT else "receipt.document_sent"


def _begin_citizens_word(talk: Talk, document_id: str) -> dict[str, str]:
    document = talk.desk.records.documents.get(document_id, talk.person).document
    return {
        CONTENT_VERSION: str(document.content_version),
        "on": talk.desk.today.isoformat(),
        "witness": f"{talk.person.name}, {talk.person.title}",
    }


def _newer_version(talk: Talk, document_id: str, values: Values) -> CaughtUp:
    """The text has changed since: whoever sends again says it of the present version."""
    document = talk.desk.records.documents.get(document_id, talk.person).document
    moved = {**values, CONTENT_VERSION: str(document.content_version)}
    return CaughtUp(moved, talk.wording("form.newer_version"))


def _citizen_agrees(talk: Talk, document_id: str, answers: Answers) -> Reply:
    version, how, witness = int(answers[CONTENT_VERSION]), answers["how"], answers["witness"]
    found = citizens_word.citizen_agrees(
        talk.desk, talk.person, document_id, version, answers["on"], how, witness
    )
    return receipt(talk, found, "receipt.citizen_agreed")


def _citizen_declines(talk: Talk, document_id: str, answers: Answers) -> Reply:
    found = citizens_word.citizen_declines(
        talk.desk, talk.person, document_id, answers["offered_on"], answers["reason"]
    )
    return receipt(talk, found, "receipt.citizen_declined")


def _hand_over_copy(talk: Talk, document_id: str, answers: Answers) -> Reply:
    version, on, how = int(answers[CONTENT_VERSION]), answers["on"], answers["how"]
    found = citizens_word.hand_over_copy(
        talk.desk, talk.person, document_id, version, on, _receiver_of_copy(talk, answers), how
    )
    return receipt(talk, found, "receipt.copy_handed_over")


def _receiver_of_copy(talk: Talk, answers: Answers) -> str:
    to: str = answers["copy_to"]
    if to == CITIZEN:
        return CITIZEN
    titles = {c.value: c.title for c in Choices(talk.desk, talk.person, talk.wording)("copy_to", answers)}
    name: str = answers.get("to_name", "")
    return f"{titles[to]}: {name}" if name else titles[to]


def _follow_up(talk: Talk, document_id: str, answers: Answers) -> Reply:
    row = AgreedRow(
        Sensitive(answers["text"]),
        *owner_of(answers["owner"]),
        answers["due"],
        every_days=int(answers["follow_up_every"]),
        until=answers.get("until") if record_forms.is_series(answers) else None,
    )
    linked: str = answers.get("linked_part", "")
    found = add_follow_up(talk.desk, talk.person, document_id, row, linked)
    return receipt(talk, found, "receipt.follow_up_added")


DOCUMENT_SENT: tuple[Sent, ...] = (
    *(Sent(form, _send(kind), SubjectKind.CASE, _begin(kind)) for kind, form in DOCUMENT_FORMS.items()),
    Sent(
        record_forms.DOCUMENT_ASK,
        receive_one(documents.ask, "question", "receipt.document_asked"),
        SubjectKind.DOCUMENT,
    ),
    Sent(
        record_forms.DOCUMENT_ANSWER,
        receive_one(documents.answer, "answer", "receipt.document_answered"),
        SubjectKind.DOCUMENT,
    ),
    Sent(
        record_forms.DOCUMENT_RETURN,
        receive_one(documents.return_with, "reason", "receipt.document_returned"),
        SubjectKind.DOCUMENT,
    ),
    Sent(
        record_forms.DOCUMENT_WITHDRAW,
        receive_one(documents.withdraw, "reason", "receipt.document_withdrawn"),
        SubjectKind.DOCUMENT,
    ),
    Sent(
        record_forms.DOCUMENT_END,
        receive_one(documents.end, "reason", "receipt.document_ended"),
        SubjectKind.DOCUMENT,
    ),
    Sent(
        record_forms.CITIZEN_AGREES,
        _citizen_agrees,
        SubjectKind.DOCUMENT,
        _begin_citizens_word,
        (CONTENT_VERSION,),
        _newer_version,
    ),
    Sent(
        record_forms.CITIZEN_DECLINES,
        _citizen_declines,
        SubjectKind.DOCUMENT,
        lambda talk, _id: {"offered_on": talk.desk.today.isoformat()},
    ),
    Sent(
        record_forms.HAND_OVER_COPY,
        _hand_over_copy,
        SubjectKind.DOCUMENT,
        _begin_citizens_word,
        (CONTENT_VERSION,),
        _newer_version,
    ),
    Sent(record_forms.FOLLOW_UP, _follow_up, SubjectKind.DOCUMENT),
)
