"""The example of two replicas: read as the plain YAML it is, and held against the settings and the papers.

It is not run here. There is no YAML library to read it with, so it keeps to a small part of the language: two
blanks for each step, one key to a line, lists in brackets as in JSON.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import SecretStr

from settings import PREFIX, Settings
from tests.unit.docs.papers import OPERATIONS, ROOT

_LINE = re.compile(r"(?P<indent>(?:  )*)(?P<key>[A-Za-z_]+):(?: (?P<value>\S.*))?")
_NAME = re.compile(r"[&*][a-z]+")
TEXT = (ROOT / "docs" / "compose.yaml").read_text("utf-8")
GIVEN_APART = frozenset(
    "database_url keys lookup_key link_key client_secret app_id app_tenant tenants".split()  # noqa: SIM905
)
"""Secrets, and what every installation has its own of: they are in the files of the environment."""


def read(text: str) -> dict[str, Any]:
    """Raises `AssertionError` for a line outside the part of the language, and for a key given twice."""
    whole: dict[str, Any] = {}
    levels, named, literal = [whole], dict[str, Any](), -1
    for line in text.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        if literal >= 0 and depth > literal:
            continue
        literal = -1
        if line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        assert found, line
        assert depth < len(levels), line
        del levels[depth + 1 :]
        key, value = found["key"], found["value"]
        assert key not in levels[depth], line
        if value == "|":
            literal = depth
        levels[depth][key] = _value(value, named)
        if isinstance(levels[depth][key], dict):
            levels.append(levels[depth][key])
    return whole


def _value(value: str | None, named: dict[str, Any]) -> Any:
    if value is None:
        return {}
    if _NAME.fullmatch(value):
        return named.setdefault(value[1:], {})
    return json.loads(value) if value[0] in '[{"' else value


COMPOSE = read(TEXT)
SERVICES = COMPOSE["services"]


def test_two_replicas_that_are_alike_share_one_database_and_stand_behind_the_proxy() -> None:
    assert set(SERVICES) == {"proxy", "first", "second", "database"}
    assert SERVICES["first"] is SERVICES["second"]
    assert SERVICES["proxy"]["depends_on"] == ["first", "second"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_it_names_settings_that_exist_and_none_that_is_secret() -> None:
    named = {name.removeprefix(PREFIX).lower() for name in SERVICES["first"]["environment"]}
    assert named <= set(Settings.model_fields)
    assert not named & GIVEN_APART
    secret = {name for name, field in Settings.model_fields.items() if field.annotation is SecretStr}
    assert secret <= GIVEN_APART
    assert not re.search(r"password|secret:|://[^/\s]*:", TEXT, re.IGNORECASE)


def test_with_what_is_given_apart_nothing_that_must_be_set_is_missing() -> None:
    named = {name.removeprefix(PREFIX).lower() for name in SERVICES["first"]["environment"]}
    required = {name for name, field in Settings.model_fields.items() if field.is_required()}
    assert required <= named | GIVEN_APART
    told = OPERATIONS.text
    assert all(f"`{PREFIX}{name.upper()}`" in told for name in GIVEN_APART)


def test_what_is_mounted_is_a_file_beside_it_or_a_volume_it_names() -> None:
    mounted = [each.split(":")[0] for service in SERVICES.values() for each in service.get("volumes", ())]
    assert {each for each in mounted if not each.startswith("./")} == set(COMPOSE["volumes"])
    assert all(f"`{each.removeprefix('./')}`" in OPERATIONS.text for each in mounted if each.startswith("./"))


def test_the_proxy_passes_on_to_both_and_looks_at_their_health() -> None:
    (caddy,) = OPERATIONS.blocks("caddy")
    port = SERVICES["first"]["environment"]["BROBYGGER_PORT"]
    assert f"first:{port} second:{port}" in caddy
    assert "health_uri /health" in caddy
    assert (
        COMPOSE["services"]["first"]["environment"]["BROBYGGER_PUBLIC_URL"].removeprefix("https://") in caddy
    )
