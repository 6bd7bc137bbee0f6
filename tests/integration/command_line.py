"""The product's command line on a database of the test's own, with nothing else from the environment."""

from __future__ import annotations

import base64

from typer.testing import CliRunner, Result

from app import cli
from settings import PREFIX, Settings
from tests.stores import KEYS, LOOKUP_KEY, a_key

A_TENANT = "22222222-aaaa-4bbb-8ccc-000000000001"
ON_LOOPBACK = {"CHANNEL": "loopback", "PUBLIC_URL": "http://127.0.0.1:3978"}
IN_TEAMS = {
    "CHANNEL": "teams",
    "APP_ID": "11111111-aaaa-4bbb-8ccc-000000000001",
    "APP_TENANT": A_TENANT,
    "CLIENT_SECRET": "klienthemmelighed",
    "PUBLIC_URL": "https://tjeneste.example",
    "ANCHORS": "anchors.jsonl",
}


def in_base64(key: bytes) -> str:
    return base64.b64encode(key).decode()


def run_command(url: str, channel: dict[str, str], *words: str, **settings: str) -> Result:
    """`settings` beside or instead of the usual ones, by their names without the prefix."""
    given = {
        "TENANTS": A_TENANT,
        "DATABASE_URL": url,
        "KEYS": f"{KEYS.current}:{in_base64(KEYS.keys[KEYS.current])}",
        "LOOKUP_KEY": in_base64(LOOKUP_KEY),
        "LINK_KEY": in_base64(a_key("link")),
        "CONTACT": "servicedesken",
        **channel,
        **settings,
    }
    blank = dict.fromkeys((name.upper() for name in Settings.model_fields), "")
    environment = {PREFIX + name: value for name, value in (blank | given).items()}
    return CliRunner().invoke(cli, list(words), env=environment)
