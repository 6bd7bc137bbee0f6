"""`app.py directory`: who works where."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.running import (
    clock_of,
    command_line,
    fail,
    on_store,
    settings_or_exit,
)
from storage.store import SqlStore
from workflows.directory_import import ImportRefused, read_directory
from workflows.directory_import import import_directory as replace_directory

directory_commands = typer.Typer(no_args_is_help=True, help="The staff directory.")


@directory_commands.command("import")
def import_directory(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Make the directory hold exactly the memberships in FILE (CSV); all of it, or nothing."""
    settings = settings_or_exit()
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = read_directory(lines)
    except UnicodeDecodeError:
        raise fail("Nothing was imported: the file is not UTF-8. Save it as CSV UTF-8.") from None
    except ImportRefused as refused:
        raise fail(f"Nothing was imported. Correct these lines:\n{refused}") from None

    now, source = clock_of(settings)(), command_line("directory import")

    async def write(store: SqlStore) -> int:
        await store.start()
        return await store.run(lambda records: replace_directory(records, rows, now, source))

    people = on_store(settings, write)
    typer.echo(f"Imported {people} people with {len(rows)} memberships.")
