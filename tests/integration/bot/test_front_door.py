"""Every answer of every route, and of none, has the headers that keep a browser safe and tells nothing of us.

The routes are read from the running application, so a new one is tried as soon as it is there.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from app import build
from bot.front_door import HEADERS, ONLY_HTTPS, SERVER, guard
from dialogs.wording import load_catalogues
from settings import Settings
from tests.integration.bot.bot_room import TENANT
from tests.integration.command_line import in_base64
from tests.stores import a_key, begin_migrated
from workflows.agreements import load_agreements

Client = TestClient[web.Request, web.Application]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
ROUTES = {
    "/api/messages": {"POST"},
    "/health": {"GET", "HEAD"},
    "/calendar/{meeting}.{signature}.ics": {"GET", "HEAD"},
    "/file/{token}": {"GET", "HEAD", "POST"},
    "/signed-in": {"GET", "HEAD"},
    "/": {"GET", "HEAD"},
    "/privacy": {"GET", "HEAD"},
    "/terms": {"GET", "HEAD"},
}
"""All there are, and what may be done at each."""
EXAMPLES = {"meeting": "0" * 32, "signature": "0" * 32, "token": "0" * 64}


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    anchors = tmp_path / "anchors.jsonl"
    anchors.touch()
    given: dict[str, Any] = {
        "channel": "teams",
        "anchors": anchors,
        "app_id": "11111111-aaaa-4bbb-8ccc-000000000001",
        "app_tenant": TENANT,
        "client_secret": "hush",
        "tenants": TENANT,
        "database_url": f"sqlite:///{tmp_path / 'bot.db'}",
        "keys": f"k1:{in_base64(a_key('k1'))}",
        "lookup_key": in_base64(a_key("lookup")),
        "link_key": in_base64(a_key("link")),
        "public_url": "https://bot.example",
        "contact": "servicedesken",
    }
    settings = Settings(**given)
    begin_migrated(settings.database_url)
    async with TestClient(TestServer(build(settings, load_agreements(settings.agreements)))) as client:
        yield client


def templates(client: Client) -> dict[str, set[str]]:
    """Each route of the running application, and its methods."""
    found: dict[str, set[str]] = {}
    for route in client.app.router.routes():
        assert route.resource is not None
        plain = re.sub(r"\{(\w+):[^{}]*(?:\{\d+\})?\}", r"{\1}", route.resource.canonical)
        found.setdefault(plain, set()).add(route.method)
    return found


def is_safe(response: Any) -> bool:
    """Whether the answer has every header, each as it is for all or stricter where the route says so."""
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert "script" not in policy
    own = {"Content-Security-Policy", "Cache-Control"}
    assert {name: response.headers.get(name) for name in HEADERS.keys() - own} == {
        name: value for name, value in HEADERS.items() if name not in own
    }
    assert response.headers["Cache-Control"] in ("no-store", "public, max-age=3600")
    assert response.headers["Strict-Transport-Security"] == ONLY_HTTPS
    assert response.headers["Server"] == SERVER
    told = "\n".join(f"{name}: {value}" for name, value in response.headers.items()).lower()
    return "python" not in told and "aiohttp" not in told


async def test_the_routes_are_those_that_are_tried(client: Client) -> None:
    assert templates(client) == ROUTES


@pytest.mark.parametrize("method", METHODS)
async def test_every_route_answers_every_method_safely(client: Client, method: str) -> None:
    for template, allowed in templates(client).items():
        path = template.format(**EXAMPLES)
        response = await client.request(method, path, allow_redirects=False)
        assert is_safe(response), path
        assert response.status < 500, path
        if method not in allowed:
            assert response.status == 405, path
            assert set(response.headers["Allow"].split(",")) == allowed
        else:
            assert response.status != 405, path


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/file/",
        "/file/short",
        f"/file/{'g' * 64}",
        "/api/messages/",
        "/.env",
        "/%2e%2e/etc",
        "/a" * 900,
    ],
)
async def test_what_is_not_there_is_a_plain_page_that_repeats_nothing(client: Client, path: str) -> None:
    response = await client.get(path)
    text = await response.text()
    assert response.status == 404
    assert is_safe(response)
    assert "<h1>Siden findes ikke</h1>" in text
    assert path.strip("/") not in text or path == "/file/"


async def test_a_request_that_expects_what_we_do_not_know_is_refused_safely(client: Client) -> None:
    response = await client.get("/", headers={"Expect": "wonders"})
    assert response.status == 417
    assert is_safe(response)


async def test_a_fault_of_ours_is_a_plain_page_and_one_line_in_the_log() -> None:
    async def broken(_: web.Request) -> web.StreamResponse:
        raise RuntimeError("Asta Opdigtet 610190-4321")

    async with running({"/": broken}) as client:
        with capture_logs() as logs:
            response = await client.get("/", headers={"Accept-Language": "en"})
        assert response.status == 503
        assert is_safe(response)
        assert "<h1>Something went wrong on our side</h1>" in await response.text()
    assert [line["error"] for line in logs] == ["RuntimeError"]
    assert "Asta" not in str(logs)


async def test_without_https_nothing_is_said_of_it() -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    application = web.Application()
    application.router.add_get("/", answer)
    guard(application, load_catalogues(), None, is_https=False)
    async with TestClient(TestServer(application)) as client:
        assert "Strict-Transport-Security" not in (await client.get("/")).headers


def running(routes: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]) -> Client:
    application = web.Application()
    for path, handler in routes.items():
        application.router.add_get(path, handler)
    guard(application, load_catalogues(), None, is_https=True)
    return TestClient(TestServer(application))
