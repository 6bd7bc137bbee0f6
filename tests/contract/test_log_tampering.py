"""Whatever is done to the audit log at the database is found: every column of every row, and every place."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError

from storage.log.anchors import AnchorLine
from storage.log.check import FaultKind
from storage.log.rows import bound_to, hash_of
from storage.schema.log_tables import audit, audit_seals, log_keys
from storage.sealing.encryption import Cipher, KeyRing
from tests.contract.conftest import BOTH
from tests.contract.logbook import (
    CASE,
    Intruder,
    at_work,
    faults,
    lift_protection,
    report,
    write_full_log,
)
from tests.stores import Postgres, file_of, raw, sqlite_url

STRANGERS_KEYS = KeyRing({"stranger": bytes(32)}, current="stranger")
WATCHED: dict[Table, tuple[str, ...]] = {
    audit: tuple(column.name for column in audit.columns),
    audit_seals: tuple(column.name for column in audit_seals.columns),
    log_keys: ("id", "key"),
}
"""What of a key stands beside it says only when it is used next."""
Place = tuple[Table, str, object]


@pytest.fixture(scope="module", params=BOTH)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A log with everything in it, to copy: to migrate a database takes longer than most tests."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = sqlite_url(tmp_path_factory.mktemp("written"))
        else:
            server: Postgres = request.getfixturevalue("postgres")
            url = stack.enter_context(server.database(migrated=False))
        asyncio.run(write_full_log(url))
        yield url


@pytest.fixture
def protected(written: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A log as the bot writes it."""
    if written.startswith("sqlite"):
        shutil.copy(file_of(written), file_of(sqlite_url(tmp_path)))
        yield sqlite_url(tmp_path)
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database(like=written) as copy:
            yield copy


@pytest.fixture
def log(protected: str) -> str:
    """One whose protection somebody has lifted."""
    lift_protection(protected)
    return protected


def other_values(value: Any) -> Iterator[Any]:
    """Values near it, and nothing at all."""
    yield None
    match value:
        case bool() | None:
            return
        case int():
            yield from (value + 1, -value, 0)
        case str():
            yield from (value + "x", value[:-1], "")
        case bytes():
            yield from (bytes([value[0] ^ 1, *value[1:]]), value[:-1] + bytes([value[-1] ^ 128]), b"")
        case datetime():
            yield from (value + timedelta(microseconds=1), value - timedelta(days=400))


def mutations(intruder: Intruder) -> Iterator[tuple[Place, Any]]:
    """Every value of every row, changed to what is near it and to what others have there."""
    for table, columns in WATCHED.items():
        (key,) = table.primary_key.columns
        rows = intruder.rows(table)
        for row in rows:
            for column in columns:
                near = [*other_values(row[column]), *(other[column] for other in rows)]
                for value in dict.fromkeys(value for value in near if value != row[column]):
                    yield (table, column, row[key.name]), value


def try_to(intruder: Intruder, place: Place, value: Any) -> bool:
    """Whether the database let it happen."""
    table, column, key = place
    try:
        with intruder.connection.begin_nested():
            intruder.change(table, key, **{column: value})
    except DBAPIError:
        return False
    return True


async def test_a_log_nobody_has_touched_is_whole(log: str) -> None:
    with at_work(log) as intruder:
        seen = await report(intruder)
    assert (seen.faults, seen.entries, seen.batches, seen.waiting) == ((), 14, 4, 2)


async def test_every_change_of_every_value_is_found(log: str) -> None:
    tried, unseen = 0, []
    with at_work(log) as intruder:
        waiting = {row["seq"] for row in intruder.rows() if row["batch"] is None}
        for place, value in list(mutations(intruder)):
            with intruder.connection.begin_nested() as step:
                if try_to(intruder, place, value):
                    tried += 1
                    if not await faults(intruder):
                        unseen.append((place[0].name, *place[1:]))
                step.rollback()
    assert {(table, column) for table, column, _ in unseen} <= {("audit", "seq")}
    assert {seq for *_, seq in unseen} <= waiting, "which have no place in the log yet"
    assert tried > 500


