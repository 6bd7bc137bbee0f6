"""The fake Microsoft on loopback: signing keys, the token service, and the connector messages are sent to.

Run as its own process. It answers at once, so that a bot under measurement waits for nothing but itself;
only the token service can be told to be slow (`POST /control/token-delay`), to see what a bot does then.
The token service also speaks TLS, because the SDK's login library accepts nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import ssl
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from benchmarks.identity import ISSUER
from benchmarks.keys import LIFETIME, key_set
from benchmarks.serving import run_until_input_ends, start

TOKEN_PATH = "/adfs/oauth2/token"
OPENID_PATH = "/v1/.well-known/openidconfiguration"


@dataclass
class Cloud:
    """What the fake has been told and has seen."""

    signing_key: RSAPrivateKey
    token_delay: float = 0.0
    tokens_given: int = 0
    messages: int = 0
    ids: count[int] = field(default_factory=count)

    async def keys(self, _: web.Request) -> web.Response:
        return web.json_response(key_set(self.signing_key))

    async def openid(self, request: web.Request) -> web.Response:
        """The channel's metadata: where its keys are."""
        return web.json_response(
            {"issuer": ISSUER, "jwks_uri": f"{request.url.origin()}/v1/.well-known/keys"}
        )

    async def login(self, request: web.Request) -> web.Response:
        """The login service's metadata: where a bot asks for its own token."""
        here = f"https://{request.host}"
        endpoints = {"authorization_endpoint": f"{here}/adfs/oauth2/authorize"}
        return web.json_response(
            endpoints | {"issuer": f"{here}/adfs", "token_endpoint": f"{here}{TOKEN_PATH}"}
        )

    async def token(self, request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(self.token_delay)
        self.tokens_given += 1
        answer = {"token_type": "Bearer", "expires_in": LIFETIME, "access_token": "benchmark-access-token"}
        return web.json_response(answer)

    async def message(self, request: web.Request) -> web.Response:
        await request.read()
        self.messages += 1
        return web.json_response({"id": f"message-{next(self.ids)}"}, status=201)

    async def set_token_delay(self, request: web.Request) -> web.Response:
        self.token_delay = float((await request.json())["seconds"])
        return web.json_response({})

    async def seen(self, _: web.Request) -> web.Response:
        return web.json_response({"tokens": self.tokens_given, "messages": self.messages})

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get(OPENID_PATH, self.openid)
        app.router.add_get("/v1/.well-known/keys", self.keys)
        app.router.add_get("/adfs/.well-known/openid-configuration", self.login)
        app.router.add_post(TOKEN_PATH, self.token)
        app.router.add_post("/adfs/{tenant}/oauth2/v2.0/token", self.token)
        app.router.add_route("*", "/v3/conversations{rest:.*}", self.message)
        app.router.add_post("/control/token-delay", self.set_token_delay)
        app.router.add_get("/control/seen", self.seen)
        return app


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signing-key", type=Path, required=True)
    parser.add_argument("--certificate", type=Path, required=True)
    parser.add_argument("--certificate-key", type=Path, required=True)
    options = parser.parse_args()
    signing_key = load_pem_private_key(options.signing_key.read_bytes(), password=None)
    if not isinstance(signing_key, RSAPrivateKey):
        raise SystemExit("--signing-key must be an RSA key")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(options.certificate, options.certificate_key)
    runner, port = await start(Cloud(signing_key).application(), tls_on_second_port=tls)
    await run_until_input_ends(runner, port)


if __name__ == "__main__":
    asyncio.run(main())
