"""How often a person, a tenant and an address may come, so that no one of them stands in the way of the
others.

The limits are far above what hands do; what meets them is a loop, a fault or an attack. Each is kept by
every replica for itself, in memory, so that it costs no statement. Whom it is about is told in words once,
others get `Retry-After`. An address is limited by what it asks without proof of who it is; behind a proxy
it is the one the proxy names.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from aiohttp import web
from botbuilder.schema import Activity

from bot.admission import sender_tenant
from bot.buckets import Buckets
from bot.clock import Clock
from bot.refusals import TooMany

TOLD_AGAIN_PER_MINUTE = 1
"""How often somebody is told in words that they go too fast."""
_FROM_A_PERSON = frozenset({"message", "invoke"})
_NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has all of these."""


@dataclass(frozen=True)
class Limits:
    """How many a minute, each above 0; a bucket holds what a minute allows."""

    person_per_minute: int
    tenant_per_minute: int
    peer_per_minute: int
    proxies: int
    """How many proxies in front of the service add to `X-Forwarded-For`."""


class TooFast(Exception):
    """The person goes too fast. `tell`: they have not been told just now."""

    def __init__(self, seconds: int, *, tell: bool) -> None:
        super().__init__("too fast")
        self.seconds = seconds
        self.tell = tell


class Turnstile:
    """`too_fast` is the line for who goes too fast, from a locale."""

    def __init__(self, limits: Limits, clock: Clock, too_fast: Callable[[str], str]) -> None:
        self.too_fast = too_fast
        self._proxies = limits.proxies
        self._people = Buckets(limits.person_per_minute, clock)
        self._told = Buckets(TOLD_AGAIN_PER_MINUTE, clock)
        self._tenants = Buckets(limits.tenant_per_minute, clock)
        self._peers = Buckets(limits.peer_per_minute, clock)

    def check_peer(self, request: web.BaseRequest) -> None:
        """Whether the address may still ask without proof. Raises `TooMany`."""
        _refuse_after(self._peers.wait(peer_of(request, self._proxies)))

    def count_peer(self, request: web.BaseRequest) -> None:
        """It did."""
        self._peers.take(peer_of(request, self._proxies))

    def take_page(self, request: web.BaseRequest) -> None:
        """A page or a link, which anybody may ask for. Raises `TooMany`."""
        _refuse_after(self._peers.take(peer_of(request, self._proxies)))

    def take(self, activity: Activity) -> None:
        """An activity that was let in. Raises `TooMany` for its tenant, `TooFast` for its person."""
        tenant = sender_tenant(activity)
        if activity.type in _FROM_A_PERSON:
            sender = activity.from_property
            person = (tenant, sender.aad_object_id or sender.id)
            wait = self._people.take(person)
            if wait:
                raise TooFast(math.ceil(wait), tell=not self._told.take(person))
        _refuse_after(self._tenants.take(tenant))


def peer_of(request: web.BaseRequest, proxies: int) -> str:
    """The address that asks, as the outermost of our own proxies saw it; of IPv6 the network it is in.

    What stands further left in `X-Forwarded-For` the caller can make up. Where it is shorter than it should
    be, the connection's own address counts.
    """
    named = [
        part.strip() for line in request.headers.getall("X-Forwarded-For", []) for part in line.split(",")
    ]
    outermost = named[-proxies] if 0 < proxies <= len(named) else ""
    return _address(outermost) or _address(request.remote or "") or "unknown"


def _address(text: str) -> str | None:
    """As it is counted; None for what is none. Some proxies add the port."""
    for said in (text, text.rpartition(":")[0].strip("[]")):
        try:
            found = ip_address(said)
        except ValueError:
            continue
        if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
            return str(ip_network((int(found), _NETWORK_BITS), strict=False))
        return str(found.ipv4_mapped if isinstance(found, IPv6Address) else found)
    return None


def _refuse_after(seconds: float) -> None:
    if seconds:
        raise TooMany("too many requests", math.ceil(seconds))
