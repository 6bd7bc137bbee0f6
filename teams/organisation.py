"""One organisation's edition of the app: the same service, its own bot registration, its own package.

Each organisation is its own Microsoft 365 tenant and may register its own bot for the one shared service;
what differs from package to package is held here and checked here, and nowhere else. No secret ever
belongs in a package, so none has a place here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from teams.errors import UnusableDetails

LONGEST_NAME = 80
"""So that "Brobygger - <name>" stays within the manifest's 100 characters."""

_SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


@dataclass(frozen=True)
class OrganisationApp:
    """What one organisation's app package says about itself.

    `app_id` identifies the app in the organisation's Teams catalogue and stays the same in every later
    version; `bot_id` is the application (client) id of its bot registration. Addresses are https.
    """

    name: str
    app_id: str
    bot_id: str
    public_url: str
    website_url: str
    privacy_url: str
    terms_url: str
    version: str = "1.0.0"

    def __post_init__(self) -> None:
        for detail, (is_usable, remedy) in _RULES.items():
            if not is_usable(getattr(self, detail)):
                option = "--" + _OPTIONS.get(detail, detail.replace("_", "-"))
                raise UnusableDetails(f"{option} {getattr(self, detail)!r}: {remedy}")

    @property
    def host(self) -> str:
        """The service's public host name, without scheme, port or path."""
        return urlsplit(self.public_url).hostname or ""


def app_id_for(bot_id: str) -> str:
    """The app id used when none is given: always the same for a bot, so that a later package updates the
    app in the catalogue instead of adding a second one."""
    return str(uuid5(NAMESPACE_URL, f"brobygger:teams-app:{bot_id.strip().lower()}"))


def _is_guid(value: str) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False


def _is_https(value: str) -> bool:
    try:
        address = urlsplit(value)
        _ = address.port
    except ValueError:
        return False
    return address.scheme == "https" and bool(address.hostname) and not address.username


def _is_https_host(value: str) -> bool:
    address = urlsplit(value) if _is_https(value) else None
    return address is not None and not (address.path or address.query or address.fragment)


def _is_short_name(value: str) -> bool:
    return value == value.strip() and 0 < len(value) <= LONGEST_NAME and value.isprintable()


_NAME = f"give the organisation's name, 1 to {LONGEST_NAME} characters without surrounding spaces"
_GUID = "give a GUID such as 01234567-89ab-cdef-0123-456789abcdef (Entra, App registrations, Overview)"
_HTTPS = "give an address that starts with https:// and holds a host name and no user name"
_ORIGIN = "give https:// and the host name only, such as https://bot.example.dk (no path)"
_VERSION = "give three numbers such as 1.0.1; raise it for every package you upload"

_RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "name": (_is_short_name, _NAME),
    "app_id": (_is_guid, _GUID),
    "bot_id": (_is_guid, _GUID),
    "public_url": (_is_https_host, _ORIGIN),
    "website_url": (_is_https, _HTTPS),
    "privacy_url": (_is_https, _HTTPS),
    "terms_url": (_is_https, _HTTPS),
    "version": (lambda value: bool(_SEMVER.fullmatch(value)), _VERSION),
}

_OPTIONS = {"name": "organisation"}
"""Where the command line calls a detail something else than the field does."""
