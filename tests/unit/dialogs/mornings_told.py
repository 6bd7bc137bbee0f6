"""A unit in the morning: tasks stand, a scan runs, what is due goes out, and one reads what each has got."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.local_time import at_local
from domain.network_meeting import NetworkMeeting
from domain.people import Person
from domain.preferences import PersonPreferences, UnitPreferences
from domain.subject import Subject, SubjectKind
from domain.task import Task, TaskKind
from reminders.deliver import Delivery
from reminders.scan import Scan
from tests import factories as f
from tests.fakes import RecordingMessenger
from tests.stores import raw, stored
from tests.unit.dialogs.bot_in_process import DANISH, Bot, make_desk
from workflows.chat import Card, Message
from workflows.holding_back import held_until
from workflows.notice import Notice, NoticeKind, Outgoing
from workflows.ports import Records

FRIDAY = date(2026, 11, 27)
"""A week after the factories' day."""
MONDAY = FRIDAY + timedelta(days=3)
EIGHT = time(8)


@dataclass
class Mornings:
    """Made-up tasks on one case between the nurse's ward and the caseworker's unit."""

    bot: Bot
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)

    async def stand(self, *tasks: Task, meeting: NetworkMeeting | None = None) -> None:
        """Before anybody has met the bot."""
        case = f.a_case()
        await stored(self.bot.store, case, meeting or f.a_meeting(case), *tasks)

    async def begin(self, *tasks: Task, meeting: NetworkMeeting | None = None) -> None:
        await self.stand(*tasks, meeting=meeting)
        await self.bot.meets(f.CASEWORKER, f.COLLEAGUE, f.NURSE, f.CASEWORKER_LEADER)

    async def at(self, day: date, wall: time = EIGHT) -> None:
        """Wind on, let the bot see what is due, and send what may go."""
        self.bot.time = at_local(day, wall)
        await Scan(self.bot.store, make_desk).run(self.bot.time)
        await self.deliver()

    async def deliver(self) -> None:
        renderer = self.bot.renderer

        def held(records: Records, outgoing: Outgoing, now: datetime) -> datetime | None:
            return held_until(make_desk(records, now), outgoing)

        delivery = Delivery(
            self.bot.store, self.messenger, renderer, renderer.overtaken, held, lambda: self.bot.time
        )
        await delivery.run()

    def got(self, person: Person = f.CASEWORKER) -> list[Message]:
        """What was posted to the person, but for the weekly overview."""
        return [message for message in self._posted(person) if not _is_weekly(message)]

    def weeks(self, person: Person) -> list[Message]:
        return [message for message in self._posted(person) if _is_weekly(message)]

    def _posted(self, person: Person) -> list[Message]:
        theirs = [each for each in self.messenger.posts if each.address.user_id == person.user_id]
        return [each.message for each in theirs]

    def words(self, person: Person = f.CASEWORKER) -> list[str]:
        return [message.summary for message in self.got(person)]

    def latest(self, person: Person = f.CASEWORKER) -> Card:
        """The card as it stands in the chat now, updates included."""
        sent = [each for each in self.messenger.sent if each.address.user_id == person.user_id]
        card = sent[-1].message.card
        assert card is not None
        return card

    async def prefers(self, person: Person, **chosen: Any) -> None:
        mine = replace(PersonPreferences(person.id), **chosen)
        await self.bot.store.run(lambda r: r.preferences.save(mine))

    async def unit_prefers(self, person: Person, **chosen: Any) -> None:
        theirs = replace(UnitPreferences(person.home.id), **chosen)
        await self.bot.store.run(lambda r: r.preferences.save_unit(theirs))

    async def second_ward_of_the_nurse(self) -> Person:
        """Where the nurse works too; somebody who works there only."""
        nurse, colleague = f.DIRECTORY[0], f.DIRECTORY[1]
        as_well = replace(nurse, unit="Afsnit 2", receives=False)
        only_there = replace(
            colleague, unit="Afsnit 2", person="Vita Demo", user_id=f.made_up_id("user Vita")
        )
        rows = (*f.DIRECTORY, as_well, only_there)
        await self.bot.store.run(lambda r: r.directory.replace(rows))
        found = await self.bot.store.run(
            lambda r: r.directory.person_by_account(only_there.tenant_id, only_there.user_id)
        )
        assert found is not None
        return found

    async def begin_another_case(self, name: str, due: date) -> None:
        case = f.a_case("26-1002")
        meeting = f.a_meeting(case)
        task = f.a_task(meeting, name, kind=TaskKind.FOLLOW_UP, owner_id=f.CASEWORKER.id, due=due)
        await stored(self.bot.store, case, meeting, task)

    def lose_the_agreement_of_the_other_case(self) -> None:
        raw(self.bot.url, "UPDATE cases SET agreement_id = 'gone' WHERE number = '26-1002'")

    async def tell(self, person: Person, task: Task) -> None:
        """Something other than a deadline: a task handed over."""
        subject = Subject(SubjectKind.TASK, task.id)
        notice = Notice(NoticeKind.REMINDER, subject, person.id, "handed", self.bot.time, "handed")
        await self.bot.store.run(lambda r: r.outbox.queue([notice], self.bot.time))


def a_task(name: str, due: date = FRIDAY, owner: Person | None = f.CASEWORKER, **changes: Any) -> Task:
    """A follow-up of the caseworker's."""
    owned = {"kind": TaskKind.FOLLOW_UP, "owner_id": owner.id if owner else None, "due": due}
    return f.a_task(f.a_meeting(f.a_case()), name, **{**owned, **changes})


def _is_weekly(message: Message) -> bool:
    return message.summary.startswith(DANISH("notice.week", number="").strip())
