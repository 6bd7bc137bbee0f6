"""`app.py extract`: everything one organisation has on one citizen, as files to hand to the citizen.

The CPR number is asked for, or read from standard input; it never stands in the process list. The files'
names say nothing of the citizen, and only the user who runs the command can read them.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

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
from dialogs.insight import insight_data, insight_paper
from dialogs.wording import load_catalogues
from domain.cpr import Cpr
from domain.errors import BadValue
from domain.local_time import local_day
from domain.people import Sector, Unit
from papers.pdf import print_paper
from storage.store import SqlStore
from workflows.desk import MakeDesk
from workflows.paper import DataFile, Paper
from workflows.ports import Records
from workflows.subject_access import gather_all

PAPER, DATA = "indsigt.pdf", "indsigt.json"


def extract(
    organisation: Annotated[str, typer.Argument(help="The organisation that hands it out, by its name.")],
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, writable=True)],
) -> None:
    """Write everything ORGANISATION has on a citizen to FOLDER; the CPR number is asked for."""
    settings = settings_or_exit()
    now = clock_of(settings)()
    cpr = _cpr_or_exit(now)
    if taken := [name for name in (PAPER, DATA) if (folder / name).exists()]:
        raise fail(f"Nothing was written: {' and '.join(taken)} is there already.")
    desk = desks(agreements_or_exit(settings.agreements), command_line("extract"))

    async def gather(store: SqlStore) -> tuple[Paper, DataFile] | None:
        await store.start()
        return await store.run(partial(_gathered, desk, now, organisation, cpr))

    found = on_store(settings, gather)
    if found is None:
        raise fail("Nothing was written: that organisation has nothing on this citizen.")
    paper, data = found
    _write(folder / PAPER, print_paper(paper))
    _write(folder / DATA, data.content)
    typer.echo(f"Written: {PAPER} and {DATA}. Hand them out by secure post, and delete them.")


def _cpr_or_exit(now: datetime) -> Cpr:
    typed = typer.prompt("CPR", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    try:
        return Cpr.parse(typed.strip(), local_day(now))
    except BadValue:
        raise fail("Nothing was written: that is no CPR number.") from None


def _gathered(
    make_desk: MakeDesk, now: datetime, organisation: str, cpr: Cpr, records: Records
) -> tuple[Paper, DataFile] | None:
    desk, wording = make_desk(records, now), load_catalogues().speaking("da")
    units = _units_of(records, organisation)
    found = gather_all(desk, cpr, units) if units else None
    if found is None:
        return None
    return insight_paper(desk, found, wording), insight_data(desk, found, wording)


def _units_of(records: Records, organisation: str) -> tuple[Unit, ...]:
    every = (each for sector in Sector for each in records.directory.organisations(sector))
    named = next((each for each in every if each.name == organisation), None)
    return records.directory.units_of(named.id) if named else ()


def _write(path: Path, content: bytes) -> None:
    """Only for the user who runs this, and never over another file."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
