"""Composition root and command line: builds the bot from its settings and runs it. No logic lives here."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import structlog
import typer
from aiohttp import web

from bot.application import Connection, make_application
from bot.calendar_links import CalendarLinks
from bot.configuration import AuthenticatedChannel, Channel, ChannelMisconfigured, LoopbackChannel
from bot.pages import page_routes
from commands.agreements import agreements_commands
from commands.audit import audit_commands
from commands.directory import directory_commands
from commands.discharges import discharges_commands
from commands.extract import extract
from commands.keys import keys_commands
from commands.retention import retention_commands
from commands.running import (
    agreements_or_exit,
    anchors_of,
    clock_of,
    command_line,
    desks,
    fail,
    in_store,
    settings_or_exit,
    store_of,
)
from demo.run import run_demo
from dialogs.conversation import Conversation
from dialogs.invitation import invitation
from dialogs.notices import NoticeRenderer
from dialogs.public_pages import public_pages
from dialogs.turn import Reply, Turn
from dialogs.wording import load_catalogues
from domain.errors import NotFound
from papers.pdf import print_paper
from registrations import read_registrations
from reminders.clock import Ticking
from reminders.command import outbox_commands
from reminders.deliver import Delivery
from reminders.erasing import NightlyErasing
from reminders.scan import Scan
from reminders.sealing import Sealing
from settings import Settings, SettingsError
from storage.anchors import AnchorsUnusable
from teams.command import teams_commands
from workflows import holding_back
from workflows.agreements import Agreements
from workflows.notice import Outgoing
from workflows.ports import Clockwork, Records

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
cli.add_typer(directory_commands, name="directory")
cli.add_typer(discharges_commands, name="discharges")
cli.add_typer(keys_commands, name="keys")
cli.add_typer(audit_commands, name="audit")
cli.add_typer(agreements_commands, name="agreements")
cli.add_typer(retention_commands, name="retention")
cli.command("extract")(extract)
cli.add_typer(outbox_commands(in_store, command_line), name="outbox")
cli.add_typer(teams_commands, name="teams")


def channel_of(settings: Settings) -> Channel:
    if settings.channel == "loopback":
        return LoopbackChannel(settings.tenant_ids)
    return AuthenticatedChannel(read_registrations(settings))


def build(settings: Settings, agreements: Agreements) -> web.Application:
    """The whole bot as one application: endpoint, calendar links, clock, delivery and sealing."""
    now = clock_of(settings)
    store, catalogues, desk = store_of(settings), load_catalogues(), desks(agreements)
    anchors = anchors_of(settings)
    if anchors is not None:
        anchors.check()
    connection = Connection(channel_of(settings), now, settings.longest_send)
    links = CalendarLinks(settings.public_url, settings.secret_bytes("link_key"))
    render = NoticeRenderer(desk, catalogues, links)

    def held_until(records: Records, outgoing: Outgoing, at: datetime) -> datetime | None:
        return holding_back.held_until(desk(records, at), outgoing)

    scan = Scan(store, desk, gathering=settings.scan_every / 2)
    erasing = NightlyErasing(store, desk, store.tidy)

    delivery = Delivery(
        store, connection.messenger, render, render.overtaken, held_until, now, settings.lease
    )
    sealing = Sealing(store, settings.log_kept, anchors)

    async def tick() -> None:
        try:
            await sealing.run(now())
        finally:
            await scan.run(now())
            await erasing.run(now())

    ticking = Ticking(
        tick,
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
        try:
            await sealing.seal(now())
        finally:
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
    except (SettingsError, ChannelMisconfigured, AnchorsUnusable) as error:
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


if __name__ == "__main__":
    cli()
