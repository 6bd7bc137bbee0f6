"""One or more of everything that is stored, with something personal in each sealed column."""

from __future__ import annotations

from dataclasses import replace

from domain.admission import Admission
from domain.case import Case, Hold, HoldKind
from domain.delay import DelayReason
from domain.discharge_law import Answers, assess
from domain.document import CitizenAgreement, Copy, Document, DocumentVersion
from domain.emergency import EmergencyAccess
from domain.forum_report import ForumReport
from domain.report_period import ReportPeriod
from domain.sensitive import Sensitive
from domain.task import with_deadline
from tests import factories as f
from workflows.ports import Records
from workflows.ports.reports import ReportFile

WRITTEN = (
    "6101904321",
    f.CPR_TEXT,
    f.CITIZEN_NAME,
    "At bo for sig selv",
    "Lægerne på Torvet",
    "Ring til søsteren",
    "Flyttet til Amager",
    "Overgang fra ung",
    "Hemmeligt svar",
    "Søgte efter nogen",
    "Borgeren er flyttet",
    "lejlighed og få søvnen",
    "own_home",
    "section_13c",
    "Hvem følger op?",
    "Det gør distriktet",
    "Adressen var forkert",
    "Ved mødet på afsnittet",
    "Sygeplejersken var med",
    "Lægehuset, Digital Post",
    "Rejste før lægen kom",
    "homeless",
    "section_13a_1",
    "Udtraek om Asta",
    "Klage over forløbet",
    "Alle afsnit skriver",
    "Intern PDF",
    "Et center for sig",
    "Fare for liv",
)


def a_full_document(case: Case) -> Document:
    content = f.some_text(
        question="Hvem følger op?",
        answer="Det gør distriktet",
        reason="Adressen var forkert",
        citizen=CitizenAgreement(1, f.NOW.date(), "Ved mødet på afsnittet", "Sygeplejersken var med"),
        copies=(Copy(1, f.NOW.date(), "egen læge", "Lægehuset, Digital Post"),),
    )
    return f.a_document(case, content=Sensitive(content))


def an_explained_admission(case: Case) -> Admission:
    assessment = assess(Answers(True, None, True), 36, f.NURSE.id, f.NOW)
    reason = Sensitive("Rejste før lægen kom")
    return f.an_admission(case, homeless=True, coercive=True, assessment=Sensitive(assessment), reason=reason)


def write_everything(records: Records, number: str = "26-2000") -> None:
    """On a case of that number; twice, with another number, for a second row of each."""
    case = f.a_case(number, override_reason=Sensitive("Overgang fra ung"))
    meeting = f.a_meeting(case)
    task = f.a_task(meeting, text=Sensitive("Ring til søsteren"))
    records.cases.add(case)
    records.meetings.add(meeting)
    records.documents.add(document := a_full_document(case))
    version = DocumentVersion(1, f.NURSE.id, f.NOW, document.content)
    records.documents.keep_version(document.id, version)
    records.admissions.add(an_explained_admission(case))
    records.cases.save(replace(case, closing_reason=Sensitive("Borgeren er flyttet"), version=2))
    hold = Hold(HoldKind.KEPT, f.NOW, case.region_unit_id, Sensitive("Klage over forløbet"))
    records.cases.save(replace(case, hold=hold, closing_reason=Sensitive("Borgeren er flyttet"), version=3))
    records.tasks.add(task)
    records.tasks.save(with_deadline(task, task.due, "Flyttet til Amager", DelayReason.STAFFING, f.NOW))
    typed = {"cpr": f.CPR_TEXT, "name": f.CITIZEN_NAME}
    records.drafts.save(f.a_draft(id=f.made_up_id(f"draft {number}"), form=number, values=typed))
    records.effects.record([number], b"Hemmeligt svar", f.NOW)
    records.events.append(f.an_event(case, reason=Sensitive("Flyttet til Amager")))
    records.handouts.add(f.a_kept_handout(name=number), b"Udtraek om Asta")
    access = EmergencyAccess(
        f.made_up_id(f"access {number}"),
        f.OUTSIDER.id,
        case.id,
        f.OUTSIDER.home.id,
        f.NOW,
        Sensitive("Fare for liv"),
    )
    records.emergencies.add(access)
    records.forum_actions.add(f.a_forum_action(number))
    records.settled_quarters.save(f.a_settled_quarter(number), 0)
    order = records.reports.order(ReportPeriod(f.NOW.date().replace(day=1), 1), f.NURSE.id, "da", f.NOW)
    empty = ForumReport(order.number, order.period, f.NOW, "0a1b2c3d", (), ())
    records.reports.publish(order, empty, {ReportFile.PDF: b"Intern PDF", ReportFile.WORKBOOK: b"Intern PDF"})
    records.audit.write(f.an_entry(case_id=case.id, detail={"search": "Søgte efter nogen"}))
