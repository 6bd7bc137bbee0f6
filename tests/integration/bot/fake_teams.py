"""Teams as the bot meets it, on loopback: published keys, a token service and the Bot Connector.

Everything asked of it is recorded; what it answers can be set per test. It signs tokens with real RSA keys.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

APP_ID = "11111111-aaaa-4bbb-8ccc-000000000001"
ISSUER = "https://api.botframework.com"
NOW = 1_780_000_000
"""28 May 2026, 20:26:40 UTC."""

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Posted:
    """One call of the bot to the connector."""

    method: str
    path: str
    body: Any
    authorization: str | None


@dataclass
class KeyPair:
    """A signing key and how it is published."""

    key_id: str
    private: RSAPrivateKey
    endorsements: list[str] | None = field(default_factory=lambda: ["msteams"])

    @classmethod
    def new(cls, key_id: str) -> KeyPair:
        return cls(key_id, generate_private_key(public_exponent=65_537, key_size=2_048))

    def published(self) -> dict[str, Any]:
        entry: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        entry |= {"kid": self.key_id, "use": "sig"}
        return entry if self.endorsements is None else entry | {"endorsements": self.endorsements}


class FakeTeams:
    """Start with `start`, stop with `stop`."""

    def __init__(self, *published: KeyPair) -> None:
        self.published: list[Any] = [pair.published() for pair in published]
        self.key_fetches = 0
        self.keys_answer: Answer | None = None
        self.token_fetches: list[dict[str, str]] = []
        self.token_answer: Answer | None = None
        self.token_lifetime = 3_600
        self.calls: list[Posted] = []
        self.answers: list[Answer] = []
        self.released = asyncio.Event()
        self._server = TestServer(self._application())

    async def start(self) -> None:
        await self._server.start_server()

    async def stop(self) -> None:
        self.released.set()
        await self._server.close()

    @property
    def service_url(self) -> str:
        return str(self._server.make_url("/teams/"))

    @property
    def metadata_url(self) -> str:
        return str(self._server.make_url("/metadata"))

    @property
    def token_endpoint(self) -> str:
        return str(self._server.make_url("/{tenant}/token")).replace("%7B", "{").replace("%7D", "}")

    def token(self, pair: KeyPair, *, without: str = "", **changed: Any) -> str:
        """A token as Teams signs it, with claims changed or one left out."""
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": self.service_url,
            "nbf": NOW - 60,
            "exp": NOW + 3_600,
        } | changed
        claims.pop(without, None)
        return jwt.encode(claims, pair.private, algorithm="RS256", headers={"kid": pair.key_id})

    def posted(self) -> list[Any]:
        """The bodies of all new messages."""
        return [
            call.body for call in self.calls if call.method == "POST" and call.path.endswith("/activities")
        ]

    async def hold(self, _: web.Request) -> web.StreamResponse:
        """Answer only when the test says so."""
        await self.released.wait()
        return web.json_response({})

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/metadata", self._metadata)
        application.router.add_get("/insecure-metadata", self._insecure_metadata)
        application.router.add_get("/keys", self._keys)
        application.router.add_post("/{tenant}/token", self._token)
        application.router.add_route("*", "/teams/{path:.*}", self._connector)
        return application

    async def _metadata(self, _: web.Request) -> web.StreamResponse:
        return web.json_response({"issuer": ISSUER, "jwks_uri": str(self._server.make_url("/keys"))})

    async def _insecure_metadata(self, _: web.Request) -> web.StreamResponse:
        return web.json_response({"jwks_uri": "http://keys.example/keys"})

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        self.key_fetches += 1
        if self.keys_answer is not None:
            return await self.keys_answer(request)
        return web.json_response({"keys": self.published})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        self.token_fetches.append({name: str(value) for name, value in form.items()})
        number = len(self.token_fetches)
        if self.token_answer is not None:
            return await self.token_answer(request)
        return web.json_response({"access_token": f"token-{number}", "expires_in": self.token_lifetime})

    async def _connector(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        self.calls.append(
            Posted(request.method, request.rel_url.raw_path, body, request.headers.get("Authorization"))
        )
        if self.answers:
            return await self.answers.pop(0)(request)
        return web.json_response({"id": f"message-{len(self.calls)}"}, status=201)


def status(code: int, **headers: str) -> Answer:
    """An answer of the connector with only a status."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"error": {"code": "Any"}}, status=code, headers=headers)

    return answer


def text(body: str, code: int = 200) -> Answer:
    """An answer of the connector that is not JSON."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=body, status=code)

    return answer


async def reset(request: web.Request) -> web.StreamResponse:
    """Break the connection after the request was read."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
