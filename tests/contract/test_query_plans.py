"""What is asked at every turn, delivery or page of the scan is answered from an index.

SQLite tells how it would answer each statement; where it says `SCAN` it would read a whole table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url

from domain.document import DocumentVersion
from domain.emergency import EmergencyAccess
from domain.indicators.measure import Period
from domain.people import Area
from domain.reminder import ReminderKind
from domain.sensitive import NOTHING
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from storage.databases.apart import ReadApart
from storage.databases.sqlite import SqliteDatabase
from storage.people.directory import KnownDirectory
from storage.people.directory_import import replace_directory
from storage.records import SqlRecords
from storage.sealing.encryption import Cipher, CprLookup
from tests import factories as f
from tests.stores import KEYS, LOOKUP_KEY, sqlite_url
from workflows.ports import AuditEntry, Clockwork, ClosedCase, FiguresAsked, OpenCase, Records

CASE = f.a_case()
MEETING, DOCUMENT, ADMISSION = f.a_meeting(CASE), f.a_document(CASE), f.an_admission(CASE)
TASK = f.a_task(MEETING)
VERSION = DocumentVersion(1, f.NURSE.id, f.NOW, DOCUMENT.content)
ABOUT = Subject(SubjectKind.DOCUMENT, DOCUMENT.id)
QUIET = OpenCase(CASE.id, CASE.number, CASE.opened_at)
LEASE = timedelta(minutes=1)
ACCESS = EmergencyAccess("0" * 32, f.OUTSIDER.id, CASE.id, f.OUTSIDER.home.id, f.NOW, NOTHING)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SMALL = (
    "SCAN CONSTANT ROW", "SCAN directory_state", "SCAN due", "SCAN failed",
    "SCAN audit_seals USING INDEX ix_audit_seals_kept",
    "SCAN forum_actions USING INDEX ix_forum_actions_open",
    "SCAN forum_reports USING INDEX ix_forum_reports_under_way",
)  # fmt: skip
"""No table, one that holds one row for good, the rows a claim or a question has just found, an index of
nothing but what is asked for, and the first few of an index in its order."""

QUESTIONS: dict[str, Callable[[Records], object]] = {
    "where somebody is reached": lambda r: r.addresses.of(f.NURSE.id),
    "whether a form is somebody else's": lambda r: r.drafts.is_of_another("0" * 32, f.NURSE.id),
    "a case": lambda r: r.cases.get(CASE.id, f.NURSE),
    "a case by its number": lambda r: r.cases.by_number(CASE.number, f.NURSE),
    "a citizen's cases": lambda r: r.cases.of_citizen(f.a_cpr(), f.NURSE),
    "a person's cases": lambda r: r.cases.of_person(f.NURSE),
    "a contact's open cases": lambda r: r.cases.open_naming(f.NURSE.id, f.NURSE.home.id, f.NURSE),
    "a changed case": lambda r: r.cases.save(replace(CASE, version=2)),
    "a meeting": lambda r: r.meetings.get(MEETING.id, f.NURSE),
    "a case's meetings": lambda r: r.meetings.of_case(CASE.id, f.NURSE),
    "meetings that are over": lambda r: r.meetings.over_by(f.NOW, 10, Clockwork()),
    "a document": lambda r: r.documents.get(DOCUMENT.id, f.NURSE),
    "a case's documents": lambda r: r.documents.of_case(CASE.id, f.NURSE),
    "a changed document": lambda r: r.documents.save(replace(DOCUMENT, version=2)),
    "an earlier version": lambda r: r.documents.version_of(DOCUMENT.id, 1, f.NURSE),
    "an admission": lambda r: r.admissions.get(ADMISSION.id, f.NURSE),
    "a case's admissions": lambda r: r.admissions.of_case(CASE.id, f.NURSE),
    "a changed admission": lambda r: r.admissions.save(replace(ADMISSION, version=2)),
    "a task": lambda r: r.tasks.get(TASK.id, f.NURSE),
    "a changed task": lambda r: r.tasks.save(replace(TASK, version=2)),
    "a document's open tasks": lambda r: r.tasks.open_of(ABOUT, Clockwork()),
    "a case's tasks": lambda r: r.tasks.of_case(CASE.id, f.NURSE),
    "a unit's tasks": lambda r: r.tasks.open_of_person(f.CASEWORKER),
    "what somebody leaves": lambda r: r.tasks.owned_by(f.CASEWORKER.id, (f.CASEWORKER.home.id,), Clockwork()),
    "tasks to look at": lambda r: r.tasks.to_look_at(f.NOW, 10, Clockwork()),
    "tasks to look at later": lambda r: r.tasks.look_again([(TASK, f.NOW)]),
    "a case's timeline": lambda r: r.events.of_case(CASE.id, f.NURSE),
    "what was logged of a case": lambda r: r.audit.of_case(CASE.id, f.NURSE),
    "who searched for a citizen": lambda r: r.audit.beside_cases("0" * 32, f.a_cpr(), (CASE.number,)),
    "an entry of the log": lambda r: write_now(r, f.an_entry(case_id=CASE.id)),
    "the first entry of a case": lambda r: write_now(r, f.an_entry(case_id="new")),
    "a case whose key is erased": lambda r: r.audit.forget_case_key("gone", f.NOW),
    "what has no seal yet": lambda r: r.seals.seal(f.NOW),
    "the newest seal": lambda r: r.seals.newest(),
    "whose time is over": lambda r: r.seals.expire(f.NOW, f.NOW),
    "what a month's sample is drawn from": lambda r: r.seals.written_between(f.NOW - LEASE, f.NOW + LEASE),
    "the entries that were drawn": lambda r: r.seals.entries([1, 2]),
    "a person's latest draft": lambda r: r.drafts.latest(f.NURSE.id),
    "the draft of a form": lambda r: r.drafts.of(f.NURSE.id, "early_notice", ""),
    "an answer already given": lambda r: r.effects.answer_to(["activity", "click"]),
    "a file that waits": lambda r: r.handouts.find("digest"),
    "a file that is fetched": lambda r: r.handouts.take("digest", f.NOW),
    "files nobody fetched in time": lambda r: r.handouts.expire(f.NOW),
    "which report waits": lambda r: r.reports.claim(f.NOW, LEASE),
    "a report": lambda r: r.reports.get(1),
    "what is settled": lambda r: r.settled_quarters.get(Area.ADULTS, f.NOW.date()),
    "the forum's open actions": lambda r: r.forum_actions.open(),
    "a person's cards": lambda r: r.posts.of(f.NURSE.id, ABOUT),
    "who has a card": lambda r: r.posts.holders(ABOUT),
    "what to send": lambda r: r.outbox.claim(f.NOW, LEASE, 10),
    "whether a later one waits": lambda r: r.outbox.holds_later(f.a_notice()),
    "a click on a card": lambda r: r.outbox.acted_on("0123456789ab", f.NURSE.id),
    "what reached nobody for certain": lambda r: r.outbox.undelivered((TaskKind.SIGN,), f.NOW),
    "what a morning's message carries": lambda r: r.outbox.carried_by("morning"),
    "somebody's last morning's message": lambda r: r.outbox.last_morning(f.NURSE.id),
    "what somebody was told is late": lambda r: r.outbox.still_escalated(f.NURSE.id, f.NOW.date()),
    "who has a task in a morning's message": lambda r: r.outbox.gathered_about(ABOUT, f.NOW),
    "a morning's message that is still to go out": lambda r: r.outbox.queue(
        [f.a_notice("gathered", gathered_on=f.NOW.date())], f.NOW
    ),
    "what somebody has asked for": lambda r: r.preferences.of(f.NURSE.id),
    "what a unit has asked for": lambda r: r.preferences.of_unit(f.NURSE.home.id),
    "what has waited longest": lambda r: r.outbox.oldest_due(f.NOW),
    "what somebody may look at in an emergency": lambda r: r.emergencies.held_by(f.NURSE.id, f.NOW),
    "why somebody looked": lambda r: r.emergencies.get(ACCESS.id, f.NURSE),
    "a search in vain": lambda r: r.searches.others(f.NURSE.id, "0" * 64, f.NOW),
    "how many somebody has searched for": lambda r: r.searches.citizens([f.NURSE.id], f.NOW),
    "searches to forget": lambda r: r.searches.forget(f.NOW),
    "what stands in the journals": lambda r: r.journal.of_case(CASE.id, f.NURSE),
    "what the citizen has remarked": lambda r: r.remarks.of_case(CASE.id, f.NURSE),
    "what comes from a document": lambda r: r.erasure.traces_of(ABOUT),
    "closed cases": lambda r: r.erasure.closed_after(ClosedCase(CASE.id, CASE.number, f.NOW), 10),
    "open cases that have gone quiet": lambda r: r.idle_cases.quiet(f.NOW, f.NOW.date(), None, 10),
    "more open cases that have gone quiet": lambda r: r.idle_cases.quiet(f.NOW, f.NOW.date(), QUIET, 10),
    "cases whose units are asked to close them": lambda r: r.idle_cases.asked(QUIET, 10),
    "a citizen's cases for an extract": lambda r: r.erasure.between(f.a_cpr(), (f.NURSE.home.id,)),
    "messages that have gone": lambda r: r.erasure.erase_messages(f.NOW, 10),
    "the figures of an area": lambda r: r.figures.of(FiguresAsked(OCTOBER, Area.ADULTS)),
    "the figures of a unit": lambda r: r.figures.of(
        FiguresAsked(OCTOBER, Area.BOTH, frozenset({f.NURSE.home.id}))
    ),
    "who was told that a task is late": lambda r: r.tasks.escalated(
        [TASK.id], ReminderKind.LEADER, f.NOW.date()
    ),
    "which weekly overviews are decided": lambda r: r.outbox.undecided([f.a_notice()]),
    "what got stuck": lambda r: r.outbox.stranded(f.NOW, 10),
}


def write_now(records: Records, entry: AuditEntry) -> None:
    records.audit.write(entry)
    records.audit.forget_case_key("another", f.NOW)  # which writes what is kept


def store_one_of_each(connection: Connection) -> None:
    replace_directory(connection, f.DIRECTORY)
    records = records_over(connection)
    records.cases.add(CASE)
    records.meetings.add(MEETING)
    records.documents.add(DOCUMENT)
    records.documents.keep_version(DOCUMENT.id, VERSION)
    records.admissions.add(ADMISSION)
    records.tasks.add(TASK)
    records.emergencies.add(ACCESS)


def records_over(connection: Connection) -> SqlRecords:
    return SqlRecords(connection, Cipher(KEYS), CprLookup(LOOKUP_KEY), KnownDirectory())


def sent_for(connection: Connection, question: Callable[[Records], object]) -> list[str]:
    """The statements as the database gets them, once the directory is known."""
    records, sent = records_over(connection), list[str]()
    records.directory.person(f.NURSE.id)
    driver: Any = connection.connection.driver_connection
    driver.set_trace_callback(sent.append)
    try:
        _asked(connection, records, question)
    finally:
        driver.set_trace_callback(None)
    return sent


def _asked(connection: Connection, records: Records, question: Callable[[Records], object]) -> None:
    try:
        question(records)
    except ReadApart as wanted:
        wanted.read(connection)


def whole_tables_read(connection: Connection, question: Callable[[Records], object]) -> list[str]:
    driver: Any = connection.connection.driver_connection
    plans = [
        driver.execute(f"EXPLAIN QUERY PLAN {sent}").fetchall() for sent in sent_for(connection, question)
    ]
    steps = [step for plan in plans for *_, step in plan]
    assert steps
    return [step for step in steps if step not in SMALL and step.startswith("SCAN")]


async def test_nothing_that_is_asked_often_reads_a_whole_table(tmp_path: Path) -> None:
    database = SqliteDatabase(make_url(sqlite_url(tmp_path)))
    try:
        await database.migrate()
        await database.transaction(store_one_of_each)
        found = await database.transaction(
            lambda connection: {name: whole_tables_read(connection, ask) for name, ask in QUESTIONS.items()}
        )
    finally:
        await database.close()
    assert {name: steps for name, steps in found.items() if steps} == {}
