"""Signed tokens (JWT) from outside: read with suspicion, checked with a key that is known.

RS256 only, whatever the token says of itself, and times by our own clock, give or take `LEEWAY`. What must
stand in a token, and what it then means, is the business of who asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import jwt

from bot.refusals import NotAuthenticated
from bot.signing_keys import SigningKey

LEEWAY = timedelta(minutes=5)
"""How far the issuer's clock and ours may differ: the protocol's own allowance."""

_ONLY_OUR_CLOCK = {
    "require": ["exp", "iss", "aud"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
}


def key_id_of(token: bytes) -> str:
    """The id of the key it says it is signed with. Raises `NotAuthenticated`."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise NotAuthenticated("the token cannot be read") from error
    key_id = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(key_id, str):
        raise NotAuthenticated("the token is not signed as the channel signs")
    return key_id


def claims_of(token: bytes, key: SigningKey, audience: frozenset[str], issuer: str) -> Mapping[str, Any]:
    """What it says, when `key` signed it for one of the audience; its times are not looked at. Raises
    `NotAuthenticated`."""
    try:
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=audience,
            issuer=issuer,
            options=_ONLY_OUR_CLOCK,  # type: ignore[arg-type]
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise NotAuthenticated("the token is not valid for this bot") from error
    return claims


def seconds(claims: Mapping[str, Any], name: str) -> float:
    """A time in it, in seconds since 1970, UTC. Raises `NotAuthenticated`."""
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        raise NotAuthenticated("the token's validity cannot be read")
    return float(value)


def not_before(claims: Mapping[str, Any]) -> float:
    """When it begins to hold; always, where it does not say."""
    return seconds(claims, "nbf") if "nbf" in claims else float("-inf")


def check_time(now: float, begins: float, ends: float) -> None:
    """All in seconds since 1970, UTC. Raises `NotAuthenticated`."""
    leeway = LEEWAY.total_seconds()
    if now >= ends + leeway:
        raise NotAuthenticated("the token has expired")
    if now < begins - leeway:
        raise NotAuthenticated("the token is not valid yet")
