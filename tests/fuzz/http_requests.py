"""Requests to every route of the running application and to none: methods, headers, queries, bodies, tokens.

The routes are read from its router, so a new one is fuzzed as soon as it is there.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Mapping
from urllib.parse import quote

from yarl import URL

from tests.fuzz.mutations import mutated
from tests.fuzz.target import Target
from tests.fuzz.values import any_value, any_word

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
_PLACEHOLDER = re.compile(r"\{(\w+)(?::((?:[^{}]|\{\d+\})*))?\}")
_CONTENT_TYPES = (
    "application/json",
    "application/json; charset=utf-16",
    "application/json; charset=nonsense",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "a/b/c",
    "",
)
_HEADERS = (
    "Accept",
    "Accept-Language",
    "Content-Encoding",
    "Cookie",
    "Expect",
    "Host",
    "If-None-Match",
    "Origin",
    "Range",
    "Upgrade",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-HTTP-Method-Override",
)
_RAW = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b'POST /api/messages HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n0\r\n\r\n',
    b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
    b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 2_000 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"\xff\xfe=\x01; " * 50 + b"\r\n\r\n",
)
_SILENCE = 0.2
"""Seconds after which the far side of a broken request gives up."""


async def ask_a_route(target: Target, dice: random.Random) -> None:
    """One request that is HTTP."""
    method, path = dice.choice(METHODS), _path(dice, target)
    headers = _headers(dice, target)
    body = _body(dice) if dice.random() < 0.5 else None
    if body is not None:
        headers.setdefault("Content-Type", dice.choice(_CONTENT_TYPES))
    shown = f"{headers} {body!r}"
    try:
        await target.ask("route", method, URL(path, encoded=True), shown=shown, headers=headers, data=body)
    except ValueError:
        target.verdict.asked["not sent"] += 1  # the client itself refuses to write such a header


async def send_bytes(target: Target, dice: random.Random) -> None:
    """One request that is hardly HTTP; the bot may answer 4xx, or end the connection."""
    sent = bytearray(dice.choice(_RAW))
    for _ in range(dice.randrange(3)):
        sent[dice.randrange(len(sent))] = dice.randrange(256)
    url = target.client.make_url("/")
    reader, writer = await asyncio.open_connection(url.host, url.port)
    try:
        writer.write(bytes(sent))
        answer = await asyncio.wait_for(reader.read(20_000), _SILENCE)
    except (TimeoutError, ConnectionError):
        answer = b""
    finally:
        writer.close()
    target.judge("bytes", _status(answer), repr(bytes(sent)))


def _status(answer: bytes) -> int:
    """0 where the connection ended without one."""
    found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(found[1]) if found else 0


def _path(dice: random.Random, target: Target) -> str:
    if dice.random() < 0.1:
        return "/" + quote(any_word(dice)[:300], safe=dice.choice(("", "/.%?#")).replace("#", ""))
    resource = dice.choice(list(target.client.app.router.resources()))
    path = _PLACEHOLDER.sub(lambda found: _filled(dice, found, target.token), resource.canonical)
    if dice.random() < 0.4:
        path += "?" + "&".join(f"{_query_name(dice)}={quote(any_word(dice)[:200])}" for _ in range(3))
    return path


def _filled(dice: random.Random, placeholder: re.Match[str], token: str) -> str:
    """What fits a placeholder of hex digits, most of the time; now and then a token that holds."""
    if placeholder[1] == "token" and dice.random() < 0.3:
        return token
    size = re.search(r"\{(\d+)\}", placeholder[2] or "")
    if size and dice.random() < 0.8:
        return f"{dice.getrandbits(4 * int(size[1])):0{size[1]}x}"
    return quote(any_word(dice)[:100], safe="")


def _query_name(dice: random.Random) -> str:
    return dice.choice(("state", "code", "error", "again", "x", quote(any_word(dice)[:20])))


def _headers(dice: random.Random, target: Target) -> dict[str, str]:
    headers = {}
    for name in dice.sample(_HEADERS, dice.randrange(4)):
        headers[name] = any_word(dice).encode("ascii", "ignore").decode()[:2_000]
    headers |= _authorization(dice, target)
    return headers


def _authorization(dice: random.Random, target: Target) -> Mapping[str, str]:
    match dice.randrange(5):
        case 0:
            return target.authorization()
        case 1:
            good = target.authorization().get("Authorization", "Bearer a.b.c")
            parts = good.split(".")
            parts[dice.randrange(len(parts))] = (
                any_word(dice)[:200].encode("ascii", "ignore").decode().strip()
            )
            return {"Authorization": ".".join(parts).replace("\n", " ").replace("\r", " ")}
        case 2:
            return {
                "Authorization": dice.choice(("Bearer", "Bearer ", "Basic YTpi", "Bearer a", "bearer a.b.c"))
            }
    return {}


def _body(dice: random.Random) -> bytes:
    match dice.randrange(4):
        case 0:
            return dice.randbytes(dice.randrange(300))
        case 1:
            return b"[" * dice.choice((10, 1_000, 200_000))
        case 2:
            return b"a" * dice.choice((0, 1, 256 * 1024 + 1))
    return json.dumps(mutated(dice, {"type": "message", "text": any_value(dice)})).encode()
