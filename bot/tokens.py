"""Who sent this request: the token of the `Authorization` header, checked.

Signed with a key the channel publishes, issued by the channel for one of our bots, and valid now. A token
that passed is remembered until it expires, so the signature is checked once. What the token says about the
activity is compared in `admission.py`.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.refusals import NotAuthenticated
from bot.signatures import check_time, claims_of, key_id_of, not_before, seconds
from bot.signing_keys import SigningKey, SigningKeys

REMEMBERED = 1_024


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

    def knows(self, authorization: str | None) -> bool:
        """Whether the token was valid when it came before; nothing is looked up for the answer."""
        try:
            return hashlib.sha256(_bearer(authorization)).digest() in self._valid
        except NotAuthenticated:
            return False

    async def _verify(self, token: bytes) -> Credential:
        key = await self._keys.find(key_id_of(token))
        if key is None:
            raise NotAuthenticated("the token is signed with an unknown key")
        claims = claims_of(token, key, self._app_ids, self._issuer)
        service_url = claims.get("serviceurl")
        return Credential(
            app_id=self._audience(claims["aud"]),
            service_url=service_url if isinstance(service_url, str) else None,
            key=key,
            not_before=not_before(claims),
            expires=seconds(claims, "exp"),
        )

    def _audience(self, claimed: Any) -> str:
        """The one bot of ours the token is for; a token for two would speak for both."""
        named = {claimed} if isinstance(claimed, str) else set(claimed)
        if len(named & self._app_ids) != 1:
            raise NotAuthenticated("the token is not for one bot")
        return str((named & self._app_ids).pop())

    def _check_time(self, credential: Credential) -> None:
        check_time(self._clock().timestamp(), credential.not_before, credential.expires)

    def _remember(self, fingerprint: bytes, credential: Credential) -> None:
        self._valid[fingerprint] = credential
        if len(self._valid) > REMEMBERED:
            self._valid.popitem(last=False)


def _bearer(authorization: str | None) -> bytes:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token or not token.isascii():
        raise NotAuthenticated("a bearer token is required")
    return token.encode("ascii")
