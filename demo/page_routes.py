"""What the page asks of the local channel: people, chats, saying something, clicking a button.

A bot that did not take an activity answers 502 with a code; the page has the Danish words for it. The
stream of changes and the clock have modules of their own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from demo.activities import BOT_NAME, CHANNEL_NAME
from demo.bot_link import BotUnavailable
from demo.channel import LocalChannel, NotThere
from demo.chats import BOT, Conversation, Kind, Spoken, State
from demo.clock import COPENHAGEN, in_danish
from demo.incoming import json_object
from demo.people import SECTOR_ORDER, People, Person

STARTS_WITH = {"left": "Psykiatrisk Center Glostrup", "right": "Hvidovre Kommune"}
"""The organisations whose first member of staff is shown when the page is opened."""

_LONGEST_TEXT = 10_000

Answer = Callable[[web.Request], Awaitable[web.Response]]


class PageRoutes:
    """Answers the page."""

    def __init__(self, channel: LocalChannel, can_start_over: bool) -> None:
        self._channel = channel
        self._can_start_over = can_start_over

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/start", self.start),
            web.get("/unread", self.unread),
            web.post("/chats", answering(self.enter)),
            web.post("/read", answering(self.read)),
            web.post("/messages", answering(self.say)),
            web.post("/messages/{message}/again", answering(self.say_again)),
            web.post("/actions", answering(self.act)),
            web.post("/file-answers", answering(self.answer_file)),
        ]

    async def start(self, _request: web.Request) -> web.Response:
        people = self._channel.people
        return web.json_response(
            {
                "bot": BOT_NAME,
                "channel": CHANNEL_NAME,
                "people": [_person_told(person) for person in people],
                "sides": {side: _first(people, name).user_id for side, name in STARTS_WITH.items()},
                "can_start_over": self._can_start_over,
                "last_change": self._channel.chats.last_change(),
            }
        )

    async def unread(self, _request: web.Request) -> web.Response:
        """How many of the bot's messages each person has not read, by kind of chat; zeros left out."""
        counts: dict[str, dict[str, int]] = {}
        for person in self._channel.people:
            of_kind = {kind.value: self._unread(person, kind) for kind in Kind}
            if any(of_kind.values()):
                counts[person.user_id] = of_kind
        return web.json_response(counts)

    async def enter(self, request: web.Request) -> web.Response:
        asked = await json_object(request)
        conversation = await self._channel.enter(self._asker(asked), _kind(asked))
        said = self._channel.chats.said_in(conversation.id)
        messages = [told(self._channel, spoken) for spoken in said]
        return web.json_response({"conversation": conversation.id, "messages": messages})

    async def read(self, request: web.Request) -> web.Response:
        asked = await json_object(request)
        conversation = self._channel.conversation(_text(asked, "conversation"))
        self._channel.chats.see(conversation.id, self._asker(asked).user_id)
        return web.json_response({})

    async def say(self, request: web.Request) -> web.Response:
        asked = await json_object(request)
        text = _text(asked, "text").strip()[:_LONGEST_TEXT]
        if not text:
            raise web.HTTPBadRequest(text="there is nothing to say")
        spoken = await self._channel.say(self._asker(asked), _kind(asked), text)
        return self._whether_sent(spoken)

    async def say_again(self, request: web.Request) -> web.Response:
        return self._whether_sent(await self._channel.say_again(request.match_info["message"]))

    async def act(self, request: web.Request) -> web.Response:
        """Click a button. The same `activity_id` twice is what Teams does when an answer was slow."""
        asked = await json_object(request)
        action = asked.get("action")
        if not isinstance(action, dict):
            raise web.HTTPBadRequest(text="action is missing")
        activity_id = asked.get("activity_id")
        answer = await self._channel.act(
            self._asker(asked), _text(asked, "message"), action, str(activity_id) if activity_id else None
        )
        return web.json_response(dict(answer))

    async def answer_file(self, request: web.Request) -> web.Response:
        """Accept or decline a file the bot offers."""
        asked = await json_object(request)
        if not isinstance(asked.get("accepted"), bool):
            raise web.HTTPBadRequest(text="accepted is missing")
        await self._channel.answer_file(self._asker(asked), _text(asked, "message"), asked["accepted"])
        return web.json_response({})

    def _whether_sent(self, spoken: Spoken) -> web.Response:
        status = 502 if spoken.state is State.FAILED else 200
        return web.json_response(told(self._channel, spoken), status=status)

    def _asker(self, asked: dict[str, Any]) -> Person:
        return self._channel.person(_text(asked, "person"))

    def _unread(self, person: Person, kind: Kind) -> int:
        belongs_to = person.organisation if kind is Kind.CHANNEL else person.user_id
        conversation = self._channel.chats.conversation_of(kind, belongs_to)
        return self._channel.chats.unread(conversation.id, person.user_id) if conversation else 0


def told(channel: LocalChannel, spoken: Spoken) -> dict[str, Any]:
    """A message as the page shows it."""
    at = datetime.fromisoformat(spoken.said_at)
    activity = spoken.activity
    return {
        "id": spoken.id,
        "number": spoken.number,
        "by": spoken.said_by,
        "name": BOT_NAME if spoken.said_by == BOT else channel.person(spoken.said_by).name,
        "at": spoken.said_at,
        "clock": f"{at.astimezone(COPENHAGEN):%H.%M}",
        "written_out": in_danish(at),
        "state": spoken.state.value,
        "edited": spoken.edited,
        "text": activity.get("text") or "",
        "summary": activity.get("summary") or "",
        "attachments": activity.get("attachments") or [],
    }


def conversation_told(conversation: Conversation) -> dict[str, str]:
    return {"id": conversation.id, "kind": conversation.kind.value, "belongs_to": conversation.belongs_to}


def answering(call: Answer) -> Answer:
    """Turns what may go wrong into a status and a code the page has words for."""

    async def answer(request: web.Request) -> web.Response:
        try:
            return await call(request)
        except BotUnavailable as failure:
            return web.json_response({"error": failure.code}, status=502)
        except NotThere:
            return web.json_response({"error": "not_there"}, status=404)

    return answer


def _first(people: People, organisation: str) -> Person:
    """The first of the organisation's staff; of everybody, when the directory holds no such organisation."""
    return (people.of_organisation(organisation) or tuple(people))[0]


def _person_told(person: Person) -> dict[str, str | int]:
    return {
        "id": person.user_id,
        "name": person.name,
        "title": person.title,
        "role": person.role,
        "organisation": person.organisation,
        "unit": person.unit,
        "sector": person.sector,
        "order": SECTOR_ORDER.index(person.sector),
        "tenant": person.tenant_id,
    }


def _kind(asked: dict[str, Any]) -> Kind:
    try:
        return Kind(asked.get("kind", Kind.PERSONAL.value))
    except ValueError:
        raise web.HTTPBadRequest(text="kind is personal or channel") from None


def _text(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str):
        raise web.HTTPBadRequest(text=f"{name} is missing")
    return value
