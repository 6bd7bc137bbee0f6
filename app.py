"""Composition root and command line: builds the bot from its settings and runs it. No logic lives here."""

from __future__ import annotations

import asyncio
import base64
import gc
import logging
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import uuid4

import structlog
import typer
from aiohttp import web

from bot.application import Connection, make_application
from bot.calendar_links import CalendarLinks
from bot.configuration import AuthenticatedChannel, Channel, ChannelMisconfigured, LoopbackChannel
from bot.pages import page_routes
from demo.clock import WoundClock
from demo.run import run_demo
from dialogs.agreement_words import explain
from dialogs.conversation import Conversation
from dialogs.discharge_report import import_refusal, import_report
from dialogs.invitation import invitation
from dialogs.notices import NoticeRenderer
from dialogs.public_pages import public_pages
from dialogs.turn import Reply, Turn
from dialogs.wording import load_catalogues
from domain.errors import NotFound
from domain.local_time import local_day
from papers.pdf import print_paper
from registrations import read_registrations
from reminders.clock import Ticking, system_now
from reminders.command import outbox_commands
from reminders.deliver import Delivery
from reminders.scan import Scan
from settings import Settings, SettingsError, read_settings
from storage.encryption import KeyRing
from storage.store import SqlStore, open_store
from teams.command import teams_commands
from workflows import holding_back
from workflows.agreements import AgreementError, Agreements, load_agreements
from workflows.desk import Desk
from workflows.directory_import import ImportRefused, read_directory
from workflows.discharge_file import DischargesRefused, read_discharges
from workflows.discharge_import import ImportedMonth, import_discharges
from workflows.notice import Outgoing
from workflows.ports import Clockwork, Records

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
directory_commands = typer.Typer(no_args_is_help=True, help="The staff directory.")
discharges_commands = typer.Typer(no_args_is_help=True, help="The centres' own discharges.")
keys_commands = typer.Typer(no_args_is_help=True, help="Encryption keys.")
audit_commands = typer.Typer(no_args_is_help=True, help="The audit log.")
agreements_commands = typer.Typer(no_args_is_help=True, help="The collaboration agreements.")
cli.add_typer(directory_commands, name="directory")
cli.add_typer(discharges_commands, name="discharges")
cli.add_typer(keys_commands, name="keys")
cli.add_typer(audit_commands, name="audit")
cli.add_typer(agreements_commands, name="agreements")
cli.add_typer(teams_commands, name="teams")

T = TypeVar("T")
MakeDesk = Callable[[Records, datetime], Desk]


def channel_of(settings: Settings) -> Channel:
    if settings.channel == "loopback":
        return LoopbackChannel(settings.tenant_ids)
    return AuthenticatedChannel(read_registrations(settings))


def store_of(settings: Settings) -> SqlStore:
    ring = settings.key_ring
    keys = KeyRing(ring, current=next(iter(ring)))
    return open_store(settings.database_url, keys, settings.secret_bytes("lookup_key"))


def clock_of(settings: Settings) -> Callable[[], datetime]:
    return WoundClock(settings.clock_file) if settings.clock_file else system_now


def desks(agreements: Agreements) -> MakeDesk:
    return lambda records, now: Desk(records, now, agreements, new_id=lambda: uuid4().hex)


def build(settings: Settings, agreements: Agreements) -> web.Application:
    """The whole bot as one application: endpoint, calendar links, clock and delivery."""
    now = clock_of(settings)
    store, catalogues, desk = store_of(settings), load_catalogues(), desks(agreements)
    connection = Connection(channel_of(settings), now, settings.longest_send)
    links = CalendarLinks(settings.public_url, settings.secret_bytes("link_key"))
    render = NoticeRenderer(desk, catalogues, links)

    def held_until(records: Records, outgoing: Outgoing, at: datetime) -> datetime | None:
        return holding_back.held_until(desk(records, at), outgoing)

    scan = Scan(store, desk, gathering=settings.scan_every / 2)
    delivery = Delivery(
        store, connection.messenger, render, render.overtaken, held_until, now, settings.lease
    )
    ticking = Ticking(
        lambda: scan.run(now()),
        delivery.begin,
        settings.scan_every,
        settings.deliver_every,
        delivery.stop,
    )
    conversation = Conversation(store, desk, catalogues, links, settings.contact, now)

    async def handle(turn: Turn) -> Reply:
        reply = await conversation.handle(turn)
        ticking.wake()
        return reply

    async def find_entry(meeting_id: str) -> bytes | None:
        try:
            found = await store.run(lambda r: r.meetings.get(meeting_id, Clockwork()))
        except NotFound:
            return None
        return invitation(found.meeting, catalogues.speaking("da"), now())

    def apologise(locale: str, error_id: str) -> str:
        return catalogues.speaking(locale)("error.apology", error_id=error_id)

    async def running(_: web.Application) -> AsyncIterator[None]:
        await store.start()
        await scan.start()
        ticking.start()
        gc.collect()
        gc.freeze()
        yield
        await ticking.stop()
        await store.close()

    pages = page_routes(public_pages(catalogues.speaking("da"), settings.contact))
    routes = [links.route(find_entry), *pages]
    application = make_application(connection, handle, apologise, print_paper, routes=routes)
    application.cleanup_ctx.append(running)
    return application


