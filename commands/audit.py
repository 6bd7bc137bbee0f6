"""`app.py audit`: whether the log is as it was written."""

from __future__ import annotations

import typer

from commands.running import (
    fail,
    on_store,
    settings_or_exit,
)
from storage.store import SqlStore

audit_commands = typer.Typer(no_args_is_help=True, help="The audit log.")


@audit_commands.command("verify")
def verify_audit() -> None:
    """Check that the audit log's chain is whole."""
    broken = on_store(settings_or_exit(), SqlStore.verify_audit)
    if broken is not None:
        raise fail(f"The audit log is broken at entry {broken}.")
    typer.echo("The audit log is whole.")
