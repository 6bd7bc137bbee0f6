"""Files over HTTP: the bot puts one where the person said yes to it, and the person fetches it.

The bot's way is the one that OneDrive has: the whole file in one `PUT` with its range. A file is given out as
a download, so that nothing in it runs on this page.
"""

from __future__ import annotations

import re

from aiohttp import web

from demo.files import LARGEST_FILE, Files, NoSuchFile

_KINDS = {"pdf": "application/pdf"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class FileRoutes:
    """Answers the bot's uploads and the page's downloads."""

    def __init__(self, files: Files, largest: int = LARGEST_FILE) -> None:
        self._files = files
        self._largest = largest

    def routes(self) -> list[web.RouteDef]:
        return [web.put("/uploads/{key}", self.put), web.get("/files/{file}", self.get)]

    async def put(self, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        try:
            self._files.check_place(key)
            content = await self._whole(request)
            self._files.put(key, content)
        except NoSuchFile:
            raise web.HTTPNotFound(text="the place is not open") from None
        return web.json_response({"size": len(content)}, status=201)

    async def _whole(self, request: web.Request) -> bytes:
        """The file. Raises 413 for one that is too large, and 400 for a part of one."""
        size = request.content_length or 0
        if size > self._largest:
            raise web.HTTPRequestEntityTooLarge(self._largest, size)
        if size == 0 or request.headers.get("Content-Range") != f"bytes 0-{size - 1}/{size}":
            raise web.HTTPBadRequest(text="the whole file is due, with its range")
        return await request.content.readexactly(size)

    async def get(self, request: web.Request) -> web.Response:
        try:
            file = self._files.get(request.match_info["file"])
        except NoSuchFile:
            raise web.HTTPNotFound(text="Filen er her ikke længere. Bed Brobygger om den igen.") from None
        name = _UNSAFE.sub("_", file.name)
        return web.Response(
            body=file.content,
            content_type=_KINDS.get(name.rpartition(".")[2].lower(), "application/octet-stream"),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