async def test_a_value_of_another_kind_is_told_and_not_stumbled_over(tmp_path: Path) -> None:
    """SQLite keeps whatever it is given."""
    url = sqlite_url(tmp_path)
    await write_full_log(url)
    lift_protection(url)
    with at_work(url) as intruder:
        for table in (audit, audit_seals):
            for column in [column.name for column in table.columns]:
                with intruder.connection.begin_nested() as step:
                    change = f"UPDATE {table.name} SET {column} = 'abc' WHERE rowid = 2"
                    if column not in ("seq", "number"):  # which are whole numbers by SQLite's own rule
                        intruder.connection.exec_driver_sql(change)
                        assert await faults(intruder), column
                    step.rollback()


async def test_every_entry_seal_or_key_that_is_taken_away_is_found(log: str) -> None:
    unseen = []
    with at_work(log) as intruder:
        waiting = {row["seq"] for row in intruder.rows() if row["batch"] is None}
        last = len(intruder.rows(audit_seals))
        for table in WATCHED:
            (key,) = table.primary_key.columns
            for row in intruder.rows(table):
                with intruder.connection.begin_nested() as step:
                    intruder.remove(table, row[key.name])
                    if not await faults(intruder):
                        unseen.append((table.name, row[key.name]))
                    step.rollback()
    assert last == 4
    assert unseen == [("audit", seq) for seq in sorted(waiting)], "until they are sealed, a minute later"


async def test_two_entries_that_change_places_or_anything_else_are_found(log: str) -> None:
    unseen = []
    with at_work(log) as intruder:
        rows = {row["seq"]: row for row in intruder.rows()}
        for first, second in combinations(rows, 2):
            for column in WATCHED[audit]:
                if rows[first][column] == rows[second][column] or None in (
                    rows[first][column],
                    rows[second][column],
                ):
                    continue
                if column == "seq" and rows[first]["batch"] is rows[second]["batch"] is None:
                    continue  # they have no place yet
                with intruder.connection.begin_nested() as step:
                    intruder.swap(column, first, second)
                    if not await faults(intruder):
                        unseen.append((column, first, second))
                    step.rollback()
    assert unseen == []


async def test_a_copy_of_an_entry_is_found_wherever_it_is_put(log: str) -> None:
    with at_work(log) as intruder:
        for row in intruder.rows():
            for batch in (None, 1, 2, 4, 5):
                for own in ({"id": row["id"] and "f" * 32}, {}):
                    copy = {**row, **own, "seq": 99, "batch": batch}
                    with intruder.connection.begin_nested() as step:
                        try:
                            with intruder.connection.begin_nested():
                                intruder.add(audit, **copy)
                        except DBAPIError:
                            pass
                        else:
                            assert await faults(intruder), (row["seq"], batch)
                        step.rollback()


async def test_an_entry_made_up_without_the_keys_is_found(log: str) -> None:
    """Also before it is sealed, and though its hash is right; sealed with a key of the intruder's own."""
    with at_work(log) as intruder:
        model = next(row for row in intruder.rows() if row["batch"] is None)
        for key_id in (model["key_id"], "0" * 32, None):
            made_up = {**model, "seq": 99, "id": "e" * 32, "subject": "meeting:9", "key_id": key_id}
            made_up["detail"] = Cipher(STRANGERS_KEYS).seal("audit", "detail", bound_to(made_up), b'["", {}]')
            made_up["hash"] = hash_of(made_up)
            with intruder.connection.begin_nested() as step:
                intruder.add(audit, **made_up)
                assert [number for _, number in await faults(intruder)] == [99]
                step.rollback()


async def test_an_entry_that_names_an_erased_key_is_found_once_it_is_sealed(log: str) -> None:
    with at_work(log) as intruder:
        gone = next(row for row in intruder.rows() if row["subject"] == "b:0")
        made_up = {**gone, "seq": 99, "id": "e" * 32, "batch": None, "subject": "b:9"}
        made_up["hash"] = hash_of(made_up)
        intruder.add(audit, **made_up)
        seen = await report(intruder, now=gone["at"] + timedelta(days=1))
    assert (FaultKind.ENTRY_AFTER_ERASURE, 99) in [(fault.kind, fault.number) for fault in seen.faults]


async def test_a_change_that_is_covered_up_with_new_hashes_and_seals_is_found(log: str) -> None:
    with at_work(log) as intruder:
        for row in intruder.rows():
            if row["subject"].startswith("b:") or row["id"] is None:
                continue  # what is erased, or of the old chain, is told by the anchors
            with intruder.connection.begin_nested() as step:
                changed = {**row, "actor_id": "somebody else"}
                intruder.change(audit, row["seq"], actor_id="somebody else", hash=hash_of(changed))
                intruder.make_seals_anew()
                assert await faults(intruder) == [(FaultKind.ENTRY_NOT_OURS, row["seq"])]
                step.rollback()


