"""How every server of a benchmark starts, tells its ports, watches its own event loop, and stops.

A server binds a free loopback port, prints it as one line of JSON, and runs until its standard input ends,
so none is left behind when the runner dies. Needs nothing but aiohttp, since it also runs beside the SDKs.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import ssl
import sys
from collections.abc import AsyncIterator

from aiohttp import web

STALLS_PATH = "/benchmark/longest-stall"
_BEAT = 0.005


class StallWatch:
    """Notices how long the event loop was held: a beat every 5 ms, and by how much each came too late."""

    def __init__(self) -> None:
        self._longest = 0.0

    async def beat(self, _: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(self._run())
        yield
        task.cancel()

    async def take(self, _: web.Request) -> web.Response:
        """The longest stall since the last time it was asked, in seconds."""
        longest, self._longest = self._longest, 0.0
        return web.json_response({"seconds": longest})

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + _BEAT
        while True:
            await asyncio.sleep(_BEAT)
            now = loop.time()
            self._longest = max(self._longest, now - due)
            due = now + _BEAT


def watched(app: web.Application) -> web.Application:
    """The same application, with the stall watch and its address added."""
    watch = StallWatch()
    app.cleanup_ctx.append(watch.beat)
    app.router.add_get(STALLS_PATH, watch.take)
    return app


async def start(
    app: web.Application, tls_on_second_port: ssl.SSLContext | None = None
) -> tuple[web.AppRunner, dict[str, int]]:
    """Serve `app` on a free loopback port (and on a second one with TLS); returns the ports by scheme."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=512).start()
    if tls_on_second_port:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls_on_second_port, backlog=512).start()
    ports = [address[1] for address in runner.addresses]
    return runner, dict(zip(("http", "https"), ports, strict=False))


async def run_until_input_ends(runner: web.AppRunner, ports: dict[str, int]) -> None:
    gc.collect()
    gc.freeze()
    print(json.dumps(ports), flush=True)
    # Whatever is printed from here on goes with the errors: nobody reads this pipe any more.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


async def serve(app: web.Application) -> None:
    """Serve an application to be measured, until the runner lets go."""
    runner, ports = await start(watched(app))
    await run_until_input_ends(runner, ports)
