"""What cannot be logged is not done: nothing is shown, nothing is changed, and the person is told so."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from dialogs.turn import Reply, Sender, Turn
from domain.people import Person
from tests import factories as f
from tests.integration.bot.bot_room import Room, authenticated, click, message
from tests.integration.bot.fake_teams import FakeTeams, KeyPair
from tests.office import EVERYTHING
from tests.stores import file_of, raw, with_a_case
from tests.unit.dialogs.bot_in_process import Bot, running_bot
from workflows.ports import Clockwork

AWAY = "ALTER TABLE audit RENAME TO audit_away"
PERSONAL = (f.CITIZEN_NAME, f.CPR_TEXT, f.CASEWORKER.name, f.CASEWORKER.user_id)


@dataclass
class Surgery:
    room: Room
    bot: Bot
    meeting_id: str

    def everything(self) -> list[list[tuple[object, ...]]]:
        tables = (*EVERYTHING, "effects", "drafts", "posts", "people", "addresses")
        with closing(sqlite3.connect(file_of(self.bot.url))) as kept:
            names = ("audit_away" if table == "audit" else table for table in tables)
            return [kept.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names]

    def acts_as(self, person: Person) -> None:
        async def answer(turn: Turn) -> Reply:
            known = replace(turn, sender=Sender(person.tenant_id, person.user_id))
            return await self.bot.conversation.handle(known)

        self.room.answerer.answer = answer


@pytest.fixture
async def surgery(teams: FakeTeams, key: KeyPair, tmp_path: Path) -> AsyncIterator[Surgery]:
    async with running_bot(tmp_path) as bot, Room(authenticated(teams), teams, key) as room:
        _, meeting, _ = await with_a_case(bot.store)
        yield Surgery(room, bot, meeting.id)


@pytest.mark.parametrize("verb", ["meeting.show", "meeting.acknowledge"])
async def test_neither_a_look_nor_a_change_happens_without_the_log(
    surgery: Surgery, teams: FakeTeams, verb: str
) -> None:
    surgery.acts_as(f.CASEWORKER)
    raw(surgery.bot.url, AWAY)
    before = surgery.everything()
    with capture_logs() as logs:
        response = await surgery.room.send(click(teams, verb, {"id": surgery.meeting_id}))
    assert response.status == 200
    answer = await response.json()
    assert "da-DK: fejl E1" in str(answer)
    assert surgery.everything() == before
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["turn failed"]
    for words in PERSONAL:
        assert words not in str(logs)
        assert words not in str(answer)


async def test_not_even_a_stranger_is_refused_without_the_log(surgery: Surgery, teams: FakeTeams) -> None:
    raw(surgery.bot.url, AWAY)
    surgery.acts_as(replace(f.NURSE, user_id="nobody"))
    await surgery.room.send(message(teams))
    assert [body["text"] for body in teams.posted()] == ["da-DK: fejl E1"]


async def test_once_the_log_is_there_again_the_same_click_does_what_it_says(
    surgery: Surgery, teams: FakeTeams
) -> None:
    surgery.acts_as(f.CASEWORKER)
    raw(surgery.bot.url, AWAY)
    clicked: Any = click(teams, "meeting.acknowledge", {"id": surgery.meeting_id})
    await surgery.room.send(clicked)
    raw(surgery.bot.url, "ALTER TABLE audit_away RENAME TO audit")
    await surgery.room.send(clicked)
    found = await surgery.bot.reads(lambda r: r.meetings.get(surgery.meeting_id, Clockwork()))
    assert found.meeting.acknowledged_at is not None
    assert ("meeting.acknowledge",) in raw(surgery.bot.url, "SELECT action FROM audit")
