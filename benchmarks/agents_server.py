"""The successor SDK at its barest: the Microsoft 365 Agents SDK answering an invoke inline.

No authentication, nothing stored, nothing sent: the most a bot on that SDK can do per second. Runs in
benchmarks/.venv.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web
from microsoft_agents.activity import (  # type: ignore[import-not-found]
    Activity,
    ActivityTypes,
    InvokeResponse,
)
from microsoft_agents.hosting.aiohttp import CloudAdapter  # type: ignore[import-not-found]
from microsoft_agents.hosting.core import (  # type: ignore[import-not-found]
    AnonymousTokenProvider,
    RestChannelServiceClientFactory,
    TurnContext,
)

from benchmarks.serving import serve


class NoConnections:
    """A bot without authentication asks for no token."""

    def get_token_provider(self, *_: object) -> Any:
        return AnonymousTokenProvider()

    def get_default_connection(self) -> Any:
        return AnonymousTokenProvider()


class Echo:
    async def on_turn(self, context: TurnContext) -> None:
        body = {"statusCode": 200, "type": "message", "value": context.activity.id}
        response = InvokeResponse(status=200, body=body)
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))


def application() -> web.Application:
    factory = RestChannelServiceClientFactory(NoConnections())
    adapter = CloudAdapter(channel_service_client_factory=factory)
    agent = Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse = await adapter.process(request, agent)
        return answer

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


if __name__ == "__main__":
    asyncio.run(serve(application()))
