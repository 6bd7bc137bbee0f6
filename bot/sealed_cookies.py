"""What a browser keeps for us between two requests: sealed, so that it can be neither read nor made up.

No replica remembers anything, so any of them can go on with what another began. A cookie holds for minutes,
is never readable by a script, and does not come along when another site posts to us. What is in it does not
belong here.
"""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

import orjson
from aiohttp import web
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.clock import Clock

_NONCE_BYTES = 12
_MARK_LENGTH = 16
MOST = 5
"""Of one kind in one browser: of a link that is opened over and over the oldest go, before the header is
too long."""
LONGEST = 2_048
"""Characters. What is longer was not made here."""


class SealedCookies:
    """Cookies of one kind, one for each `subject`: several may be under way in one browser."""

    def __init__(self, kind: str, key: bytes, clock: Clock, lifetime: timedelta, *, is_https: bool) -> None:
        self._cipher = AESGCM(hmac.new(key, f"cookie {kind}".encode(), sha256).digest())
        self._clock = clock
        self._lifetime = lifetime
        self._is_https = is_https
        # `__Host-` binds a cookie to this very host; browsers keep such a one over https only.
        self._prefix = f"{'__Host-' if is_https else ''}{kind}-"

    def put(
        self,
        request: web.BaseRequest,
        response: web.StreamResponse,
        subject: str,
        values: Mapping[str, str],
    ) -> None:
        """Have the browser keep the values about the subject, and of what it has kept before the newest."""
        for old in self._names_in(request)[: -(MOST - 1)]:
            self._delete(response, old)
        ends = (self._clock() + self._lifetime).timestamp()
        nonce, name = os.urandom(_NONCE_BYTES), self._name(subject)
        sealed = self._cipher.encrypt(nonce, orjson.dumps([ends, dict(values)]), name.encode())
        response.set_cookie(
            name,
            urlsafe_b64encode(nonce + sealed).decode(),
            max_age=int(self._lifetime.total_seconds()),
            path="/",
            secure=self._is_https,
            httponly=True,
            samesite="Lax",
        )

    def get(self, request: web.BaseRequest, subject: str) -> Mapping[str, str] | None:
        """The values kept about the subject; None where there are none, or no longer."""
        name = self._name(subject)
        kept = request.cookies.get(name, "")
        if not kept or len(kept) > LONGEST or not kept.isascii():
            return None
        try:
            sealed = urlsafe_b64decode(kept)
            opened = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
        except (ValueError, InvalidTag):
            return None
        ends, values = orjson.loads(opened)
        return values if self._clock().timestamp() < ends else None

    def drop(self, response: web.StreamResponse, subject: str) -> None:
        """Have the browser forget it."""
        self._delete(response, self._name(subject))

    def _delete(self, response: web.StreamResponse, name: str) -> None:
        response.del_cookie(name, path="/", secure=self._is_https, httponly=True, samesite="Lax")

    def _names_in(self, request: web.BaseRequest) -> list[str]:
        """Those of this kind; browsers send the oldest first."""
        return [name for name in request.cookies if name.startswith(self._prefix)]

    def _name(self, subject: str) -> str:
        mark = sha256(subject.encode()).hexdigest()[:_MARK_LENGTH]
        return f"{self._prefix}{mark}"
