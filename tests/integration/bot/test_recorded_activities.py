"""Activities as Teams sends them, each with the turn it must become.

The files under `activities/` know no SDK: whoever moves `bot/` to another one runs this suite again. The
people and ids in them are made up.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.service_hosts import TEAMS_HOSTS
from dialogs.turn import Turn
from tests.integration.bot.bot_room import Room, authenticated
from tests.integration.bot.fake_teams import FakeTeams, KeyPair

RECORDED = sorted((Path(__file__).parent / "activities").glob("*.json"))


def as_json(turn: Turn) -> dict[str, Any]:
    return asdict(turn) | {"event": {"is": type(turn.event).__name__} | asdict(turn.event)}


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
async def test_a_recorded_activity_becomes_its_turn(path: Path, teams: FakeTeams, key: KeyPair) -> None:
    recorded = json.loads(path.read_text(encoding="utf-8"))
    activity, expected = recorded["activity"], recorded["turn"]
    async with Room(authenticated(teams, service_hosts=TEAMS_HOSTS), teams, key) as room:
        response = await room.send(activity, teams.token(key, serviceurl=activity["serviceUrl"]))
    assert response.status == 200
    assert [as_json(turn) for turn in room.answerer.turns] == ([] if expected is None else [expected])


def test_every_kind_of_event_is_recorded() -> None:
    turns = [json.loads(path.read_text(encoding="utf-8"))["turn"] for path in RECORDED]
    kinds = {"silence" if turn is None else turn["event"]["is"] for turn in turns}
    assert kinds == {
        "TextSaid", "CardAction", "FileAnswered", "BotAdded", "BotRemoved", "NotUnderstood", "silence",
    }  # fmt: skip
