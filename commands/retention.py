"""`app.py retention`: what is due to be erased and when, and erasing it now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import typer

from commands.running import (
    agreements_or_exit,
    clock_of,
    command_line,
    desks,
    fail,
    on_store,
    settings_or_exit,
)
from domain.errors import NotFound
from domain.retention import Waits
from reminders.erasing import closed_pages, erase_all
from storage.sealing.encryption import Unreadable
from storage.store import SqlStore
from workflows.desk import Desk, MakeDesk
from workflows.erasing import Erased
from workflows.ports import Clockwork, ClosedCase, Records
from workflows.retention_report import DueLine, due_lines

retention_commands = typer.Typer(no_args_is_help=True, help="How long things are kept.")

_MOST_SHOWN = 100
_WAITS = {
    None: "erased by the next night",
    Waits.NOT_YET: "not yet",
    Waits.HELD: "held back",
    Waits.NOT_IN_JOURNAL: "wait for the journal",
}


CANNOT_BE_OPENED = "something of it cannot be opened"


@dataclass(frozen=True)
class Stuck:
    """A closed case that cannot be looked at, and why."""

    case_number: str
    why: str


@retention_commands.command("show")
def show() -> None:
    """List what is due to be erased and when, and what it waits for: case numbers and kinds only."""
    settings = settings_or_exit()
    desk, now = desks(agreements_or_exit(settings.agreements)), clock_of(settings)()

    async def read(store: SqlStore) -> list[DueLine | Stuck]:
        found: list[DueLine | Stuck] = []
        await store.start()
        async for page in closed_pages(store):
            found += await store.run(partial(_lines, desk, now, page))
        return found

    found = on_store(settings, read)
    lines = sorted((each for each in found if isinstance(each, DueLine)), key=lambda line: line.due)
    typer.echo("\n".join(_told(lines)))
    if stuck := [each for each in found if isinstance(each, Stuck)]:
        raise fail("\n".join(f"{each.case_number} is not erased: {each.why}." for each in stuck))


@retention_commands.command("run")
def run() -> None:
    """Erase now what is due, as the night does. It is logged as done from here."""
    settings = settings_or_exit()
    desk = desks(agreements_or_exit(settings.agreements), command_line("retention run"))
    now = clock_of(settings)()

    async def erase(store: SqlStore) -> Erased:
        await store.start()
        erased = await erase_all(store, desk, now)
        await store.tidy()
        return erased

    erased = on_store(settings, erase)
    typer.echo(f"Erased: {erased.cases} cases, and {erased.records} documents and meetings of others.")


def _lines(
    desk: MakeDesk, now: datetime, page: tuple[ClosedCase, ...], records: Records
) -> list[DueLine | Stuck]:
    return [line for each in page for line in _of_case(desk(records, now), each)]


def _of_case(desk: Desk, found: ClosedCase) -> tuple[DueLine | Stuck, ...]:
    try:
        case = desk.records.cases.get(found.id, Clockwork())
    except NotFound:  # erased meanwhile
        return ()
    except Unreadable:
        return (Stuck(found.number, CANNOT_BE_OPENED),)
    try:
        return due_lines(desk, (case,))
    except NotFound:
        return (Stuck(found.number, f"the file of its agreement {case.agreement_id} is gone; put it back"),)
    except Unreadable:
        return (Stuck(found.number, CANNOT_BE_OPENED),)


def _told(lines: Sequence[DueLine]) -> Iterator[str]:
    counted = Counter(line.waits for line in lines)
    yield ", ".join(f"{counted[waits]} {words}" for waits, words in _WAITS.items())
    if lines:
        yield ""
    for line in lines[:_MOST_SHOWN]:
        yield f"{line.due}  {line.case_number}  {line.rule:20}  {_why(line)}"
    if len(lines) > _MOST_SHOWN:
        yield f"Only the first {_MOST_SHOWN} of {len(lines)} are shown."


def _why(line: DueLine) -> str:
    missing = f": not yet in that of {' and '.join(line.missing_in)}" if line.missing_in else ""
    return f"{_WAITS[line.waits]}{missing}"
