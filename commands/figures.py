"""`app.py figures`: what the figures are counted from."""

from __future__ import annotations

import typer

from commands.running import on_store, settings_or_exit
from storage.store import SqlStore

figures_commands = typer.Typer(no_args_is_help=True, help="What the figures are counted from.")


@figures_commands.command("rebuild")
def rebuild() -> None:
    """Count everything anew from the records; the bot may run meanwhile."""

    async def anew(store: SqlStore) -> int:
        await store.start()
        return await store.recount(anew=True)

    typer.echo(f"{on_store(settings_or_exit(), anew)} records were counted.")
