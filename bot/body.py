"""The body of a request, read with limits.

At most `LARGEST_BODY` bytes are read, whatever the header promises, and JSON nested deeper than `DEEPEST`
is refused before anything walks it. What the JSON means does not belong here.
"""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import web

from bot.refusals import Malformed, TooLarge, WrongContentType

LARGEST_BODY = 256 * 1024
"""Bytes."""
DEEPEST = 32
"""Levels of arrays and objects. A card action of ours nests six."""


def check_declared_size(request: web.Request) -> None:
    """Refuse what says itself that it is too large. Raises `TooLarge`."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise TooLarge("the body is larger than 256 KiB")


def check_content_type(request: web.Request) -> None:
    """Refuse all but plain, uncompressed JSON in UTF-8. Raises `WrongContentType`."""
    is_utf8 = (request.charset or "utf-8").lower() in ("utf-8", "utf8")
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    if request.content_type != "application/json" or not is_utf8 or encoding != "identity":
        raise WrongContentType("the body must be application/json in UTF-8, not compressed")


async def read_limited(request: web.Request) -> bytes:
    """The body. Raises `TooLarge` as soon as the limit is passed."""
    read = bytearray()
    async for chunk in request.content.iter_any():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise TooLarge("the body is larger than 256 KiB")
    return bytes(read)


def parse(body: bytes) -> Any:
    """The JSON value. Raises `Malformed` for anything but shallow JSON without NUL characters."""
    try:
        value = orjson.loads(body)
    except ValueError as error:
        raise Malformed("the body is not JSON") from error
    _check_depth(value)
    return value


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        deeper: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                deeper.extend(item.values())
            elif isinstance(item, list):
                deeper.extend(item)
            elif isinstance(item, str) and "\0" in item:
                # No database stores it and no person types it.
                raise Malformed("the body holds a NUL character")
        if not deeper:
            return
        level = deeper
    raise Malformed("the body is nested too deeply")
