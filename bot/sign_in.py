"""Finds out who sits at the browser: OpenID Connect's code flow with PKCE, as the application of our bot.

The browser is sent to the person's own tenant, comes back with a code, and the code is changed into an
identity token, whose signature, issuer, audience, times and nonce are checked here. Nothing but `openid
profile` is asked for, and no token is kept. What the person may do with it does not belong here.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hmac import compare_digest
from typing import Any

import aiohttp
import orjson
import structlog
from yarl import URL

from bot.clock import Clock
from bot.configuration import Channel, LoopbackChannel, Secret
from bot.identity import IdentityProvider
from bot.pool import HttpPool
from bot.refusals import KeysUnavailable, NotAuthenticated
from bot.signatures import check_time, claims_of, key_id_of, not_before, seconds
from bot.signing_keys import SigningKeys
from workflows.handouts import Account

SCOPE = "openid profile"
"""Who it is, and nothing else: no permission to read anything."""
LOOPBACK_CLIENT = "brobygger-loopback"

log = structlog.get_logger(__name__)


class SignInFailed(Exception):
    """What came back does not prove who it is; the person may try again."""


class ProviderUnavailable(Exception):
    """The identity provider gives no answer, or none we can use, or there is none for the tenant."""


@dataclass(frozen=True)
class Attempt:
    """One try to sign in: what only the browser that began it, the provider and we know."""

    tenant: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)

    @property
    def challenge(self) -> str:
        """What the provider is shown of the verifier (S256)."""
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True)
class _Client:
    app_id: str
    secret: Secret


class SignIn:
    """Signs people in at `channel`'s identity provider; they come back to `return_url`."""

    def __init__(
        self,
        channel: Channel,
        return_url: str,
        pool: HttpPool,
        clock: Clock,
        new_secret: Callable[[], str],
        timeout: timedelta = timedelta(seconds=5),
    ) -> None:
        self._provider = channel.identity_provider
        self._clients = _clients(channel)
        self._return_url = return_url
        self._pool = pool
        self._clock = clock
        self._new_secret = new_secret
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._keys: dict[str, SigningKeys] = {}

    def begin(self, tenant: str) -> Attempt:
        """A new try of somebody of this tenant. Raises `ProviderUnavailable`."""
        self._of(tenant)
        return Attempt(tenant.lower(), self._new_secret(), self._new_secret(), self._new_secret())

    def address(self, attempt: Attempt, *, choose: bool = False) -> str:
        """Where the browser goes; `choose` lets the person take another account than the one signed in."""
        provider, client = self._of(attempt.tenant)
        query = {
            "client_id": client.app_id,
            "response_type": "code",
            "response_mode": "query",
            "redirect_uri": self._return_url,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        if choose:
            query["prompt"] = "select_account"
        return str(URL(provider.sign_in_url(attempt.tenant)).with_query(query))

    async def finish(self, attempt: Attempt, code: str) -> Account:
        """Who it is. Raises `SignInFailed`, `ProviderUnavailable`."""
        provider, client = self._of(attempt.tenant)
        token = await self._token(provider, client, attempt, code)
        try:
            claims = await self._claims(provider, client, attempt.tenant, token)
            account = self._account(claims, attempt)
        except KeysUnavailable:
            raise ProviderUnavailable from None
        except NotAuthenticated as error:
            log.warning("identity token refused", why=error.reason)
            raise SignInFailed from None
        return account

    async def stop(self) -> None:
        """Give up fetches under way."""
        for keys in self._keys.values():
            await keys.stop()

    def _of(self, tenant: str) -> tuple[IdentityProvider, _Client]:
        client = self._clients.get(tenant.lower())
        if self._provider is None or client is None:
            raise ProviderUnavailable
        return self._provider, client

    async def _token(self, provider: IdentityProvider, client: _Client, attempt: Attempt, code: str) -> bytes:
        form = {
            "grant_type": "authorization_code",
            "client_id": client.app_id,
            "code": code,
            "redirect_uri": self._return_url,
            "code_verifier": attempt.verifier,
            "scope": SCOPE,
        }
        if client.secret.value:
            form["client_secret"] = client.secret.value
        try:
            async with self._pool.request(
                "POST", provider.token_url(attempt.tenant), data=form, timeout=self._timeout
            ) as response:
                status, body = response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _unavailable(client, type(error).__name__) from None
        return _read_token(client, status, body)

    async def _claims(
        self, provider: IdentityProvider, client: _Client, tenant: str, token: bytes
    ) -> Mapping[str, Any]:
        keys = self._keys.get(tenant)
        if keys is None:
            url = provider.metadata_url(tenant)
            keys = self._keys[tenant] = SigningKeys(url, self._pool, self._clock)
        key = await keys.find(key_id_of(token))
        if key is None:
            raise NotAuthenticated("the token is signed with an unknown key")
        return claims_of(token, key, frozenset({client.app_id}), provider.issuer(tenant))

    def _account(self, claims: Mapping[str, Any], attempt: Attempt) -> Account:
        check_time(self._clock().timestamp(), not_before(claims), seconds(claims, "exp"))
        if not compare_digest(_text(claims, "nonce").encode(), attempt.nonce.encode()):
            raise NotAuthenticated("the token is not for this sign-in")
        tenant_id, user_id = _text(claims, "tid").lower(), _text(claims, "oid").lower()
        if tenant_id != attempt.tenant or not user_id:
            raise NotAuthenticated("the token does not say who it is for")
        return Account(tenant_id, user_id)


def _clients(channel: Channel) -> Mapping[str, _Client]:
    """As which application each tenant is asked: the one of the tenant's own bot."""
    if isinstance(channel, LoopbackChannel):
        return {tenant: _Client(LOOPBACK_CLIENT, Secret("")) for tenant in channel.tenants}
    return {
        tenant: _Client(each.app_id, each.client_secret)
        for each in channel.registrations
        for tenant in each.tenants
    }


def _read_token(client: _Client, status: int, body: bytes) -> bytes:
    """The identity token of an answer. What the provider says is wrong is a code of its own, never shown."""
    try:
        document = orjson.loads(body)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise _unavailable(client, f"answered {status}")
    if status == 400 and document.get("error") == "invalid_grant":
        raise SignInFailed
    token = document.get("id_token")
    if status != 200 or not isinstance(token, str) or not token.isascii():
        raise _unavailable(client, f"answered {status}")
    return token.encode("ascii")


def _unavailable(client: _Client, why: str) -> ProviderUnavailable:
    log.warning("sign-in not completed", app_id=client.app_id, why=why)
    return ProviderUnavailable()


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""
