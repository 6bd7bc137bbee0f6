"""The whole bot to be fuzzed: the application as it runs, its real store, and a Teams that takes everything.

It is judged by what it answers and by what it logs: nothing of ours may fail, and no line may hold anything
of what was sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from app import build
from bot.configuration import AuthenticatedChannel, Channel, Registration, Secret
from bot.service_hosts import ServiceHosts
from commands.running import store_of
from demo.people import People, Person
from demo.server import DIRECTORY
from domain.local_time import at_local
from settings import Settings
from tests.agreements import in_force
from tests.factories import a_handout
from tests.fuzz.activities import Writer
from tests.fuzz.values import SECRETS
from tests.integration.bot.fake_teams import APP_ID, FakeTeams, KeyPair
from tests.integration.command_line import in_base64
from tests.integration.demo.running import demo_people
from tests.scenario.town import MONDAY, NINE
from tests.stores import a_key
from workflows.agreements import load_agreements
from workflows.desk import Desk
from workflows.directory_import import read_directory
from workflows.handouts import hand_out
from workflows.ports import Records

LOOPBACK, TEAMS = "loopback", "teams"
CHANNELS = (LOOPBACK, TEAMS)
UNLIMITED = 1_000_000
TOLD_OF_BAD_ADDRESSES = frozenset(
    {
        "upload address is not on the allow-list, nothing sent",
        "service URL is not on the allow-list, nothing sent",
        "no bot of ours serves the address, nothing sent",
        "file not uploaded",
    }
)
"""Lines at the level of an error that an odd address rightly leads to."""
STEP = timedelta(milliseconds=700)


class SteppingClock:
    """Goes on a little with every request, and by itself not at all."""

    def __init__(self) -> None:
        self.now = at_local(MONDAY, NINE)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Verdict:
    """What happened so far, and each fault in words."""

    secrets: tuple[str, ...] = SECRETS
    """What no line of the log may hold."""
    asked: Counter[str] = field(default_factory=Counter)
    """Requests by kind."""
    answered: Counter[int] = field(default_factory=Counter)
    lines: int = 0
    faults: list[str] = field(default_factory=list)

    def answers(self, kind: str, status: int, shown: str) -> None:
        """A request of that kind was answered; `shown` says enough to ask it again."""
        self.asked[kind] += 1
        self.answered[status] += 1
        if status >= 500 and not (status == 501 and kind in MAY_BE_UNKNOWN):
            self.faults.append(f"{status} to {kind}: {shown[:3_000]}")

    def hears(self, line: MutableMapping[str, Any], shown: str) -> None:
        """A line of the log, and the request before it."""
        self.lines += 1
        text = str(line)
        if line.get("log_level") in ("error", "critical") and line["event"] not in TOLD_OF_BAD_ADDRESSES:
            self.faults.append(f"logged {text} after {shown[:3_000]}")
        if any(secret in text for secret in self.secrets):
            self.faults.append(f"the log holds what was sent: {line['event']}")


MAY_BE_UNKNOWN = frozenset({"activity", "click"})
"""Kinds of requests that may be invokes nobody knows, which are answered 501 as the SDK does."""


class _Errors(logging.Handler):
    """What libraries would have logged; in production they are silent. That bytes were not HTTP is no
    fault, and neither is that the end came in the middle of something."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HttpProcessingError | asyncio.CancelledError):
            return
        self.heard.append(f"{record.name}: {record.msg} {error!r}")


@dataclass
class Target:
    client: TestClient[web.Request, web.Application]
    clock: SteppingClock
    teams: FakeTeams
    key: KeyPair | None
    people: People
    writer: Writer
    token: str
    """Of a link that holds, to a file for the first of the people."""
    lines: Sequence[MutableMapping[str, Any]]
    """Of the log, as they come."""
    verdict: Verdict

    def authorization(self) -> dict[str, str]:
        """The header of a request that Teams sends."""
        if self.key is None:
            return {}
        now = int(self.clock.now.timestamp())
        token = self.teams.token(self.key, nbf=now - 60, exp=now + 3_600)
        return {"Authorization": f"Bearer {token}"}

    async def send(self, kind: str, activity: Any) -> Any:
        """The JSON answer to an activity; None where there is none."""
        return await self.ask(
            kind, "POST", "/api/messages", shown=repr(activity), json=activity, headers=self.authorization()
        )

    async def ask(self, kind: str, method: str, path: Any, *, shown: str = "", **options: Any) -> Any:
        self.clock.now += STEP
        async with self.client.request(method, path, allow_redirects=False, **options) as response:
            self.judge(kind, response.status, f"{method} {path} {shown}")
            body = await response.read()
            if response.status != 200 or response.content_type != "application/json" or not body:
                return None
            return await response.json()

    def judge(self, kind: str, status: int, shown: str) -> None:
        """A request was answered, and the log may have grown."""
        self.verdict.answers(kind, status, shown)
        for line in self.lines[self.verdict.lines :]:
            self.verdict.hears(line, shown)


