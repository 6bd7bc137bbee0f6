"""`app.py discharges`: what the centres themselves count."""

from __future__ import annotations

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
from dialogs.discharge_report import import_refusal, import_report
from dialogs.wording import load_catalogues
from domain.local_time import local_day
from storage.store import SqlStore
from workflows.discharge_file import DischargesRefused, read_discharges
from workflows.discharge_import import ImportedMonth, import_discharges

discharges_commands = typer.Typer(no_args_is_help=True, help="The centres' own discharges.")


@discharges_commands.command("import")
def count_discharges(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    language: Annotated[str, typer.Option(help="Language of the answer: da or en.")] = "da",
) -> None:
    """Count a month of a centre's own discharges, from FILE (CSV); all of it, or nothing."""
    settings = settings_or_exit()
    source = command_line("discharges import")
    desk, now = desks(agreements_or_exit(settings.agreements), source), clock_of(settings)()
    wording = load_catalogues().speaking(language)

    async def count(store: SqlStore) -> ImportedMonth:
        stated = read_discharges(file.read_bytes(), local_day(now))
        await store.start()
        return await store.run(lambda records: import_discharges(desk(records, now), stated))

    try:
        typer.echo(import_report(wording, on_store(settings, count)))
    except DischargesRefused as refused:
        raise fail(import_refusal(wording, refused)) from None
