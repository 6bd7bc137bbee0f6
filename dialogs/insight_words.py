"""What a controller has on a citizen, put in Danish words: the data file, from which the paper is made too.

Keys and values are for people to read. Records and staff have no ids here: a record is told by its kind and
day, a colleague as `insight_log.py` says, one who is named in a document by name, as the document does. Empty
values are left out. Everything that is stored of a record is told, or a test says why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dialogs.cards.case_words import basis_text
from dialogs.cards.document_words import document_name, part_text, part_value
from dialogs.insight_log import LogWords, Told, filled, moment_and_year
from dialogs.wording import Wording
from domain.admission import Admission
from domain.case import Case, Hold, Moved, SecondLeft
from domain.document import CITIZEN, Document, DocumentContent, DocumentVersion
from domain.event import CaseEvent
from domain.network_meeting import MeetingTime, NetworkMeeting
from domain.parts import PARTS
from domain.party import Party
from domain.task import Task
from workflows.desk import Desk
from workflows.subject_access import CaseFile, DocumentFile, SubjectFile

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
        **filled(søgninger=[LogWords(desk, wording).logged(each) for each in found.searches]),
    }


class Words(LogWords):
    """One case's."""

    def __init__(self, desk: Desk, file: CaseFile, wording: Wording) -> None:
        super().__init__(desk, wording)
        self._file = file
        self._agreement = desk.agreements.get(file.case.agreement_id)

    def case(self) -> Told:
        case, wording, file = self._file.case, self.wording, self._file
        return filled(
            sagsnummer=case.number,
            samarbejdsaftale=self._agreement.name_da,
            valgt_med_begrundelse=case.override_reason.reveal(),
            oprettet=self.moment(case.opened_at),
            lukket=self.moment(case.closed_at),
            lukket_fordi=case.closing_reason.reveal(),
            samtykke_trukket_tilbage=self.day(case.consent_withdrawn_on),
            begrænset_eller_bevaret=self._hold(case.hold) if case.hold else "",
            dine_bemærkninger=self._remarks(case.id),
            enheder=[self.unit(unit_id) for unit_id in case.unit_ids],
            tidligere_hos=self._had_it_before(case),
            dokumenter=[self._document(each) for each in file.documents],
            netværksmøder=[self._meeting(each) for each in file.meetings],
            indlæggelser=[self._admission(each) for each in file.admissions],
            opgaver=[self._task(each) for each in file.tasks],
            historik=[self._event(each) for each in file.events],
            log=[self.logged(each) for each in file.log],
            log_hos_andre=[
                wording.count("insight.elsewhere", number).format(who=self.organisation(id_))
                for id_, number in file.logged_elsewhere.items()
            ],
        )

    def _hold(self, hold: Hold) -> str:
        what = self.wording(f"insight.hold.{hold.kind}")
        return f"{what}, {self.moment(hold.at)}, {self.unit(hold.unit_id)}: {hold.reason.reveal()}"

    def _had_it_before(self, case: Case) -> list[str]:
        left: tuple[Moved | SecondLeft, ...] = (*case.moves, *case.seconds_left)
        return [
            self.wording("insight.moved", unit=self.unit(each.unit_id), day=self.day(each.until))
            for each in left
        ]

    def _document(self, found: DocumentFile) -> Told:
        document = found.document
        written = found.versions[:-1] if found.versions else ()
        return filled(
            dokument=document_name(document.kind, self._agreement, self.wording),
            status=self.wording(f"document.status.{document.status}.other", **self._sides(document)),
            udgave=str(document.content_version),
            skrevet=self.moment(found.versions[-1].written_at) if found.versions else "",
            skrevet_af=self.name(found.versions[-1].written_by) if found.versions else "",
            fra=self._party(document.author),
            til=self._party(document.receiver),
            kvitteret=self.moment(document.acknowledged_at),
            gælder_fra=self.moment(document.in_force_at),
            kan_ikke_udleveres_her="" if found.versions else self.wording("insight.withdrawn"),
            **(self._content(document, document.content.reveal()) if found.versions else {}),
            dine_bemærkninger=self._remarks(document.id) if found.versions else [],
            godkendt_af=[f"{self.name(s.person_id)}, {self.moment(s.at)}" for s in document.signatures],
            ført_i_journalen=self._journals(document.id),
            tidligere_udgaver=[self._version(document, each) for each in written],
        )

    def _version(self, document: Document, version: DocumentVersion) -> Told:
        by = self.name(version.written_by)
        head = {"udgave": str(version.number), "skrevet": self.moment(version.written_at), "skrevet_af": by}
        return {**head, **self._content(document, version.content.reveal())}

    def _content(self, document: Document, content: DocumentContent) -> Told:
        kind, wording = document.kind, self.wording
        parts = {
            part_text(wording, kind, part.name, "label"): part_value(wording, kind, part.name, value)
            for part in PARTS[kind]
            if (value := content.parts.get(part.name, ""))
        }
        citizen = content.citizen
        return filled(
            indhold=parts,
            hjemmel=basis_text(content.basis, wording),
            hjemmel_beskrevet=content.basis.other,
            spørgsmål=content.question,
            svar=content.answer,
            begrundelse=content.reason,
            din_accept=f"{self.day(citizen.on)}: {citizen.how}, {citizen.witness}" if citizen else "",
            kopier=[
                f"{wording('document.to_citizen') if c.to == CITIZEN else c.to}, {c.how}, {self.day(c.on)}"
                for c in content.copies
            ],
            private_parters_svar=[
                f"{each.name}, {self.day(each.on)}: {self.yes_no(each.agrees)}"
                for each in content.private_answers
            ],
        )

    def _meeting(self, meeting: NetworkMeeting) -> Told:
        content, wording = meeting.content.reveal(), self.wording
        head = filled(
            indkaldt=self.moment(meeting.requested_at),
            af=self._party(meeting.inviter),
            til=self._party(meeting.receiver),
            status=self._meeting_status(meeting),
            kvitteret=self.moment(meeting.acknowledged_at),
            tidspunkt=self._time(meeting.agreed) if meeting.agreed else "",
        )
        if meeting.id in self._file.closed_meetings:
            return {**head, "kan_ikke_udleveres_her": wording("insight.withdrawn")}
        return head | filled(
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
            dine_bemærkninger=self._remarks(meeting.id),
            foreslåede_tider=[self._time(time) for time in meeting.proposed],
            ført_i_journalen=self._journals(meeting.id),
        )

    def _meeting_status(self, meeting: NetworkMeeting) -> str:
        when = self._time(meeting.agreed) if meeting.agreed else ""
        sides = {"inviter": self._organisation_of(meeting.inviter)}
        sides["receiver"] = self._organisation_of(meeting.receiver)
        by, key = self.day(meeting.find_time_by), f"meeting.status.{meeting.status}.other"
        return self.wording(key, by=by, when=when, **sides)

    def _time(self, time: MeetingTime) -> str:
        return self.wording("insight.time", moment=self.moment(time.start), minutes=time.minutes)

    def _admission(self, admission: Admission) -> Told:
        wording, assessment = self.wording, admission.assessment.reveal()
        kind, outcome = admission.discharge_kind, admission.outcome
        answers = assessment.answers if assessment else None
        asked = ("support", "will_not_seek", "takes_part", "wishes_agreement")
        return filled(
            kendt_fra=self.moment(admission.admitted_at),
            afsnit=self._party(admission.region),
            kommune=self._party(admission.municipality),
            forventet_udskrevet=self.day(admission.expected_on),
            udskrevet=self.day(admission.discharged_on),
            udskrevet_hvordan=wording(f"choice.discharge_kind.{kind}") if kind else "",
            uden_bolig=self.yes_no(admission.homeless),
            tvangsindlagt="" if admission.coercive is None else self.yes_no(admission.coercive),
            aftale_ved_udskrivning=wording(f"admission.outcome.{outcome}") if outcome else "",
            vurderet=self.moment(assessment.at) if assessment else "",
            vurdering=wording(f"admission.paragraph.{assessment.paragraph}") if assessment else "",
            svar_i_vurderingen={
                wording(f"admission.answer.{name}"): self.yes_no(value)
                for name in asked
                if answers and (value := getattr(answers, name)) is not None
            },
            vurderet_af=self.staff(assessment.by) if assessment else "",
            årsag=self.wording(f"choice.delay.{admission.delay}") if admission.delay else "",
            begrundelse=admission.reason.reveal(),
        )

    def _task(self, task: Task) -> Told:
        return filled(
            opgave=self.wording(f"task.kind.{task.kind}"),
            frist=self.day(task.due),
            hos=self.unit(task.unit_id),
            ansvarlig=self.staff(task.owner_id),
            aftalt=task.text.reveal(),
            gentages=self._series(task),
            afsluttet=self.day(task.ended_on),
            årsag=self.wording(f"choice.delay.{task.delay.reason}") if task.delay else "",
            begrundelse=task.reason.reveal(),
            status=self.wording(f"task.state.{task.status}"),
        )

    def _series(self, task: Task) -> str:
        if not task.every_days:
            return ""
        key = "task.every_until" if task.until else "task.every"
        return self.wording(key, days=task.every_days, until=self.day(task.until))

    def _event(self, event: CaseEvent) -> Told:
        key = f"event.{event.kind}"
        what = self.wording(key, what=self.wording("insight.a_document")) if self.wording.has(key) else ""
        return filled(
            hvornår=self.moment(event.at),
            hvad=what or self.wording("insight.step"),
            hvem=self.staff(event.person_id),
            begrundelse=event.reason.reveal(),
        )

    def _remarks(self, subject_id: str) -> list[str]:
        made = (each for each in self._file.remarks if each.subject.id == subject_id)
        return [f"{self.day(each.made_on)}: {each.text.reveal()}" for each in made]

    def _journals(self, subject_id: str) -> list[str]:
        marks = (mark for mark in self._file.marks if mark.subject.id == subject_id)
        return [f"{self.unit(mark.unit_id)}, {self.moment(mark.at)}" for mark in marks]

    def _sides(self, document: Document) -> dict[str, str]:
        author, receiver = map(self._organisation_of, (document.author, document.receiver))
        return {"author": author, "receiver": receiver}

    def _organisation_of(self, party: Party) -> str:
        unit = self.desk.records.directory.unit(party.unit_id)
        return unit.organisation if unit else ""

    def _party(self, party: Party) -> str:
        name = self.name(party.person_id) if party.person_id else ""
        return ", ".join(part for part in (name, self.unit(party.unit_id)) if part)


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