def configure_log() -> None:
    """One JSON line per event on standard error; no library's own lines, which could hold what was sent."""
    logging.disable(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def fail(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(1)


def settings_or_exit() -> Settings:
    try:
        return read_settings()
    except SettingsError as error:
        raise fail(f"The settings cannot be used:\n{error}") from None


def agreements_or_exit(folder: Path) -> Agreements:
    try:
        return load_agreements(folder)
    except AgreementError as error:
        raise fail(f"The agreements cannot be used:\n{error}") from None


def on_store(settings: Settings, work: Callable[[SqlStore], Coroutine[Any, Any, T]]) -> T:
    """What `work` returns on the settings' database, which is closed in the end."""

    async def once() -> T:
        store = store_of(settings)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(once())


async def serve(application: web.Application, host: str, port: int) -> None:
    """Serve until the process is told to stop."""
    stop = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        structlog.get_logger().info("ready", port=port)
        await stop.wait()
    finally:
        await runner.cleanup()


@cli.command()
def run() -> None:
    """Run the bot with the settings of the environment."""
    configure_log()
    settings = settings_or_exit()
    try:
        application = build(settings, agreements_or_exit(settings.agreements))
    except (SettingsError, ChannelMisconfigured) as error:
        raise fail(f"The settings cannot be used:\n{error}") from None
    asyncio.run(serve(application, settings.host, settings.port))


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page.")] = 8765,
    bot_port: Annotated[int, typer.Option(help="Port of the bot.")] = 8766,
    state: Annotated[Path, typer.Option(help="Folder for the demo's data.")] = Path("var/demo"),
) -> None:
    """Run the bot and the local channel on this machine, with made-up people."""
    asyncio.run(run_demo(port, bot_port, state, Path(__file__)))


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

    async def write(store: SqlStore) -> None:
        await store.start()
        await store.run(lambda records: records.directory.replace(rows))

    on_store(settings, write)
    people = len({(row.tenant_id, row.user_id) for row in rows})
    typer.echo(f"Imported {people} people with {len(rows)} memberships.")


@discharges_commands.command("import")
def count_discharges(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    language: Annotated[str, typer.Option(help="Language of the answer: da or en.")] = "da",
) -> None:
    """Count a month of a centre's own discharges, from FILE (CSV); all of it, or nothing."""
    settings = settings_or_exit()
    desk, now = desks(agreements_or_exit(settings.agreements)), clock_of(settings)()
    wording = load_catalogues().speaking(language)

    async def count(store: SqlStore) -> ImportedMonth:
        stated = read_discharges(file.read_bytes(), local_day(now))
        await store.start()
        return await store.run(lambda records: import_discharges(desk(records, now), stated))

    try:
        typer.echo(import_report(wording, on_store(settings, count)))
    except DischargesRefused as refused:
        raise fail(import_refusal(wording, refused)) from None


@agreements_commands.command("check")
def check_agreements(folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)]) -> None:
    """Check the agreement files in FOLDER, and say in words what each means."""
    agreements, wording = agreements_or_exit(folder), load_catalogues().speaking("da")
    for agreement in agreements.all:
        base = next(iter(agreements.bases(agreement)), None)
        typer.echo("\n".join(explain(agreement, base, wording)) + "\n")


def in_store(work: Callable[[Records, datetime], T]) -> T:
    """What the unit of work returns, on the database of the environment's settings."""
    settings = settings_or_exit()
    now = clock_of(settings)()
    return on_store(settings, lambda store: store.run(lambda records: work(records, now)))


cli.add_typer(outbox_commands(in_store), name="outbox")


@keys_commands.command("new")
def new_key() -> None:
    """Print a new random key."""
    typer.echo(base64.b64encode(secrets.token_bytes(32)).decode())


@audit_commands.command("verify")
def verify_audit() -> None:
    """Check that the audit log's chain is whole."""
    broken = on_store(settings_or_exit(), SqlStore.verify_audit)
    if broken is not None:
        raise fail(f"The audit log is broken at entry {broken}.")
    typer.echo("The audit log is whole.")


if __name__ == "__main__":
    cli()
