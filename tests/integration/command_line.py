"""The product's command line on a database of the test's own, with nothing else from the environment."""

from __future__ import annotations

import base64

from typer.testing import CliRunner, Result

from app import cli
from settings import PREFIX, Settings
from tests.stores import KEYS, LOOKUP_KEY

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


def run_command(url: str, channel: dict[str, str], *words: str, typed: str | None = None) -> Result:
    """`typed` is what stands on standard input."""
    given = {
        **channel,
        "TENANTS": A_TENANT,
        "DATABASE_URL": url,
        "KEYS": f"{KEYS.current}:{base64.b64encode(KEYS.keys[KEYS.current]).decode()}",
        "LOOKUP_KEY": base64.b64encode(LOOKUP_KEY).decode(),
        "LINK_KEY": base64.b64encode(bytes(range(64, 96))).decode(),
        "CONTACT": "servicedesken",
    }
    blank = dict.fromkeys((name.upper() for name in Settings.model_fields), "")
    environment = {PREFIX + name: value for name, value in (blank | given).items()}
    return CliRunner().invoke(cli, list(words), env=environment, input=typed)
