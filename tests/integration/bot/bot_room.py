"""The bot's room with a recording answerer behind it, spoken to over HTTP as Teams does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.application import Connection, make_application
from bot.configuration import AuthenticatedChannel, Channel, LoopbackChannel, Registration, Secret
from bot.conversation import LONGEST_TURN
from bot.service_hosts import ServiceHosts
from bot.turnstile import Limits, Turnstile
from dialogs.turn import Reply, Turn
from tests.integration.bot.fake_teams import APP_ID, NOW, FakeTeams, KeyPair
from workflows.paper import PrintPaper

TENANT = "22222222-aaaa-4bbb-8ccc-000000000001"
PERSON = "33333333-aaaa-4bbb-8ccc-000000000001"
BOT = f"28:{APP_ID}"


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = datetime.fromtimestamp(NOW, UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


class Answerer:
    """Records each turn; answers as the test says."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.reply = Reply()
        self.answer: Callable[[Turn], Awaitable[Reply]] | None = None

    async def __call__(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        return self.reply if self.answer is None else await self.answer(turn)


def registration(app_id: str = APP_ID, tenant: str = TENANT, secret: str = "hush") -> Registration:
    """A bot that one tenant uses."""
    return Registration(app_id, "botframework.com", Secret(secret), frozenset({tenant}))


def authenticated(teams: FakeTeams, *registrations: Registration, **changed: Any) -> AuthenticatedChannel:
    """The production channel, pointed at the fake; with one bot unless told otherwise."""
    settings: dict[str, Any] = {
        "registrations": registrations or (registration(),),
        "service_hosts": ServiceHosts(frozenset({"127.0.0.1"})),
        "metadata_url": teams.metadata_url,
        "token_endpoint": teams.token_endpoint,
    }
    return AuthenticatedChannel(**settings | changed)


def loopback() -> LoopbackChannel:
    """The channel without authentication."""
    return LoopbackChannel(tenants=frozenset({TENANT}), bot_id=BOT)


class Room:
    """A running bot. `async with Room(channel, teams) as room:`"""

    def __init__(
        self,
        channel: Channel,
        teams: FakeTeams,
        key: KeyPair | None = None,
        patience: float = 5,
        longest_turn: timedelta = LONGEST_TURN,
        total_timeout: timedelta = timedelta(seconds=2),
        limits: Limits | None = None,
    ) -> None:
        self.teams = teams
        self.key = key
        self.patience = timedelta(seconds=patience)
        self.longest_turn = longest_turn
        self.pauses: list[float] = []
        self.clock = Clock()
        self.turnstile = Turnstile(limits, self.clock, lambda locale: f"{locale}: vent") if limits else None
        self.answerer = Answerer()
        self.print_paper: PrintPaper = lambda paper: paper.title.encode()
        self.connection = Connection(channel, self.clock, total_timeout=total_timeout)
        self.client: TestClient[web.Request, web.Application] = TestClient(TestServer(self._application()))

    def _application(self) -> web.Application:
        return make_application(
            self.connection,
            self.answerer,
            lambda locale, error_id: f"{locale}: fejl {error_id}",
            lambda paper: self.print_paper(paper),
            new_error_id=lambda: "E1",
            patience=self.patience,
            longest_turn=self.longest_turn,
            pause=self._pause,
            turnstile=self.turnstile,
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def stop(self) -> None:
        """Stop the bot as a service is stopped."""
        await self.client.close()

    async def __aenter__(self) -> Self:
        await self.client.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def send(self, activity: Any, token: str | None = None) -> Any:
        """Post an activity with a good token, or with the one given."""
        if token is None and self.key is not None:
            token = self.teams.token(self.key)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await self.client.post("/api/messages", json=activity, headers=headers)


def message(teams: FakeTeams, words: str | None = "hjælp", **changed: Any) -> dict[str, Any]:
    """A personal message as Teams sends it; None as a change removes the field."""
    activity = {
        "type": "message",
        "id": "1485983408511",
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": {"id": "29:person", "name": "Medarbejder", "aadObjectId": PERSON},
        "recipient": {"id": BOT, "name": "Brobygger"},
        "conversation": {"id": "a:personal", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "da-DK",
        "text": words,
    } | changed
    return {name: value for name, value in activity.items() if value is not None}


def click(teams: FakeTeams, verb: str = "acknowledge", data: Any = None, **changed: Any) -> dict[str, Any]:
    """A click on a card's button."""
    action = {"type": "Action.Execute", "verb": verb, "data": data or {}}
    value = {"action": action, "trigger": "manual"}
    return (
        message(teams, None, type="invoke", name="adaptiveCard/action", replyToId="card-1", value=value)
        | changed
    )
