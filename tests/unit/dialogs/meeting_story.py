"""A network meeting brought to any status, the way the two sectors would bring it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from domain.network_meeting import NetworkMeeting
from domain.people import Person
from domain.task import Task, TaskKind
from tests.factories import CASEWORKER, CPR_TEXT, NURSE
from tests.unit.dialogs.bot_in_process import Bot, make_desk
from workflows.chat import Card
from workflows.meetings import time_passed
from workflows.ports import Clockwork, MeetingOnCase, Records

MINUTES_PAGE = {
    "minutes": "Vi aftalte støtte i hjemmet.",
    "text_1": "Ring til borgeren", "owner_1": f"{CASEWORKER.home.id}:{CASEWORKER.id}", "due_1": "2026-12-04",
    "text_2": "Skriv til egen læge", "owner_2": f"{NURSE.home.id}:", "due_2": "2026-12-02",
}  # fmt: skip


def _time_passes(found: MeetingOnCase, now: datetime, records: Records) -> None:
    time_passed(make_desk(records, now), found)


@dataclass
class Story:
    bot: Bot

    async def requested(self, cpr: str = CPR_TEXT) -> NetworkMeeting:
        await self.bot.requests_a_meeting(cpr=cpr)
        return await self.meeting()

    async def meeting(self) -> NetworkMeeting:
        case = (await self.bot.reads(lambda r: r.cases.of_person(NURSE)))[0]
        return (await self.bot.reads(lambda r: r.meetings.of_case(case.id, NURSE)))[0]

    async def does(self, person: Person, verb: str, **inputs: str) -> Card:
        """What answers a button of the meeting, with its form filled in and sent where it has one."""
        meeting = await self.meeting()
        data: dict[str, object] = {"id": meeting.id, "version": meeting.version}
        if verb == "meeting.accept_time":
            data["start"] = meeting.proposed[0].start.isoformat()
        card = (await self.bot.clicks(person, verb, data)).card
        assert card is not None
        return await self.bot.presses(person, card, "form.next", **inputs) if inputs else card

    async def scheduled(self) -> NetworkMeeting:
        await self.requested()
        await self.does(CASEWORKER, "meeting.accept_time")
        return await self.meeting()

    async def over(self) -> NetworkMeeting:
        """The agreed time has passed, and minutes are asked for."""
        meeting = await self.scheduled()
        assert meeting.agreed is not None
        self.bot.time = meeting.agreed.end + timedelta(minutes=1)
        now = self.bot.time
        for found in await self.bot.reads(lambda r: r.meetings.over_by(now, 9, Clockwork())):
            await self.bot.store.run(partial(_time_passes, found, now))
        return await self.meeting()

    async def concluded(self) -> NetworkMeeting:
        """With a follow-up for the caseworker and one for the nurse's unit."""
        await self.over()
        review = await self.does(NURSE, "meeting.write_minutes", **MINUTES_PAGE)
        await self.bot.presses(NURSE, review, "form.send")
        return await self.meeting()

    async def tasks(self, kind: TaskKind = TaskKind.FOLLOW_UP) -> list[Task]:
        """By due day."""
        meeting = await self.meeting()
        tasks = await self.bot.reads(lambda r: r.tasks.of_case(meeting.case_id, NURSE))
        return [task for task in tasks if task.kind is kind]
