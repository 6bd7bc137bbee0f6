"""A file the bot offers in the local channel: accepted, put, shown and fetched, or declined."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from demo.files import KEPT, Files, NoSuchFile
from dialogs.turn import FileAnswered
from papers.pdf import print_paper
from tests.integration.demo.file_bot import ARRIVED, FAILED, NAME, PAPER, FileTown, file_town

Json = dict[str, Any]
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
IN_PLACE = "application/vnd.microsoft.teams.card.file.info"


async def asked(town: FileTown, path: str, body: Json) -> tuple[int, Any]:
    async with aiohttp.request("POST", town.url + path, json=body) as response:
        return response.status, await response.json(content_type=None)


async def messages(town: FileTown) -> list[Json]:
    _, chat = await asked(town, "/chats", {"person": town.nurse.user_id, "kind": "personal"})
    said: list[Json] = chat["messages"]
    return said


async def offered(town: FileTown) -> Json:
    """The message with the offer, asked for in the nurse's own chat."""
    await asked(town, "/messages", {"person": town.nurse.user_id, "kind": "personal", "text": "som fil"})
    return (await messages(town))[-1]


async def answer(town: FileTown, message: Json, accepted: Any, person: str | None = None) -> int:
    body = {"person": person or town.nurse.user_id, "message": message["id"], "accepted": accepted}
    return (await asked(town, "/file-answers", body))[0]


async def changed(town: FileTown, count: int = 2, content: str = "") -> Json:
    """The last message, once there are that many and it holds that content."""
    async with asyncio.timeout(20):
        while True:
            said = await messages(town)
            kinds = [one["contentType"] for one in said[-1]["attachments"]]
            if len(said) == count and content in (kinds or [""]):
                return said[-1]


async def test_an_offer_is_shown_as_it_came(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town:
        [file] = (await offered(town))["attachments"]
        assert (file["contentType"], file["name"]) == (CONSENT, NAME)
        assert file["content"]["acceptContext"] == {"kind": "agreement", "document": "d1"}


async def test_a_yes_puts_the_document_where_the_person_can_open_it(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town:
        assert await answer(town, await offered(town), True) == 200
        shown = await changed(town, content=IN_PLACE)
        assert (shown["summary"], shown["edited"]) == (ARRIVED, True)
        [file] = shown["attachments"]
        assert file["name"] == NAME
        async with aiohttp.request("GET", file["contentUrl"]) as response:
            assert (response.status, response.content_type) == (200, "application/pdf")
            assert response.headers["Content-Disposition"] == f'attachment; filename="{NAME}"'
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert await response.read() == print_paper(PAPER)
        event = town.turns[-1].event
        assert isinstance(event, FileAnswered)
        assert (event.accepted, event.context) == (True, {"kind": "agreement", "document": "d1"})


async def test_a_no_is_told_to_the_bot_and_its_card_takes_the_place_of_the_offer(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town:
        message = await offered(town)
        assert await answer(town, message, False) == 200
        shown = await changed(town, content="application/vnd.microsoft.card.adaptive")
        assert (shown["id"], shown["summary"]) == (message["id"], "Du sagde nej tak")
        assert town.turns[-1].event == FileAnswered(
            False, {"kind": "agreement", "document": "d1"}, None, message["id"]
        )


async def test_when_it_fails_the_person_is_told_and_may_say_yes_again(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town:
        message = await offered(town)
        town.prints = False
        await answer(town, message, True)
        assert (await changed(town, count=3))["text"] == FAILED
        town.prints = True
        assert await answer(town, message, True) == 200
        async with asyncio.timeout(20):
            while (await messages(town))[1]["attachments"][0]["contentType"] != IN_PLACE:
                continue


async def test_only_who_was_offered_the_file_may_answer(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town:
        message = await offered(town)
        heard = len(town.turns)
        assert await answer(town, message, True, town.colleague.user_id) == 404
        assert await answer(town, {"id": "nothing"}, True) == 404
        assert await answer(town, (await messages(town))[0], True) == 404
        assert len(town.turns) == heard


async def test_an_answer_is_yes_or_no(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town:
        body = {"person": town.nurse.user_id, "message": "m", "accepted": "yes"}
        async with aiohttp.request("POST", f"{town.url}/file-answers", json=body) as response:
            assert response.status == 400


async def test_nothing_is_taken_where_no_place_was_opened_or_given_where_no_file_is(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town:
        headers, url = {"Content-Range": "bytes 0-9/10"}, f"{town.url}/uploads/unknown"
        async with aiohttp.request("PUT", url, data=b"x" * 10, headers=headers) as response:
            assert response.status == 404
        async with aiohttp.request("GET", f"{town.url}/files/unknown") as response:
            assert response.status == 404
            assert "ikke længere" in await response.text()


def test_a_place_takes_one_file_once() -> None:
    files = Files()
    place = files.open_place("a.pdf")
    files.put(place.key, b"one")
    with pytest.raises(NoSuchFile):
        files.put(place.key, b"two")
    assert files.get(place.file_id).content == b"one"


def test_only_the_newest_places_and_files_are_kept() -> None:
    files = Files()
    forgotten = files.open_place("a.pdf")
    places = [files.open_place(f"{number}.pdf") for number in range(KEPT)]
    with pytest.raises(NoSuchFile):
        files.put(forgotten.key, b"late")
    for place in places:
        files.put(place.key, b"x")
    newest = files.open_place("b.pdf")
    files.put(newest.key, b"y")
    with pytest.raises(NoSuchFile):
        files.get(places[0].file_id)
    assert files.get(newest.file_id).content == b"y"


def test_starting_over_forgets_every_place_and_file() -> None:
    files = Files()
    filled, empty = files.open_place("a.pdf"), files.open_place("b.pdf")
    files.put(filled.key, b"x")
    files.clear()
    with pytest.raises(NoSuchFile):
        files.get(filled.file_id)
    with pytest.raises(NoSuchFile):
        files.check_place(empty.key)
