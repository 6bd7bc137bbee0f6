"""The page of metrics: at an address of its own, and of the bot's own routes nothing but their patterns."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
from aiohttp import web

from metrics.meter import Meter
from metrics.page import counting, metrics_page
from tests.integration.demo.running import address_of, free_socket, serving
from workflows.watching import Gauge

LOOPBACK = "127.0.0.1"
WAITING = Gauge("outbox_messages", "Messages by state.", {("pending",): 4.0}, ("state",))


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.request("GET", url) as response:
        return response.status, await response.text()


async def read() -> Sequence[Gauge]:
    return (WAITING,)


async def database_is_gone() -> Sequence[Gauge]:
    raise ConnectionError


async def test_the_page_holds_what_was_counted_and_what_was_read() -> None:
    meter = Meter()
    meter.refused("error.not_allowed")
    async with metrics_page(meter, read, LOOPBACK, 0) as port:
        status, text = await get(f"http://{LOOPBACK}:{port}/metrics")
        assert status == 200
        assert 'brobygger_outbox_messages{state="pending"} 4.0' in text
        assert 'brobygger_turns_refused_total{reason="error.not_allowed"} 1.0' in text
        assert (await get(f"http://{LOOPBACK}:{port}/"))[0] == 404


async def test_a_database_that_does_not_answer_is_seen_as_503() -> None:
    async with metrics_page(Meter(), database_is_gone, LOOPBACK, 0) as port:
        assert (await get(f"http://{LOOPBACK}:{port}/metrics"))[0] == 503


async def test_requests_are_counted_without_what_stands_in_their_address() -> None:
    async def entry(request: web.Request) -> web.Response:
        if request.match_info["signed"] == "gone":
            raise web.HTTPNotFound
        return web.Response()

    meter, socket = Meter(), free_socket()
    application = web.Application(middlewares=[counting(meter)])
    application.router.add_get("/calendar/{signed}", entry)
    async with serving(application, socket):
        for path in ("/calendar/610190-1234", "/calendar/gone", "/610190-1234"):
            await get(address_of(socket) + path)
    page = meter.page(()).decode()
    assert 'brobygger_requests_total{route="/calendar/{signed}",status="200"} 1.0' in page
    assert 'brobygger_requests_total{route="/calendar/{signed}",status="404"} 1.0' in page
    assert 'brobygger_requests_total{route="unknown",status="404"} 1.0' in page
    assert "610190" not in page
