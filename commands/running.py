"""What every command begins with: the settings, the agreements and the store, or a plain refusal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import typer

from demo.clock import WoundClock
from reminders.clock import system_now
from settings import Settings, SettingsError, read_settings
from storage.binding import KeysDoNotFit
from storage.encryption import KeyRing
from storage.store import SqlStore, open_store
from workflows.agreements import AgreementError, Agreements, load_agreements
from workflows.desk import Desk
from workflows.ports import Records

T = TypeVar("T")
MakeDesk = Callable[[Records, datetime], Desk]


def store_of(settings: Settings) -> SqlStore:
    ring = settings.key_ring
    keys = KeyRing(ring, current=next(iter(ring)))
    return open_store(settings.database_url, keys, *settings.lookup_keys)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    return WoundClock(settings.clock_file) if settings.clock_file else system_now


def desks(agreements: Agreements) -> MakeDesk:
    return lambda records, now: Desk(records, now, agreements, new_id=lambda: uuid4().hex)


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


def in_store(work: Callable[[Records, datetime], T]) -> T:
    """What the unit of work returns, on the database of the environment's settings."""
    settings = settings_or_exit()
    now = clock_of(settings)()
    return on_store(settings, lambda store: store.run(lambda records: work(records, now)))
