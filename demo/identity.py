"""Who signed in at the demo: codes and identity tokens, as Entra gives them, for made-up people.

A code is good for one minute, once, for the client, the return address and the PKCE challenge it was asked
for with. Tokens are signed with a key made at start. There are no passwords: whoever is at this machine may
be anybody. HTTP is not known here.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from yarl import URL

from demo.people import Person

CLIENT = "brobygger-loopback"
CODE_LIFETIME = timedelta(minutes=1)
TOKEN_LIFETIME = timedelta(hours=1)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ASKED = ("client_id", "redirect_uri", "state", "nonce", "code_challenge")


class NotAsked(ValueError):
    """The question is not one that the provider answers."""


@dataclass(frozen=True)
class Question:
    """What a browser comes with: who is it, for whom, and where is the answer to go?"""

    tenant: str
    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(frozen=True)
class _Code:
    question: Question
    person: Person
    expires: datetime


def read_question(tenant: str, query: Mapping[str, str]) -> Question:
    """Raises `NotAsked` unless it is the code flow with PKCE of our client, back to this machine."""
    if any(not query.get(name) for name in _ASKED):
        raise NotAsked("something is missing")
    if (query["client_id"], query.get("response_type")) != (CLIENT, "code"):
        raise NotAsked("another client or flow")
    if query.get("code_challenge_method") != "S256" or URL(query["redirect_uri"]).host not in _LOOPBACK:
        raise NotAsked("without PKCE, or not back to this machine")
    return Question(tenant, query["redirect_uri"], query["state"], query["nonce"], query["code_challenge"])


class Identities:
    """The provider at `url`, which has no slash at its end."""

    def __init__(self, url: str, clock: Callable[[], datetime]) -> None:
        self._url = url
        self._clock = clock
        self._key: RSAPrivateKey = generate_private_key(public_exponent=65_537, key_size=2_048)
        self._key_id = secrets.token_hex(8)
        self._codes: dict[str, _Code] = {}

    def metadata(self, tenant: str) -> dict[str, Any]:
        """The discovery document."""
        below = f"{self._url}/{tenant}"
        return {
            "issuer": f"{below}/v2.0",
            "authorization_endpoint": f"{below}/oauth2/v2.0/authorize",
            "token_endpoint": f"{below}/oauth2/v2.0/token",
            "jwks_uri": f"{below}/discovery/v2.0/keys",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, Any]:
        public: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [public | {"kid": self._key_id, "use": "sig"}]}

    def accept(self, question: Question, person: Person) -> str:
        """Where the browser goes when the person has signed in."""
        code, now = secrets.token_urlsafe(32), self._clock()
        self._codes = {c: kept for c, kept in self._codes.items() if now < kept.expires}
        self._codes[code] = _Code(question, person, now + CODE_LIFETIME)
        return str(URL(question.redirect_uri).with_query(code=code, state=question.state))

    def decline(self, question: Question) -> str:
        """Where the browser goes when nobody has."""
        said = {"error": "access_denied", "state": question.state}
        return str(URL(question.redirect_uri).with_query(said))

    def redeem(self, tenant: str, form: Mapping[str, str]) -> str | None:
        """The identity token for a code; None where it is not good, or no longer."""
        kept = self._codes.pop(form.get("code", ""), None)
        if kept is None or self._clock() >= kept.expires or form.get("client_id") != CLIENT:
            return None
        verifier = form.get("code_verifier", "").encode()
        challenge = urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        question = kept.question
        if (question.tenant, question.redirect_uri) != (tenant, form.get("redirect_uri")):
            return None
        if not compare_digest(challenge.encode(), question.challenge.encode()):
            return None
        return self._token(question, kept.person)

    def _token(self, question: Question, person: Person) -> str:
        now = self._clock()
        claims = {
            "iss": f"{self._url}/{question.tenant}/v2.0",
            "aud": CLIENT,
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int((now + TOKEN_LIFETIME).timestamp()),
            "nonce": question.nonce,
            "tid": person.tenant_id,
            "oid": person.user_id,
            "name": person.name,
        }
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._key_id})
