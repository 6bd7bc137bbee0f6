"""Who sent this request: the token of the `Authorization` header, checked.

RS256 with a key the channel publishes, issued by the channel for one of our bots, and valid now give or take
`LEEWAY`. A token that passed is remembered until it expires, so the signature is checked once. What the
token says about the activity is compared in `admission.py`.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt

from bot.clock import Clock
from bot.refusals import NotAuthenticated
from bot.signing_keys import SigningKey, SigningKeys

LEEWAY = timedelta(minutes=5)
"""How far the channel's clock and ours may differ: the protocol's own allowance."""
REMEMBERED = 1_024

_ONLY_OUR_CLOCK = {
    "require": ["exp", "iss", "aud"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
}


@dataclass(frozen=True)
class Credential:
    """What a valid token says. Times are seconds since 1970, UTC."""

    app_id: str
    """The bot it was issued for."""
    service_url: str | None
    key: SigningKey
    not_before: float
    expires: float


class TokenCheck:
    """Checks tokens for the bots with these application ids."""

    def __init__(self, app_ids: frozenset[str], issuer: str, keys: SigningKeys, clock: Clock) -> None:
        self._app_ids = app_ids
        self._issuer = issuer
        self._keys = keys
        self._clock = clock
        self._valid: OrderedDict[bytes, Credential] = OrderedDict()

    async def check(self, authorization: str | None) -> Credential:
        """What the token of the header says. Raises `NotAuthenticated`, or `KeysUnavailable`."""
        token = _bearer(authorization)
        fingerprint = hashlib.sha256(token).digest()
        credential = self._valid.get(fingerprint)
        if credential is None:
            credential = await self._verify(token)
            self._remember(fingerprint, credential)
        try:
            self._check_time(credential)
        except NotAuthenticated:
            self._valid.pop(fingerprint, None)
            raise
        return credential

    async def _verify(self, token: bytes) -> Credential:
        key = await self._keys.find(_key_id(token))
        if key is None:
            raise NotAuthenticated("the token is signed with an unknown key")
        try:
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._app_ids,
                issuer=self._issuer,
                options=_ONLY_OUR_CLOCK,  # type: ignore[arg-type]
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise NotAuthenticated("the token is not valid for this bot") from error
        service_url = claims.get("serviceurl")
        return Credential(
            app_id=self._audience(claims["aud"]),
            service_url=service_url if isinstance(service_url, str) else None,
            key=key,
            not_before=_seconds(claims, "nbf") if "nbf" in claims else float("-inf"),
            expires=_seconds(claims, "exp"),
        )

    def _audience(self, claimed: Any) -> str:
        """The one bot of ours the token is for; a token for two would speak for both."""
        named = {claimed} if isinstance(claimed, str) else set(claimed)
        if len(named & self._app_ids) != 1:
            raise NotAuthenticated("the token is not for one bot")
        return str((named & self._app_ids).pop())

    def _check_time(self, credential: Credential) -> None:
        now = self._clock().timestamp()
        leeway = LEEWAY.total_seconds()
        if now >= credential.expires + leeway:
            raise NotAuthenticated("the token has expired")
        if now < credential.not_before - leeway:
            raise NotAuthenticated("the token is not valid yet")

    def _remember(self, fingerprint: bytes, credential: Credential) -> None:
        self._valid[fingerprint] = credential
        if len(self._valid) > REMEMBERED:
            self._valid.popitem(last=False)


def _bearer(authorization: str | None) -> bytes:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token or not token.isascii():
        raise NotAuthenticated("a bearer token is required")
    return token.encode("ascii")


def _key_id(token: bytes) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise NotAuthenticated("the token cannot be read") from error
    key_id = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(key_id, str):
        raise NotAuthenticated("the token is not signed as the channel signs")
    return key_id


def _seconds(claims: Mapping[str, Any], name: str) -> float:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        raise NotAuthenticated("the token's validity cannot be read")
    return float(value)
