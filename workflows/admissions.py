"""The use cases of an admission: its expected end, whether an agreement is required, the discharge itself.

An admission begins with the first document that tells of one. Both sectors hear of every change, and are
asked until the agreement the law wants is in force, or somebody has said why it never was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.admission import (
    ASKS_FOR_AGREEMENT,
    STATUS_AFTER,
    Admission,
    AdmissionStatus,
    DischargeKind,
    outcome_of,
)
from domain.admission_tasks import KINDS, wanted_tasks
from domain.case import Case
from domain.delay import DelayReason
from domain.discharge_law import Answers, assess
from domain.document import Document
from domain.document_kind import BEFORE_DISCHARGE, DocumentKind
from domain.document_steps import Status
from domain.errors import BadValue
from domain.local_time import local_day
from domain.parts import Housing, Setting
from domain.party import Party
from domain.people import Person, Sector
from domain.permission import check_step
from domain.sensitive import NOTHING, Sensitive
from domain.subject import Subject, SubjectKind
from domain.wanted import Wanted, matches
from workflows.cases import check_reason
from workflows.desk import Desk
from workflows.follow_ups import ACTING_MUNICIPALITY, AgreedRow, day_in, follow_up
from workflows.ports import AdmissionOnCase, Clockwork, DocumentOnCase
from workflows.record_keeping import record
from workflows.settling import settle
from workflows.telling import tell

TELLS_OF_ONE = frozenset(
    {DocumentKind.EARLY_NOTICE, DocumentKind.DISCHARGE_NOTICE, DocumentKind.READINESS_NOTICE}
)
"""Documents that say the citizen is admitted (an early notice may be about an outpatient)."""
STANDS: Mapping[str, AdmissionStatus] = {
    "set_date": AdmissionStatus.ADMITTED,
    "discharge": AdmissionStatus.ADMITTED,
    "explain": AdmissionStatus.WITHOUT_AGREEMENT,
}
"""The status in which each step on an admission fits; it is assessed whenever one likes."""
HOMELESS, READY = "homeless", "ready"
"""The events that raise the flag, and that say the treatment is over."""


def current_admission(desk: Desk, case: Case) -> Admission | None:
    """The case's latest admission that is not finished; None where there is none."""
    admissions = desk.records.admissions.of_case(case.id, Clockwork())
    return next((each for each in admissions if each.is_open), None)


def in_force_on(desk: Desk, case: Case, admission: Admission | None = None) -> date | None:
    """The local day on which the case's present agreement or plan came into force; None without one.

    What came into force before a re-admission is the agreement of the admission before it, not of this one.
    """
    documents = desk.records.documents.of_case(case.id, Clockwork())
    moments = [
        d.in_force_at
        for d in documents
        if d.kind in BEFORE_DISCHARGE and d.status is Status.IN_FORCE and d.in_force_at
    ]
    if admission is not None and _is_readmission(desk, admission):
        moments = [moment for moment in moments if moment >= admission.admitted_at]
    return min(map(local_day, moments), default=None)


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


def _is_readmission(desk: Desk, admission: Admission) -> bool:
    others = desk.records.admissions.of_case(admission.case_id, Clockwork())
    return any(other.admitted_at < admission.admitted_at for other in others)


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
        assessed = _settled(desk, case, assessed)
    return _keep(desk, caller, case, assessed, ("assess",), is_new=admission is None)


def set_expected_date(desk: Desk, caller: Person, admission_id: str, day: date) -> AdmissionOnCase:
    """When the citizen is expected to be discharged. Raises `BadValue` for a day in the past."""
    found = _open(desk, caller, admission_id, "set_date")
    if day < desk.today:
        raise BadValue("admission.date_in_past")
    changed = replace(found.admission, expected_on=day, since=desk.today)
    return _keep(desk, caller, found.case, changed, ("set_date",))


def record_discharge(
    desk: Desk,
    caller: Person,
    admission_id: str,
    on: date,
    kind: DischargeKind,
    homeless: bool,
    coercive: bool | None = None,
) -> AdmissionOnCase:
    """The discharge has happened. `coercive`: whether the stay began by coercion, where the ward says. Raises
    `BadValue` for a day to come."""
    found = _open(desk, caller, admission_id, "discharge")
    if on > desk.today:
        raise BadValue("admission.discharge_in_future")
    changed = replace(
        found.admission,
        discharged_on=on,
        discharge_kind=kind,
        homeless=found.admission.homeless or homeless,
        coercive=coercive,
        since=desk.today,
    )
    actions = ("discharge", HOMELESS) if homeless and not found.admission.homeless else ("discharge",)
    return _keep(desk, caller, found.case, _settled(desk, found.case, changed), actions)


def discharge_from_list(
    desk: Desk, found: AdmissionOnCase, on: date, coercive: bool | None = None
) -> AdmissionOnCase:
    """A centre's own list says that the citizen was discharged on this day, past or present."""
    changed = replace(
        found.admission,
        discharged_on=on,
        discharge_kind=DischargeKind.PLANNED,
        coercive=coercive,
        since=desk.today,
    )
    return _keep(desk, None, found.case, _settled(desk, found.case, changed), ("discharge",))


def register_coercion(desk: Desk, admission: Admission, coercive: bool) -> None:
    """A centre's own list says whether the stay began by coercion. It is only counted, so nobody is told."""
    if admission.coercive is not coercive:
        desk.records.admissions.save(replace(admission, coercive=coercive, version=admission.version + 1))
        subject = Subject(SubjectKind.ADMISSION, admission.id)
        desk.audit(None, "admission.coercion", f"{subject.kind}:{subject.id}", admission.case_id)


