"""What the case knows already, so that nobody types it twice: a new document's first values, and its basis.

The admission comes first, then the newest live documents, the newest meeting and its follow-ups, then the
directory and the agreement. A day that has passed is not proposed again, and what rests on a consent that was
withdrawn stays with the side that wrote it. It is all a proposal: the person sees it and may change it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from dialogs.forms.form import Known
from dialogs.talk import Talk
from domain.case import Case
from domain.document import Document
from domain.document_kind import BEFORE_DISCHARGE, DocumentKind
from domain.errors import BadValue
from domain.legal_basis import Basis, LegalBasis
from domain.local_time import local_day
from domain.network_meeting import NetworkMeeting
from domain.parts import PARTS, Part, PartKind
from domain.people import Person, Sector
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from workflows.admissions import current_admission
from workflows.cases import check_case_basis, is_withdrawn, open_matters, other_side

ABOUT_DISCHARGE = BEFORE_DISCHARGE | {DocumentKind.DISCHARGE_NOTICE, DocumentKind.READINESS_NOTICE}
"""Documents for which § 13 c is proposed: what they hold is necessary for the agreement or plan."""
NOT_ON_13C = frozenset({DocumentKind.INTERVENTION_PLAN, None})
"""What is no part of making an agreement or plan does not borrow its § 13 c; None is a network meeting."""
OFFERS: Mapping[str, Sector] = {
    "treatment_offers": Sector.REGION,
    "social_offers": Sector.MUNICIPALITY,
}
"""The follow-ups of a meeting, by sector, are proposed as the offers after discharge."""
CONTACTS: Mapping[str, Sector] = {
    "contact_psychiatry": Sector.REGION,
    "contact_municipality": Sector.MUNICIPALITY,
}
OF_ONE_DAY = frozenset({"present_state", "ready_on", "still_missing"})
"""Parts that say how it is now, so that an earlier text would mislead."""


def known_about(talk: Talk, case: Case, kind: DocumentKind | None) -> frozenset[Known]:
    """What a form on the case need not ask; `kind` is None for what is no document."""
    desk, found = talk.desk, {Known.CASE}
    if known_basis(talk, case, kind) is not None:
        found.add(Known.BASIS)
    admission = current_admission(desk, case)
    if admission is not None and admission.is_assessed:
        found.add(Known.ASSESSMENT)
    if open_matters(desk, case):
        found.add(Known.OPEN_MATTERS)
    return frozenset(found)


def known_basis(talk: Talk, case: Case, kind: DocumentKind | None) -> LegalBasis | None:
    """The newest basis on the case that still holds and may carry this document."""
    for basis in _bases(talk, case):
        if basis.basis is Basis.SECTION_13C and kind in NOT_ON_13C:
            continue
        try:
            check_case_basis(talk.desk, case, basis)
        except BadValue:
            continue
        return basis
    return None


def _bases(talk: Talk, case: Case) -> Iterator[LegalBasis]:
    """Of the case's live documents and its meetings, newest first."""
    records = talk.desk.records
    found: list[tuple[datetime, LegalBasis]] = [
        (d.asked_at, d.content.reveal().basis)
        for d in records.documents.of_case(case.id, talk.person)
        if d.is_live
    ]
    found += [
        (m.requested_at, m.content.reveal().basis) for m in records.meetings.of_case(case.id, talk.person)
    ]
    return (basis for _, basis in sorted(found, key=lambda each: each[0], reverse=True))


def known_values(talk: Talk, case: Case | None, kind: DocumentKind) -> dict[str, str]:
    """The document's first values. On a new case only what the directory knows of the person who writes."""
    proposed: dict[str, str] = {}
    for source in (_from_admission, _from_documents, _from_meeting, _from_directory, _from_agreement):
        for name, value in source(talk, case, kind).items():
            proposed.setdefault(name, value)
    values = {part.name: _fitted(part, proposed[part.name]) for part in PARTS[kind] if part.name in proposed}
    return {**values, "basis": Basis.SECTION_13C.value} if kind in ABOUT_DISCHARGE else values


def _fitted(part: Part, value: str) -> str:
    return value if len(value) <= part.max_length else f"{value[: part.max_length - 2].rstrip()} …"


def _from_documents(talk: Talk, case: Case | None, kind: DocumentKind) -> dict[str, str]:
    if case is None:
        return {}
    values: dict[str, str] = {}
    for document in talk.desk.records.documents.of_case(case.id, talk.person):
        if document.is_live and may_reuse(talk, case, document):
            for part in PARTS[kind]:
                text = document.content.reveal().parts.get(part.name, "")
                if text and part.name not in OF_ONE_DAY and not _is_over(part, text, talk.desk.today):
                    values.setdefault(part.name, text)
    return values


