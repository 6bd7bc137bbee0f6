"""Which details of an organisation's app are refused, and what the operator is told to do."""

from __future__ import annotations

import pytest

from teams.errors import UnusableDetails
from teams.organisation import app_id_for
from tests.unit.teams.factories import hvidovre_app


@pytest.mark.parametrize(
    ("detail", "value", "told"),
    [
        ("name", "", "--organisation"),
        ("name", " Hvidovre Kommune", "without surrounding spaces"),
        ("name", "H" * 81, "1 to 80 characters"),
        ("bot_id", "hvidovre-bot", "--bot-id 'hvidovre-bot': give a GUID"),
        ("app_id", "", "--app-id"),
        ("public_url", "http://bot.example.dk", "https://"),
        ("public_url", "https://bot.example.dk/api/messages", "no path"),
        ("public_url", "https://", "--public-url"),
        ("privacy_url", "https://someone:secret@bot.example.dk/p", "no user name"),
        ("terms_url", "https://bot.example.dk:port/", "--terms-url"),
        ("version", "1.0", "three numbers"),
        ("version", "1.02.0", "--version"),
    ],
)
def test_a_detail_teams_would_refuse_is_refused_with_its_option_and_remedy(
    detail: str, value: str, told: str
) -> None:
    with pytest.raises(UnusableDetails) as refused:
        hvidovre_app(**{detail: value})
    assert told in str(refused.value)


def test_the_longest_name_still_fits_the_manifest() -> None:
    assert hvidovre_app(name="H" * 80).name == "H" * 80


def test_an_app_without_an_own_id_keeps_the_same_id_from_package_to_package() -> None:
    bot = "0f9e8d7c-6b5a-4c3d-8e1f-0a1b2c3d4e5f"
    assert app_id_for(bot) == app_id_for(f" {bot.upper()} ")
    assert app_id_for(bot) != bot
    assert hvidovre_app(app_id=app_id_for(bot)).app_id == app_id_for(bot)


def test_two_bots_never_share_an_app_id() -> None:
    assert app_id_for("0f9e8d7c-6b5a-4c3d-8e1f-0a1b2c3d4e5f") != app_id_for(
        "11111111-2222-4333-8444-555555555555"
    )
