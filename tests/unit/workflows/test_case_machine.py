"""A whole case at random: people of both sectors and outsiders do what they may and what they may not, while
time goes on; what must always hold holds after each step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.admission import Admission, DischargeKind
from domain.admission_tasks import wanted_tasks as wanted_of_admission
from domain.case import Case
from domain.discharge_law import Answers
from domain.document import CITIZEN, Document, DocumentContent, actions_for, citizen_agreed, copy_handed_over
from domain.document_kind import FAMILY, DocumentKind, Family
from domain.document_steps import Action, Side, Status
from domain.document_tasks import wanted_tasks as wanted_of_document
from domain.errors import BrobyggerError, NotFound
from domain.legal_basis import Basis
from domain.local_time import local_day
from domain.people import Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from domain.wanted import Wanted
from tests import factories as f
from tests.office import CLOCK, Office, an_office
from tests.texts import PSYCHOLOGIST, consented, whole_parts, whole_text
from workflows import citizens_word, documents, tasks
from workflows.admission_keeping import in_force_on
from workflows.admissions import assess_case, set_expected_date
from workflows.cases import is_withdrawn, withdraw_consent
from workflows.desk import Desk
from workflows.discharges import Discharge, correct_discharge, explain_discharge, record_discharge
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.handing_over import hand_over_all
from workflows.ports import DocumentOnCase

T = TypeVar("T")
INSIDERS = (f.NURSE, f.COLLEAGUE, f.CHIEF_PHYSICIAN, f.CASEWORKER, f.MANAGER)
OUTSIDERS = (f.NURSE_ELSEWHERE, f.REGION_COORDINATOR)
UNITS = (f.NURSE.home.id, f.CASEWORKER.home.id)
BEFORE_DISCHARGE_KINDS = (DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN)
people = st.sampled_from((*INSIDERS, *OUTSIDERS))
days = st.integers(0, 20)
Shape = tuple[str, str, date]


def send_on(
    desk: Desk, caller: Person, case_id: str, kind: DocumentKind, content: DocumentContent
) -> DocumentOnCase:
    case = desk.records.cases.get(case_id, caller)
    return documents.send(desk, caller, case, kind, Sensitive(content))


@dataclass(frozen=True)
class Seen:
    """What stands on the case."""

    case: Case
    documents: tuple[Document, ...]
    admissions: tuple[tuple[Admission, bool], ...]
    """Each with whether the agreement asked for is in force."""
    tasks: tuple[Task, ...]
    events: list[str]
    """Their kinds, sorted."""

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.is_open]


def shape(wanted: Wanted) -> Shape:
    return (wanted.kind, wanted.party.unit_id, wanted.due)


class CaseMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = TemporaryDirectory(prefix="brobygger-machine-")
        self.opened = an_office(Path(self.folder.name))
        self.office: Office = self.loop.run(self.opened.__aenter__())
        self.loop.run(self.office.staff(*f.SIGNERS, f.ANOTHER_CENTRE))
        begun = self.loop.run(self.office.sent(DocumentKind.EARLY_NOTICE))
        self.case_id = begun.case.id
        self.look()

    def teardown(self) -> None:
        self.loop.run(self.opened.__aexit__(None, None, None))
        self.loop.close()
        self.folder.cleanup()

    # -- what there is ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Read anew what stands on the case."""

        def read(desk: Desk) -> Seen:
            records, case_id = desk.records, self.case_id
            case = records.cases.get(case_id, CLOCK)
            admissions = records.admissions.of_case(case_id, CLOCK)
            return Seen(
                case,
                records.documents.of_case(case_id, CLOCK),
                tuple((each, in_force_on(desk, case, each) is not None) for each in admissions),
                records.tasks.of_case(case_id, CLOCK),
                sorted(event.kind for event in records.events.of_case(case_id, CLOCK)),
            )

        self.seen = self.loop.run(self.office.does(read))
        self.stored = self.office.everything()

    @property
    def admissions(self) -> list[Admission]:
        return [admission for admission, _ in self.seen.admissions]

    @property
    def today(self) -> date:
        return local_day(self.office.now)

    def tries(self, use_case: Callable[..., Any], person: Person, *values: object) -> None:
        """A refusal changes nothing; what is done is written down; an outsider is told there is nothing."""
        refusal = self.refusal_of(use_case, person, *values)
        if refusal:
            assert self.office.everything() == self.stored, "a refusal stores nothing"
            assert person in INSIDERS or type(refusal) is NotFound
            return
        assert person in INSIDERS, "an outsider does nothing on the case"
        before, stored = self.seen, self.stored
        self.look()
        if self.stored != stored:
            assert len(self.seen.events) > len(before.events)
            self.check_what_is_new(before)

    def refusal_of(
        self, use_case: Callable[..., Any], person: Person, *values: object
    ) -> BrobyggerError | None:
        try:
            self.loop.run(self.office.does(use_case, person, *values))
        except BrobyggerError as refusal:
            return refusal
        return None

    def check_what_is_new(self, before: Seen) -> None:
        known = {task.id for task in before.tasks}
        versions = {(d.id, d.content_version) for d in before.documents}
        for task in self.seen.tasks:
            assert task.id in known or task.due >= self.today, "no deadline is past when it is set"
        for document in self.seen.documents:
            if (document.id, document.content_version) not in versions:
                basis = document.content.reveal().basis
                assert not is_withdrawn(self.seen.case, basis), "nothing is shared on a consent taken back"

    # -- what people do --------------------------------------------------------------------------------

    @rule(hours=st.integers(1, 120))
    def time_goes_on(self, hours: int) -> None:
        self.office.now += timedelta(hours=hours)

    @rule(kind=st.sampled_from(BEFORE_DISCHARGE_KINDS))
    def the_ward_writes_an_agreement(self, kind: DocumentKind) -> None:
        if not any(d.is_live and d.kind in BEFORE_DISCHARGE_KINDS for d in self.seen.documents):
            self.tries(send_on, f.NURSE, self.case_id, kind, whole_text(kind))

    @rule(person=people, kind=st.sampled_from(DocumentKind), by_consent=st.booleans(), age=days)
    def somebody_sends(self, person: Person, kind: DocumentKind, by_consent: bool, age: int) -> None:
        given = self.today - timedelta(days=age)
        content = consented(kind, consent_on=given) if by_consent else whole_text(kind)
        self.tries(send_on, person, self.case_id, kind, content)

    @rule(data=st.data(), person=people, action=st.sampled_from(Action))
    def somebody_tries_a_step(self, data: st.DataObject, person: Person, action: Action) -> None:
        document = data.draw(st.sampled_from(self.seen.documents))
        self.step(document, action, person, document.content_version - data.draw(st.integers(0, 1)))

    @rule(data=st.data(), person=st.sampled_from(INSIDERS))
    def somebody_does_what_is_offered(self, data: st.DataObject, person: Person) -> None:
        offered = [(d, a) for d in self.seen.documents for a in actions_for(d, d.side_of(person))]
        if offered:
            document, action = data.draw(st.sampled_from(offered))
            self.step(document, action, person, document.content_version)

    @rule()
    def both_sign_what_waits(self) -> None:
        for document in [d for d in self.seen.documents if d.status is Status.SIGNING][:1]:
            for person in (f.CHIEF_PHYSICIAN, f.MANAGER):
                self.step(document, Action.SIGN, person, document.content_version)

    @rule()
    def the_citizen_agrees_and_gets_a_copy(self) -> None:
        of_citizen = [d for d in self.seen.documents if d.kind is DocumentKind.DISCHARGE_AGREEMENT]
        for document in [d for d in of_citizen if not citizen_agreed(d)][:1]:
            for action in (Action.CITIZEN_AGREES, Action.HAND_OVER_COPY):
                self.step(document, action, f.NURSE, document.content_version)

    def step(self, document: Document, action: Action, person: Person, version: int) -> None:
        part = "social_offers" if FAMILY[document.kind] is Family.AGREEMENT else "needs"
        parts = {**whole_parts(document.kind), part: f"Aftalt igen {self.office.now:%d %H}"}
        signed_on = self.today
        steps: dict[Action, tuple[Callable[..., Any], tuple[Any, ...]]] = {
            Action.ACKNOWLEDGE: (documents.acknowledge, ()),
            Action.ASK: (documents.ask, ("Hvornår?",)),
            Action.ANSWER: (documents.answer, ("Snart",)),
            Action.SIGN: (documents.sign, (version,)),
            Action.RETURN: (documents.return_with, ("Mangler",)),
            Action.REVISE: (documents.revise, (version, parts, "Ændret")),
            Action.CITIZEN_AGREES: (
                citizens_word.citizen_agrees,
                (version, signed_on, "Mundtligt", "Nora"),
            ),
            Action.CITIZEN_DECLINES: (citizens_word.citizen_declines, (signed_on, "Vil ikke")),
            Action.HAND_OVER_COPY: (
                citizens_word.hand_over_copy,
                (version, signed_on, CITIZEN, "På papir"),
            ),
            Action.PRIVATE_ANSWER: (
                citizens_word.private_answer,
                (version, signed_on, PSYCHOLOGIST, True),
            ),
            Action.END: (documents.end, ("Slut",)),
            Action.WITHDRAW: (documents.withdraw, ("Fejl",)),
        }
        use_case, values = steps[action]
        self.tries(use_case, person, document.id, *values)

    @rule(person=people, age=days)
    def the_citizen_takes_consent_back(self, person: Person, age: int) -> None:
        self.tries(withdraw_consent, person, self.case_id, self.today - timedelta(days=age))

    @rule(person=people, support=st.booleans(), takes_part=st.sampled_from((True, False, None)))
    def the_law_is_asked(self, person: Person, support: bool, takes_part: bool | None) -> None:
        self.tries(assess_case, person, self.case_id, Answers(support, False, takes_part))

    @rule(data=st.data(), person=people, later=st.integers(-2, 15))
    def a_date_is_set(self, data: st.DataObject, person: Person, later: int) -> None:
        if self.admissions:
            admission = data.draw(st.sampled_from(self.admissions))
            self.tries(set_expected_date, person, admission.id, self.today + timedelta(days=later))

    @rule(person=people, kind=st.sampled_from(DischargeKind), homeless=st.booleans(), ago=st.integers(-1, 3))
    def the_citizen_is_discharged(
        self, person: Person, kind: DischargeKind, homeless: bool, ago: int
    ) -> None:
        if self.admissions:
            on = self.today - timedelta(days=ago)
            said = Discharge(on, kind, homeless)
            self.tries(record_discharge, person, self.admissions[0].id, said)

    @rule(
        data=st.data(), person=people, kind=st.sampled_from(DischargeKind), homeless=st.booleans(),
        ago=st.integers(-1, 9),
    )  # fmt: skip
    def the_discharge_is_corrected(
        self, data: st.DataObject, person: Person, kind: DischargeKind, homeless: bool, ago: int
    ) -> None:
        if self.admissions:
            admission = data.draw(st.sampled_from(self.admissions))
            said = Discharge(self.today - timedelta(days=ago), kind, homeless)
            self.tries(correct_discharge, person, admission.id, said)

    @rule(person=people, reason=st.sampled_from(("", "Udskrev sig selv")))
    def the_discharge_is_explained(self, person: Person, reason: str) -> None:
        if self.admissions:
            self.tries(explain_discharge, person, self.admissions[0].id, reason)

    @rule(data=st.data(), person=people, later=st.integers(-2, 20), owned=st.booleans(), series=st.booleans())
    def one_more_thing_is_agreed(
        self, data: st.DataObject, person: Person, later: int, owned: bool, series: bool
    ) -> None:
        document = data.draw(st.sampled_from(self.seen.documents))
        due = self.today + timedelta(days=later)
        owner = data.draw(st.sampled_from(INSIDERS))
        unit_id = data.draw(st.sampled_from((*UNITS, f.NURSE_ELSEWHERE.home.id)))
        row = AgreedRow(Sensitive("Ring"), unit_id, owner.id if owned else None, due)
        if series:
            row = replace(row, every_days=7, until=due + timedelta(days=21))
        self.tries(add_follow_up, person, document.id, row)

    @rule(data=st.data(), person=people, which=st.integers(0, 5), later=st.integers(-2, 20))
    def somebody_works_on_a_task(self, data: st.DataObject, person: Person, which: int, later: int) -> None:
        if not self.seen.tasks:
            return
        task = data.draw(st.sampled_from(self.seen.open_tasks or list(self.seen.tasks)))
        day = self.today + timedelta(days=later)
        unit_id = data.draw(st.sampled_from((*UNITS, f.NURSE_ELSEWHERE.home.id)))
        colleague = data.draw(st.sampled_from((*INSIDERS, None)))
        use_case, values = (
            (tasks.mark_done, ()),
            (tasks.take, ()),
            (tasks.not_possible, ("Borgeren er rejst",)),
            (tasks.remind_later, (day,)),
            (tasks.new_deadline, (day, "Ferie")),
            (tasks.hand_over, (unit_id, colleague.id if colleague else None)),
        )[which]
        self.tries(use_case, person, task.id, *values)

    @rule(person=st.sampled_from(INSIDERS), leaver=st.sampled_from(INSIDERS))
    def a_leaver_s_work_is_given_on(self, person: Person, leaver: Person) -> None:
        self.tries(hand_over_all, person, leaver.id, None)

    # -- what always holds -----------------------------------------------------------------------------

    @invariant()
    def every_signature_is_of_the_present_version(self) -> None:
        for document in self.seen.documents:
            assert {s.content_version for s in document.signatures} <= {document.content_version}
            sectors = [signature.sector for signature in document.signatures]
            assert len(sectors) == len(set(sectors))

    @invariant()
    def what_is_in_force_is_signed_by_both_and_agreed_by_the_citizen(self) -> None:
        for document in self.seen.documents:
            in_force = document.status is Status.IN_FORCE
            assert in_force is (document.in_force_at is not None and document.is_live)
            if in_force:
                assert all(document.has_signed(side) for side in Side)
            if in_force and document.kind is DocumentKind.DISCHARGE_AGREEMENT:
                assert citizen_agreed(document)
                assert copy_handed_over(document)

    @invariant()
    def every_open_task_is_a_unit_s_of_the_case_and_its_owner_works_there(self) -> None:
        by_id = {person.id: person for person in (*INSIDERS, *OUTSIDERS)}
        for task in self.seen.open_tasks:
            assert task.unit_id in UNITS
            assert task.owner_id is None or by_id[task.owner_id].works_in(task.unit_id)
            assert bool(task.text.reveal() or task.part) is (task.kind is TaskKind.FOLLOW_UP)

    @invariant()
    def each_record_has_the_open_tasks_its_state_asks_for_and_no_others(self) -> None:
        agreement = self.office.agreements.get(self.seen.case.agreement_id)
        calendar = self.office.agreements.calendar(agreement.id)
        for document in self.seen.documents:
            wanted = wanted_of_document(document, agreement, calendar)
            assert self.asked(SubjectKind.DOCUMENT, document.id) == sorted(map(shape, wanted))
        for admission, in_force in self.seen.admissions:
            of_admission = wanted_of_admission(admission, in_force, agreement, calendar)
            assert self.asked(SubjectKind.ADMISSION, admission.id) == sorted(map(shape, of_admission))

    def asked(self, kind: SubjectKind, id_: str) -> list[Shape]:
        subject = Subject(kind, id_)
        of_subject = [t for t in self.seen.open_tasks if t.subject == subject]
        kept = [t for t in of_subject if t.kind is not TaskKind.FOLLOW_UP]
        return sorted((t.kind, t.unit_id, t.due) for t in kept)

    @invariant()
    def a_plan_that_is_over_asks_for_no_follow_up_of_its_own(self) -> None:
        over = {d.id for d in self.seen.documents if not d.is_live}
        assert not [t for t in self.seen.open_tasks if t.part and t.subject.id in over]

    @invariant()
    def all_that_happened_is_an_event_and_an_audit_entry(self) -> None:
        audited = [
            action for _, action, _ in self.office.audited() if action not in ("add", "read", "search")
        ]
        assert self.seen.events == sorted(audited)

    @invariant()
    def what_rests_on_consent_names_its_day(self) -> None:
        for document in self.seen.documents:
            basis = document.content.reveal().basis
            assert (basis.basis is Basis.CONSENT) is (basis.consent_on is not None)


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(max_examples=16, stateful_step_count=40, deadline=None)
