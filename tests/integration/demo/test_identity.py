"""The demo's sign-in: a code for who was chosen, good once and for who asked for it, as Entra's is."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from demo.identity import CLIENT, CODE_LIFETIME, Identities
from demo.login_routes import LoginRoutes
from tests.integration.demo.running import demo_people

URL_OF_PROVIDER = "http://127.0.0.1:1/login"
PEOPLE = demo_people()
NURSE = PEOPLE.of_organisation("Psykiatrisk Center Glostrup")[0]
CASEWORKER = PEOPLE.of_organisation("Hvidovre Kommune")[0]
VERIFIER = "v" * 43
SIGN_IN = f"/login/{NURSE.tenant_id}/oauth2/v2.0/authorize"
TOKEN = f"/login/{NURSE.tenant_id}/oauth2/v2.0/token"
RETURN = "http://127.0.0.1:2/signed-in"
ASKED = {
    "client_id": CLIENT,
    "response_type": "code",
    "redirect_uri": RETURN,
    "state": "state",
    "nonce": "nonce",
    "code_challenge": urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode(),
    "code_challenge_method": "S256",
}
Client = TestClient[web.Request, web.Application]


class Clock:
    now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(clock: Clock) -> AsyncIterator[Client]:
    application = web.Application()
    application.add_routes(LoginRoutes(Identities(URL_OF_PROVIDER, clock), PEOPLE).routes())
    async with TestClient(TestServer(application)) as client:
        yield client


async def code_for(client: Client, chosen: str = NURSE.user_id) -> str:
    response = await client.get(f"{SIGN_IN}/{chosen}", params=ASKED, allow_redirects=False)
    assert response.status == 302
    back = URL(response.headers["Location"])
    assert (str(back.with_query(None)), back.query["state"]) == (RETURN, "state")
    return back.query["code"]


async def redeem(client: Client, code: str, **changed: str) -> tuple[int, dict[str, Any]]:
    form = {
        "grant_type": "authorization_code",
        "client_id": CLIENT,
        "code": code,
        "redirect_uri": RETURN,
        "code_verifier": VERIFIER,
    }
    response = await client.post(TOKEN, data=form | changed)
    return response.status, await response.json()


async def test_the_page_shows_the_staff_of_the_tenant_and_nobody_else(client: Client) -> None:
    page = await (await client.get(SIGN_IN, params=ASKED)).text()
    assert NURSE.name in page
    assert CASEWORKER.name not in page
    assert (await client.get(f"{SIGN_IN}/{CASEWORKER.user_id}", params=ASKED)).status == 404


async def test_a_code_gives_a_token_signed_with_the_published_key(client: Client, clock: Clock) -> None:
    status, answer = await redeem(client, await code_for(client))
    keys = await (await client.get(f"/login/{NURSE.tenant_id}/discovery/v2.0/keys")).json()
    told = await (await client.get(f"/login/{NURSE.tenant_id}/v2.0/.well-known/openid-configuration")).json()
    claims = jwt.decode(
        answer["id_token"],
        jwt.PyJWK(keys["keys"][0]).key,
        algorithms=["RS256"],
        audience=CLIENT,
        issuer=told["issuer"],
        options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
    )
    assert status == 200
    assert (claims["oid"], claims["tid"], claims["nonce"]) == (NURSE.user_id, NURSE.tenant_id, "nonce")
    assert claims["exp"] > clock.now.timestamp()


async def test_a_code_is_good_once_and_for_a_minute(client: Client, clock: Clock) -> None:
    used, old = await code_for(client), await code_for(client)
    assert (await redeem(client, used))[0] == 200
    assert await redeem(client, used) == (400, {"error": "invalid_grant"})
    clock.now += CODE_LIFETIME
    assert (await redeem(client, old))[0] == 400
    assert timedelta(0) < CODE_LIFETIME


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "w" * 43},
        {"redirect_uri": "http://127.0.0.1:3/signed-in"},
        {"client_id": "another"},
        {"grant_type": "password"},
    ],
    ids=str,
)
async def test_a_code_is_good_for_who_asked_for_it_only(client: Client, changed: dict[str, str]) -> None:
    assert (await redeem(client, await code_for(client), **changed))[0] == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "another"},
        {"response_type": "token"},
        {"redirect_uri": "https://evil.example/"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"state": ""},
    ],
    ids=str,
)
async def test_what_the_bot_never_asks_is_refused(client: Client, changed: dict[str, str]) -> None:
    for path in (SIGN_IN, f"{SIGN_IN}/{NURSE.user_id}", f"{SIGN_IN}/nobody"):
        assert (await client.get(path, params=ASKED | changed)).status == 400


async def test_who_signs_in_as_nobody_comes_back_with_an_error(client: Client) -> None:
    response = await client.get(f"{SIGN_IN}/nobody", params=ASKED, allow_redirects=False)
    assert dict(URL(response.headers["Location"]).query) == {"error": "access_denied", "state": "state"}
