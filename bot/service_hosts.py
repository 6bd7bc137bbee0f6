"""Which hosts the bot may talk to as a channel.

A service URL comes with every activity and gets our token with every answer, so it must be `https` on a
host of the allow-list: an exact name, or `*.name` for the names below it. `http` is for this machine only.
The URL is read with the parser that also sends the request, so that the two cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from yarl import URL

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})

SHARED_SUFFIXES = frozenset({"trafficmanager.net", "azurewebsites.net", "cloudapp.net", "azure.com"})
"""Names below these can be registered by any customer of the cloud, so a wildcard there lets strangers in."""


def host_of(url: str) -> str | None:
    """The host of a plain `https` URL, or of `http` on this machine; None for anything else."""
    if not url.isascii() or any(character <= " " or character in "\\@?#" for character in url):
        return None
    try:
        parsed = URL(url)
        host, port = parsed.host, parsed.explicit_port
    except ValueError:
        return None
    if not host:
        return None
    if host in LOOPBACK_HOSTS:
        return host if parsed.scheme in ("http", "https") else None
    return host if parsed.scheme == "https" and port in (None, 443) else None


def is_safe_pattern(pattern: str) -> bool:
    """Whether a pattern names hosts of one owner: a host, or `*.` and at least two labels nobody shares."""
    name = pattern.removeprefix("*.")
    if not name or "*" in name or name != name.strip().lower() or "/" in name:
        return False
    return name == pattern or ("." in name and name not in SHARED_SUFFIXES)


@dataclass(frozen=True)
class ServiceHosts:
    """The allow-list: exact host names and `*.name` patterns, in lower case."""

    patterns: frozenset[str]

    def allow(self, url: str) -> bool:
        """Whether the bot may answer to this service URL."""
        host = host_of(url)
        if host is None:
            return False
        if host in self.patterns:
            return True
        return any(host.endswith(pattern[1:]) for pattern in self.patterns if pattern.startswith("*."))


TEAMS_HOSTS = ServiceHosts(frozenset({"smba.trafficmanager.net", "*.botframework.com"}))
"""The hosts of Teams' connector in the public cloud."""

SHAREPOINT_HOSTS = ServiceHosts(frozenset({"*.sharepoint.com"}))
"""The hosts of people's OneDrive in the public cloud: each customer has names of its own there."""

LOOPBACK_ONLY = ServiceHosts(LOOPBACK_HOSTS)
