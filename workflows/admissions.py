"""The use cases of an admission until its discharge (`discharges.py`): its expected end, whether an agreement
is required, what documents say of it.

An admission begins with the first document that tells of one. Both sectors hear of every change, and are
asked until the agreement the law wants is in force, or somebody has said why it never was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.admission import Admission, AdmissionStatus, days_since_discharge
from domain.case import Case
from domain.discharge_law import Answers, assess
from domain.document import Document
from domain.document_kind import BEFORE_DISCHARGE, DocumentKind
from domain.errors import BadValue
from domain.parts import Housing, Setting
from domain.party import Party
from domain.people import Person, Sector
from domain.permission import check_step
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from workflows.admission_keeping import (
    HOMELESS,
    HOUSED,
    admissions_of_citizen,
    in_force_on,
    keep,
    opened_for,
    settle_admission,
    with_outcome,
)
from workflows.desk import Desk
from workflows.follow_ups import day_in
from workflows.ports import AdmissionOnCase, Clockwork, DocumentOnCase
from workflows.telling import tell

TELLS_OF_ONE = frozenset(
    {DocumentKind.EARLY_NOTICE, DocumentKind.DISCHARGE_NOTICE, DocumentKind.READINESS_NOTICE}
)
"""Documents that say the citizen is admitted (an early notice may be about an outpatient)."""
READY = "ready"
"""The event that says the treatment is over."""


def current_admission(desk: Desk, case: Case) -> Admission | None:
    """The case's latest admission that is not finished; None where there is none."""
    admissions = desk.records.admissions.of_case(case.id, Clockwork())
    return next((each for each in admissions if each.is_open), None)


def lacks_agreement(desk: Desk, case: Case) -> bool:
    """Whether the case has an admission that must have an agreement or plan in force, and none is.

    Where nobody has assessed it, it counts as required: silence must not hide it.
    """
    admission = current_admission(desk, case)
    return admission is not None and _lacks(desk, case, admission)


def _lacks(desk: Desk, case: Case, admission: Admission) -> bool:
    if admission.is_assessed and not admission.requires_agreement:
        return False
    return in_force_on(desk, case, admission) is None


def assess_case(desk: Desk, caller: Person, case_id: str, answers: Answers) -> AdmissionOnCase:
    """Store the ward's answer to whether an agreement is required; a changed answer is a new version.

    Opens an admission where the case has none. Raises `NotAllowed` for the municipality.
    """
    case = desk.records.cases.get(case_id, caller)
    check_step(caller, "admission.assess", case)
    admission = current_admission(desk, case)
    before = admission.assessment.reveal() if admission else None
    version = before.version + 1 if before else 1
    found = assess(answers, case.citizen.cpr.age_on(desk.today), caller.id, desk.now, version)
    assessed = replace(admission or _begun(desk, case), assessment=Sensitive(found), since=desk.today)
    if assessed.status is AdmissionStatus.WITHOUT_AGREEMENT:
        assessed = with_outcome(desk, case, assessed)
    return keep(desk, caller, case, assessed, ("assess",), is_new=admission is None)


def set_expected_date(desk: Desk, caller: Person, admission_id: str, day: date) -> AdmissionOnCase:
    """When the citizen is expected to be discharged. Raises `BadValue` for a day in the past."""
    found = opened_for(desk, caller, admission_id, "set_date")
    if day < desk.today:
        raise BadValue("admission.date_in_past")
    changed = replace(found.admission, expected_on=day, since=desk.today)
    return keep(desk, caller, found.case, changed, ("set_date",))


def follow_document(
    desk: Desk, person: Person | None, found: DocumentOnCase, told: frozenset[str], *, is_new_text: bool
) -> None:
    """Let the case's admission know what a document has just said, or become.

    `told` are the ids of those whom the document's own card tells: one message is enough for them, unless the
    admission warns of something. `is_new_text`: it was sent or changed just now; an older one that is
    answered says nothing anew.
    """
    case, document = found.case, found.document
    admission = current_admission(desk, case)
    begins = admission is None and is_new_text and _tells_of_admission(desk, case, document)
    if begins:
        admission = _begun(desk, case)
    if admission is None:
        return
    changed, actions = _informed(desk, case, admission, document, is_new_text)
    if begins:
        actions = ("begin", *actions)
    if changed != admission or actions:
        heard = frozenset[str]() if _warns(desk, case, changed, actions) else told
        keep(desk, person, case, changed, actions, is_new=begins, heard=heard)
    elif document.kind in BEFORE_DISCHARGE:
        settle_admission(desk, case, changed)
        subject = Subject(SubjectKind.ADMISSION, changed.id)
        tell(desk, person, subject, changed.version, (), rule=f"document:{document.id}:v{document.version}")


def _warns(desk: Desk, case: Case, admission: Admission, actions: tuple[str, ...]) -> bool:
    """Whether it says what no document's card shows: homeless at discharge, or ready without an agreement."""
    return HOMELESS in actions or (READY in actions and _lacks(desk, case, admission))


def _tells_of_admission(desk: Desk, case: Case, document: Document) -> bool:
    """Whether its new text tells of one; what is only corrected after a discharge does not."""
    if document.kind not in TELLS_OF_ONE:
        return False
    if document.version > 1 and desk.records.admissions.of_case(case.id, Clockwork()):
        return False
    return document.content.reveal().parts.get("setting") != Setting.OUTPATIENT


def _informed(
    desk: Desk, case: Case, admission: Admission, document: Document, is_new_text: bool
) -> tuple[Admission, tuple[str, ...]]:
    """The admission with what the document says, and what happened to it by that."""
    parts = document.content.reveal().parts
    actions: list[str] = []
    if is_new_text and document.kind in TELLS_OF_ONE:
        day = day_in(parts.get("expected_discharge", ""))
        if day and day != admission.expected_on and admission.status is AdmissionStatus.ADMITTED:
            admission = replace(admission, expected_on=day, since=desk.today)
            actions.append("set_date")
    homeless = _says_homeless(document) if is_new_text else None
    if homeless and not admission.homeless:
        admission = replace(admission, homeless=True)
        actions.append(HOMELESS)
    elif homeless is False and admission.homeless and admission.discharged_on is None:
        admission = replace(admission, homeless=False)
        actions.append(HOUSED)
    if is_new_text and document.kind is DocumentKind.READINESS_NOTICE:
        actions.append(READY)
    if admission.status is AdmissionStatus.WITHOUT_AGREEMENT:
        settled = with_outcome(desk, case, admission)
        if settled.outcome is not admission.outcome:
            actions.append("signed_late")
        admission = settled
    return admission, tuple(actions)


def _says_homeless(document: Document) -> bool | None:
    """None where it says nothing of a home."""
    housing = document.content.reveal().parts.get("housing") if document.is_live else None
    return housing == Housing.HOMELESS if housing else None


def _begun(desk: Desk, case: Case) -> Admission:
    return Admission(
        id=desk.new_id(),
        case_id=case.id,
        case_number=case.number,
        region=Party(case.region_unit_id, Sector.REGION),
        municipality=Party(case.municipality_unit_id, Sector.MUNICIPALITY),
        admitted_at=desk.now,
        since=desk.today,
        readmitted_after=days_since_discharge(admissions_of_citizen(desk, case), desk.today),
        version=0,
    )
