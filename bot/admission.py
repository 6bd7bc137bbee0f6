"""Whether an activity may come in: what it says must agree with what is known about who sent it.

The service URL is the token's and on the allow-list; the channel is Teams and the signing key may speak for
it; the bot spoken to is the one the token is for; every tenant the activity names is the same one, and one
that this bot serves. On the loopback channel there is no token, so the peer, the host asked for and the
service URL must all be this machine.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Protocol

from aiohttp import web
from botbuilder.schema import Activity

from bot.configuration import AuthenticatedChannel, LoopbackChannel, Registration
from bot.refusals import NotAllowed, NotAuthenticated
from bot.service_hosts import LOOPBACK_HOSTS, ServiceHosts
from bot.tokens import Credential, TokenCheck

TEAMS = "msteams"


class Pass(Protocol):
    """What is known about the sender of a request before its body is read."""

    def admit(self, activity: Activity) -> None:
        """Raises `NotAllowed` when the activity does not agree with it."""


class Gate(Protocol):
    """Decides who may speak to the bot."""

    def knows(self, request: web.Request) -> bool:
        """Whether it came with proof that has held before, as far as can be told at once."""

    async def enter(self, request: web.Request) -> Pass:
        """Look at the request's head only. Raises `NotAuthenticated`, `NotAllowed` or `KeysUnavailable`."""


class AuthenticatedGate:
    """For Teams: a signed token."""

    def __init__(self, channel: AuthenticatedChannel, tokens: TokenCheck) -> None:
        self._service_hosts = channel.service_hosts
        self._registrations = {each.app_id: each for each in channel.registrations}
        self._tokens = tokens

    def knows(self, request: web.Request) -> bool:
        return self._tokens.knows(request.headers.get("Authorization"))

    async def enter(self, request: web.Request) -> Pass:
        """Check the token."""
        credential = await self._tokens.check(request.headers.get("Authorization"))
        registration = self._registrations[credential.app_id]
        return _AuthenticatedPass(registration, self._service_hosts, credential)


class _AuthenticatedPass:
    def __init__(
        self, registration: Registration, service_hosts: ServiceHosts, credential: Credential
    ) -> None:
        self._registration = registration
        self._service_hosts = service_hosts
        self._credential = credential

    def admit(self, activity: Activity) -> None:
        claimed = self._credential.service_url
        if not claimed or claimed.rstrip("/") != activity.service_url.rstrip("/"):
            raise NotAllowed("the token is not for this service URL")
        if not self._credential.key.endorses(TEAMS):
            raise NotAllowed("the token's key may not speak for this channel")
        if not self._registration.is_bot(activity.recipient.id):
            raise NotAllowed("the token is for another bot than the one spoken to")
        check_channel(activity, self._service_hosts, self._registration.tenants)


class LoopbackGate:
    """For trying the bot on one machine: no token, and nobody from outside."""

    def __init__(self, channel: LoopbackChannel) -> None:
        self._channel = channel

    def knows(self, request: web.Request) -> bool:
        return _is_loopback_peer(request)

    async def enter(self, request: web.Request) -> Pass:
        """Check that the request comes from, and was meant for, this machine."""
        if not _is_loopback_peer(request):
            raise NotAuthenticated("only this machine may speak to a bot without authentication")
        # A page in a browser here can be made to call us under its own name; a name of ours it cannot have.
        if _host_asked_for(request) not in LOOPBACK_HOSTS:
            raise NotAuthenticated("the bot answers to a name of this machine only")
        return _LoopbackPass(self._channel)


class _LoopbackPass:
    def __init__(self, channel: LoopbackChannel) -> None:
        self._channel = channel

    def admit(self, activity: Activity) -> None:
        check_channel(activity, self._channel.service_hosts, self._channel.tenants)


def check_channel(activity: Activity, service_hosts: ServiceHosts, tenants: frozenset[str]) -> None:
    """Channel, service URL and tenant are ones this bot serves. Raises `NotAllowed`."""
    if activity.channel_id != TEAMS:
        raise NotAllowed("the channel is not Teams")
    if not service_hosts.allow(activity.service_url):
        raise NotAllowed("the service URL is not on the allow-list")
    tenant = conversation_tenant(activity)
    if tenant not in tenants or sender_tenant(activity) not in tenants:
        raise NotAllowed("the tenant is not one of ours")


def conversation_tenant(activity: Activity) -> str | None:
    """The tenant the conversation is in, in lower case; None unless all that name it agree."""
    named = (activity.conversation.tenant_id, (activity.channel_data.get("tenant") or {}).get("id"))
    tenants = {tenant.strip().lower() for tenant in named if tenant}
    return tenants.pop() if len(tenants) == 1 else None


def sender_tenant(activity: Activity) -> str | None:
    """The tenant of the person: their own when the channel tells (a guest), else the conversation's."""
    own = activity.from_property.properties.get("tenantId")
    return own.strip().lower() if own else conversation_tenant(activity)


def _host_asked_for(request: web.Request) -> str | None:
    try:
        return request.url.host
    except ValueError:
        return None


def _is_loopback_peer(request: web.Request) -> bool:
    peer: tuple[str, ...] | None = request.transport.get_extra_info("peername") if request.transport else None
    try:
        return peer is not None and ip_address(peer[0]).is_loopback
    except ValueError:
        return False
