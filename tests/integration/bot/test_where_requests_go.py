"""Where a request of ours may end: at the address it was meant for, in the public internet, and nowhere
else."""

from __future__ import annotations

import ast
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.application import Connection
from bot.configuration import AuthenticatedChannel
from bot.credentials import ClientCredentials, TokenUnavailable
from bot.identity import IdentityProvider
from bot.pool import HttpPool
from bot.public_names import PublicNames
from bot.refusals import KeysUnavailable
from bot.service_hosts import ServiceHosts
from bot.sign_in import ProviderUnavailable, SignIn
from bot.signing_keys import SigningKeys
from tests.integration.bot.bot_room import TENANT, Clock, registration
from tests.integration.bot.fake_teams import APP_ID
from workflows.chat import Address, Message, NotSent, Uncertain

HERE = frozenset({"127.0.0.1"})
ROOT = Path(__file__).parents[3]


class Names(AbstractResolver):
    """A name service that answers as it is told."""

    def __init__(self, **addresses: str) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in self._addresses[host.partition(".")[0]].split()
        ]

    async def close(self) -> None:
        """Nothing is open."""


class Elsewhere:
    """A server that sends everybody on to another of its addresses, where nobody may come."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.asked: list[str] = []
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self.server = TestServer(application)

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if request.path == "/secret":
            return web.json_response({"jwks_uri": "x", "access_token": "x", "id": "x", "id_token": "x"})
        return web.Response(status=self.status, headers={"Location": str(self.server.make_url("/secret"))})

    def url(self, path: str) -> str:
        return str(self.server.make_url(path))


@pytest.fixture(params=[301, 302, 303, 307, 308])
async def elsewhere(request: pytest.FixtureRequest) -> AsyncIterator[Elsewhere]:
    found = Elsewhere(request.param)
    await found.server.start_server()
    yield found
    await found.server.close()


async def send_message(elsewhere: Elsewhere, channel: AuthenticatedChannel) -> None:
    teams = Address(elsewhere.url("/teams/"), TENANT, "person", "chat", f"28:{APP_ID}")
    async with Connection(channel, Clock(), timedelta(seconds=2)) as connection:
        outcome = await connection.messenger.post(teams, Message("Sag 26-1001"))
    assert isinstance(outcome, NotSent | Uncertain)


async def upload(elsewhere: Elsewhere, channel: AuthenticatedChannel) -> None:
    async with Connection(channel, Clock()) as connection:
        assert not await connection.uploads.put(elsewhere.url("/upload") + "?token=x", b"content")


async def fetch_keys(elsewhere: Elsewhere, channel: AuthenticatedChannel) -> None:
    async with HttpPool() as pool:
        with pytest.raises(KeysUnavailable):
            await SigningKeys(channel.metadata_url, pool, Clock()).find("any")


async def fetch_token(elsewhere: Elsewhere, channel: AuthenticatedChannel) -> None:
    async with HttpPool() as pool:
        with pytest.raises(TokenUnavailable):
            await ClientCredentials(channel, channel.registrations[0], pool, Clock()).token()


async def sign_in(elsewhere: Elsewhere, channel: AuthenticatedChannel) -> None:
    async with HttpPool() as pool:
        trying = SignIn(channel, "https://bot.example/signed-in", pool, Clock(), lambda: "x" * 43)
        with pytest.raises(ProviderUnavailable):
            await trying.finish(trying.begin(TENANT), "code")


REQUESTS = (send_message, upload, fetch_keys, fetch_token, sign_in)


@pytest.mark.parametrize("ask", REQUESTS, ids=lambda ask: ask.__name__)
async def test_nothing_we_send_is_sent_on(
    elsewhere: Elsewhere, ask: Callable[[Elsewhere, AuthenticatedChannel], Awaitable[None]]
) -> None:
    channel = AuthenticatedChannel(
        (registration(),),
        service_hosts=ServiceHosts(HERE),
        upload_hosts=ServiceHosts(HERE),
        metadata_url=elsewhere.url("/metadata"),
        token_endpoint=elsewhere.url("/token"),
        identity_provider=IdentityProvider(elsewhere.url("").rstrip("/")),
    )
    await ask(elsewhere, channel)
    assert elsewhere.asked
    assert "/secret" not in elsewhere.asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
    ],
)
async def test_a_name_that_leads_into_a_private_network_is_not_followed(address: str) -> None:
    with capture_logs() as logs:
        async with HttpPool(new_resolver=lambda: Names(smba=address)) as pool:
            with pytest.raises(aiohttp.ClientConnectorError):
                async with pool.request("POST", "http://smba.trafficmanager.net/teams"):
                    pass
    assert [line["event"] for line in logs] == ["name leads to no public address, nothing sent"]
    assert "smba" not in str(logs)


async def test_of_several_addresses_only_the_public_ones_are_used() -> None:
    names = PublicNames(Names(smba="10.0.0.1 192.0.66.1 127.0.0.1"))
    found = await names.resolve("smba.trafficmanager.net", 443)
    assert [each["host"] for each in found] == ["192.0.66.1"]


async def test_this_machines_own_name_leads_to_this_machine_only() -> None:
    found = await PublicNames(Names(localhost="127.0.0.1 192.0.66.1")).resolve("localhost", 80)
    assert [each["host"] for each in found] == ["127.0.0.1"]


def test_everything_that_leaves_the_bot_leaves_through_the_pool() -> None:
    opening = {"ClientSession", "TCPConnector", "create_connection", "open_connection", "urlopen"}
    found = {
        path.name
        for path in (ROOT / "bot").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in opening
    }
    assert found == {"pool.py"}