def may_reuse(talk: Talk, case: Case, record: Document | NetworkMeeting) -> bool:
    """Whether its text may be shown to this person: a consent withdrawn leaves it with who wrote it."""
    if not is_withdrawn(case, record.content.reveal().basis):
        return True
    wrote = record.author if isinstance(record, Document) else record.inviter
    return talk.person.works_in(wrote.unit_id)


def _is_over(part: Part, text: str, today: date) -> bool:
    return part.kind is PartKind.DAY and part.name != "offered_on" and text < today.isoformat()


def _from_admission(talk: Talk, case: Case | None, _kind: DocumentKind) -> dict[str, str]:
    """The expected date, and the day on which a citizen who will not take part was asked."""
    admission = current_admission(talk.desk, case) if case else None
    if admission is None:
        return {}
    values: dict[str, str] = {}
    if admission.expected_on is not None and admission.expected_on >= talk.desk.today:
        values["expected_discharge"] = admission.expected_on.isoformat()
    assessment = admission.assessment.reveal()
    if assessment is not None and assessment.answers.takes_part is False:
        values["offered_on"] = local_day(assessment.at).isoformat()
    return values


def _from_meeting(talk: Talk, case: Case | None, _kind: DocumentKind) -> dict[str, str]:
    meeting = _newest_meeting(talk, case) if case else None
    if meeting is None:
        return {}
    content = meeting.content.reveal()
    values = {
        "citizens_wish": content.citizens_wish,
        "contact_gp": content.gp,
        "relatives": content.relatives,
        **_offers(talk, meeting),
    }
    return {name: value for name, value in values.items() if value}


def _newest_meeting(talk: Talk, case: Case) -> NetworkMeeting | None:
    meetings = talk.desk.records.meetings.of_case(case.id, talk.person)
    return next((meeting for meeting in meetings if may_reuse(talk, case, meeting)), None)


def _offers(talk: Talk, meeting: NetworkMeeting) -> dict[str, str]:
    """What the minutes gave each sector to do, a line each."""
    tasks = talk.desk.records.tasks.of_case(meeting.case_id, talk.person)
    subject = Subject(SubjectKind.MEETING, meeting.id)
    agreed = [t for t in tasks if t.kind is TaskKind.FOLLOW_UP and t.subject == subject and t.text]
    return {
        name: "\n".join(task.text.reveal() for task in agreed if task.sector is sector)
        for name, sector in OFFERS.items()
    }


def _from_directory(talk: Talk, case: Case | None, _kind: DocumentKind) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, sector in CONTACTS.items():
        person = _contact(talk, case, sector)
        if person is not None:
            values[name] = f"{person.name}, {person.title}, tlf. {person.phone}"
    if "contact_psychiatry" in values:
        values["supervisor"] = values["contact_psychiatry"]
    return values


def _contact(talk: Talk, case: Case | None, sector: Sector) -> Person | None:
    """The side's contact person: the writer for their own, else who was in touch on the case last."""
    if talk.person.sector is sector:
        return talk.person
    party = other_side(talk.desk, talk.person, case) if case else None
    return talk.desk.records.directory.person(party.person_id) if party and party.person_id else None


def _from_agreement(talk: Talk, case: Case | None, _kind: DocumentKind) -> dict[str, str]:
    """The first follow-up, counted from the expected discharge; and who usually gets a copy."""
    if case is None:
        return {}
    values = {"copies_to": talk.wording("part.copies_to.proposed")}
    expected = _from_admission(talk, case, DocumentKind.DISCHARGE_NOTICE).get("expected_discharge", "")
    if expected:
        days = talk.desk.agreements.get(case.agreement_id).deadlines.first_follow_up_days
        values["first_follow_up"] = (date.fromisoformat(expected) + timedelta(days=days)).isoformat()
    return values


def known_for_meeting(talk: Talk, case: Case) -> dict[str, str]:
    """A meeting request's first values: what the citizen wishes, and who takes part."""
    meeting = _newest_meeting(talk, case)
    content = meeting.content.reveal() if meeting else None
    wish = _from_documents(talk, case, DocumentKind.EARLY_NOTICE).get("citizens_wish", "")
    values = {
        "citizens_wish": wish or (content.citizens_wish if content else ""),
        "gp": content.gp if content else "",
        "relatives": content.relatives if content else "",
        "relatives_wish": "yes" if content and content.relatives else "",
        "others": content.others if content else "",
    }
    return {name: value for name, value in values.items() if value}
