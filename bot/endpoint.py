"""The door: `POST /api/messages`, and nothing else of the SDK's.

In this order: declared size, token, content type, the body read with a limit, JSON and its depth, the
activity's shape, the activity against the token, and only then the turn. Each refusal has its status, and
nothing is ever answered with a 500: what nobody foresaw is logged under an id and answered in words, or
with 503 before a turn has begun.
"""

from __future__ import annotations

import orjson
import structlog
from aiohttp import web
from botbuilder.schema import Activity

from bot import body
from bot.adapter import TurnAdapter
from bot.admission import Gate
from bot.answers import Answer, notice_answer
from bot.conversation import Conversations, where
from bot.reading import DEFAULT_LOCALE
from bot.refusals import Refused
from bot.shape import to_activity

log = structlog.get_logger(__name__)


class Endpoint:
    """Answers the channel's requests."""

    def __init__(self, gate: Gate, adapter: TurnAdapter, conversations: Conversations) -> None:
        self._gate = gate
        self._adapter = adapter
        self._conversations = conversations

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to one request."""
        try:
            activity = await self._let_in(request)
        except Refused as refused:
            return _refusal(refused)
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - nothing is answered with a 500
            log.error("request failed", error=type(error).__name__, where=where(error))
            return web.Response(status=503)
        return _response(await self._turn(activity))

    async def _let_in(self, request: web.Request) -> Activity:
        body.check_declared_size(request)
        admission = await self._gate.enter(request)
        body.check_content_type(request)
        activity = to_activity(body.parse(await body.read_limited(request)))
        admission.admit(activity)
        return activity

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
    headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else None
    return web.Response(
        status=refused.status,
        body=orjson.dumps({"error": refused.reason}),
        content_type="application/json",
        headers=headers,
    )
