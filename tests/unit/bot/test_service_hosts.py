"""Which service URLs the bot answers to."""

from __future__ import annotations

import pytest

from bot.service_hosts import LOOPBACK_ONLY, TEAMS_HOSTS, ServiceHosts, is_safe_pattern


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:443/emea/22222222-aaaa-4bbb-8ccc-000000000001/",
        "https://SMBA.trafficmanager.net/emea/",
        "https://europe.botframework.com/",
    ],
)
def test_teams_own_service_urls_are_allowed(url: str) -> None:
    assert TEAMS_HOSTS.allow(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "not a url",
        "http://smba.trafficmanager.net/emea/",
        "https://evil.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evilbotframework.com/",
        "https://botframework.com/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://evil.example#@smba.trafficmanager.net/",
        "https://evil.example?.botframework.com",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net\n.evil.example/",
        "https://[::1/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "//smba.trafficmanager.net/",
    ],
)
def test_nothing_else_is_allowed(url: str) -> None:
    assert not TEAMS_HOSTS.allow(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:3978/", "http://localhost:1/teams/", "http://[::1]:5/"])
def test_the_loopback_channel_allows_this_machine(url: str) -> None:
    assert LOOPBACK_ONLY.allow(url)


@pytest.mark.parametrize(
    "url", ["https://smba.trafficmanager.net/", "http://127.0.0.2/", "http://localhost.evil.example/"]
)
def test_the_loopback_channel_allows_no_other_machine(url: str) -> None:
    assert not LOOPBACK_ONLY.allow(url)


@pytest.mark.parametrize(
    ("pattern", "is_safe"),
    [
        ("smba.trafficmanager.net", True),
        ("*.botframework.com", True),
        ("*.trafficmanager.net", False),
        ("*.net", False),
        ("*", False),
        ("", False),
        ("*.*.com", False),
        ("Smba.trafficmanager.net", False),
        ("https://smba.trafficmanager.net", False),
    ],
)
def test_a_pattern_must_name_hosts_of_one_owner(pattern: str, is_safe: bool) -> None:
    assert is_safe_pattern(pattern) is is_safe


def test_an_empty_allow_list_allows_nothing() -> None:
    assert not ServiceHosts(frozenset()).allow("https://smba.trafficmanager.net/")
