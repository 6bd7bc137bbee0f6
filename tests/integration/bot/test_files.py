"""A document is handed over as a file: the offer goes out, a yes brings the file, and all else is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.service_hosts import ServiceHosts
from dialogs.turn import FileAnswered, FileToUpload, Reply, TextSaid, Turn
from tests.integration.bot.bot_room import TENANT, Room, authenticated, loopback, message
from tests.integration.bot.fake_onedrive import QUERY, FakeOneDrive, running_onedrive
from tests.integration.bot.fake_teams import FakeTeams, KeyPair, status
from workflows.chat import FileOffer, Message
from workflows.paper import Paper, PaperNotPrinted

OFFER = FileOffer(
    "sag-26-1001-udskrivningsaftale.pdf", 30_000, "Sag 26-1001: udskrivningsaftale", {"kind": "agreement"}
)
PAPER = Paper("da", "Udskrivningsaftale", "26-1001", datetime(2026, 6, 3, tzinfo=UTC))
FILE = FileToUpload(PAPER, arrived="Sag 26-1001: filen er klar", failed="Filen kom ikke frem.")
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
IN_PLACE = "application/vnd.microsoft.teams.card.file.info"


def answer(
    teams: FakeTeams, upload_url: str, action: str = "accept", number: int = 1, **changed: Any
) -> dict[str, Any]:
    """What Teams sends when the person has answered the offer."""
    value: dict[str, Any] = {"type": "fileUpload", "action": action, "context": dict(OFFER.context)}
    if action == "accept":
        value["uploadInfo"] = {
            "contentUrl": "https://region-my.sharepoint.com/personal/maja/26-1001.pdf",
            "name": OFFER.name,
            "uploadUrl": upload_url,
            "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C8C",
            "fileType": "pdf",
        }
    return (
        message(
            teams,
            None,
            type="invoke",
            name="fileConsent/invoke",
            id=f"f:{number}",
            replyToId="offer-1",
            value=value,
        )
        | changed
    )


@pytest.fixture
async def onedrive() -> AsyncIterator[FakeOneDrive]:
    async with running_onedrive() as onedrive:
        yield onedrive


@pytest.fixture
async def files_room(teams: FakeTeams, key: KeyPair) -> AsyncIterator[Room]:
    """The bot, authenticated, whose people have their OneDrive on this machine."""
    channel = authenticated(teams, upload_hosts=ServiceHosts(frozenset({"127.0.0.1"})))
    async with Room(channel, teams, key) as room:
        room.answerer.reply = Reply(file=FILE)
        yield room


async def shown(room: Room, teams: FakeTeams) -> list[tuple[str, str, Any]]:
    """What was said in the chat after all was done: how, on which message, and what."""
    await room.stop()
    return [(call.method, call.path.rpartition("/")[2], call.body) for call in teams.calls]


async def test_an_offer_goes_out_as_teams_own_card_with_ids_only(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(messages=(Message("Sag 26-1001: udskrivningsaftale", file=OFFER),))
    await room.send(message(teams))
    [body] = teams.posted()
    assert body["summary"] == "Sag 26-1001: udskrivningsaftale"
    assert "text" not in body
    assert body["attachments"] == [
        {
            "contentType": CONSENT,
            "name": "sag-26-1001-udskrivningsaftale.pdf",
            "content": {
                "description": "Sag 26-1001: udskrivningsaftale",
                "sizeInBytes": 30_000,
                "acceptContext": {"kind": "agreement"},
                "declineContext": {"kind": "agreement"},
            },
        }
    ]


async def test_a_yes_brings_the_file_whole_and_shows_it_where_the_offer_was(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    response = await files_room.send(answer(teams, onedrive.upload_url))
    assert (response.status, await response.read()) == (200, b"")
    [(method, where, body)] = await shown(files_room, teams)
    [put] = onedrive.puts
    assert put.content == b"Udskrivningsaftale"
    assert (put.range, put.query, put.authorization) == ("bytes 0-17/18", QUERY, None)
    assert (method, where, body["summary"]) == ("PUT", "offer-1", "Sag 26-1001: filen er klar")
    assert body["attachments"] == [
        {
            "contentType": IN_PLACE,
            "name": OFFER.name,
            "contentUrl": "https://region-my.sharepoint.com/personal/maja/26-1001.pdf",
            "content": {"uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C8C", "fileType": "pdf"},
        }
    ]


async def test_the_answer_does_not_wait_for_the_file_and_the_chat_goes_on_meanwhile(
    files_room: Room, teams: FakeTeams
) -> None:
    async with running_onedrive(held=True) as slow, asyncio.timeout(30):
        assert (await files_room.send(answer(teams, slow.upload_url))).status == 200
        await slow.arrived.wait()
        files_room.answerer.reply = Reply(messages=(Message("Hej"),))
        await files_room.send(message(teams, "hej"))
        assert [body["summary"] for body in teams.posted()] == ["Hej"]
        slow.released.set()
        assert [method for method, _, _ in await shown(files_room, teams)] == ["POST", "PUT"]


async def test_the_offers_context_comes_back_as_told_and_only_its_texts(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    activity = answer(teams, onedrive.upload_url)
    activity["value"]["context"] = {"kind": "agreement", "id": "d1", "n": 7, "deep": {"a": "b"}}
    await files_room.send(activity)
    [turn] = files_room.answerer.turns
    assert isinstance(turn.event, FileAnswered)
    assert (turn.event.accepted, turn.event.card_activity_id) == (True, "offer-1")
    assert turn.event.context == {"kind": "agreement", "id": "d1"}
    assert "tempauth" not in repr(turn)


async def test_a_no_puts_nothing_anywhere_and_its_card_takes_the_place_of_the_offer(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    card = {"type": "AdaptiveCard", "body": []}
    files_room.answerer.reply = Reply(card=card, lasting="Du sagde nej tak")
    assert (await files_room.send(answer(teams, "", "decline"))).status == 200
    [(method, where, body)] = await shown(files_room, teams)
    assert (method, where, body["summary"]) == ("PUT", "offer-1", "Du sagde nej tak")
    assert body["attachments"][0]["content"] == card
    assert files_room.answerer.turns[0].event == FileAnswered(False, {"kind": "agreement"}, None, "offer-1")
    assert onedrive.puts == []


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/upload?tempauth=secret",
        "https://sharepoint.com.evil.example/upload",
        "https://region-my.sharepoint.com@127.0.0.1/upload",
        "https://region-my.sharepoint.com:8443/upload",
        "http://region-my.sharepoint.com/upload",
        "http://127.0.0.1/upload",
        "https://region-my.sharepoint.com/upload?a=\nb",
        "https://region-my.sharepoint.com/upload?a=1#b",
        "ftp://region-my.sharepoint.com/upload",
        "upload",
        "",
    ],
)
async def test_a_foreign_place_gets_nothing_and_the_person_is_told(
    room: Room, teams: FakeTeams, address: str
) -> None:
    room.answerer.reply = Reply(file=FILE)
    with capture_logs() as logs:
        assert (await room.send(answer(teams, address))).status == 200
        said = await shown(room, teams)
    assert [(method, body["text"]) for method, _, body in said] == [("POST", "Filen kom ikke frem.")]
    assert logs[-1]["event"] == "upload address is not on the allow-list, nothing sent"
    assert "secret" not in str(logs)


async def test_on_the_loopback_channel_only_this_machine_gets_a_file(
    loopback_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    loopback_room.answerer.reply = Reply(file=FILE)
    await loopback_room.send(answer(teams, onedrive.upload_url))
    await loopback_room.send(answer(teams, "https://region-my.sharepoint.com/upload", number=2))
    said = await shown(loopback_room, teams)
    assert sorted(body["summary"] for _, _, body in said) == [FILE.failed, FILE.arrived]
    assert len(onedrive.puts) == 1
    assert {file.upload_hosts for file in (loopback(),)} == {loopback().service_hosts}


@pytest.mark.parametrize("code", [500, 503, 404, 409])
async def test_a_place_that_does_not_take_the_file_is_told_and_the_offer_stays(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive, code: int
) -> None:
    onedrive.status = code
    with capture_logs() as logs:
        await files_room.send(answer(teams, onedrive.upload_url))
        said = await shown(files_room, teams)
    assert [(method, body["text"]) for method, _, body in said] == [("POST", "Filen kom ikke frem.")]
    assert [entry["why"] for entry in logs if entry["event"] == "file not uploaded"] == [f"answered {code}"]
    assert "tempauth" not in str(logs)
    assert TENANT not in str(logs)


async def test_a_redirect_is_not_followed(files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive) -> None:
    onedrive.status, onedrive.location = 307, onedrive.upload_url
    await files_room.send(answer(teams, onedrive.upload_url))
    said = await shown(files_room, teams)
    assert [body["text"] for _, _, body in said] == ["Filen kom ikke frem."]
    assert len(onedrive.puts) == 1


async def test_a_place_nobody_answers_at_is_told(files_room: Room, teams: FakeTeams) -> None:
    async with running_onedrive() as gone:
        address = gone.upload_url
    await files_room.send(answer(teams, address))
    assert [body["text"] for _, _, body in await shown(files_room, teams)] == ["Filen kom ikke frem."]


async def test_a_paper_that_cannot_be_printed_is_told(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    def fail(_: Paper) -> bytes:
        raise PaperNotPrinted("fault")

    files_room.print_paper = fail
    await files_room.send(answer(teams, onedrive.upload_url))
    assert [body["text"] for _, _, body in await shown(files_room, teams)] == ["Filen kom ikke frem."]
    assert onedrive.puts == []


async def test_a_fault_on_the_way_is_told_with_its_number(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    def fail(_: Paper) -> bytes:
        raise LookupError("610190-4321")

    files_room.print_paper = fail
    with capture_logs() as logs:
        await files_room.send(answer(teams, onedrive.upload_url))
        said = await shown(files_room, teams)
    assert [body["text"] for _, _, body in said] == ["da-DK: fejl E1"]
    assert "4321" not in str(logs)


async def test_a_second_yes_brings_the_file_to_its_own_place(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    for number in (1, 2):
        await files_room.send(answer(teams, onedrive.upload_url, number=number))
    said = await shown(files_room, teams)
    assert [put.content for put in onedrive.puts] == [b"Udskrivningsaftale"] * 2
    assert [(method, where) for method, where, _ in said] == [("PUT", "offer-1")] * 2


async def test_a_reply_without_a_file_uploads_nothing_as_for_a_repeat(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    async def once(turn: Turn) -> Reply:
        return Reply(file=FILE) if len(files_room.answerer.turns) == 1 else Reply()

    files_room.answerer.answer = once
    for _ in range(2):
        await files_room.send(answer(teams, onedrive.upload_url))
    assert [method for method, _, _ in await shown(files_room, teams)] == ["PUT"]
    assert len(onedrive.puts) == 1


async def test_where_the_offer_is_gone_the_file_is_shown_as_a_message(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    teams.answers = [status(404)]
    await files_room.send(answer(teams, onedrive.upload_url))
    said = await shown(files_room, teams)
    assert [(method, body["attachments"][0]["contentType"]) for method, _, body in said] == [
        ("PUT", IN_PLACE),
        ("POST", IN_PLACE),
    ]


async def test_a_file_is_never_handed_over_for_anything_but_a_yes(
    files_room: Room, teams: FakeTeams, onedrive: FakeOneDrive
) -> None:
    await files_room.send(message(teams, "giv mig filen"))
    await files_room.send(answer(teams, "", "decline"))
    said = await shown(files_room, teams)
    assert files_room.answerer.turns[0].event == TextSaid("giv mig filen")
    assert said == []
    assert onedrive.puts == []


@pytest.mark.parametrize(
    "value",
    [None, "accept", {}, {"action": "perhaps"}, {"action": "accept"}, {"action": "accept", "uploadInfo": {}}],
)
async def test_a_malformed_answer_gets_no_turn(room: Room, teams: FakeTeams, value: Any) -> None:
    activity = answer(teams, "") | {"value": value}
    assert (await room.send(activity)).status == 400
    assert room.answerer.turns == []
