"""Erasing leaves no trace in the tables, and on SQLite none in the files; what stays is not touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.case import Case, Hold, HoldKind
from domain.document import DocumentVersion
from domain.emergency import EmergencyAccess
from domain.journal import JournalMark
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, done
from storage.erasure import STAYS
from storage.schema.columns import metadata
from storage.store import SqlStore
from tests import factories as f
from tests.stores import file_of, raw
from workflows.notice import NoticeKind
from workflows.outbox_states import Event
from workflows.ports import Clockwork, Records

CLOCK = Clockwork()
DAY = timedelta(days=1)
GONE = f.a_case(closed_at=f.NOW, override_reason=Sensitive("Overgang fra ung"))
STAYING = f.a_case("26-1002", closed_at=f.NOW + DAY)


def fill(records: Records, case: Case) -> None:
    """One of each thing on the case."""
    meeting, document, admission = f.a_meeting(case), f.a_document(case), f.an_admission(case)
    of_document = Subject(SubjectKind.DOCUMENT, document.id)
    task = f.a_task(meeting, subject=of_document, kind=TaskKind.SIGN, text=Sensitive("Ring"))
    records.cases.add(replace(case, participants=frozenset({f.REGION_COORDINATOR.id})))
    records.cases.save(replace(case, version=2))
    records.meetings.add(meeting)
    records.documents.add(document)
    for number in (1, 2):
        version = DocumentVersion(number, f.NURSE.id, f.NOW, document.content)
        records.documents.keep_version(document.id, version)
    records.admissions.add(admission)
    records.tasks.add(task)
    for n, subject in enumerate((of_document, Subject(SubjectKind.CASE, case.id))):
        records.events.append(f.an_event(case, str(n), subject_id=subject.id, reason=Sensitive("Sygdom")))
        person = (f.NURSE, f.CASEWORKER)[n]
        draft = f.a_draft(person, id=f.made_up_id(f"{case.id}{n}"), form=case.number, subject_id=subject.id)
        records.drafts.save(draft)
        kind = NoticeKind.DOCUMENT if subject is of_document else NoticeKind.CASE
        records.outbox.queue([f.a_notice(f"{case.id}{n}", kind=kind, subject=subject)], f.NOW)
    records.remarks.add(f.a_remark(case, case.number))
    id_, unit = f.made_up_id(f"access {case.id}"), f.OUTSIDER.home.id
    records.emergencies.add(EmergencyAccess(id_, f.OUTSIDER.id, case.id, unit, f.NOW, Sensitive("Fare")))
    records.handouts.add(f.a_kept_handout(name=case.number, case_id=case.id), b"Udtraek")
    records.journal.mark(JournalMark(case.id, of_document, f.NURSE.home.id, 1, f.NURSE.id, f.NOW))
    records.audit.write(f.an_entry(f"document:{document.id}", case_id=case.id))


@pytest.fixture
async def filled(store: SqlStore) -> SqlStore:
    for case in (GONE, STAYING):
        await store.run(lambda records, case=case: fill(records, case))  # type: ignore[misc]
    return store


def erase(records: Records, subject: Subject) -> None:
    records.erasure.erase(records.erasure.traces_of(subject))


def naming(url: str, case: Case) -> dict[str, int]:
    """By table, how many rows hold an id of the case or of something on it."""
    ids = {case.id, f.a_document(case).id, f.a_meeting(case).id, f.an_admission(case).id}
    rows = {t.name: raw(url, f"SELECT * FROM {t.name}") for t in metadata.sorted_tables}
    counted = {name: sum(bool(ids & set(map(str, row))) for row in found) for name, found in rows.items()}
    return {name: number for name, number in counted.items() if number}


def sealed_values(url: str, case: Case) -> Iterator[bytes]:
    """Every sealed value of the case, its documents and what belongs to them, as it is stored."""
    for table, column, where in (
        ("cases", "cpr", f"id = '{case.id}'"),
        ("cases", "name", f"id = '{case.id}'"),
        ("documents", "content", f"case_id = '{case.id}'"),
        ("document_versions", "content", f"document_id = '{f.a_document(case).id}'"),
        ("meetings", "content", f"case_id = '{case.id}'"),
        ("tasks", "text", f"case_id = '{case.id}'"),
        ("remarks", "text", f"case_id = '{case.id}'"),
        ("events", "reason", f"case_id = '{case.id}'"),
        ("drafts", "answers", f"form = '{case.number}'"),
    ):
        for (value,) in raw(url, f"SELECT {column} FROM {table} WHERE {where}"):
            assert isinstance(value, bytes)
            yield value


async def test_of_an_erased_case_only_the_log_is_left(filled: SqlStore, url: str) -> None:
    before = naming(url, GONE)
    others = naming(url, STAYING)
    assert set(before) >= {"cases", "documents", "document_versions", "meetings", "admissions", "tasks"}
    assert set(before) >= {"events", "drafts", "outbox", "journal_marks", "case_people", "audit", "remarks"}
    assert set(before) >= {"emergency_accesses", "handouts"}
    await filled.run(lambda r: erase(r, Subject(SubjectKind.CASE, GONE.id)))
    of_figures = "counted"  # names nobody, and stays
    assert set(naming(url, GONE)) == {*STAYS, of_figures}
    assert naming(url, STAYING) == others
    assert await filled.run(lambda r: r.erasure.between(f.a_cpr(), (f.NURSE.home.id,))) != ()


async def test_with_a_document_everything_about_it_is_erased_and_the_rest_stays(
    filled: SqlStore, url: str
) -> None:
    document = f.a_document(GONE)
    await filled.run(lambda r: erase(r, Subject(SubjectKind.DOCUMENT, document.id)))
    assert raw(url, f"SELECT 1 FROM documents WHERE id = '{document.id}'") == []
    for table in ("document_versions", "erasing"):
        assert raw(url, f"SELECT 1 FROM {table} WHERE document_id = '{document.id}'") == []
    for table in ("tasks", "events", "drafts", "outbox", "journal_marks", "remarks"):
        assert raw(url, f"SELECT 1 FROM {table} WHERE subject_id = '{document.id}'") == [], table
    assert set(naming(url, GONE)) >= {"cases", "meetings", "admissions", "events", "outbox"}


async def test_erased_values_are_gone_from_the_files(filled: SqlStore, url: str, tmp_path: Path) -> None:
    values = set(sealed_values(url, GONE))
    assert len(values) >= 10
    if not url.startswith("sqlite"):
        await filled.run(lambda r: erase(r, Subject(SubjectKind.CASE, GONE.id)))
        await filled.tidy()
        return
    assert all(any(value in file for file in _files(url)) for value in values)
    await filled.run(lambda r: erase(r, Subject(SubjectKind.CASE, GONE.id)))
    await filled.tidy()
    left = [value for value in values if any(value in file for file in _files(url))]
    assert left == []
    assert all(any(value in file for file in _files(url)) for value in sealed_values(url, STAYING))


def _files(url: str) -> list[bytes]:
    """The database's file, and its log."""
    file = file_of(url)
    return [each.read_bytes() for each in file.parent.glob(f"{file.name}*")]


