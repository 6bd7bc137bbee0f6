"""A fake Teams and a bot that trusts it, for each test; RSA keys once, since making them is slow."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.integration.bot.bot_room import Room, authenticated, loopback
from tests.integration.bot.fake_teams import FakeTeams, KeyPair


@pytest.fixture(scope="session")
def key() -> KeyPair:
    """The key Teams signs with."""
    return KeyPair.new("key-1")


@pytest.fixture(scope="session")
def other_key() -> KeyPair:
    """A key Teams may change to, or a stranger's."""
    return KeyPair.new("key-2")


@pytest.fixture
async def teams(key: KeyPair) -> AsyncIterator[FakeTeams]:
    """Teams, publishing its key."""
    teams = FakeTeams(key)
    await teams.start()
    yield teams
    await teams.stop()


@pytest.fixture
async def room(teams: FakeTeams, key: KeyPair) -> AsyncIterator[Room]:
    """The bot, authenticated."""
    async with Room(authenticated(teams), teams, key) as room:
        yield room


@pytest.fixture
async def loopback_room(teams: FakeTeams) -> AsyncIterator[Room]:
    """The bot on the loopback channel."""
    async with Room(loopback(), teams) as room:
        yield room
