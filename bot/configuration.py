"""What the bot must know to talk to Teams; nothing here has an unsafe default.

An `AuthenticatedChannel` is complete or cannot be made. It has one registration for each bot that people
meet this service through: an organisation may own its own, and a tenant has one. A `LoopbackChannel` has no
authentication at all and is therefore another type: it takes requests from this machine only and answers to
this machine only. Reading the environment does not belong here; the composition root does that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.identity import ENTRA, IdentityProvider
from bot.service_hosts import (
    LOOPBACK_HOSTS,
    LOOPBACK_ONLY,
    SHAREPOINT_HOSTS,
    TEAMS_HOSTS,
    ServiceHosts,
    host_of,
    is_safe_pattern,
)

CHANNEL_ISSUER = "https://api.botframework.com"
"""Who signs what Teams sends. Emulator and tenant issuers are never accepted."""
CHANNEL_SCOPE = "https://api.botframework.com/.default"
CHANNEL_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
TOKEN_ENDPOINT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"  # noqa: S105 - an address


class ChannelMisconfigured(ValueError):
    """The channel's settings are incomplete or unsafe; the message names the setting and the remedy."""


@dataclass(frozen=True, repr=False)
class Secret:
    """A value that no `repr`, log or traceback shows."""

    value: str

    def __repr__(self) -> str:
        return "Secret(hidden)"

    __str__ = __repr__


def _require(setting: str, value: str, remedy: str) -> None:
    if not value or value != value.strip():
        raise ChannelMisconfigured(f"{setting} is empty or has blanks around it: {remedy}")


def _require_url(setting: str, url: str) -> None:
    if host_of(url) is None:
        raise ChannelMisconfigured(f"{setting} must be an https address without a query")


def _require_once(setting: str, ids: Iterable[str]) -> None:
    if any(times > 1 for times in Counter(ids).values()):
        raise ChannelMisconfigured(f"{setting} holds the same id twice: one registration each, and only one")


def _require_hosts(setting: str, hosts: ServiceHosts) -> None:
    if not hosts.patterns:
        raise ChannelMisconfigured(f"{setting} is empty: list the hosts of the channel")
    for pattern in hosts.patterns:
        if not is_safe_pattern(pattern):
            raise ChannelMisconfigured(f"{setting} holds {pattern!r}, which others can own; be exact")


def _canonical(tenants: frozenset[str]) -> frozenset[str]:
    if not tenants or any(not tenant.strip() for tenant in tenants):
        raise ChannelMisconfigured("tenants is empty or holds an empty name: list those that may use the bot")
    return frozenset(tenant.strip().lower() for tenant in tenants)


@dataclass(frozen=True)
class Registration:
    """One bot in Teams. Raises `ChannelMisconfigured` unless it is complete.

    `app_tenant` is the tenant the outbound token is fetched from: the bot's own, or "botframework.com" for a
    bot registered as multi-tenant. `tenants` are those whose people use this bot. Ids may be in any case.
    """

    app_id: str
    app_tenant: str
    client_secret: Secret
    tenants: frozenset[str]

    def __post_init__(self) -> None:
        _require("app_id", self.app_id, "take the application id from the bot's registration")
        _require("app_tenant", self.app_tenant, "the tenant id, or botframework.com for a multi-tenant bot")
        _require("client_secret", self.client_secret.value, "take it from the app registration")
        object.__setattr__(self, "app_id", self.app_id.lower())
        object.__setattr__(self, "tenants", _canonical(self.tenants))

    @property
    def bot_id(self) -> str:
        """The bot's id in Teams."""
        return f"28:{self.app_id}"

    def is_bot(self, bot_id: str) -> bool:
        """Whether this is the bot an activity or address names."""
        return bot_id.lower() == self.bot_id


@dataclass(frozen=True)
class AuthenticatedChannel:
    """Teams. Raises `ChannelMisconfigured` unless every part of the authentication is there.

    No two registrations are of the same bot, and none shares a tenant: who is written to for the first time
    hears from the one bot that serves the tenant.
    """

    registrations: tuple[Registration, ...]
    service_hosts: ServiceHosts = TEAMS_HOSTS
    upload_hosts: ServiceHosts = SHAREPOINT_HOSTS
    metadata_url: str = CHANNEL_METADATA
    token_endpoint: str = TOKEN_ENDPOINT
    issuer: str = CHANNEL_ISSUER
    scope: str = CHANNEL_SCOPE
    identity_provider: IdentityProvider | None = ENTRA
    """Where people sign in to fetch a file; they do so as users of their own bot's registration."""

    def __post_init__(self) -> None:
        _require("issuer", self.issuer, f"it is {CHANNEL_ISSUER} in the public cloud")
        _require_url("metadata_url", self.metadata_url)
        if self.identity_provider is not None:
            _require_url("identity_provider", self.identity_provider.url)
        if not self.registrations:
            raise ChannelMisconfigured("registrations is empty: one for each bot is needed")
        for registration in self.registrations:
            _require_url("token_endpoint", self.token_url(registration))
        _require_once("app_id", (each.app_id for each in self.registrations))
        _require_once("tenants", (tenant for each in self.registrations for tenant in each.tenants))
        _require_hosts("service_hosts", self.service_hosts)
        _require_hosts("upload_hosts", self.upload_hosts)

    def token_url(self, registration: Registration) -> str:
        """Where the registration's outbound token is fetched."""
        return self.token_endpoint.replace("{tenant}", registration.app_tenant)


@dataclass(frozen=True)
class LoopbackChannel:
    """A channel on this machine, without authentication: for trying the bot, never for production."""

    tenants: frozenset[str]
    bot_id: str = "28:loopback"
    identity_provider: IdentityProvider | None = None
    """Where people are signed in, on this machine; without one no file can be fetched by a link."""
    service_hosts: ServiceHosts = field(default=LOOPBACK_ONLY, init=False)
    upload_hosts: ServiceHosts = field(default=LOOPBACK_ONLY, init=False)

    def __post_init__(self) -> None:
        _require("bot_id", self.bot_id, "any name will do")
        if self.identity_provider and host_of(self.identity_provider.url) not in LOOPBACK_HOSTS:
            raise ChannelMisconfigured("identity_provider must be this machine on a loopback channel")
        object.__setattr__(self, "tenants", _canonical(self.tenants))


Channel = AuthenticatedChannel | LoopbackChannel
