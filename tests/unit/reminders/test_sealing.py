"""At every tick the log is sealed, what is too old goes, and once an hour the newest seal is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from structlog.testing import capture_logs

from reminders.sealing import BETWEEN_ANCHORS, Sealing
from storage.log.anchors import AnchorFile, anchor_key
from storage.log.check import FaultKind, LogReport
from storage.log.seals import BATCH
from tests import factories as f
from tests.office import Office
from tests.stores import LOOKUP_KEY, raw, stored
from workflows.ports import Clockwork, Seal

YEAR = timedelta(days=366)
KEPT = 5 * YEAR
LONG = timedelta(hours=1)


@dataclass
class Board:
    """Anchors in memory; one that is shut takes none."""

    lines: list[tuple[Seal, datetime]] = field(default_factory=list)
    is_shut: bool = False

    def append(self, seal: Seal, at: datetime) -> str:
        if self.is_shut:
            raise PermissionError("610190-4321")
        self.lines.append((seal, at))
        return "mac"

    def last_at(self) -> datetime | None:
        return self.lines[-1][1] if self.lines else None


async def checked(office: Office, anchors: AnchorFile | None = None) -> LogReport:
    lines = list(anchors.lines()) if anchors else []
    return await office.store.check_log(office.now, LONG, lines)


def left(office: Office) -> list[str]:
    return [str(subject) for (subject,) in raw(office.url, "SELECT subject FROM audit ORDER BY seq")]


async def test_what_waits_is_sealed_however_much_it_is(office: Office) -> None:
    await stored(office.store, *(f.an_entry(f"meeting:{n}") for n in range(2 * BATCH + 3)))
    assert (await checked(office)).waiting == 2 * BATCH + 3
    await Sealing(office.store, KEPT).run(office.now)
    report = await checked(office)
    assert (report.faults, report.entries, report.batches, report.waiting) == ((), 2 * BATCH + 3, 3, 0)
    await Sealing(office.store, KEPT).run(office.now)
    assert (await checked(office)).batches == 3


async def test_an_anchor_is_set_each_hour_and_told_in_the_log(office: Office) -> None:
    board = Board()
    sealing = Sealing(office.store, KEPT, board)
    await sealing.run(office.now)
    assert board.lines == [], "there is nothing to write down yet"
    await stored(office.store, f.an_entry())
    with capture_logs() as logs:
        for minutes in (0, 1, 59, 60, 61, 119, 120):
            await sealing.run(office.now + timedelta(minutes=minutes))
    assert [(at - office.now) // BETWEEN_ANCHORS for _, at in board.lines] == [0, 1, 2]
    (seal, _), *_ = board.lines
    assert logs[0] == {
        "event": "audit_anchored",
        "log_level": "info",
        "batch": 1,
        "entries": 1,
        "hash": seal.hash.hex(),
        "mac": "mac",
    }


async def test_after_the_clock_was_set_back_an_anchor_is_set_at_once(office: Office) -> None:
    board = Board([(Seal(9, 9, b""), office.now + YEAR)])
    await stored(office.store, f.an_entry())
    await Sealing(office.store, KEPT, board).run(office.now)
    assert len(board.lines) == 2


async def test_an_anchor_that_cannot_be_set_is_told_and_set_by_the_next_tick(office: Office) -> None:
    board = Board(is_shut=True)
    sealing = Sealing(office.store, KEPT, board)
    await stored(office.store, f.an_entry())
    with capture_logs() as logs:
        await sealing.run(office.now)
    assert logs == [{"event": "audit_not_anchored", "log_level": "error", "error": "PermissionError"}]
    assert (await checked(office)).waiting == 0
    board.is_shut = False
    await sealing.run(office.now)
    assert len(board.lines) == 1


async def test_what_is_older_than_the_log_is_kept_goes_and_the_chain_goes_on(
    office: Office, tmp_path: Path
) -> None:
    anchors = AnchorFile(tmp_path / "anchors.jsonl", anchor_key(LOOKUP_KEY))
    (tmp_path / "anchors.jsonl").touch()
    sealing = Sealing(office.store, KEPT, anchors)
    await stored(office.store, f.an_entry("old", case_id="gone"), f.an_entry("old too"))
    await sealing.run(office.now)
    office.now += YEAR
    await stored(office.store, f.an_entry("newer", case_id="kept", at=office.now))
    await sealing.run(office.now)
    office.now += 4 * YEAR + timedelta(days=1)
    await sealing.run(office.now)
    assert left(office) == ["newer", "batches:1-1"]
    assert (await checked(office, anchors)).faults == ()
    (entry,) = await office.store.run(lambda r: r.audit.of_case("kept", Clockwork()))
    assert not entry.is_erased
    kept = raw(office.url, "SELECT case_id, month FROM log_keys ORDER BY made_at")
    assert [case_id for case_id, _ in kept if case_id] == ["kept"], "with their entries keys go too"
    assert "2026-11" not in {month for _, month in kept}


async def test_the_end_of_entries_that_spoke_of_an_end_is_spoken_of_by_later_ones(office: Office) -> None:
    sealing = Sealing(office.store, KEPT)
    for _ in range(4):
        await stored(office.store, f.an_entry(at=office.now))
        await sealing.run(office.now)
        office.now += 3 * YEAR
    await sealing.run(office.now)
    report = await checked(office)
    assert report.faults == ()
    assert report.batches > report.entries


async def test_entries_that_somebody_deleted_in_the_name_of_their_time_are_missed(office: Office) -> None:
    await stored(office.store, f.an_entry("unwelcome"))
    await Sealing(office.store, KEPT).run(office.now)
    await stored(office.store, f.an_entry("later"))
    await Sealing(office.store, KEPT).run(office.now)
    raw(office.url, "UPDATE audit_seals SET expired_at = sealed_at WHERE number = 1")
    raw(office.url, "DELETE FROM audit WHERE batch = 1")
    report = await checked(office)
    assert [(fault.kind, fault.number) for fault in report.faults] == [(FaultKind.BATCH_GONE, 1)]


async def test_not_even_the_bot_lets_entries_go_that_are_younger_than_a_year(office: Office) -> None:
    """A setting that could not be, or an account of the bot's own that was misused."""
    await stored(office.store, f.an_entry("young"))
    office.now += timedelta(days=300)
    await Sealing(office.store, KEPT).seal(office.now)
    await Sealing(office.store, timedelta(days=200)).run(office.now)
    assert left(office) == ["batches:1-1"]
    assert [fault.kind for fault in (await checked(office)).faults] == [FaultKind.BATCH_GONE]
