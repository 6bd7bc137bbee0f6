"""`app.py keys`: the keys that seal what is stored."""

from __future__ import annotations

import base64
import secrets

import typer

keys_commands = typer.Typer(no_args_is_help=True, help="Encryption keys.")


@keys_commands.command("new")
def new_key() -> None:
    """Print a new random key."""
    typer.echo(base64.b64encode(secrets.token_bytes(32)).decode())