async def test_the_database_gives_up_no_version_by_itself(filled: SqlStore, url: str) -> None:
    with pytest.raises(Exception, match="only with its document"):
        raw(url, "DELETE FROM document_versions")


@pytest.mark.parametrize(
    "change",
    [{"closed_at": None}, {"hold": Hold(HoldKind.KEPT, f.NOW, f.NURSE.home.id, Sensitive("Klagesag"))}],
)
async def test_nor_of_a_case_that_is_open_or_held_back(
    filled: SqlStore, url: str, change: dict[str, object]
) -> None:
    await filled.run(lambda r: r.cases.save(replace(GONE, version=3, **change)))  # type: ignore[arg-type]
    before = naming(url, GONE)
    with pytest.raises(Exception, match="only with its document"):
        await filled.run(lambda r: erase(r, Subject(SubjectKind.CASE, GONE.id)))
    assert naming(url, GONE) == before


async def test_closed_cases_are_found_by_when_they_were_closed_a_page_at_a_time(filled: SqlStore) -> None:
    an_open_case = f.a_case("26-1003")
    await filled.run(lambda r: r.cases.add(an_open_case))
    first = await filled.run(lambda r: r.erasure.closed_after(None, 1))
    second = await filled.run(lambda r: r.erasure.closed_after(first[0], 1))
    assert [case.number for case in (*first, *second)] == ["26-1001", "26-1002"]
    assert await filled.run(lambda r: r.erasure.closed_after(second[0], 1)) == ()


async def test_a_citizens_cases_are_found_for_the_units_on_them(filled: SqlStore) -> None:
    theirs = await filled.run(lambda r: r.erasure.between(f.a_cpr(), (f.NURSE.home.id,)))
    assert {case.number for case in theirs} == {"26-1001", "26-1002"}
    assert await filled.run(lambda r: r.erasure.between(f.a_cpr(), (f.OUTSIDER.home.id,))) == ()


def test_only_the_log_stays_of_what_names_a_case() -> None:
    assert {table.name for table in metadata.sorted_tables} >= STAYS == {"audit", "log_keys"}


async def test_messages_that_have_gone_are_forgotten_unless_their_task_is_open(store: SqlStore) -> None:
    case = f.a_case()
    meeting = f.a_meeting(case)
    an_open, ended = f.a_task(meeting), done(f.a_task(meeting, "ended"), f.NOW)
    notices = [
        f.a_notice(name, subject=Subject(SubjectKind.TASK, id_))
        for name, id_ in (("open", an_open.id), ("ended", ended.id), ("waiting", f.made_up_id("other")))
    ]

    def begin(records: Records) -> None:
        records.cases.add(case)
        records.meetings.add(meeting)
        records.tasks.add(an_open)
        records.tasks.add(ended)
        records.outbox.queue(notices, f.NOW)
        for each in records.outbox.claim(f.NOW, f.A_LEASE, 10):
            if each.notice.rule != notices[2].rule:
                records.outbox.begin_sending(each, f.NOW, f.A_LEASE)
                records.outbox.settle(each, Event.ARRIVED)

    await store.run(begin)
    assert await store.run(lambda r: r.erasure.erase_messages(f.NOW, 10)) == 0
    assert await store.run(lambda r: r.erasure.erase_messages(f.NOW + DAY, 10)) == 1
    assert sum((await store.run(lambda r: r.outbox.counts())).values()) == 2
