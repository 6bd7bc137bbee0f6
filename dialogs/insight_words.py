"""What a controller has on a citizen, put in Danish words: the data file, from which the paper is made too.

Keys and values are for people to read. Records and staff have no ids here: a record is told by its kind and
day, a colleague in the log by title and unit (European Court of Justice, C-579/21; Datatilsynet,
2024-32-0283), one who is named in a document by name, as the document does. Empty values are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from dialogs.cards.case_words import basis_text
from dialogs.cards.document_words import document_name, part_text, part_value
from dialogs.wording import Wording
from domain.admission import Admission
from domain.document import CITIZEN, Document, DocumentContent, DocumentVersion
from domain.event import CaseEvent
from domain.local_time import local
from domain.log_action import kind_of
from domain.network_meeting import NetworkMeeting
from domain.parts import PARTS
from domain.party import Party
from domain.task import Task
from workflows.desk import Desk
from workflows.ports import LoggedEntry
from workflows.subject_access import CaseFile, DocumentFile, SubjectFile

Told = dict[str, Any]
VERSION = 1
"""Of the data file's form; rises when a key changes its meaning."""


def told(desk: Desk, found: SubjectFile, wording: Wording) -> Told:
    """The data file."""
    return {
        "om_udtrækket": {
            "udgave_af_formatet": VERSION,
            "dataansvarlig": found.organisation,
            "lavet": moment_and_year(found.made_at, wording),
            "borger": found.citizen.name.reveal(),
            "cpr_nummer": found.citizen.cpr.formatted(),
            "formål": wording("insight.purpose"),
            "dine_rettigheder": wording("insight.rights"),
        },
        "sager": [Words(desk, each, wording).case() for each in found.cases],
    }


def moment_and_year(moment: datetime, wording: Wording) -> str:
    """`fredag 27. november 2026 kl. 10.00`, in Copenhagen's time."""
    there = local(moment)
    return wording("insight.moment", day=wording.day_and_year(there.date()), time=wording.time(there.time()))


def _filled(**rows: Any) -> Told:
    return {key: value for key, value in rows.items() if value not in ("", None, [], {})}


