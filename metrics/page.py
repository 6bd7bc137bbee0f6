"""`GET /metrics`, on an address and port of its own, which no proxy in front of the bot passes on by mistake.

Whoever reaches it is not asked who they are: it holds nothing about anybody (`workflows/watching.py`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST

from metrics.meter import Meter
from workflows.ports.measures import Measures
from workflows.watching import Gauge

Read = Callable[[], Awaitable[Sequence[Gauge]]]
UNKNOWN_ROUTE = "unknown"

log = structlog.get_logger(__name__)


@asynccontextmanager
async def metrics_page(meter: Meter, read: Read, host: str, port: int) -> AsyncIterator[int]:
    """Served while the context lasts; the port it is at."""

    async def answer(_: web.Request) -> web.Response:
        try:
            gauges = await read()
        except Exception as error:  # noqa: BLE001 - that the database does not answer is what is to be seen
            log.error("metrics not read", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response(body=meter.page(gauges), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.router.add_get("/metrics", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def counting(measures: Measures) -> Middleware:
    """Counts every request by the pattern of its route, never by what stands in its path."""

    @web.middleware
    async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
        resource = request.match_info.route.resource
        route = resource.canonical if resource else UNKNOWN_ROUTE
        try:
            response = await handler(request)
        except web.HTTPException as answered:
            measures.request(route, answered.status)
            raise
        measures.request(route, response.status)
        return response

    return count
