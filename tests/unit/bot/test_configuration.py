"""A channel's settings are complete and safe, or there is no channel."""

from __future__ import annotations

from typing import Any

import pytest

from bot.configuration import AuthenticatedChannel, ChannelMisconfigured, LoopbackChannel, Secret
from bot.service_hosts import LOOPBACK_ONLY, ServiceHosts

COMPLETE: dict[str, Any] = {
    "app_id": "11111111-aaaa-4bbb-8ccc-000000000001",
    "app_tenant": "botframework.com",
    "client_secret": Secret("hush"),
    "tenants": frozenset({"22222222-AAAA-4bbb-8ccc-000000000001"}),
}


def test_a_complete_channel_has_the_defaults_of_the_public_cloud() -> None:
    channel = AuthenticatedChannel(**COMPLETE)
    assert channel.issuer == "https://api.botframework.com"
    assert channel.token_url == "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token"
    assert channel.bot_id == "28:11111111-aaaa-4bbb-8ccc-000000000001"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("app_id", ""),
        ("app_id", "  "),
        ("app_tenant", ""),
        ("client_secret", Secret("")),
        ("tenants", frozenset()),
        ("tenants", frozenset({" "})),
        ("issuer", ""),
        ("metadata_url", "http://login.example/metadata"),
        ("token_endpoint", "http://login.example/token"),
        ("service_hosts", ServiceHosts(frozenset())),
        ("service_hosts", ServiceHosts(frozenset({"*.trafficmanager.net"}))),
    ],
)
def test_an_incomplete_or_unsafe_setting_is_refused_by_name(setting: str, value: object) -> None:
    with pytest.raises(ChannelMisconfigured, match=setting.removesuffix("_endpoint")):
        AuthenticatedChannel(**COMPLETE | {setting: value})


def test_tenants_are_compared_without_regard_to_case() -> None:
    assert AuthenticatedChannel(**COMPLETE).tenants == {"22222222-aaaa-4bbb-8ccc-000000000001"}


def test_the_client_secret_is_never_shown() -> None:
    channel = AuthenticatedChannel(**COMPLETE)
    assert "hush" not in f"{channel!r} {channel.client_secret} {channel.client_secret!r}"


def test_the_loopback_channel_serves_this_machine_only_and_cannot_be_given_other_hosts() -> None:
    assert LoopbackChannel(tenants=frozenset({"t"})).service_hosts == LOOPBACK_ONLY
    with pytest.raises(TypeError):
        LoopbackChannel(tenants=frozenset({"t"}), service_hosts=ServiceHosts(frozenset()))  # type: ignore[call-arg]


def test_the_loopback_channel_too_needs_its_tenants() -> None:
    with pytest.raises(ChannelMisconfigured, match="tenants"):
        LoopbackChannel(tenants=frozenset())
