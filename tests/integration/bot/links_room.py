"""The links to files as they run: the real store, a fake Entra, and browsers that keep their cookies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDictProxy
from yarl import URL

from bot.configuration import AuthenticatedChannel, Channel
from bot.file_links import RETURN_PATH, FileLinks
from bot.front_door import guard
from bot.identity import IdentityProvider
from bot.pool import HttpPool
from bot.sign_in import SignIn
from dialogs.wording import load_catalogues
from domain.people import Person
from storage.store import SqlStore
from tests import factories as f
from tests.agreements import in_force
from tests.integration.bot.bot_room import Clock, registration
from tests.integration.bot.fake_entra import FakeEntra
from tests.stores import staffed_on_sqlite
from workflows.desk import Desk
from workflows.handouts import hand_out
from workflows.ports import Records

T = TypeVar("T")
PUBLIC_URL = "https://bot.example"
CATALOGUES = load_catalogues()
APP_IDS = ("11111111-aaaa-4bbb-8ccc-000000000001", "11111111-aaaa-4bbb-8ccc-000000000002")


@dataclass(frozen=True)
class Answered:
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers["Location"]


@dataclass
class Browser:
    """Keeps cookies and follows nothing by itself."""

    client: TestClient[web.Request, web.Application]
    language: str = "da-DK,da;q=0.9,en;q=0.8"
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, address: str) -> Answered:
        return await self.asks("GET", address)

    async def post(self, address: str) -> Answered:
        return await self.asks("POST", address)

    async def asks(self, method: str, address: str) -> Answered:
        headers = {"Accept-Language": self.language}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        path = URL(address.removeprefix(PUBLIC_URL), encoded=True)
        async with self.client.request(method, path, headers=headers, allow_redirects=False) as response:
            self._keep(response)
            return Answered(response.status, response.headers, await response.read())

    def _keep(self, response: ClientResponse) -> None:
        for name, morsel in response.cookies.items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


@dataclass
class LinksRoom:
    store: SqlStore
    url: str
    """Of the database."""
    entra: FakeEntra
    clock: Clock
    link: FileLinks
    client: TestClient[web.Request, web.Application]
    numbers: Callable[[], int]

    def browser(self) -> Browser:
        return Browser(self.client)

    async def handed_out(self, person: Person = f.NURSE, **changes: Any) -> str:
        """The address of a link made for the person."""
        file = f.a_handout(**changes)
        return self.link(await self.at_desk(lambda desk: hand_out(desk, person, file)))

    async def at_desk(self, work: Callable[[Desk], T]) -> T:
        def within(records: Records) -> T:
            new_id = lambda: f"{self.numbers():032x}"  # noqa: E731
            return work(Desk(records, self.clock(), in_force(), new_id))

        return await self.store.run(within)

    async def back_from_sign_in(
        self, browser: Browser, address: str, person: Person = f.NURSE, **changed: Any
    ) -> Answered:
        """Open the link, sign in as the person, and come back; what the token says may be changed."""
        sent = await browser.get(address)
        assert sent.status == 302, sent.text
        code = self.entra.code_for(sent.location, person, **changed)
        return await browser.get(returning(sent.location, code=code))

    async def signed_in(self, browser: Browser, address: str, person: Person = f.NURSE) -> None:
        """Until the browser is back at the link."""
        back = await self.back_from_sign_in(browser, address, person)
        assert (back.status, back.location) == (303, address)


def returning(address: str, **said: str) -> str:
    """Where Entra sends the browser that came to the address."""
    return str(URL(URL(address).query["redirect_uri"]).with_query(state=URL(address).query["state"], **said))


@asynccontextmanager
async def links_room(
    folder: Path, entra: FakeEntra, clock: Clock, channel: Channel | None = None
) -> AsyncIterator[LinksRoom]:
    async with staffed_on_sqlite(folder) as (store, url), HttpPool() as pool:
        used = channel or two_bots(entra)
        names = iter(range(1_000_000))
        sign_in = SignIn(used, PUBLIC_URL + RETURN_PATH, pool, clock, lambda: f"secret-{next(names):040}")
        room: LinksRoom

        async def at_desk(work: Callable[[Desk], T]) -> T:
            return await room.at_desk(work)

        link = FileLinks(PUBLIC_URL, bytes(range(32)), sign_in, at_desk, CATALOGUES, clock)
        application = web.Application()
        application.add_routes(link.routes())
        guard(application, CATALOGUES, None, is_https=True)
        async with TestClient(TestServer(application)) as client:
            room = LinksRoom(store, url, entra, clock, link, client, count(1).__next__)
            yield room
        await link.stop()


def two_bots(entra: FakeEntra) -> AuthenticatedChannel:
    """The nurse's tenant and the caseworker's, each with a bot of its own."""
    tenants = (f.NURSE.tenant_id, f.CASEWORKER.tenant_id)
    return AuthenticatedChannel(
        tuple(registration(app, tenant, f"hush {app}") for app, tenant in zip(APP_IDS, tenants, strict=True)),
        identity_provider=IdentityProvider(entra.url),
    )
