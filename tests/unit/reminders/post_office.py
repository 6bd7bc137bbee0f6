"""A delivery over an office's store, for tests: notices go in, what the messenger was asked comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.people import Person
from domain.subject import Subject, SubjectKind
from reminders.deliver import Delivery
from reminders.parcel import Render
from tests import factories as f
from tests.fakes import RecordingMessenger
from tests.office import Office
from tests.stores import raw
from workflows.chat import Address, Message, Messenger, NotSent, Refusal, Uncertain
from workflows.notice import Notice, Outgoing, Post
from workflows.ports import Records

BUSY = NotSent(Refusal.BUSY)
UNREACHABLE = NotSent(Refusal.UNREACHABLE)
REJECTED = NotSent(Refusal.REJECTED)
TIMEOUT = Uncertain("timeout")
SUBJECT = Subject(SubjectKind.TASK, f.made_up_id("task one"))


@dataclass
class PostOffice:
    """Cards here say the detail of their notice."""

    office: Office
    messenger: RecordingMessenger = field(default_factory=RecordingMessenger)
    silent: set[str] = field(default_factory=set)
    """Details of notices that are no longer true."""
    broken: set[str] = field(default_factory=set)
    """Details of notices whose card cannot be made."""
    overtaken_words: str | None = "Se nedenfor"
    chance: float = 0

    def delivery(self) -> Delivery:
        return self.delivery_by(self.messenger)

    def delivery_by(self, messenger: Messenger, render: Render | None = None) -> Delivery:
        """Nobody waits for a turn in these tests: the time is then at once."""
        return Delivery(
            self.office.store,
            messenger,
            render or self.card,
            self.overtaken,
            lambda: self.office.now,
            sleep_until=self.sleep_until,
            jitter=lambda: self.chance,
        )

    async def sleep_until(self, moment: datetime) -> None:
        self.office.now = max(self.office.now, moment)

    def card(self, records: Records, outgoing: Outgoing, now: datetime) -> Message | None:
        detail = outgoing.notice.detail
        if detail in self.broken:
            raise LookupError
        return None if detail in self.silent else Message(f"{'Igen: ' * outgoing.repeats}{detail}")

    def overtaken(self, records: Records, outgoing: Outgoing, now: datetime) -> Message | None:
        return None if self.overtaken_words is None else Message(self.overtaken_words)

    async def queue(self, *notices: Notice) -> None:
        await self.office.store.run(lambda r: r.outbox.queue(notices, self.office.now))

    async def only(self, *notices: Notice) -> None:
        """Queue these, and take away what a use case queued before."""
        raw(self.office.url, "DELETE FROM outbox")
        await self.queue(*notices)

    async def deliver(self, after: timedelta = timedelta(0)) -> int:
        self.office.now += after
        return await self.delivery().run()

    async def deliver_on_and_on(self, after: timedelta = timedelta(0)) -> None:
        """Until nothing is due any more."""
        while await self.deliver(after):
            after = timedelta(seconds=1)

    async def reach(self, person: Person, conversation_id: str | None = "chat") -> None:
        address = Address("https://teams.example", person.tenant_id, person.user_id, conversation_id, "bot")
        await self.office.store.run(lambda r: r.addresses.remember(person.id, address))

    async def standing(self, *posts: Post) -> None:
        for post in posts:
            await self.office.store.run(lambda r, post=post: r.posts.record(post))  # type: ignore[misc]

    async def cards(self, person: Person = f.CASEWORKER) -> list[str]:
        posts = await self.office.store.run(lambda r: r.posts.of(person.id, SUBJECT))
        return [post.activity_id for post in posts]

    @property
    def said(self) -> list[str]:
        return [posted.words for posted in self.messenger.posts]

    def why(self) -> list[object]:
        return [row[0] for row in raw(self.office.url, "SELECT why FROM outbox ORDER BY not_before, id")]


def notice(detail: str = "overdue", recipient: Person = f.CASEWORKER, **changes: Any) -> Notice:
    return f.a_notice(detail, recipient, **{"detail": detail, "subject": SUBJECT} | changes)


def card(activity_id: str, posted_at: datetime = f.NOW - timedelta(days=1), chat: str = "chat") -> Post:
    return Post(f.CASEWORKER.id, SUBJECT, chat, activity_id, posted_at)
