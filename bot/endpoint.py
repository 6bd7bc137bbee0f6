"""The door: `POST /api/messages`, and nothing else of the SDK's.

In this order: how often the address has come without proof, declared size, token, content type, the body read
with a limit, JSON and its depth, the activity's shape, the activity against the token, how often its person
and tenant have come, and only then the turn. Each refusal has its status, and nothing is ever answered with a
500: what nobody foresaw is logged under an id and answered in words, or with 503 before a turn has begun.
"""

from __future__ import annotations

import orjson
import structlog
from aiohttp import web
from botbuilder.schema import Activity

from bot import body
from bot.adapter import TurnAdapter
from bot.admission import Gate, Pass
from bot.answers import Answer, notice_answer
from bot.conversation import Conversations, where
from bot.handler import CARD_ACTION
from bot.reading import DEFAULT_LOCALE, to_turn
from bot.refusals import KeysUnavailable, Refused, TooMany
from bot.shape import to_activity
from bot.turnstile import TooFast, Turnstile
from dialogs.turn import NotUnderstood

log = structlog.get_logger(__name__)


class Endpoint:
    """Answers the channel's requests."""

    def __init__(
        self, gate: Gate, adapter: TurnAdapter, conversations: Conversations, turnstile: Turnstile | None
    ) -> None:
        self._gate = gate
        self._turnstile = turnstile
        self._adapter = adapter
        self._conversations = conversations

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to one request."""
        try:
            activity = await self._let_in(request)
            slowed = self._slow_down(activity)
        except Refused as refused:
            return _refusal(refused)
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - nothing is answered with a 500
            log.error("request failed", error=type(error).__name__, where=where(error))
            return web.Response(status=503)
        return _response(slowed or await self._turn(activity))

    async def _let_in(self, request: web.Request) -> Activity:
        admission = await self._who(request)
        body.check_content_type(request)
        activity = to_activity(body.parse(await body.read_limited(request)))
        admission.admit(activity)
        return activity

    async def _who(self, request: web.Request) -> Pass:
        """Who sent it. Of those who come without proof none may come too often."""
        if self._turnstile is not None and not self._gate.knows(request):
            self._turnstile.check_peer(request)
        try:
            body.check_declared_size(request)
            return await self._gate.enter(request)
        except KeysUnavailable:
            raise
        except Refused:
            if self._turnstile is not None:
                self._turnstile.count_peer(request)
            raise

    def _slow_down(self, activity: Activity) -> Answer | None:
        """What a person is answered who goes too fast; a click in words, at its card. Raises `TooMany`."""
        if self._turnstile is None:
            return None
        try:
            self._turnstile.take(activity)
        except TooFast as fast:
            words = self._turnstile.too_fast(activity.locale or DEFAULT_LOCALE)
            if activity.type == "invoke" and activity.name == CARD_ACTION:
                return notice_answer(words)
            turn = to_turn(activity, NotUnderstood("too fast"))
            if fast.tell and turn is not None:
                self._conversations.tell(turn, words)
            raise TooMany("the person goes too fast", fast.seconds) from None
        return None

    async def _turn(self, activity: Activity) -> Answer:
        try:
            return await self._adapter.process_activity(activity)
        except Exception as error:  # noqa: BLE001 - nothing is answered with a 500
            line = self._conversations.failed(activity.locale or DEFAULT_LOCALE, error)
            return notice_answer(line) if activity.type == "invoke" else Answer()


async def healthy(_: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"status": "ok"})


def _response(answer: Answer) -> web.Response:
    if answer.body is None:
        return web.Response(status=answer.status)
    return web.Response(status=answer.status, body=answer.body, content_type="application/json")


def _refusal(refused: Refused) -> web.Response:
    log.info("request refused", status=refused.status, reason=refused.reason)
    headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else {}
    if isinstance(refused, TooMany):
        headers["Retry-After"] = str(refused.seconds)
    return web.Response(
        status=refused.status,
        body=orjson.dumps({"error": refused.reason}),
        content_type="application/json",
        headers=headers,
    )
