"""Which address a request counts for."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.turnstile import peer_of


class Transport:
    """A connection from an address."""

    def __init__(self, peer: str) -> None:
        self._peer = peer

    def get_extra_info(self, name: str, default: object = None) -> object:
        return (self._peer, 5000) if name == "peername" else default


def asked_for(proxies: int, *forwarded: str, peer: str = "10.0.0.9") -> str:
    headers = CIMultiDict([("X-Forwarded-For", line) for line in forwarded])
    return peer_of(make_mocked_request("GET", "/", headers=headers, transport=Transport(peer)), proxies)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, (), "10.0.0.9"),
        (0, ("192.0.2.1",), "10.0.0.9"),
        (1, ("192.0.2.1",), "192.0.2.1"),
        (1, ("198.51.100.7, 192.0.2.1",), "192.0.2.1"),
        (1, ("198.51.100.7", "192.0.2.1"), "192.0.2.1"),
        (2, ("198.51.100.7, 192.0.2.1, 10.0.0.2",), "192.0.2.1"),
        (2, ("192.0.2.1",), "10.0.0.9"),
        (1, (), "10.0.0.9"),
        (1, ("nonsense",), "10.0.0.9"),
        (1, ("192.0.2.1:4711",), "192.0.2.1"),
        (1, ("[2001:db8:1:2:3::4]:4711",), "2001:db8:1:2::/64"),
        (1, ("2001:db8:1:2:ffff::4",), "2001:db8:1:2::/64"),
        (1, ("::ffff:192.0.2.1",), "192.0.2.1"),
    ],
)
def test_the_address_is_the_one_our_outermost_proxy_saw(
    proxies: int, forwarded: tuple[str, ...], counted: str
) -> None:
    assert asked_for(proxies, *forwarded) == counted


def test_a_connection_without_an_address_counts_like_others_of_its_kind() -> None:
    assert asked_for(0, peer="") == "unknown"
