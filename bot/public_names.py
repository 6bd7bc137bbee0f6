"""Names lead to addresses of the public internet only, whatever the name service says.

The hosts we talk to are on allow-lists, and their owners' certificates are checked. Should one of their names
nevertheless lead into the service's own network, or to the cloud's metadata address, nothing is sent there.
`localhost` leads to this machine and nowhere else. Addresses written as numbers do not come past here: no
allow-list but the loopback channel's holds any.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address

import structlog
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.service_hosts import LOOPBACK_HOSTS

log = structlog.get_logger(__name__)


class PublicNames(AbstractResolver):
    """Asks another resolver and keeps of its answer what may be used."""

    def __init__(self, asked: AbstractResolver) -> None:
        self._asked = asked

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of the name that may be used. Raises `OSError` where there is none."""
        found = await self._asked.resolve(host, port, family)
        usable = [each for each in found if _may_use(host, each["host"])]
        if not usable:
            log.error("name leads to no public address, nothing sent")
            raise OSError("the name leads to no public address")
        return usable

    async def close(self) -> None:
        await self._asked.close()


def _may_use(host: str, address: str) -> bool:
    found = ip_address(address)
    return found.is_loopback if host in LOOPBACK_HOSTS else found.is_global and not found.is_multicast
