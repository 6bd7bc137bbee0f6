"""`app.py agreements`: whether the agreements can be used, and what they mean in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands.running import (
    agreements_or_exit,
)
from dialogs.agreement_words import explain
from dialogs.wording import load_catalogues

agreements_commands = typer.Typer(no_args_is_help=True, help="The collaboration agreements.")


@agreements_commands.command("check")
def check_agreements(folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)]) -> None:
    """Check the agreement files in FOLDER, and say in words what each means."""
    agreements, wording = agreements_or_exit(folder), load_catalogues().speaking("da")
    for agreement in agreements.all:
        base = next(iter(agreements.bases(agreement)), None)
        typer.echo("\n".join(explain(agreement, base, wording)) + "\n")
