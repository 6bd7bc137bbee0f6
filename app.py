"""Composition root and command line: builds the bot from its settings and runs it. No logic lives here."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog
import typer
from aiohttp import web

from bot.application import Connection, make_application
from bot.calendar_links import CalendarLinks
from bot.clock import Clock
from bot.configuration import AuthenticatedChannel, Channel, ChannelMisconfigured, LoopbackChannel
from bot.file_links import RETURN_PATH, FileLinks
from bot.front_door import guard
from bot.identity import IdentityProvider
from bot.pages import page_routes
from bot.sign_in import SignIn
from bot.turnstile import Limits, Turnstile
from commands.agreements import agreements_commands
from commands.audit import audit_commands
from commands.demo import demo_commands
from commands.directory import directory_commands
from commands.discharges import discharges_commands
from commands.extract import extract
from commands.figures import figures_commands
from commands.keys import keys_commands
from commands.report_workshop import ReportWorkshop
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
from dialogs.conversation import Conversation
from dialogs.invitation import invitation
from dialogs.notices import NoticeRenderer
from dialogs.public_pages import public_pages
from dialogs.turn import CardAction, Reply, Turn
from dialogs.verbs.report_verbs import ORDERS
from dialogs.wording import Catalogues, load_catalogues
from domain.errors import NotFound
from metrics.meter import Meter
from metrics.page import counting, metrics_page
from metrics.timing import timed_scans, timed_turns
from papers.pdf import print_paper
from registrations import read_registrations
from reminders.clock import Ticking
from reminders.command import outbox_commands
from reminders.deliver import Delivery
from reminders.erasing import NightlyErasing
from reminders.idling import NightlyIdling
from reminders.recount import count_what_is_not
from reminders.scan import Scan
from reminders.sealing import Sealing
from reminders.tick import Timed, tick
from settings import Settings, SettingsError, secrets_open_to_all
from storage.databases.migrate import DatabaseIsNewer
from storage.log.anchors import AnchorsUnusable
from storage.sealing.binding import KeysDoNotFit
from summaries.press import Press
from teams.command import teams_commands
from workflows import holding_back
from workflows.agreements import Agreements
from workflows.desk import Desk, MakeDesk
from workflows.notice import Outgoing
from workflows.ports import Clockwork, Origin, Records, Source, Store
from workflows.watching import READINGS, Gauge

T = TypeVar("T")

FROM_BROWSER = Source(Origin.BROWSER, "file link")
cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
cli.add_typer(directory_commands, name="directory")
cli.add_typer(discharges_commands, name="discharges")
cli.add_typer(keys_commands, name="keys")
cli.add_typer(figures_commands, name="figures")
cli.add_typer(audit_commands, name="audit")
cli.add_typer(agreements_commands, name="agreements")
cli.add_typer(retention_commands, name="retention")
cli.command("extract")(extract)
cli.add_typer(outbox_commands(in_store, command_line), name="outbox")
cli.add_typer(teams_commands, name="teams")
cli.add_typer(demo_commands, name="demo")


def channel_of(settings: Settings) -> Channel:
    if settings.channel == "loopback":
        provider = settings.identity_provider
        return LoopbackChannel(
            settings.tenant_ids, identity_provider=IdentityProvider(provider) if provider else None
        )
    return AuthenticatedChannel(read_registrations(settings))


def limits_of(settings: Settings) -> Limits:
    return Limits(
        settings.person_per_minute, settings.tenant_per_minute, settings.peer_per_minute, settings.proxies
    )


def build(
    settings: Settings,
    agreements: Agreements,
    channel: Channel | None = None,
    clock: Clock | None = None,
) -> web.Application:
    """The whole bot as one application: endpoint, links, pages, clock, delivery and sealing. Channel and
    clock are those of the settings where no others are given."""
    now = clock or clock_of(settings)
    anchors = anchors_of(settings)
    if anchors is not None:
        anchors.check()
    store, catalogues, desk, meter = store_of(settings), load_catalogues(), desks(agreements), Meter()
    connection = Connection(channel or channel_of(settings), now, settings.longest_send)
    files = file_links(settings, connection, store, desk, catalogues, now)
    links = CalendarLinks(settings.public_url, settings.link_key_bytes)
    render = NoticeRenderer(desk, catalogues, links)

    def held_until(records: Records, outgoing: Outgoing, at: datetime) -> datetime | None:
        return holding_back.held_until(desk(records, at), outgoing)

    scan = Scan(store, desk, gathering=settings.scan_every / 2)
    erasing, idling = NightlyErasing(store, desk, store.tidy), NightlyIdling(store, desk)

    delivery = Delivery(
        store, connection.messenger, render, render.overtaken, held_until, now, settings.lease
    )
    sealing = Sealing(store, settings.log_kept, anchors)

    parts: dict[str, Timed] = {"sealing": sealing, "scan": scan, "erasing": erasing, "idling": idling}
    ticking = Ticking(
        timed_scans(lambda: tick(parts, now), meter),
        delivery.begin,
        settings.scan_every,
        settings.deliver_every,
        delivery.stop,
    )
    press = Press(store, desk, ReportWorkshop(), now, ticking.wake)
    conversation = Conversation(store, desk, catalogues, links, settings.contact, now, files, meter)

    async def handle(turn: Turn) -> Reply:
        reply = await conversation.handle(turn)
        ticking.wake()
        if isinstance(turn.event, CardAction) and turn.event.verb in ORDERS:
            press.wake()
        return reply

    async def watched() -> Sequence[Gauge]:
        return await store.run(lambda records: [g for read in READINGS for g in read(records, now())])

    async def find_entry(meeting_id: str) -> bytes | None:
        try:
            found = await store.run(lambda r: r.meetings.get(meeting_id, Clockwork()))
        except NotFound:
            return None
        return invitation(found.meeting, catalogues.speaking("da"), now())

    def apologise(locale: str, error_id: str) -> str:
        return catalogues.speaking(locale)("error.apology", error_id=error_id)

    def too_fast(locale: str) -> str:
        return catalogues.speaking(locale)("error.too_fast")

    async def running(_: web.Application) -> AsyncIterator[None]:
        await store.start()
        await scan.start()
        ticking.start()
        press.start()
        recounting = asyncio.create_task(count_what_is_not(store.recount, press.wake))
        gc.collect()
        gc.freeze()
        async with AsyncExitStack() as serving:
            if settings.metrics_port is not None:
                page = metrics_page(meter, watched, settings.metrics_host, settings.metrics_port)
                await serving.enter_async_context(page)
            yield
        recounting.cancel()
        await press.stop()
        await ticking.stop()
        await files.stop()
        try:
            await sealing.seal(now())
        finally:
            await store.close()

    pages = page_routes(public_pages(catalogues.speaking("da"), settings.contact))
    routes = [links.route(find_entry), *files.routes(), *pages]
    turnstile = Turnstile(limits_of(settings), now, too_fast)
    application = make_application(
        connection, timed_turns(handle, meter), apologise, print_paper, routes=routes, turnstile=turnstile
    )
    application.middlewares.append(counting(meter))
    guard(application, catalogues, turnstile, is_https=settings.public_url.startswith("https://"))
    application.cleanup_ctx.append(running)
    return application


def file_links(
    settings: Settings,
    connection: Connection,
    store: Store,
    desk: MakeDesk,
    catalogues: Catalogues,
    now: Clock,
) -> FileLinks:
    """The links by which people fetch their files, behind the sign-in of the connection's channel."""
    return_url = f"{settings.public_url}{RETURN_PATH}"
    new_secret = partial(secrets.token_urlsafe, 32)
    sign_in = SignIn(connection.channel, return_url, connection.pool, now, new_secret)

    async def at_desk(work: Callable[[Desk], T]) -> T:
        return await store.run(lambda records: work(replace(desk(records, now()), source=FROM_BROWSER)))

    return FileLinks(settings.public_url, settings.link_key_bytes, sign_in, at_desk, catalogues, now)


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
    for setting in secrets_open_to_all():
        structlog.get_logger().warning("secret file open to all", setting=setting)
    try:
        application = build(settings, agreements_or_exit(settings.agreements))
    except (SettingsError, ChannelMisconfigured, AnchorsUnusable) as error:
        raise fail(f"The settings cannot be used:\n{error}") from None
    try:
        asyncio.run(serve(application, settings.host, settings.port))
    except KeysDoNotFit as error:
        raise fail(f"The keys do not fit the database: {error}") from None
    except DatabaseIsNewer as error:
        raise fail(f"Nothing was started: {error}.") from None


if __name__ == "__main__":
    cli()
