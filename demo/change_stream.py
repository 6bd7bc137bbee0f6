"""The stream that keeps a page up to date: each new, changed or deleted message, as server-sent events.

Every event carries the number of the change, so a page that lost the connection goes on from where it was.
What has changed is always read from the chats; nothing waits in memory for a page that is away.
"""

from __future__ import annotations

import json

from aiohttp import web

from demo.channel import LocalChannel, heard_within
from demo.chats import Kind, Spoken
from demo.page_routes import conversation_told, told
from demo.people import Person

_KEEP_ALIVE_SECONDS = 15.0


class ChangeStream:
    """Answers `GET /events?after=<number>&person=<id>`; without a person, everybody's changes."""

    def __init__(self, channel: LocalChannel) -> None:
        self._channel = channel
        self._stopped = False

    async def stop(self, _app: web.Application) -> None:
        """Let every open stream end, so that the server can."""
        self._stopped = True
        self._channel.changes.ring()

    async def follow(self, request: web.Request) -> web.StreamResponse:
        after = _after(request)
        persons = [self._channel.people.find(asked) for asked in request.query.getall("person", [])]
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        try:
            while not self._stopped:
                ring = self._channel.changes.listen()
                after = await self._tell(response, after, persons)
                if not await heard_within(_KEEP_ALIVE_SECONDS, ring):
                    await response.write(b": still here\n\n")
        except ConnectionResetError:
            pass  # The page was closed.
        return response

    async def _tell(self, response: web.StreamResponse, after: int, persons: list[Person | None]) -> int:
        told_until = after
        for number, spoken in self._channel.chats.changed_since(after):
            if not persons or any(self._concerns(spoken, person) for person in persons if person):
                await response.write(self._event(number, spoken))
            told_until = number
        return told_until

    def _concerns(self, spoken: Spoken, person: Person) -> bool:
        conversation = self._channel.conversation(spoken.conversation)
        owner = person.organisation if conversation.kind is Kind.CHANNEL else person.user_id
        return conversation.belongs_to == owner

    def _event(self, number: int, spoken: Spoken) -> bytes:
        conversation = self._channel.conversation(spoken.conversation)
        data = {"conversation": conversation_told(conversation), "message": told(self._channel, spoken)}
        return f"id: {number}\nevent: message\ndata: {json.dumps(data)}\n\n".encode()


def _after(request: web.Request) -> int:
    """The change to go on from: what the browser last saw, else what the page asks for."""
    asked = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    return int(asked) if asked.isdecimal() else 0
