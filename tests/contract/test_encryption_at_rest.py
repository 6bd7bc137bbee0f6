"""What is personal about a citizen cannot be read from the database, nor moved within it unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.admission import Admission
from domain.case import Case
from domain.delay import DelayReason
from domain.discharge_law import Answers, assess
from domain.document import CitizenAgreement, Copy, Document, DocumentVersion, Signature
from domain.people import Sector
from domain.sensitive import Sensitive
from domain.task import with_deadline
from storage.columns import metadata
from storage.encryption import KeyRing, Unreadable
from storage.store import SqlStore
from tests import factories as f
from tests.stores import KEYS, opened, raw, stored, with_a_case
from workflows.ports import Clockwork, Records

CLOCK = Clockwork()
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
    "Alle afsnit skriver",
)


def a_full_document(case: Case, name: str = "first") -> Document:
    content = f.some_text(
        question="Hvem følger op?",
        answer="Det gør distriktet",
        reason="Adressen var forkert",
        citizen=CitizenAgreement(1, f.NOW.date(), "Ved mødet på afsnittet", "Sygeplejersken var med"),
        copies=(Copy(1, f.NOW.date(), "egen læge", "Lægehuset, Digital Post"),),
    )
    return f.a_document(case, name, content=Sensitive(content))


def an_explained_admission(case: Case) -> Admission:
    assessment = assess(Answers(True, None, True), 36, f.NURSE.id, f.NOW)
    reason = Sensitive("Rejste før lægen kom")
    return f.an_admission(case, homeless=True, assessment=Sensitive(assessment), reason=reason)


def write_everything(records: Records) -> None:
    case = f.a_case("26-2000", override_reason=Sensitive("Overgang fra ung"))
    meeting = f.a_meeting(case)
    task = f.a_task(meeting, text=Sensitive("Ring til søsteren"))
    records.cases.add(case)
    records.meetings.add(meeting)
    records.documents.add(document := a_full_document(case))
    version = DocumentVersion(1, f.NURSE.id, f.NOW, document.content)
    records.documents.keep_version(document.id, version)
    records.admissions.add(an_explained_admission(case))
    records.cases.save(replace(case, closing_reason=Sensitive("Borgeren er flyttet"), version=2))
    records.tasks.add(task)
    records.tasks.save(with_deadline(task, task.due, "Flyttet til Amager", DelayReason.STAFFING, f.NOW))
    records.drafts.save(f.a_draft(values={"cpr": f.CPR_TEXT, "name": f.CITIZEN_NAME}))
    records.effects.record(["key"], b"Hemmeligt svar", f.NOW)
    records.events.append(f.an_event(case, reason=Sensitive("Flyttet til Amager")))
    records.forum_actions.add(f.a_forum_action())
    records.handouts.add(f.a_kept_handout(), b"Udtraek om Asta")
    records.audit.write(f.an_entry(detail={"search": "Søgte efter nogen"}))


def everything_stored(url: str) -> bytes:
    rows = [row for table in metadata.sorted_tables for row in raw(url, f"SELECT * FROM {table.name}")]
    values = [value for row in rows for value in row]
    return b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in values)


async def test_nothing_that_was_written_can_be_read_from_the_tables(store: SqlStore, url: str) -> None:
    await store.run(write_everything)
    found = everything_stored(url)
    assert b"26-2000" in found
    assert [text for text in WRITTEN if text.encode() in found] == []


async def test_nothing_that_was_written_can_be_read_from_the_files(store: SqlStore, tmp_path: Path) -> None:
    await store.run(write_everything)
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [text for text in WRITTEN if text.encode() in files] == []


SWAPS: dict[str, Callable[[Records], object]] = {
    "cases.name": lambda r: r.cases.by_number("26-1001", CLOCK),
    "cases.cpr": lambda r: r.cases.by_number("26-1001", CLOCK),
    "meetings.content": lambda r: r.meetings.get(f.a_meeting(f.a_case()).id, CLOCK),
    "documents.content": lambda r: r.documents.get(f.a_document(f.a_case()).id, CLOCK),
    "admissions.content": lambda r: r.admissions.get(f.an_admission(f.a_case()).id, CLOCK),
    "tasks.text": lambda r: r.tasks.get(f.a_task(f.a_meeting(f.a_case())).id, CLOCK),
    "handouts.content": lambda r: r.handouts.take(f.a_kept_handout().digest, f.NOW),
}


@pytest.mark.parametrize("place", SWAPS)
async def test_a_value_moved_from_another_row_does_not_open(store: SqlStore, url: str, place: str) -> None:
    case, _, _ = await with_a_case(store)
    await stored(store, f.a_document(case), f.an_admission(case))
    await store.run(write_everything)
    await store.run(lambda r: r.handouts.add(f.a_kept_handout(name="other"), b"Til en anden"))
    table, column = place.split(".")
    raw(url, f"UPDATE {table} SET {column} = (SELECT max({column}) FROM {table} o WHERE o.id <> {table}.id)")
    with pytest.raises(Unreadable, match=place):
        await store.run(SWAPS[place])


async def test_a_value_moved_from_another_column_does_not_open(store: SqlStore, url: str) -> None:
    _, _, task = await with_a_case(store)
    raw(url, "UPDATE tasks SET text = reason")
    with pytest.raises(Unreadable, match=r"tasks\.text"):
        await store.run(lambda r: r.tasks.get(task.id, CLOCK))


async def test_a_version_does_not_open_under_another_number(store: SqlStore, url: str) -> None:
    case, _, _ = await with_a_case(store)
    document = a_full_document(case)
    version = DocumentVersion(1, f.NURSE.id, f.NOW, document.content)
    await stored(store, document)
    await store.run(lambda r: r.documents.keep_version(document.id, version))
    raw(
        url,
        "INSERT INTO document_versions (document_id, number, written_by, written_at, content) "
        "SELECT document_id, 2, written_by, written_at, content FROM document_versions",
    )
    with pytest.raises(Unreadable, match=r"document_versions\.content"):
        await store.run(lambda r: r.documents.version_of(document.id, 2, CLOCK))


async def test_signatures_do_not_open_under_another_document(store: SqlStore, url: str) -> None:
    case, _, _ = await with_a_case(store)
    signed = (Signature(Sector.REGION, f.NURSE_LEADER.id, f.NOW, 1),)
    mine, theirs = f.a_document(case, signatures=signed), f.a_document(case, "other")
    await stored(store, mine, theirs)
    raw(
        url,
        f"UPDATE documents SET content = (SELECT content FROM documents WHERE id = '{mine.id}') "
        f"WHERE id = '{theirs.id}'",
    )
    with pytest.raises(Unreadable, match=r"documents\.content"):
        await store.run(lambda r: r.documents.get(theirs.id, CLOCK))


async def test_keys_are_rotated_by_adding_one(store: SqlStore, url: str) -> None:
    case, _, _ = await with_a_case(store)
    rotated = KeyRing({**KEYS.keys, "2027": b"\x07" * 32}, current="2027")
    newer = f.a_case("27-1001")
    async with opened(url, rotated) as later:
        assert await later.run(lambda r: r.cases.by_number(case.number, CLOCK)) == case
        await later.run(lambda r: r.cases.add(newer))
        assert await later.run(lambda r: r.cases.by_number("27-1001", CLOCK)) == newer
    with pytest.raises(Unreadable, match="not on the ring"):
        await store.run(lambda r: r.cases.by_number("27-1001", CLOCK))


async def test_a_citizen_is_found_only_with_the_right_lookup_key(store: SqlStore) -> None:
    case, _, _ = await with_a_case(store)
    assert await store.run(lambda r: r.cases.of_citizen(f.a_cpr(), f.NURSE)) == (case,)
    other = replace(f.a_cpr(), digits="6201904321")
    assert await store.run(lambda r: r.cases.of_citizen(other, f.NURSE)) == ()
