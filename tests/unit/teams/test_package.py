"""The zip an administrator uploads: what is in it, that it keeps to Microsoft's schema and never varies."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from teams.errors import PackageError, SchemaBroken, SchemaMissing
from teams.manifest import MANIFEST_VERSION, english, manifest
from teams.package import ICONS, build
from teams.schema import OfficialSchemas
from teams.wording import DANISH, ENGLISH
from tests.unit.teams.factories import hvidovre_app


def _read(package: Path, name: str) -> dict[str, Any]:
    with ZipFile(package) as archive:
        content: dict[str, Any] = json.loads(archive.read(name))
    return content


def test_a_package_holds_the_manifest_the_english_texts_and_both_icons(tmp_path: Path) -> None:
    package = build(hvidovre_app(), tmp_path / "hvidovre.zip")
    with ZipFile(package) as archive:
        assert archive.namelist() == ["manifest.json", "en.json", "color.png", "outline.png"]
        assert archive.testzip() is None


def test_the_same_details_give_the_same_bytes(tmp_path: Path) -> None:
    first = build(hvidovre_app(), tmp_path / "first.zip").read_bytes()
    assert build(hvidovre_app(), tmp_path / "second.zip").read_bytes() == first


def test_two_organisations_get_their_own_bot_for_the_same_service(tmp_path: Path) -> None:
    region = hvidovre_app(name="Psykiatrisk Center Glostrup", bot_id="11111111-2222-4333-8444-555555555555")
    hvidovre = _read(build(hvidovre_app(), tmp_path / "h.zip"), "manifest.json")
    glostrup = _read(build(region, tmp_path / "g.zip"), "manifest.json")
    assert glostrup["bots"][0]["botId"] == "11111111-2222-4333-8444-555555555555"
    assert hvidovre["bots"][0]["botId"] == "0f9e8d7c-6b5a-4c3d-8e1f-0a1b2c3d4e5f"
    assert glostrup["validDomains"] == hvidovre["validDomains"] == ["bot.example.dk"]
    assert glostrup["name"]["full"] == "Brobygger - Psykiatrisk Center Glostrup"


def test_the_bot_answers_in_personal_chats_group_chats_and_teams_and_can_hand_over_files() -> None:
    (bot,) = manifest(hvidovre_app())["bots"]
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert (bot["supportsFiles"], bot["supportsCalling"], bot["isNotificationOnly"]) == (True, False, False)


def test_the_package_asks_for_no_more_than_knowing_who_writes() -> None:
    app = manifest(hvidovre_app())
    assert app["permissions"] == ["identity"]
    assert not {"webApplicationInfo", "authorization", "devicePermissions"} & app.keys()


def test_the_commands_suggested_in_a_personal_chat_are_the_ones_the_bot_knows() -> None:
    commands = manifest(hvidovre_app())["bots"][0]["commandLists"][0]["commands"]
    assert [command["title"] for command in commands] == [
        "nyt netværksmøde", "mine sager", "status", "hjælp", "annullér", "english",
    ]  # fmt: skip


def test_a_group_chat_is_offered_nothing_that_starts_a_form() -> None:
    commands = manifest(hvidovre_app())["bots"][0]["commandLists"][1]
    assert commands["scopes"] == ["team", "groupChat"]
    assert [command["title"] for command in commands["commands"]] == ["mine sager", "status", "hjælp"]


def test_every_danish_text_has_its_english_counterpart_at_the_same_place() -> None:
    lists = manifest(hvidovre_app())["bots"][0]["commandLists"]
    places = {
        f"bots[0].commandLists[{which}].commands[{place}].{part}"
        for which, one in enumerate(lists)
        for place, command in enumerate(one["commands"])
        for part in command
    }
    translated = english(hvidovre_app())
    assert places == {key for key in translated if key.startswith("bots")}
    assert translated["bots[0].commandLists[0].commands[5].title"] == "dansk"
    assert len(DANISH.group_commands) == len(ENGLISH.group_commands)


def test_the_manifest_follows_the_newest_schema_of_the_locked_npm_package() -> None:
    assert OfficialSchemas().newest() == MANIFEST_VERSION


def test_a_manifest_that_breaks_the_schema_is_refused_with_the_place_and_the_limit() -> None:
    broken = manifest(hvidovre_app()) | {"name": {"short": "x" * 31}}
    with pytest.raises(SchemaBroken, match=r"\$\.name\.short: 'x+' is too long"):
        OfficialSchemas().check_manifest(broken, MANIFEST_VERSION)


def test_a_translation_of_a_text_that_does_not_exist_is_refused() -> None:
    broken = english(hvidovre_app()) | {"bots[7].title": "nowhere"}
    with pytest.raises(SchemaBroken, match=r"en\.json does not keep to the official schema"):
        OfficialSchemas().check_translation("en.json", broken, MANIFEST_VERSION)


def test_without_the_schemas_nothing_is_built_and_the_remedy_is_told(tmp_path: Path) -> None:
    out = tmp_path / "hvidovre.zip"
    with pytest.raises(SchemaMissing, match="npm ci --ignore-scripts --prefix teams"):
        build(hvidovre_app(), out, OfficialSchemas(package=tmp_path / "nothing"))
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(PackageError, match=r"--out .*taken.*cannot write"):
        build(hvidovre_app(), tmp_path / "taken")
    assert [entry.name for entry in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize(("icon", "size", "color_type"), [("color.png", 192, 2), ("outline.png", 32, 6)])
def test_an_icon_has_the_size_teams_asks_for(icon: str, size: int, color_type: int) -> None:
    content = (ICONS / icon).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">IIBB", content[16:26]) == (size, size, 8, color_type)
