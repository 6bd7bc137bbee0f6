"""The keys the channel signs with, fetched when needed and kept.

An unknown key id means the channel may have a new key, so the list is fetched again: once, shared by all
who wait, and never more often than `LEAST_GAP`, however many unknown ids arrive. Keys older than
`REFRESH_AFTER` are renewed in the background while the known ones still serve. Checking tokens does not
belong here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import jwt
import orjson
import structlog

from bot.clock import Clock
from bot.pool import HttpPool
from bot.refusals import KeysUnavailable
from bot.service_hosts import host_of
from bot.single_flight import SingleFlight

LEAST_GAP = timedelta(seconds=30)
GAP_AFTER_FAILURE = timedelta(seconds=5)
REFRESH_AFTER = timedelta(hours=24)
FETCH_ERRORS = (aiohttp.ClientError, TimeoutError, ValueError, TypeError)
"""All that a server that is away, or answers nonsense, can make of a fetch."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SigningKey:
    """A public key, and the channels it may sign for (empty: the key does not say)."""

    key: jwt.PyJWK
    endorsements: frozenset[str]

    def endorses(self, channel_id: str) -> bool:
        """Whether what this key signed may come from the channel."""
        return not self.endorsements or channel_id in self.endorsements


class SigningKeys:
    """The channel's published keys, by key id."""

    def __init__(
        self, metadata_url: str, pool: HttpPool, clock: Clock, timeout: timedelta = timedelta(seconds=5)
    ) -> None:
        self._metadata_url = metadata_url
        self._pool = pool
        self._clock = clock
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._flight = SingleFlight(self._fetch)
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at: datetime | None = None
        self._not_before: datetime | None = None

    async def find(self, key_id: str) -> SigningKey | None:
        """The key, or None when the channel does not publish it.

        Raises `KeysUnavailable` while no list of keys could be fetched at all.
        """
        key = self._keys.get(key_id)
        if key is not None:
            if self._is_old() and self._may_fetch():
                self._flight.begin()
            return key
        if self._may_fetch() or self._flight.is_under_way:
            try:
                await self._flight.join()
            except FETCH_ERRORS as error:
                if self._fetched_at is None:
                    raise KeysUnavailable("the channel's signing keys cannot be fetched") from error
        if self._fetched_at is None:
            raise KeysUnavailable("the channel's signing keys cannot be fetched")
        return self._keys.get(key_id)

    async def stop(self) -> None:
        """Give up a fetch under way."""
        await self._flight.stop()

    def _is_old(self) -> bool:
        return self._fetched_at is not None and self._clock() - self._fetched_at > REFRESH_AFTER

    def _may_fetch(self) -> bool:
        return self._not_before is None or self._clock() >= self._not_before

    async def _fetch(self) -> None:
        self._not_before = self._clock() + LEAST_GAP
        try:
            metadata = await self._get(self._metadata_url)
            keys_url = metadata.get("jwks_uri")
            if not isinstance(keys_url, str) or host_of(keys_url) is None:
                raise ValueError("the metadata names no key list")
            keys = _read_keys(await self._get(keys_url))
            if not keys:
                raise ValueError("the key list holds no usable key")
        except FETCH_ERRORS as error:
            self._not_before = self._clock() + GAP_AFTER_FAILURE
            log.warning("signing keys not fetched", error=type(error).__name__)
            raise
        self._keys = keys
        self._fetched_at = self._clock()
        log.info("signing keys fetched", count=len(keys))

    async def _get(self, url: str) -> Mapping[str, Any]:
        async with self._pool.request("GET", url, timeout=self._timeout, raise_for_status=True) as response:
            if response.status != 200:
                raise ValueError("not answered, but sent elsewhere")
            document = orjson.loads(await response.read())
        if not isinstance(document, dict):
            raise TypeError("not a JSON object")
        return document


def _read_keys(document: Mapping[str, Any]) -> dict[str, SigningKey]:
    """The RSA keys of a key list; a key we cannot use is left out, since others may be fine."""
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise TypeError("the key list has no keys")
    keys: dict[str, SigningKey] = {}
    for entry in listed:
        if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
            continue
        try:
            key = jwt.PyJWK(entry, algorithm="RS256")
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
        endorsements = entry.get("endorsements")
        named = endorsements if isinstance(endorsements, list) else []
        keys[entry["kid"]] = SigningKey(key, frozenset(name for name in named if isinstance(name, str)))
    return keys
