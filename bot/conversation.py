"""Takes a turn: the answer is asked for, and the reply carried out, in the order the person wrote.

Turns of one person in one chat run one at a time, messages included. The request is answered when the
reply's messages are posted, or after `patience` if the channel is slow: Teams would send the same again at
15 seconds, so the posting goes on by itself. A card that is to stay then takes the clicked message's place; a
file is handed over while the chat goes on.
An error in the answering, or answering that takes longer than `longest_turn`, is logged under an id, without
any content, and the person is told that id.
"""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from pathlib import PurePath

import structlog

from bot.handing_over import HandingOver
from bot.ordering import OneAtATime
from dialogs.turn import BotRemoved, CardAction, ChatKind, FileAnswered, Reply, Turn
from workflows.chat import Address, Message, Messenger, NotSent, Outcome, Refusal, Sent

Handle = Callable[[Turn], Awaitable[Reply]]
Apologise = Callable[[str, str], str]
"""The line for "something went wrong", from a locale and an error id."""
Pause = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""

ON_A_MESSAGE = CardAction | FileAnswered
"""What is done on an earlier message, whose place the answer may take."""

PATIENCE = timedelta(seconds=5)
LONGEST_TURN = timedelta(seconds=30)
"""How long answering may take before it is given up, so that what hangs does not hold up a chat for ever."""
LONGEST_PAUSE = timedelta(seconds=3)
"""How long a reply waits when Teams is busy before its one other try."""

log = structlog.get_logger(__name__)


