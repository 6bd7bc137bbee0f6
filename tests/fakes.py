"""Hand-written stand-ins for the ports that lead out of the house."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from workflows.chat import Address, Message, Outcome, Sent
from workflows.notice import Outgoing
from workflows.ports import Records


def at_any_hour(_records: Records, _outgoing: Outgoing, _now: datetime) -> None:
    """Everybody may be written to night and day."""


@dataclass(frozen=True)
class Posted:
    """What a messenger was asked to post, or to put in the place of `replaces`."""

    address: Address
    message: Message
    replaces: str = ""

    @property
    def words(self) -> str:
        return self.message.summary


@dataclass
class RecordingMessenger:
    """A messenger that sends nothing, remembers everything, and answers as it was told to.

    Outcomes are used up in order, posts and updates each from their own; without one everything arrives.
    """

    sent: list[Posted] = field(default_factory=list)
    _posts: deque[Outcome | Exception] = field(default_factory=deque)
    _updates: deque[Outcome | Exception] = field(default_factory=deque)

    def answers_posts(self, *outcomes: Outcome | Exception) -> None:
        self._posts.extend(outcomes)

    def answers_updates(self, *outcomes: Outcome | Exception) -> None:
        self._updates.extend(outcomes)

    @property
    def posts(self) -> list[Posted]:
        return [posted for posted in self.sent if not posted.replaces]

    @property
    def updates(self) -> list[Posted]:
        return [posted for posted in self.sent if posted.replaces]

    async def post(self, address: Address, message: Message) -> Outcome:
        self.sent.append(Posted(address, message))
        chat = address.conversation_id or f"chat with {address.user_id}"
        return _next(self._posts, Sent(f"card {len(self.posts)}", chat))

    async def update(self, address: Address, activity_id: str, message: Message) -> Outcome:
        self.sent.append(Posted(address, message, replaces=activity_id))
        return _next(self._updates, Sent(activity_id, address.conversation_id or ""))


def _next(outcomes: deque[Outcome | Exception], otherwise: Outcome) -> Outcome:
    outcome = outcomes.popleft() if outcomes else otherwise
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
