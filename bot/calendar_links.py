"""Calendar entries by link: `/calendar/<meeting>.<signature>.ics`.

The link opens one entry, which holds a time and a case number and nothing personal. The signature is made
with a key of ours, so no other entry can be guessed from it.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from hashlib import sha256

from aiohttp import web

FindEntry = Callable[[str], Awaitable[bytes | None]]
"""The entry of a meeting's id, or None."""


class CalendarLinks:
    def __init__(self, public_url: str, key: bytes) -> None:
        self._public_url = public_url
        self._key = key

    def __call__(self, meeting_id: str) -> str:
        """The address of a meeting's entry."""
        return f"{self._public_url}/calendar/{meeting_id}.{self._signature(meeting_id)}.ics"

    def route(self, find: FindEntry) -> web.RouteDef:
        async def answer(request: web.Request) -> web.Response:
            meeting_id, signature = request.match_info["meeting"], request.match_info["signature"]
            if not hmac.compare_digest(signature, self._signature(meeting_id)):
                raise web.HTTPNotFound
            entry = await find(meeting_id)
            if entry is None:
                raise web.HTTPNotFound
            headers = {"Content-Disposition": 'attachment; filename="moede.ics"'}
            return web.Response(body=entry, content_type="text/calendar", charset="utf-8", headers=headers)

        return web.get("/calendar/{meeting:[0-9a-f]{32}}.{signature:[0-9a-f]{32}}.ics", answer)

    def _signature(self, meeting_id: str) -> str:
        return hmac.new(self._key, meeting_id.encode(), sha256).hexdigest()[:32]