def explain_discharge(
    desk: Desk,
    caller: Person,
    admission_id: str,
    reason: str,
    delay: DelayReason = DelayReason.OTHER,
) -> AdmissionOnCase:
    """Why the citizen was discharged without the agreement. Raises `BadValue` for an empty reason."""
    found = _open(desk, caller, admission_id, "explain")
    check_reason(reason)
    explained = replace(found.admission, reason=Sensitive(reason), delay=delay)
    return _keep(desk, caller, found.case, _settled(desk, found.case, explained), ("explain",), reason=reason)


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
        _keep(desk, person, case, changed, actions, is_new=begins, heard=heard)
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
    if parts.get("housing") == Housing.HOMELESS and document.is_live and not admission.homeless:
        admission = replace(admission, homeless=True)
        actions.append(HOMELESS)
    if is_new_text and document.kind is DocumentKind.READINESS_NOTICE:
        actions.append(READY)
    if admission.status is AdmissionStatus.WITHOUT_AGREEMENT:
        settled = _settled(desk, case, admission)
        if settled.outcome is not admission.outcome:
            actions.append("signed_late")
        admission = settled
    return admission, tuple(actions)


def _begun(desk: Desk, case: Case) -> Admission:
    return Admission(
        id=desk.new_id(),
        case_id=case.id,
        case_number=case.number,
        region=Party(case.region_unit_id, Sector.REGION),
        municipality=Party(case.municipality_unit_id, Sector.MUNICIPALITY),
        admitted_at=desk.now,
        since=desk.today,
        readmitted_after=_days_since_discharge(desk, case),
        version=0,
    )


def _days_since_discharge(desk: Desk, case: Case) -> int | None:
    """Calendar days since the citizen was discharged last, on whichever case; None where the bot knows none.
    A transfer is no discharge."""
    earlier = (e.admission for e in desk.records.admissions.of_citizen(case.citizen.cpr, Clockwork()))
    home = (each for each in earlier if each.discharge_kind in ASKS_FOR_AGREEMENT)
    last = max((each.discharged_on for each in home if each.discharged_on), default=None)
    return (desk.today - last).days if last else None


def _settled(desk: Desk, case: Case, admission: Admission) -> Admission:
    """The admission after its discharge, with how it ended as far as one knows today."""
    outcome = outcome_of(admission, in_force_on(desk, case, admission))
    return replace(admission, outcome=outcome, status=STATUS_AFTER[outcome])


def _open(desk: Desk, caller: Person, admission_id: str, step: str) -> AdmissionOnCase:
    found = desk.records.admissions.get(admission_id, caller)
    check_may_act(caller, found, step)
    return found


def check_may_act(caller: Person, found: AdmissionOnCase, step: str) -> None:
    """Raise as `check_step`, and `BadValue` where the step no longer fits."""
    check_step(caller, f"admission.{step}", found.case)
    if found.admission.status is not STANDS[step]:
        raise BadValue("admission.over")


def _keep(
    desk: Desk,
    person: Person | None,
    case: Case,
    admission: Admission,
    actions: tuple[str, ...],
    *,
    is_new: bool = False,
    reason: str = "",
    heard: frozenset[str] = frozenset(),
) -> AdmissionOnCase:
    """Store it with all it entails, and tell both units but those who have `heard` (see `tell`)."""
    kept = replace(admission, version=admission.version + 1)
    (desk.records.admissions.add if is_new else desk.records.admissions.save)(kept)
    settle_admission(desk, case, kept)
    subject = Subject(SubjectKind.ADMISSION, kept.id)
    for action in actions:
        record(desk, person, case, subject, action, kept.status, reason=reason)
    if HOMELESS in actions and kept.discharge_kind is not DischargeKind.DEAD:
        _ask_for_acting_municipality(desk, person, case, subject)
    tell(desk, person, subject, kept.version, (kept.region, kept.municipality), heard=heard)
    return AdmissionOnCase(case, kept)


def _ask_for_acting_municipality(desk: Desk, person: Person | None, case: Case, subject: Subject) -> None:
    """Which municipality acts for somebody without a home is often unsettled: the one on the case finds out,
    in the time it has to acknowledge a notice, and hands the case on if it is another."""
    agreement = desk.agreements.get(case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    due = calendar.shift(desk.today, agreement.deadlines.acknowledge)
    row = AgreedRow(NOTHING, case.municipality_unit_id, None, due)
    task = follow_up(desk, case, subject, row, ACTING_MUNICIPALITY)
    desk.records.tasks.add(task)
    desk.audit(person, "add", f"task:{task.id}", case.id)


def settle_admission(desk: Desk, case: Case, admission: Admission) -> None:
    """Open and end its tasks as its state asks for. What is asked anew, since the agreement that was there is
    there no more, is due from today."""
    subject = Subject(SubjectKind.ADMISSION, admission.id)
    wanted = _wanted(desk, case, admission)
    open_tasks = desk.records.tasks.open_of(subject, Clockwork())
    asked_anew = [want for want in wanted if not any(matches(task, want) for task in open_tasks)]
    if any(want.due < desk.today for want in asked_anew):
        admission = replace(admission, since=desk.today, version=admission.version + 1)
        desk.records.admissions.save(admission)
        wanted = _wanted(desk, case, admission)
    settle(desk, case, subject, wanted, KINDS)


def _wanted(desk: Desk, case: Case, admission: Admission) -> tuple[Wanted, ...]:
    agreement = desk.agreements.get(case.agreement_id)
    calendar = desk.agreements.calendar(agreement.id)
    in_force = in_force_on(desk, case, admission) is not None
    return wanted_tasks(admission, in_force, agreement, calendar)
