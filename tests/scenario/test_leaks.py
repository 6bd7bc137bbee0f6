"""The look for leaks at every story's end finds what it looks for: in each place, and in each form."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.scenario import leaks
from tests.scenario.citizens import ADULT, SPELLINGS, WISH
from tests.scenario.leaks import CONSENT, Leaked, Of, Place
from tests.scenario.marks import Marks, spellings
from tests.scenario.town import Town, in_town, make_template
from tests.scenario.wire import OnTheWire
from tests.stores import raw, running_postgres

NAME, CPR = ADULT.name, ADULT.cpr
MARKS = Marks.of((NAME, WISH, *SPELLINGS), [b"\x07" * 31 + b"!"])


def in_the_middle_of_base64(text: str, before: int) -> bytes:
    return b64encode(b"{" * before + text.encode() + b"}}}}")


FORMS = [
    pytest.param(NAME.encode(), NAME, id="as it is"),
    pytest.param(NAME.encode("utf-16-le"), NAME, id="UTF-16"),
    pytest.param(NAME.encode("utf-16-be"), NAME, id="UTF-16 the other way round"),
    pytest.param(NAME.encode("latin-1"), NAME, id="Latin-1"),
    pytest.param(NAME.encode().hex().encode(), NAME, id="hexadecimal"),
    pytest.param(quote(NAME).encode(), NAME, id="in an address"),
    pytest.param(quote_plus(WISH).encode(), WISH, id="in a form"),
    pytest.param(json.dumps(NAME).encode(), NAME, id="JSON"),
    pytest.param(repr(NAME.encode()).encode(), NAME, id="bytes in a traceback"),
    pytest.param(escape(NAME).encode(), NAME, id="HTML"),
    *(pytest.param(in_the_middle_of_base64(NAME, n), NAME, id=f"base64 {n}") for n in range(4)),
    *(pytest.param(in_the_middle_of_base64(CPR, n), CPR, id=f"base64 of a number {n}") for n in range(4)),
    *(pytest.param(text.encode(), text, id=f"CPR {n}") for n, text in enumerate(spellings(CPR))),
    pytest.param(b"\x07" * 31 + b"!", "a key", id="a key"),
    pytest.param(b64encode(b"\x07" * 31 + b"!"), "a key", id="a key as it is in the settings"),
]


@pytest.mark.parametrize(("content", "word"), FORMS)
@pytest.mark.parametrize("length", [0, 7, 4096, 100_003])
def test_a_mark_is_found_in_every_form_wherever_it_stands(content: bytes, word: str, length: int) -> None:
    around = bytes(range(256)) * (length // 256 + 1)
    assert word in MARKS.in_(around[:length] + content + around[: length // 2])


@pytest.mark.parametrize("content", [b"", b"Viola", b"Sag 26-1001: til godkendelse" * 999, bytes(9999)])
def test_nothing_is_found_where_nothing_is(content: bytes) -> None:
    assert MARKS.in_(content) == frozenset()


async def a_story(state: Path, plant: Callable[[Town], object], url: str | None = None) -> None:
    async with in_town(state, url) as town:
        plant(town)


async def test_a_leak_in_any_place_ends_the_story(state: Path) -> None:
    expected: list[str] = []
    with pytest.raises(Leaked) as leaked:
        await a_story(state, lambda town: expected.extend(plant_everywhere(town)))
    found = set(str(leaked.value).splitlines())
    assert [line for line in expected if line not in found] == []
    assert expected


async def test_a_leak_that_was_taken_back_is_still_in_the_write_ahead_log(state: Path) -> None:
    def plant_and_take_back(town: Town) -> None:
        raw(town.bot.database_url, f"UPDATE units SET name = '{NAME}' || name")
        raw(town.bot.database_url, f"UPDATE units SET name = replace(name, '{NAME}', '')")

    with pytest.raises(Leaked, match=rf"brobygger\.db-wal while it runs: {NAME}"):
        await a_story(state, plant_and_take_back)


async def test_a_leak_in_postgresql_is_found_in_its_backup_and_its_files(state: Path) -> None:
    def plant(town: Town) -> None:
        raw(town.bot.database_url, f"UPDATE people SET title = '{CPR}' WHERE name = 'Mette Holm'")

    shutil.rmtree(state / "bot")
    with running_postgres() as server:
        with server.database(migrated=False) as url:
            await make_template(state, url)
            with pytest.raises(Leaked, match=rf"^backup: {CPR}"):
                await a_story(state, plant, url)
        with pytest.raises(Leaked, match=rf"^[0-9A-F]{{24}}: {CPR}"):
            leaks.check_server(server)


def plant_everywhere(town: Town) -> list[str]:
    """Something of each kind, and how it should be told."""
    key = town.bot.environment["BROBYGGER_LINK_KEY"]
    with town.bot.stderr.open("a", encoding="utf-8") as log:
        log.write(f'{{"event": "odd", "who": "{NAME}", "key": "{key}", "by": "Mette Holm"}}\n')
    raw(town.bot.database_url, f"UPDATE people SET title = '{b64encode(CPR.encode()).decode()}'")
    key_id = f"X'{b64decode(key).hex()}'"
    raw(town.bot.database_url, f"INSERT INTO effects (key, answer, at) VALUES ('key', {key_id}, 4e15)")
    (town.state / f"{ADULT.digits}.pdf").touch()
    town.wire.requests.append(f"PUT /uploads/{quote(NAME)}".encode())
    offer = {"contentType": CONSENT, "name": "Aftale.pdf", "content": {"description": WISH}}
    town.wire.sent += [
        posted({"summary": f"Svar om {NAME}"}),
        posted({"summary": "Svar", "text": CPR}),
        posted({"summary": "Svar", "attachments": [offer]}),
        posted({"summary": "Sag 26-1001", "attachments": [{"content": {"body": [{"text": WISH}]}}]}),
    ]
    return [
        f"log bot.stderr: {NAME}",
        "log bot.stderr: a key",
        "log bot.stderr: Mette Holm",
        f"brobygger.db when it has ended: {CPR}",
        "brobygger.db when it has ended: a key",
        f"backup: {CPR}",
        f"names of files: {ADULT.digits}",
        f"request {len(town.wire.requests) - 1}: {NAME}",
        f"notification: {NAME}",
        f"notification: {CPR}",
        f"notification: {WISH}",
        f"closed card: {WISH}",
    ]


def posted(activity: dict[str, object]) -> OnTheWire:
    return OnTheWire(is_new=True, chat="chat", message="message", activity=dict(activity))


def test_what_stands_in_the_process_list_is_found() -> None:
    until_told = [sys.executable, "-c", "import sys; print('up', flush=True); sys.stdin.read()", CPR]
    started = subprocess.Popen(
        until_told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        assert started.stdout is not None
        assert started.stdout.readline() == b"up\n"
        found = leaks.processes_of(started.pid)
        with pytest.raises(Leaked, match=f"process list: {CPR}"):
            leaks.check(found, {Of.CITIZENS_AND_KEYS: MARKS})
    finally:
        started.communicate()


@pytest.mark.parametrize("place", ["metrics", "calendar entry"])
def test_a_page_that_names_a_citizen_or_a_colleague_is_found(place: str) -> None:
    marks = {Of.CITIZENS_AND_KEYS: MARKS, Of.STAFF: Marks.of(["Mette Holm"])}
    page = Place(place, f'turns{{who="Mette Holm",about="{NAME}"}} 1'.encode())
    with pytest.raises(Leaked) as leaked:
        leaks.check([page], marks)
    assert set(str(leaked.value).splitlines()) == {f"{place}: {NAME}", f"{place}: Mette Holm"}
