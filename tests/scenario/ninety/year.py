"""Lets the days pass over the ninety: the scan at eight, messages, people at work, the discharges.

One SQLite store holds all ninety, since that is how they would lie. Messages go out through the product's
own rendering, without a channel; each is kept with the day on which it was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from dialogs.notices import NoticeRenderer
from dialogs.subjects import case_of, find
from dialogs.wording import load_catalogues
from domain.local_time import at_local
from domain.subject import Subject
from domain.task import Task
from reminders.scan import Scan
from storage.store import SqlStore
from tests.scenario.ninety.course import Course
from tests.scenario.ninety.staff import LEAVES_AT, Staff
from tests.scenario.ninety.town import Town, rows, town_of
from tests.scenario.ninety.working_days import is_open
from tests.stores import opened, sqlite_url
from workflows.agreements import Agreements, load_agreements
from workflows.chat import Message as Rendered
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind, Outgoing
from workflows.outbox_states import Event
from workflows.ports import Clockwork, Records

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
AFTERWARDS = timedelta(days=30)
"""How long after the last discharge the days go on."""
HOURS = range(9, 15)
SCAN_AT, LAST_SCAN_AT = time(8), time(16)
LEASE = timedelta(minutes=5)
BATCH = 500


@dataclass(frozen=True)
class Message:
    """A notice that went out, and what a notification showed of it."""

    notice: Notice
    case_id: str
    at: datetime
    summary: str


@dataclass
class Year:
    store: SqlStore
    url: str
    town: Town
    courses: tuple[Course, ...]
    agreements: Agreements
    staff: dict[int, Staff]
    now: datetime
    render: NoticeRenderer = field(init=False)
    sent: list[Message] = field(default_factory=list)
    rendered: list[Rendered] = field(default_factory=list)
    """The same as the product made them."""
    of_many: dict[tuple[str, str], Outgoing] = field(default_factory=dict)
    """By kind and recipient, the newest message that told of many courses."""
    cases: dict[Subject, str] = field(default_factory=dict)
    """The case of what a message was about."""
    new_id: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def __post_init__(self) -> None:
        self.render = NoticeRenderer(
            self.desk, load_catalogues(), lambda id_: f"https://example.invalid/{id_}"
        )

    def desk(self, records: Records, now: datetime) -> Desk:
        return Desk(records, now, self.agreements, lambda: f"{self.new_id():032x}")

    async def does(self, work: Callable[[Desk], T]) -> T:
        return await self.store.run(lambda records: work(self.desk(records, self.now)))

    async def passes(self) -> None:
        day = min(course.admitted_on for course in self.courses)
        last = max(course.left_on for course in self.courses) + AFTERWARDS
        while day <= last:
            await self._day(day)
            day += timedelta(days=1)

    async def _day(self, day: date) -> None:
        await self._scans(at_local(day, SCAN_AT))
        if is_open(day):
            await self._works(day)
        self.now = at_local(day, LEAVES_AT)
        if await self.does(self._some_leave):
            await self._scans(at_local(day, LAST_SCAN_AT))

    async def _works(self, day: date) -> None:
        """By the hour, as long as somebody still has something to do."""
        self.now = at_local(day, time(HOURS[0]))
        if await self.does(self._something_begins):
            await self._scans(self.now + timedelta(minutes=1))
        for hour in HOURS:
            if not await self.does(self._everybody_acts):
                return
            await self._scans(at_local(day, time(hour + 1)))

    def _something_begins(self, desk: Desk) -> bool:
        begun = [staff.begins(desk, self.town) for staff in self.staff.values()]
        return any(begun)

    def _some_leave(self, desk: Desk) -> bool:
        left = [staff.leaves(desk) for staff in self.staff.values()]
        return any(left)

    def _everybody_acts(self, desk: Desk) -> bool:
        on_lists = _by_case(
            task for team in self.town.teams for task in desk.records.tasks.open_of_person(team.worker)
        )
        acted = [staff.acts(desk, on_lists[staff.case_id]) for staff in self.staff.values() if staff.case_id]
        return any(acted)

    async def _scans(self, now: datetime) -> None:
        self.now = now
        await Scan(self.store, self.desk).run(now)
        await self.store.run(self._delivers)

    def _delivers(self, records: Records) -> None:
        """Everything due goes out and is read at once."""
        while claimed := records.outbox.claim(self.now, LEASE, BATCH):
            for outgoing in claimed:
                if _tells_of_many(outgoing):
                    self.of_many[outgoing.notice.kind, outgoing.notice.recipient_id] = outgoing
                    for carried in records.outbox.carried_by(outgoing.id):
                        self._goes_out(records, carried)
                    records.outbox.settle(outgoing, Event.ARRIVED)
                elif self._goes_out(records, outgoing):
                    records.outbox.settle(outgoing, Event.ARRIVED)

    def _goes_out(self, records: Records, outgoing: Outgoing) -> bool:
        """Whether it is still true: then it is read."""
        is_news = outgoing.notice.kind is not NoticeKind.REFRESH
        message = self.render(records, outgoing, self.now) if is_news else None
        if message is None:
            records.outbox.settle(outgoing, Event.NO_LONGER_TRUE)
            return False
        self.rendered.append(message)
        self._arrives(records, outgoing.notice, message.summary)
        return True

    def _arrives(self, records: Records, notice: Notice, summary: str) -> None:
        subject = notice.subject
        if subject not in self.cases:
            self.cases[subject] = case_of(find(records, subject, Clockwork())).id
        case_id = self.cases[subject]
        self.sent.append(Message(notice, case_id, self.now, summary))
        today = self.desk(records, self.now).today
        for staff in self.staff.values():
            if staff.case_id == case_id:
                staff.hears(notice, today)


def _tells_of_many(outgoing: Outgoing) -> bool:
    """The morning's message, whose reminders are each read for themselves, and the weekly overview."""
    return outgoing.notice.kind in (NoticeKind.DIGEST, NoticeKind.WEEK)


def _by_case(tasks: Iterable[Task]) -> defaultdict[str, list[Task]]:
    found: defaultdict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        found[task.case_id].append(task)
    return found


@asynccontextmanager
async def lived(folder: Path, courses: tuple[Course, ...]) -> AsyncIterator[Year]:
    """The whole time over, in a store of its own in `folder`, which stays open to be asked."""
    url = sqlite_url(folder)
    async with opened(url) as store:
        await store.run(lambda records: records.directory.replace(rows()))
        town = await store.run(lambda records: town_of(records.directory))
        staff = {course.number: Staff.of(course, town) for course in courses}
        start = at_local(min(course.admitted_on for course in courses), SCAN_AT)
        year = Year(store, url, town, courses, load_agreements(ROOT / "agreements"), staff, start)
        await year.passes()
        yield year
