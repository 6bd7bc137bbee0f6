"""What is personal about a citizen cannot be read from the database, nor moved within it unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.document import DocumentVersion, Signature
from domain.people import Sector
from storage.schema.columns import metadata
from storage.sealing.encryption import KeyRing, Unreadable
from storage.store import SqlStore
from tests import factories as f
from tests.contract.everything import WRITTEN, a_full_document, write_everything
from tests.stores import KEYS, opened, raw, stored, with_a_case
from workflows.ports import Clockwork

CLOCK = Clockwork()


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
    other = f.a_cpr("620190-4321")
    assert await store.run(lambda r: r.cases.of_citizen(other, f.NURSE)) == ()
