"""The Bot Connector's REST calls (v3), as far as a bot in Teams makes them, answered by the local channel.

Only the translation between HTTP and the channel is here. Tokens are not asked for: this server listens on
loopback only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from demo.activities import account
from demo.channel import LocalChannel, NotThere
from demo.incoming import json_object
from demo.people import Person

LARGEST_MESSAGE = 100 * 1024
"""Bytes; Teams refuses a larger message from a bot."""

_ERROR_CODES = {404: "ConversationNotFound", 413: "MessageSizeTooBig"}


class Connector:
    """Answers the bot."""

    def __init__(self, channel: LocalChannel, base_url: str) -> None:
        self._channel = channel
        self._base_url = base_url

    def routes(self) -> list[web.RouteDef]:
        chat = "/v3/conversations/{chat}"
        return [
            web.post("/v3/conversations", _answering(self.create)),
            web.post(f"{chat}/activities", _answering(self.post)),
            web.post(f"{chat}/activities/{{activity}}", _answering(self.post)),
            web.put(f"{chat}/activities/{{activity}}", _answering(self.update)),
            web.delete(f"{chat}/activities/{{activity}}", _answering(self.delete)),
            web.get(f"{chat}/members", _answering(self.members)),
            web.get(f"{chat}/members/{{member}}", _answering(self.member)),
        ]

    async def create(self, request: web.Request) -> web.Response:
        asked = await json_object(request)
        conversation = self._channel.conversation_with(_only_member(asked))
        created: dict[str, Any] = {"id": conversation.id, "serviceUrl": self._base_url}
        if isinstance(asked.get("activity"), dict):
            created["activityId"] = self._channel.bot_says(conversation.id, asked["activity"])
        return web.json_response(created, status=201)

    async def post(self, request: web.Request) -> web.Response:
        activity = await _message(request)
        message_id = self._channel.bot_says(request.match_info["chat"], activity)
        return web.json_response({"id": message_id}, status=201)

    async def update(self, request: web.Request) -> web.Response:
        activity, message_id = await _message(request), request.match_info["activity"]
        self._channel.bot_replaces(request.match_info["chat"], message_id, activity)
        return web.json_response({"id": message_id})

    async def delete(self, request: web.Request) -> web.Response:
        self._channel.bot_deletes(request.match_info["chat"], request.match_info["activity"])
        return web.Response()

    async def members(self, request: web.Request) -> web.Response:
        return web.json_response([account(person) for person in self._members(request)])

    async def member(self, request: web.Request) -> web.Response:
        asked = request.match_info["member"]
        for person in self._members(request):
            if asked in (person.account_id, person.user_id):
                return web.json_response(account(person))
        raise NotThere("no such member of the conversation")

    def _members(self, request: web.Request) -> tuple[Person, ...]:
        return self._channel.members(self._channel.conversation(request.match_info["chat"]))


def _answering(
    call: Callable[[web.Request], Awaitable[web.Response]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Says what is wrong the way the Connector says it."""

    async def answer(request: web.Request) -> web.Response:
        try:
            return await call(request)
        except NotThere as missing:
            return _error(404, str(missing))
        except web.HTTPException as refused:
            return _error(refused.status, refused.text or refused.reason)

    return answer


def _error(status: int, message: str) -> web.Response:
    error = {"code": _ERROR_CODES.get(status, "BadSyntax"), "message": message}
    return web.json_response({"error": error}, status=status)


async def _message(request: web.Request) -> dict[str, Any]:
    if len(await request.read()) > LARGEST_MESSAGE:
        raise web.HTTPRequestEntityTooLarge(LARGEST_MESSAGE, len(await request.read()))
    return await json_object(request)


def _only_member(asked: dict[str, Any]) -> str:
    members = asked.get("members")
    if not isinstance(members, list) or len(members) != 1 or not isinstance(members[0], dict):
        raise web.HTTPBadRequest(text="a personal chat has exactly one member besides the bot")
    return str(members[0].get("id", ""))