class Words:
    """One case's."""

    def __init__(self, desk: Desk, file: CaseFile, wording: Wording) -> None:
        self._desk = desk
        self._file = file
        self._wording = wording
        self._agreement = desk.agreements.get(file.case.agreement_id)

    def case(self) -> Told:
        case, wording, file = self._file.case, self._wording, self._file
        hold = case.hold
        return _filled(
            sagsnummer=case.number,
            samarbejdsaftale=self._agreement.name_da,
            valgt_med_begrundelse=case.override_reason.reveal(),
            oprettet=self._moment(case.opened_at),
            lukket=self._moment(case.closed_at),
            lukket_fordi=case.closing_reason.reveal(),
            samtykke_trukket_tilbage=self._day(case.consent_withdrawn_on),
            begrænset_eller_bevaret=f"{self._moment(hold.at)}: {hold.reason.reveal()}" if hold else "",
            enheder=[self._unit(unit_id) for unit_id in case.unit_ids],
            dokumenter=[self._document(each) for each in file.documents],
            netværksmøder=[self._meeting(each) for each in file.meetings],
            indlæggelser=[self._admission(each) for each in file.admissions],
            opgaver=[self._task(each) for each in file.tasks],
            historik=[self._event(each) for each in file.events],
            log=[self._logged(each) for each in file.log],
            log_hos_andre=[
                wording.count("insight.elsewhere", number).format(who=self._organisation(id_))
                for id_, number in file.logged_elsewhere.items()
            ],
        )

    def _document(self, found: DocumentFile) -> Told:
        document = found.document
        written = found.versions[:-1] if found.versions else ()
        return _filled(
            dokument=document_name(document.kind, self._agreement, self._wording),
            udgave=str(document.content_version),
            fra=self._party(document.author),
            til=self._party(document.receiver),
            kvitteret=self._moment(document.acknowledged_at),
            gælder_fra=self._moment(document.in_force_at),
            kan_ikke_udleveres_her="" if found.versions else self._wording("insight.withdrawn"),
            **(self._content(document, document.content.reveal()) if found.versions else {}),
            godkendt_af=[f"{self._name(s.person_id)}, {self._moment(s.at)}" for s in document.signatures],
            ført_i_journalen=self._journals(document.id),
            tidligere_udgaver=[self._version(document, each) for each in written],
        )

    def _version(self, document: Document, version: DocumentVersion) -> Told:
        head = {"udgave": str(version.number), "skrevet": self._moment(version.written_at)}
        return {**head, **self._content(document, version.content.reveal())}

    def _content(self, document: Document, content: DocumentContent) -> Told:
        kind, wording = document.kind, self._wording
        parts = {
            part_text(wording, kind, part.name, "label"): part_value(wording, kind, part.name, value)
            for part in PARTS[kind]
            if (value := content.parts.get(part.name, ""))
        }
        citizen = content.citizen
        return _filled(
            indhold=parts,
            hjemmel=basis_text(content.basis, wording),
            hjemmel_beskrevet=content.basis.other,
            spørgsmål=content.question,
            svar=content.answer,
            begrundelse=content.reason,
            din_accept=f"{self._day(citizen.on)}: {citizen.how}, {citizen.witness}" if citizen else "",
            kopier=[
                f"{wording('document.to_citizen') if c.to == CITIZEN else c.to}, {c.how}, {self._day(c.on)}"
                for c in content.copies
            ],
            private_parters_svar=[
                f"{each.name}, {self._day(each.on)}: {self._yes_no(each.agrees)}"
                for each in content.private_answers
            ],
        )

    def _meeting(self, meeting: NetworkMeeting) -> Told:
        content, wording = meeting.content.reveal(), self._wording
        head = _filled(
            indkaldt=self._moment(meeting.requested_at),
            af=self._party(meeting.inviter),
            til=self._party(meeting.receiver),
            tidspunkt=self._moment(meeting.agreed.start) if meeting.agreed else "",
        )
        if meeting.id in self._file.closed_meetings:
            return {**head, "kan_ikke_udleveres_her": wording("insight.withdrawn")}
        return head | _filled(
            dit_ønske=content.citizens_wish,
            formål=content.purpose,
            dagsorden=content.agenda,
            form=wording(f"choice.methods.{content.method}"),
            sted=content.place,
            egen_læge=content.gp,
            pårørende=content.relatives,
            andre=content.others,
            hjemmel=basis_text(content.basis, wording),
            hjemmel_beskrevet=content.basis.other,
            spørgsmål=content.question,
            svar=content.answer,
            begrundelse=content.reason,
            referat=content.minutes,
            foreslåede_tider=[self._moment(time.start) for time in meeting.proposed],
            ført_i_journalen=self._journals(meeting.id),
        )

    def _admission(self, admission: Admission) -> Told:
        wording, assessment = self._wording, admission.assessment.reveal()
        kind, outcome = admission.discharge_kind, admission.outcome
        answers = assessment.answers if assessment else None
        asked = ("support", "will_not_seek", "takes_part", "wishes_agreement")
        return _filled(
            kendt_fra=self._moment(admission.admitted_at),
            afsnit=self._party(admission.region),
            kommune=self._party(admission.municipality),
            forventet_udskrevet=self._day(admission.expected_on),
            udskrevet=self._day(admission.discharged_on),
            udskrevet_hvordan=wording(f"choice.discharge_kind.{kind}") if kind else "",
            uden_bolig=self._yes_no(admission.homeless),
            tvangsindlagt="" if admission.coercive is None else self._yes_no(admission.coercive),
            aftale_ved_udskrivning=wording(f"admission.outcome.{outcome}") if outcome else "",
            vurderet=self._moment(assessment.at) if assessment else "",
            vurdering=wording(f"admission.paragraph.{assessment.paragraph}") if assessment else "",
            svar_i_vurderingen={
                wording(f"admission.answer.{name}"): self._yes_no(value)
                for name in asked
                if answers and (value := getattr(answers, name)) is not None
            },
            begrundelse=admission.reason.reveal(),
        )

    def _task(self, task: Task) -> Told:
        return _filled(
            opgave=self._wording(f"task.kind.{task.kind}"),
            frist=self._day(task.due),
            hos=self._unit(task.unit_id),
            aftalt=task.text.reveal(),
            begrundelse=task.reason.reveal(),
            status=self._wording(f"task.state.{task.status}"),
        )

    def _event(self, event: CaseEvent) -> Told:
        key = f"event.{event.kind}"
        what = self._wording(key, what=self._wording("insight.a_document")) if self._wording.has(key) else ""
        return _filled(
            hvornår=self._moment(event.at),
            hvad=what or self._wording("insight.step"),
            hvem=self._staff(event.person_id),
            begrundelse=event.reason.reveal(),
        )

    def _logged(self, entry: LoggedEntry) -> Told:
        wording = self._wording
        about = entry.subject.partition(":")[0]
        key = f"insight.about.{about}"
        return _filled(
            hvornår=self._moment(entry.at),
            hvad=wording(f"insight.did.{kind_of(entry.action)}"),
            om=wording(key) if wording.has(key) else "",
            hvem=self._staff(entry.actor_id) or wording("insight.the_bot"),
            hjemmel=self._basis(entry.basis),
        )

    def _basis(self, basis: str) -> str:
        """Nothing where it has no words: which emergency access it was is no word of the citizen's."""
        key = f"choice.bases.{basis}"
        if self._wording.has(key):
            return self._wording(key)
        key = f"log_report.basis.{basis.partition(':')[0]}"
        return self._wording(key) if self._wording.has(key) else ""

    def _journals(self, subject_id: str) -> list[str]:
        marks = (mark for mark in self._file.marks if mark.subject.id == subject_id)
        return [f"{self._unit(mark.unit_id)}, {self._moment(mark.at)}" for mark in marks]

    def _staff(self, person_id: str | None) -> str:
        """By title and unit."""
        person = self._desk.records.directory.person(person_id) if person_id else None
        return f"{person.title}, {person.home.full_name}" if person else ""

    def _name(self, person_id: str) -> str:
        person = self._desk.records.directory.person(person_id)
        return f"{person.name}, {person.title}" if person else ""

    def _party(self, party: Party) -> str:
        name = self._name(party.person_id) if party.person_id else ""
        return ", ".join(part for part in (name, self._unit(party.unit_id)) if part)

    def _unit(self, unit_id: str) -> str:
        unit = self._desk.records.directory.unit(unit_id)
        return unit.full_name if unit else ""

    def _organisation(self, organisation_id: str) -> str:
        found = self._desk.records.directory.organisation(organisation_id)
        return found.name if found else self._wording("insight.another")

    def _moment(self, moment: Any) -> str:
        return moment_and_year(moment, self._wording) if moment else ""

    def _day(self, day: Any) -> str:
        return self._wording.day_and_year(day) if day else ""

    def _yes_no(self, value: bool) -> str:
        return self._wording("choice.yes_no.yes" if value else "choice.yes_no.no")


def lines_of(told_: Mapping[str, Any]) -> Iterable[str]:
    """Each value in a line after its key; what is in a list or below a key of its own follows it."""
    for key, value in told_.items():
        name = key.replace("_", " ")
        name = name[:1].upper() + name[1:]
        if isinstance(value, Mapping):
            yield f"{name}:"
            yield from (f"– {line}" for line in lines_of(value))
        elif isinstance(value, list):
            yield f"{name}:"
            for each in value:
                yield f"– {each}" if isinstance(each, str) else "– " + "; ".join(lines_of(each))
        else:
            yield f"{name}{'' if name.endswith('?') else ':'} {value}"