@asynccontextmanager
async def fuzzed(database_url: str, channel: str) -> AsyncIterator[Target]:
    """A bot with the demo's staff in its database, which was empty."""
    people, clock = demo_people(), SteppingClock()
    key = KeyPair.new("fuzz") if channel == TEAMS else None
    teams = FakeTeams(*filter(None, [key]))
    await teams.start()
    folder = TemporaryDirectory(prefix="fuzz-")
    settings = _settings(database_url, channel, people, Path(folder.name) / "anchors.jsonl")
    token = await _staff(settings, clock.now, people)
    through = _teams_channel(teams, people) if channel == TEAMS else None
    application = build(settings, load_agreements(settings.agreements), through, clock)
    writer = Writer(teams.service_url, f"28:{APP_ID}")
    heard, errors = Verdict((*SECRETS, *(person.name for person in people))), _Errors()
    loop, root = asyncio.get_running_loop(), logging.getLogger()
    loop.set_exception_handler(lambda _, context: heard.faults.append(f"in the loop: {context}"))
    root.addHandler(errors)
    try:
        with capture_logs() as lines:
            async with TestClient(TestServer(application)) as client:
                yield Target(client, clock, teams, key, people, writer, token, lines, heard)
            for line in lines[heard.lines :]:
                heard.hears(line, "the end")
    finally:
        root.removeHandler(errors)
        loop.set_exception_handler(None)
        await teams.stop()
        folder.cleanup()
    heard.faults += errors.heard


def _settings(database_url: str, channel: str, people: People, anchors: Path) -> Settings:
    anchors.touch()
    tenants = ",".join(sorted({person.tenant_id for person in people}))
    given: dict[str, Any] = {
        "channel": channel,
        "anchors": anchors,
        "tenants": tenants,
        "app_id": APP_ID,
        "app_tenant": "botframework.com",
        "client_secret": "hush",
        "database_url": database_url,
        "keys": f"k1:{in_base64(a_key('k1'))}",
        "lookup_key": in_base64(a_key("lookup")),
        "link_key": in_base64(a_key("link")),
        "public_url": "https://bot.example",
        "contact": "servicedesken",
        "person_per_minute": UNLIMITED,
        "tenant_per_minute": UNLIMITED,
        "peer_per_minute": UNLIMITED,
        "deliver_seconds": 0.2,
        "scan_seconds": 2,
    }
    return Settings(**given)


async def _staff(settings: Settings, now: datetime, people: People) -> str:
    """Fill the directory and keep a file for somebody; the token of its link."""
    with DIRECTORY.open(encoding="utf-8", newline="") as lines:
        rows = read_directory(lines)
    store = store_of(settings)
    try:
        await store.start()
        await store.run(lambda records: records.directory.replace(rows))
        return await store.run(lambda records: _hand_out(records, now, next(iter(people))))
    finally:
        await store.close()


def _hand_out(records: Records, now: datetime, whose: Person) -> str:
    person = records.directory.person_by_account(whose.tenant_id, whose.user_id)
    assert person is not None
    return hand_out(Desk(records, now, in_force(), lambda: uuid4().hex), person, a_handout())


def _teams_channel(teams: FakeTeams, people: People) -> Channel:
    tenants = frozenset(person.tenant_id for person in people)
    return AuthenticatedChannel(
        (Registration(APP_ID, "botframework.com", Secret("hush"), tenants),),
        service_hosts=ServiceHosts(frozenset({"127.0.0.1"})),
        upload_hosts=ServiceHosts(frozenset({"127.0.0.1"})),
        metadata_url=teams.metadata_url,
        token_endpoint=teams.token_endpoint,
    )
