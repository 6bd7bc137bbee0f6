"""Entra as the bot's sign-in meets it, on loopback: keys, and identity tokens for codes.

The page on which people sign in is not here: a test says who signed in with `code_for`. What a token says,
who signed it and how the server behaves can be changed per test.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from domain.people import Person
from tests.integration.bot.fake_teams import Answer, KeyPair


class FakeEntra:
    def __init__(self, key: KeyPair, now: float) -> None:
        self.key = key
        self.now = now
        self.exchanged: list[dict[str, str]] = []
        self.token_answer: Answer | None = None
        self.metadata_answer: Answer | None = None
        self.released = asyncio.Event()
        self._signed_in: dict[str, dict[str, Any]] = {}
        self._server = TestServer(self._application())

    @property
    def url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    def code_for(self, address: str, person: Person, **changed: Any) -> str:
        """The code after the person has signed in at the address the browser was sent to."""
        asked = URL(address)
        claims = {
            "iss": f"{self.url}/{asked.parts[1]}/v2.0",
            "aud": asked.query["client_id"],
            "nbf": self.now - 10,
            "exp": self.now + 3_600,
            "nonce": asked.query["nonce"],
            "tid": person.tenant_id,
            "oid": person.user_id,
        }
        code = f"code-{len(self._signed_in)}"
        self._signed_in[code] = {k: v for k, v in (claims | changed).items() if v is not None}
        return code

    async def hold(self, _: web.Request) -> web.StreamResponse:
        """Answer only when the test is over."""
        await self.released.wait()
        return web.json_response({})

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._metadata)
        application.router.add_get("/keys", self._keys)
        application.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        return application

    async def _metadata(self, request: web.Request) -> web.StreamResponse:
        if self.metadata_answer is not None:
            return await self.metadata_answer(request)
        return web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _: web.Request) -> web.StreamResponse:
        return web.json_response({"keys": [self.key.published()]})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.exchanged.append(form)
        if self.token_answer is not None:
            return await self.token_answer(request)
        claims = self._signed_in.pop(form["code"], None)
        if claims is None:
            return web.json_response({"error": "invalid_grant"}, status=400)
        token = jwt.encode(claims, self.key.private, algorithm="RS256", headers={"kid": self.key.key_id})
        return web.json_response({"token_type": "Bearer", "expires_in": 3600, "id_token": token})

    async def start(self) -> None:
        await self._server.start_server()

    async def stop(self) -> None:
        self.released.set()
        await self._server.close()


@asynccontextmanager
async def running_entra(key: KeyPair, now: float) -> AsyncIterator[FakeEntra]:
    entra = FakeEntra(key, now)
    await entra.start()
    yield entra
    await entra.stop()
