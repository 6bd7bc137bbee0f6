"""Every method of a port that reads cases: what it is asked, and that an outsider gets nothing of it.

**A new one needs a row here**, by its port and name. One that reads no case stands in `NO_CASES` with what it
reads instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.people import Person
from domain.subject import Subject, SubjectKind
from tests import factories as f
from tests.unit.access.course import NUMBER, Course
from workflows.ports import Records

Read = Callable[[Records, Course, Person], object]
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
LATE = f.NOW + timedelta(days=400)

READS: Mapping[str, Read] = {
    "Cases.get": lambda r, c, who: r.cases.get(c.case, who),
    "Cases.by_number": lambda r, c, who: r.cases.by_number(NUMBER, who),
    "Cases.of_citizen": lambda r, c, who: r.cases.of_citizen(f.a_cpr(), who),
    "Cases.of_person": lambda r, c, who: r.cases.of_person(who),
    "Cases.open_naming": lambda r, c, who: r.cases.open_naming(f.NURSE.id, f.NURSE.home.id, who),
    "Meetings.get": lambda r, c, who: r.meetings.get(c.meeting, who),
    "Meetings.of_case": lambda r, c, who: r.meetings.of_case(c.case, who),
    "Meetings.over_by": lambda r, c, who: r.meetings.over_by(LATE, 9, who),
    "Documents.get": lambda r, c, who: r.documents.get(c.document, who),
    "Documents.of_case": lambda r, c, who: r.documents.of_case(c.case, who),
    "Documents.version_of": lambda r, c, who: r.documents.version_of(c.document, 1, who),
    "Admissions.get": lambda r, c, who: r.admissions.get(c.admission, who),
    "Admissions.of_case": lambda r, c, who: r.admissions.of_case(c.case, who),
    "Admissions.of_citizen": lambda r, c, who: r.admissions.of_citizen(f.a_cpr(), who),
    "Admissions.discharged_between": lambda r, c, who: r.admissions.discharged_between(FIRST, LAST, who),
    "Tasks.get": lambda r, c, who: r.tasks.get(c.task, who),
    "Tasks.open_of": lambda r, c, who: r.tasks.open_of(Subject(SubjectKind.DOCUMENT, c.document), who),
    "Tasks.of_case": lambda r, c, who: r.tasks.of_case(c.case, who),
    "Tasks.open_of_person": lambda r, c, who: r.tasks.open_of_person(who),
    "Tasks.owned_by": lambda r, c, who: r.tasks.owned_by(f.NURSE.id, (f.NURSE.home.id,), who),
    "Tasks.to_look_at": lambda r, c, who: r.tasks.to_look_at(LATE, 99, who),
    "Events.of_case": lambda r, c, who: r.events.of_case(c.case, who),
    "Journal.of_case": lambda r, c, who: r.journal.of_case(c.case, who),
    "Remarks.of_case": lambda r, c, who: r.remarks.of_case(c.case, who),
    "AuditLog.of_case": lambda r, c, who: r.audit.of_case(c.case, who),
    "EmergencyAccesses.get": lambda r, c, who: r.emergencies.get(c.access, who),
}

NO_CASES: Mapping[str, str] = {
    "Cases.next_number": "a running number",
    "Cases.hash_of": "a keyed hash of what the caller has",
    "DischargeCounts.of_month": "counts, for the administrator's command line",
    "EmergencyAccesses.held_by": "ids of what the person asked for themselves",
    "CitizenSearches.others": "a number",
    "CitizenSearches.citizens": "numbers, by staff",
    "CitizenSearches.forget": "a number",
    "Drafts.get": "the person's own",
    "Drafts.is_of_another": "whether there is one, for the log alone",
    "Drafts.of": "the person's own",
    "Drafts.latest": "the person's own",
    "Drafts.expire": "a number",
    "Effects.answer_to": "what the person was answered, checked anew (`check_access`)",
    "Effects.forget": "a number",
    "Posts.of": "where the person's own cards are",
    "Posts.holders": "ids of staff",
    **{f"Directory.{name}": "the staff directory" for name in (
        "person", "person_by_account", "organisation", "organisations", "unit", "units_of", "staff_of",
        "coordinators",
    )},
    "Addresses.of": "where staff are reached",
    "Addresses.unreachable": "which staff cannot be reached",
    **{f"Preferences.{name}": "what staff have asked for" for name in ("of", "among", "of_unit")},
    **{f"Outbox.{name}": "notices: ids, and whom they are for" for name in (
        "queue", "claim", "begin_sending", "settle", "acted_on", "stranded", "find", "standing_still",
        "holds_later", "undelivered", "carried_by", "last_morning", "still_escalated", "gathered_about",
        "counts", "oldest_due", "undecided",
    )},
    "Seals.waiting_since": "a moment",
    "Pace.reserve": "a moment",
    "Figures.of": "counts",
    "Figures.is_up_to_date": "whether all is counted",
    **{f"Handouts.{name}": "a file made for one person, by its link" for name in ("find", "take", "expire")},
    **{f"Reports.{name}": "counts, published" for name in (
        "order", "get", "latest", "claim", "published", "file",
    )},
    "SettledQuarters.get": "counts",
    **{f"ForumActions.{name}": "what the forum decided" for name in ("get", "open", "since")},
}  # fmt: skip
"""Methods that give something back and read no case, and what it is."""

BY_THE_CLOCK: Mapping[str, str] = {
    **{
        f"Erasure.{name}": "what may be erased, which is shown to nobody"
        for name in ("closed_after", "between", "traces_of", "erase_messages")
    },
    "AuditLog.beside_cases": "who searched for a citizen, for an extract whose giver was checked",
    **{f"IdleCases.{name}": "which cases nobody closes, by number" for name in ("quiet", "asked")},
    **{
        f"Seals.{name}": "the log under its seals, for the administrator's command line"
        for name in ("seal", "newest", "expire", "written_between", "entries")
    },
}
"""Methods that read cases, or the log of them, for no person, and take no caller."""

CLOCKWORK: Mapping[str, str] = {
    "app.py": "the calendar entry of a signed link: a time and a case number",
    "commands/retention.py": "what is due, by number, for the operator",
    "dialogs/access_notices.py": "a notice is checked by who it is for",
    "dialogs/admission_views.py": "beside a record whose access was checked",
    "dialogs/document_views.py": "beside a record whose access was checked",
    "dialogs/forms/remark_choices.py": "what stands on a case whose access was checked",
    "dialogs/mornings.py": "each line is checked by who it is for",
    "dialogs/notices.py": "a notice is checked by who it is for",
    "dialogs/weeks.py": "told to coordinators, by number and kind",
    "dialogs/views.py": "beside a record whose access was checked",
    "reminders/parcel.py": "versions, to tell whether a card is still true",
    "reminders/scan.py": "time acts on every case",
    "reminders/stand_ins.py": "who else is to hear",
    "storage/casework/tasks.py": "what is counted of a task that was escalated",
    "workflows/admission_keeping.py": "what follows on a case whose access was checked",
    "workflows/admissions.py": "what follows on a case whose access was checked",
    "workflows/cases.py": "what follows on a case whose access was checked",
    "workflows/contacts.py": "what follows on a case whose access was checked",
    "workflows/discharge_import.py": "a centre's own list, by the administrator's command line",
    "workflows/emergency.py": "whether there is such a case, which the answer does not tell",
    "workflows/erasing.py": "what may be erased, which is shown to nobody",
    "workflows/follow_ups.py": "what follows on a case whose access was checked",
    "workflows/handing_over.py": "the case of a task of the caller's own unit",
    "workflows/holding_back.py": "what kind a notice is about",
    "workflows/idle_cases.py": "which cases nobody closes, and what follows on one whose access was checked",
    "workflows/journal.py": "what follows on a case whose access was checked",
    "workflows/log_sample.py": "the monthly sample of the log, by the administrator's command line",
    "workflows/meetings.py": "time itself acts",
    "workflows/moving.py": "what follows on a case whose access was checked",
    "workflows/subject_access.py": "the operator's extract, of what an organisation's own units are party to",
    "workflows/remarks.py": "what stands on a case whose access was checked",
    "workflows/settling.py": "what follows on a case whose access was checked",
    "workflows/undelivered.py": "told to coordinators, by number and kind",
}
"""Every file that reads cases as nobody in particular, and why that shows nobody anything."""
