"""Our own bot under measurement: the real endpoint, authentication and messenger of `bot/`.

Here each turn is answered by an echo, which shows what the Teams side costs: like for like with the SDK's
echo. The addresses of the fake Microsoft come in through the same settings production uses.
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime

from aiohttp import web

from benchmarks.identity import BOT_ID, BOT_PASSWORD, TENANT_ID
from benchmarks.serving import serve
from bot.application import Connection, make_application
from bot.configuration import AuthenticatedChannel, Registration, Secret
from bot.conversation import Handle
from bot.service_hosts import LOOPBACK_ONLY
from dialogs.turn import CardAction, Reply, TextSaid, Turn
from papers.pdf import print_paper
from workflows.chat import Message


async def echo(turn: Turn) -> Reply:
    """A message back for text, a card in place for a card action."""
    match turn.event:
        case TextSaid(text=text):
            return Reply(messages=(Message(summary=text),))
        case CardAction(verb=verb):
            card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": verb}]}
            return Reply(card=card)
    return Reply()


def channel(metadata: str, login: str) -> AuthenticatedChannel:
    """The production channel, with the fake Microsoft's addresses."""
    return AuthenticatedChannel(
        (Registration(BOT_ID, TENANT_ID, Secret(BOT_PASSWORD), frozenset({TENANT_ID})),),
        service_hosts=LOOPBACK_ONLY,
        metadata_url=metadata,
        token_endpoint=f"{login}/{{tenant}}/oauth2/v2.0/token",
    )


def application(settings: AuthenticatedChannel, handle: Handle) -> web.Application:
    """The bot's web application around any way to answer a turn."""
    connection = Connection(settings, lambda: datetime.now(UTC))
    return make_application(connection, handle, lambda _locale, error_id: error_id, print_paper)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--metadata", required=True)
    parser.add_argument("--login", required=True)
    options = parser.parse_args()
    asyncio.run(serve(application(channel(options.metadata, options.login), echo)))
