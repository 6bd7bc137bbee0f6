"""A channel's settings are complete and safe, or there is no channel."""

from __future__ import annotations

from typing import Any

import pytest

from bot.configuration import (
    AuthenticatedChannel,
    ChannelMisconfigured,
    LoopbackChannel,
    Registration,
    Secret,
)
from bot.service_hosts import LOOPBACK_ONLY, ServiceHosts

HVIDOVRE: dict[str, Any] = {
    "app_id": "11111111-aaaa-4bbb-8ccc-000000000001",
    "app_tenant": "botframework.com",
    "client_secret": Secret("hush"),
    "tenants": frozenset({"22222222-AAAA-4bbb-8ccc-000000000001"}),
}
GLOSTRUP: dict[str, Any] = {
    "app_id": "11111111-aaaa-4bbb-8ccc-000000000002",
    "app_tenant": "22222222-aaaa-4bbb-8ccc-000000000002",
    "client_secret": Secret("hush too"),
    "tenants": frozenset({"22222222-aaaa-4bbb-8ccc-000000000002"}),
}


def channel(*registrations: dict[str, Any], **settings: Any) -> AuthenticatedChannel:
    return AuthenticatedChannel(tuple(Registration(**each) for each in registrations), **settings)


def test_a_complete_channel_has_the_defaults_of_the_public_cloud() -> None:
    complete = channel(HVIDOVRE)
    assert complete.issuer == "https://api.botframework.com"
    [hvidovre] = complete.registrations
    assert (
        complete.token_url(hvidovre) == "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token"
    )
    assert hvidovre.bot_id == "28:11111111-aaaa-4bbb-8ccc-000000000001"


def test_each_registration_fetches_its_token_from_its_own_tenant() -> None:
    both = channel(HVIDOVRE, GLOSTRUP)
    assert [both.token_url(each).split("/")[3] for each in both.registrations] == [
        "botframework.com",
        "22222222-aaaa-4bbb-8ccc-000000000002",
    ]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("app_id", ""),
        ("app_id", "  "),
        ("app_tenant", ""),
        ("client_secret", Secret("")),
        ("tenants", frozenset()),
        ("tenants", frozenset({" "})),
    ],
)
def test_an_incomplete_registration_is_refused_by_name(setting: str, value: object) -> None:
    with pytest.raises(ChannelMisconfigured, match=setting):
        Registration(**HVIDOVRE | {setting: value})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("issuer", ""),
        ("metadata_url", "http://login.example/metadata"),
        ("token_endpoint", "http://login.example/token"),
        ("service_hosts", ServiceHosts(frozenset())),
        ("service_hosts", ServiceHosts(frozenset({"*.trafficmanager.net"}))),
        ("upload_hosts", ServiceHosts(frozenset())),
        ("upload_hosts", ServiceHosts(frozenset({"*.azurewebsites.net"}))),
    ],
)
def test_an_incomplete_or_unsafe_setting_is_refused_by_name(setting: str, value: object) -> None:
    with pytest.raises(ChannelMisconfigured, match=setting):
        channel(HVIDOVRE, **{setting: value})


def test_a_channel_without_a_bot_is_refused() -> None:
    with pytest.raises(ChannelMisconfigured, match="registrations"):
        channel()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("app_id", HVIDOVRE["app_id"].upper()),
        ("tenants", frozenset({"22222222-aaaa-4bbb-8ccc-00000000000a", *HVIDOVRE["tenants"]})),
    ],
)
def test_a_bot_or_a_tenant_in_two_registrations_is_refused_without_showing_it(
    setting: str, value: object
) -> None:
    with pytest.raises(ChannelMisconfigured, match=f"{setting} holds the same id twice") as refused:
        channel(HVIDOVRE, GLOSTRUP | {setting: value})
    assert "2222" not in str(refused.value)
    assert "1111" not in str(refused.value)


def test_ids_are_compared_without_regard_to_case() -> None:
    registration = Registration(**HVIDOVRE | {"app_id": HVIDOVRE["app_id"].upper()})
    assert registration.tenants == {"22222222-aaaa-4bbb-8ccc-000000000001"}
    assert registration.is_bot("28:11111111-AAAA-4bbb-8ccc-000000000001")
    assert not registration.is_bot("11111111-aaaa-4bbb-8ccc-000000000001")


def test_a_client_secret_is_never_shown() -> None:
    complete = channel(HVIDOVRE, GLOSTRUP)
    secrets = [each.client_secret for each in complete.registrations]
    assert "hush" not in f"{complete!r} {complete.registrations[0]!r} {secrets} {secrets[0]}"


def test_the_loopback_channel_serves_this_machine_only_and_cannot_be_given_other_hosts() -> None:
    loopback = LoopbackChannel(tenants=frozenset({"t"}))
    assert loopback.service_hosts == loopback.upload_hosts == LOOPBACK_ONLY
    with pytest.raises(TypeError):
        LoopbackChannel(tenants=frozenset({"t"}), service_hosts=ServiceHosts(frozenset()))  # type: ignore[call-arg]


def test_the_loopback_channel_too_needs_its_tenants() -> None:
    with pytest.raises(ChannelMisconfigured, match="tenants"):
        LoopbackChannel(tenants=frozenset())
