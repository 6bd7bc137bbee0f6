"""What every command begins with: the settings, the agreements and the store, or a plain refusal."""

from __future__ import annotations

import asyncio
import os
import pwd
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import typer

from demo.clock import WoundClock
from reminders.clock import system_now
from settings import Settings, SettingsError, read_settings
from storage.databases.migrate import DatabaseIsNewer
from storage.log.anchors import AnchorFile, anchor_key
from storage.sealing.binding import KeysDoNotFit
from storage.sealing.encryption import KeyRing
from storage.store import SqlStore, open_store
from workflows.agreements import AgreementError, Agreements, load_agreements
from workflows.desk import Desk, MakeDesk
from workflows.ports import BY_THE_CLOCK, Origin, Records, Source

T = TypeVar("T")


def store_of(settings: Settings) -> SqlStore:
    ring = settings.key_ring
    keys = KeyRing(ring, current=next(iter(ring)))
    return open_store(settings.database_url, keys, *settings.lookup_keys)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    return WoundClock(settings.clock_file) if settings.clock_file else system_now


def anchors_of(settings: Settings) -> AnchorFile | None:
    """Where the audit log's seals are written down, if anywhere."""
    if settings.anchors is None:
        return None
    return AnchorFile(settings.anchors, *map(anchor_key, settings.lookup_keys))


def command_line(command: str) -> Source:
    """From where a command's entries in the audit log come: the command, and whose account it ran under.

    The account is the process's own, as the system knows it, and not what the environment says.
    """
    account = os.getuid()
    try:
        name = pwd.getpwuid(account).pw_name
    except KeyError:  # a container's user without a name
        name = str(account)
    return Source(Origin.COMMAND_LINE, command, reference=name)


def desks(agreements: Agreements, source: Source = BY_THE_CLOCK) -> MakeDesk:
    return lambda records, now: Desk(records, now, agreements, new_id=lambda: uuid4().hex, source=source)


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

    try:
        return asyncio.run(once())
    except KeysDoNotFit as error:
        raise fail(f"The keys do not fit the database: {error}") from None
    except DatabaseIsNewer as error:
        raise fail(f"Nothing was done: {error}.") from None


def in_store(work: Callable[[Records, datetime], T]) -> T:
    """What the unit of work returns, on the database of the environment's settings."""
    settings = settings_or_exit()
    now = clock_of(settings)()
    return on_store(settings, lambda store: store.run(lambda records: work(records, now)))