def anchors_of(intruder: Intruder) -> list[AnchorLine]:
    return [
        AnchorLine(seal["sealed_at"], seal["number"], seal["total"], bytes(seal["hash"]))
        for seal in intruder.rows(audit_seals)
    ]


async def test_a_log_whose_end_was_cut_off_is_found_by_its_anchors_only(log: str) -> None:
    with at_work(log) as intruder:
        anchors = anchors_of(intruder)
        assert await faults(intruder, anchors) == []
        for row in intruder.rows():
            if row["batch"] is None or row["batch"] >= 3:
                intruder.remove(audit, row["seq"])
        for number in (3, 4):
            intruder.remove(audit_seals, number)
        assert await faults(intruder) == []
        assert await faults(intruder, anchors) == [
            (FaultKind.ANCHOR_CUT_OFF, 3),
            (FaultKind.ANCHOR_CUT_OFF, 4),
        ]


async def test_a_log_that_was_rewritten_altogether_is_found_by_its_anchors_only(log: str) -> None:
    """By somebody with the keys too: one entry is gone, and all the rest fits."""
    with at_work(log) as intruder:
        anchors = anchors_of(intruder)
        unwelcome = next(row for row in intruder.rows() if row["subject"] == "a:2")
        intruder.remove(audit, unwelcome["seq"])
        intruder.make_seals_anew()
        assert await faults(intruder) == []
        found = await faults(intruder, anchors)
    assert found == [(FaultKind.ANCHOR_REWRITTEN, number) for number in (2, 3, 4)]


async def test_an_entry_that_waits_too_long_for_its_seal_is_told(log: str) -> None:
    with at_work(log) as intruder:
        late = datetime.fromisoformat("2026-11-20T09:15:00.000001+00:00")
        seen = await report(intruder, now=late)
    assert [fault.kind for fault in seen.faults] == [FaultKind.WAITS_TOO_LONG] * 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET subject = '' WHERE seq = 1",
        "UPDATE audit SET batch = NULL WHERE seq = 1",
        "UPDATE audit SET batch = 7 WHERE seq = 1",
        "UPDATE audit SET batch = 7, subject = '' WHERE batch IS NULL",
        "DELETE FROM audit",
        "UPDATE audit_seals SET total = 0",
        "UPDATE audit_seals SET expired_at = sealed_at, total = 0",
        "DELETE FROM audit_seals",
    ],
)
async def test_the_database_refuses_to_change_what_is_written(protected: str, change: str) -> None:
    with pytest.raises(Exception, match="append-only"):
        raw(protected, change)
    with at_work(protected) as intruder:
        assert await faults(intruder) == []


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(("change", "remove", "swap", "copy")), st.integers(0, 13), st.integers(0, 13)),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def one_log(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = sqlite_url(Path(tmp_path_factory.mktemp("log")))

    asyncio.run(write_full_log(url))
    lift_protection(url)
    return url


@given(steps=STEPS, column=st.sampled_from(WATCHED[audit]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_one_after_another_is_found(one_log: str, steps: list[Step], column: str) -> None:
    with at_work(one_log) as intruder:
        before = sealed(intruder)
        for step in steps:
            act(intruder, step, column)
        if sealed(intruder) != before:
            assert asyncio.run(faults(intruder))


def sealed(intruder: Intruder) -> list[dict[str, Any]]:
    return [row for row in intruder.rows() if row["batch"] is not None]


def act(intruder: Intruder, step: Step, column: str) -> None:
    what, first, second = step
    rows = intruder.rows()
    one, other = rows[first % len(rows)], rows[second % len(rows)]
    try:
        with intruder.connection.begin_nested():
            match what:
                case "change":
                    intruder.change(audit, one["seq"], **{column: other[column]})
                case "remove":
                    intruder.remove(audit, one["seq"])
                case "swap" if one != other:
                    intruder.swap(column, one["seq"], other["seq"])
                case "copy":
                    intruder.add(audit, **{**one, "seq": 50 + len(rows), "id": None})
    except DBAPIError:
        pass


def test_the_case_that_stays_has_its_key(one_log: str) -> None:
    assert raw(one_log, f"SELECT count(*) FROM log_keys WHERE case_id = '{CASE}'") == [(1,)]
