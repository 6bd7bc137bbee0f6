"""What aiohttp alone can do: reads an invoke as JSON and answers with JSON. The ceiling of the machine."""

from __future__ import annotations

import asyncio

from aiohttp import web

from benchmarks.serving import serve


async def answer(request: web.Request) -> web.Response:
    activity = await request.json()
    return web.json_response({"statusCode": 200, "type": "message", "value": activity["id"]})


def application() -> web.Application:
    app = web.Application()
    app.router.add_post("/api/messages", answer)
    return app


if __name__ == "__main__":
    asyncio.run(serve(application()))
