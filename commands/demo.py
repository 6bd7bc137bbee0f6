"""`app.py demo`: the bot and the local channel on this machine, and made-up cases for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.running import agreements_or_exit, clock_of, fail, on_store, settings_or_exit
from demo.generate import generate
from demo.run import run_demo, run_in_demo
from settings import PREFIX, Settings
from storage.store import SqlStore

APP = Path(__file__).parents[1] / "app.py"
demo_commands = typer.Typer(
    invoke_without_command=True, help="The bot and the local channel on this machine."
)


@demo_commands.callback()
def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port of the page.")] = 8765,
    bot_port: Annotated[int, typer.Option(help="Port of the bot.")] = 8766,
    state: Annotated[Path, typer.Option(help="Folder for the demo's data.")] = Path("var/demo"),
) -> None:
    """Run the bot and the local channel on this machine, with made-up people."""
    if context.invoked_subcommand is None:
        asyncio.run(run_demo(port, bot_port, state, APP))


@demo_commands.command("generate")
def make_cases(
    cases: Annotated[int, typer.Option(min=1, help="How many.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same cases.")] = 1,
    state: Annotated[
        Path | None, typer.Option(help="The demo's folder; else the settings' database.")
    ] = None,
) -> None:
    """Fill a database with made-up cases over three years; only where the channel is loopback."""
    if state is not None:
        words = ("demo", "generate", "--cases", str(cases), "--seed", str(seed))
        raise typer.Exit(asyncio.run(run_in_demo(state, APP, *words)))
    settings = settings_or_exit()
    if settings.channel != "loopback":
        raise fail(f"Made-up cases are only for a loopback channel; {PREFIX}CHANNEL is {settings.channel}.")
    try:
        events = on_store(settings, _filling(settings, cases, seed))
    except ValueError as error:
        raise fail(f"Nothing was made: {error}.") from None
    typer.echo(f"{cases} cases with {events} events were made.")


def _filling(settings: Settings, cases: int, seed: int) -> Callable[[SqlStore], Coroutine[Any, Any, int]]:
    async def fill(store: SqlStore) -> int:
        await store.start()
        agreements = agreements_or_exit(settings.agreements)
        return await generate(store, agreements, cases, seed, clock_of(settings)(), _tell(cases))

    return fill


def _tell(cases: int) -> Callable[[int], None]:
    """Say how far it is, ten times."""

    def tell(so_far: int) -> None:
        if so_far * 10 // cases > (so_far - 200) * 10 // cases:
            typer.echo(f"{so_far} cases", err=True)

    return tell
