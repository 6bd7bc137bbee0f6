"""The SDK's own way: `CloudAdapter` echoing a message, with authentication on, as its samples wire it.

Only the addresses are changed, through the SDK's own configuration: where the channel publishes its keys
and where a bot logs in. Runs in benchmarks/.venv.
"""

from __future__ import annotations

import argparse
import asyncio

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import (
    CloudAdapter,
    ConfigurationBotFrameworkAuthentication,
)

from benchmarks.identity import BOT_ID, BOT_PASSWORD, ISSUER, SCOPE, TENANT_ID
from benchmarks.serving import serve


class Configuration:
    """Read by the SDK by attribute name."""

    APP_TYPE = "SingleTenant"
    APP_ID = BOT_ID
    APP_PASSWORD = BOT_PASSWORD
    APP_TENANTID = TENANT_ID
    TO_CHANNEL_FROM_BOT_OAUTH_SCOPE = SCOPE
    TO_BOT_FROM_CHANNEL_TOKEN_ISSUER = ISSUER

    def __init__(self, metadata: str, login: str) -> None:
        self.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL = metadata
        self.TO_CHANNEL_FROM_BOT_LOGIN_URL = login


class Echo(ActivityHandler):  # type: ignore[misc]
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(turn_context.activity.text)


def application(metadata: str, login: str) -> web.Application:
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration(metadata, login)))
    bot = Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse = await adapter.process(request, bot)
        return answer

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--metadata", required=True)
    parser.add_argument("--login", required=True)
    options = parser.parse_args()
    asyncio.run(serve(application(options.metadata, options.login)))