class Conversations:
    """All chats of this process."""

    def __init__(
        self,
        handle: Handle,
        messenger: Messenger,
        handing_over: HandingOver,
        apologise: Apologise,
        new_error_id: Callable[[], str],
        patience: timedelta = PATIENCE,
        longest_turn: timedelta = LONGEST_TURN,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._handle = handle
        self._messenger = messenger
        self._handing_over = handing_over
        self._apologise = apologise
        self._new_error_id = new_error_id
        self._patience = patience.total_seconds()
        self._longest_turn = longest_turn.total_seconds()
        self._pause = pause
        self._queue = OneAtATime()
        self._running: set[asyncio.Task[None]] = set()

    async def take(self, turn: Turn, *, inline: bool) -> Reply:
        """Answer the turn. `inline`: the caller answers the card action itself; only messages are posted."""
        answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        posted = asyncio.Event()
        task = asyncio.create_task(self._run(turn, answered, posted, inline))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        reply = await answered
        if _posts_anything(reply, inline):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(posted.wait(), self._patience)
        return reply

    def tell(self, turn: Turn, words: str) -> None:
        """Say something in the person's own chat without taking the turn; it goes on by itself."""
        if turn.chat.kind is ChatKind.PERSONAL:
            task = asyncio.create_task(self._carry_out(turn, Reply(messages=(Message(words),)), inline=True))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def drain(self, grace: timedelta) -> None:
        """Let what is under way finish, at most `grace`; then stop it."""
        if self._running:
            _, unfinished = await asyncio.wait(set(self._running), timeout=grace.total_seconds())
            for task in unfinished:
                task.cancel()
            if unfinished:
                await asyncio.wait(unfinished)

    def failed(self, locale: str, error: BaseException) -> str:
        """Log an error without any content; returns the line for the person, with the error's id."""
        error_id = self._new_error_id()
        log.error("turn failed", error_id=error_id, error=type(error).__name__, where=where(error))
        return self._apologise(locale, error_id)

    def cannot_tell_who(self, locale: str) -> str:
        """The channel does not tell which person clicked, so nobody's rights can be checked: its fault, not
        ours. Returns the line for whoever it was, with the number that stands in the log."""
        error_id = self._new_error_id()
        log.warning("click without a person", error_id=error_id)
        return self._apologise(locale, error_id)

    async def _run(
        self, turn: Turn, answered: asyncio.Future[Reply], posted: asyncio.Event, inline: bool
    ) -> None:
        try:
            async with self._queue.place((turn.chat.conversation_id, turn.sender.user_id)):
                reply = await self._answer(turn)
                if not answered.done():
                    answered.set_result(reply)
                await self._carry_out(turn, reply, inline)
                posted.set()
                if inline:
                    await self._make_last(turn, reply)
            await self._hand_over(turn, reply)
        finally:
            posted.set()
            if not answered.done():
                answered.cancel()

    async def _answer(self, turn: Turn) -> Reply:
        try:
            async with asyncio.timeout(self._longest_turn):
                return await self._handle(turn)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the person is told
            return Reply(notice=self.failed(turn.locale, error))

    async def _carry_out(self, turn: Turn, reply: Reply, inline: bool) -> None:
        if isinstance(turn.event, BotRemoved):
            return
        try:
            if not inline:
                await self._post_answer(turn, reply)
            await self._post(turn, reply.messages)
        except Exception as error:  # noqa: BLE001 - the task has no caller left to tell
            self.failed(turn.locale, error)

    async def _make_last(self, turn: Turn, reply: Reply) -> None:
        """Put the answer's card into the clicked message itself, where it is to stay. Tried once."""
        clicked = turn.event.card_activity_id if isinstance(turn.event, CardAction) else None
        if not reply.lasting or reply.card is None or clicked is None:
            return
        try:
            message = Message(summary=reply.lasting, card=reply.card)
            _note(await self._messenger.update(_address(turn), clicked, message))
        except Exception as error:  # noqa: BLE001 - the person has the answer already
            log.error("clicked card not updated", error=type(error).__name__, where=where(error))

    async def _hand_over(self, turn: Turn, reply: Reply) -> None:
        """The file the person said yes to; outside the line, since it may take its time."""
        event = turn.event
        if reply.file is None or not isinstance(event, FileAnswered) or event.place is None:
            return
        try:
            offered = event.card_activity_id
            _note(await self._handing_over.finish(_address(turn), offered, event.place, reply.file))
        except Exception as error:  # noqa: BLE001 - the person has said yes and is told that it failed
            await self._post(turn, (Message(self.failed(turn.locale, error)),))

    async def _post_answer(self, turn: Turn, reply: Reply) -> None:
        """Card and notice of a turn that has no answer in place."""
        if reply.card is not None:
            message = Message(summary=reply.lasting or reply.notice or "", card=reply.card)
            clicked = turn.event.card_activity_id if isinstance(turn.event, ON_A_MESSAGE) else None
            if clicked is None:
                await self._post(turn, (message,))
            else:
                _note(await self._messenger.update(_address(turn), clicked, message))
        elif reply.notice:
            await self._post(turn, (Message(summary=reply.notice),))

    async def _post(self, turn: Turn, messages: Iterable[Message]) -> None:
        for message in messages:
            outcome = await self._messenger.post(_address(turn), message)
            if isinstance(outcome, NotSent) and outcome.why is Refusal.BUSY:
                # Certainly not accepted, so trying again cannot say it twice; silence would be worse.
                wait = min(outcome.retry_after or timedelta(seconds=1), LONGEST_PAUSE)
                await self._pause(wait.total_seconds())
                outcome = await self._messenger.post(_address(turn), message)
            _note(outcome)


def where(error: BaseException) -> str:
    """File, line and function an error came from: the innermost frame, and nothing of what it handled."""
    # What ran out of time is where it was cancelled, not where the clock stands.
    cancelled = error.__cause__ if isinstance(error.__cause__, asyncio.CancelledError) else None
    frames = traceback.extract_tb((cancelled or error).__traceback__)
    if not frames:
        return "unknown"
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}"


def _posts_anything(reply: Reply, inline: bool) -> bool:
    return bool(reply.messages) or (not inline and (reply.card is not None or bool(reply.notice)))


def _address(turn: Turn) -> Address:
    return Address(
        service_url=turn.chat.service_url,
        tenant_id=turn.sender.tenant_id,
        user_id=turn.sender.user_id,
        conversation_id=turn.chat.conversation_id,
        bot_id=turn.chat.bot_id,
    )


def _note(outcome: Outcome) -> None:
    if not isinstance(outcome, Sent):
        log.warning("reply not known to have arrived", outcome=type(outcome).__name__, why=str(outcome.why))
