"""A turn is taken in order, its reply carried out, and an error told in words."""

from __future__ import annotations

import asyncio
import inspect
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.application import make_application
from dialogs.turn import BotRemoved, CardAction, NotUnderstood, Reply, TextSaid, Turn
from tests.integration.bot.bot_room import PERSON, TENANT, Room, authenticated, click, message
from tests.integration.bot.fake_teams import FakeTeams, KeyPair, status
from workflows.chat import Message

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Side 2"}]}
SECRET = "010190-1234"


async def test_a_message_is_answered_when_its_replies_are_posted(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(messages=(Message("Et"), Message("To", CARD)))
    response = await room.send(message(teams))
    assert (response.status, await response.read()) == (200, b"")
    assert [body["summary"] for body in teams.posted()] == ["Et", "To"]


async def test_a_click_is_answered_with_the_new_card_in_place(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(card=CARD, messages=(Message("Sag 7"),))
    response = await room.send(click(teams, "next", {"side": 1}))
    assert response.content_type == "application/json"
    assert await response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": CARD,
    }
    assert room.answerer.turns[0].event == CardAction("next", {"side": 1}, "card-1")
    assert [body["summary"] for body in teams.posted()] == ["Sag 7"]


async def test_a_click_may_be_answered_with_one_line(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(notice="Gemt")
    response = await room.send(click(teams))
    assert await response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Gemt",
    }
    assert teams.calls == []


async def test_a_click_answered_with_messages_only_leaves_the_card(room: Room, teams: FakeTeams) -> None:
    assert await (await room.send(click(teams))).json() == {"statusCode": 200}


async def test_a_card_that_is_to_stay_is_put_into_the_clicked_message_after_the_answer(
    teams: FakeTeams, key: KeyPair
) -> None:
    async with Room(authenticated(teams), teams, key) as room:
        teams.answers = [teams.hold]
        room.answerer.reply = Reply(card=CARD, lasting="Sag 7: opfølgning")
        assert (await (await room.send(click(teams))).json())["value"] == CARD
        teams.released.set()
    [call] = teams.calls
    assert (call.method, call.path.rpartition("/")[2]) == ("PUT", "card-1")
    assert call.body["summary"] == "Sag 7: opfølgning"
    assert call.body["attachments"][0]["content"] == CARD


async def test_the_next_turn_of_the_chat_waits_until_the_clicked_message_is_changed(
    teams: FakeTeams, key: KeyPair
) -> None:
    async with Room(authenticated(teams), teams, key) as room:
        room.answerer.reply = Reply(card=CARD, lasting="Sag 7", messages=(Message("Et"),))
        await room.send(click(teams))
        room.answerer.reply = Reply(messages=(Message("To"),))
        await room.send(message(teams))
    assert [call.method for call in teams.calls] == ["POST", "PUT", "POST"]


@pytest.mark.parametrize("code", [500, 404])
async def test_a_clicked_message_that_could_not_be_changed_is_only_logged(
    teams: FakeTeams, key: KeyPair, code: int
) -> None:
    room = await Room(authenticated(teams), teams, key).__aenter__()
    teams.answers = [status(code)]
    room.answerer.reply = Reply(card=CARD, lasting="Sag 7")
    with capture_logs() as logs:
        assert (await (await room.send(click(teams))).json())["value"] == CARD
        await room.stop()
    assert [call.method for call in teams.calls] == ["PUT"]
    assert logs[-1]["event"] == "reply not known to have arrived"


async def test_a_submitted_card_is_replaced_by_an_update(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(card=CARD)
    await room.send(message(teams, None, value={"verb": "next", "side": "1"}, replyToId="card-1"))
    assert room.answerer.turns[0].event == CardAction("next", {"side": "1"}, "card-1")
    assert [(call.method, call.path.rpartition("/")[2]) for call in teams.calls] == [("PUT", "card-1")]


async def test_a_card_and_a_notice_in_answer_to_words_are_posted(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(card=CARD)
    await room.send(message(teams))
    room.answerer.reply = Reply(notice="Gemt")
    await room.send(message(teams))
    card, notice = teams.posted()
    assert card["attachments"][0]["content"] == CARD
    assert notice["text"] == "Gemt"


async def test_one_who_uninstalled_the_bot_is_not_written_to(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(messages=(Message("Farvel"),))
    await room.send(message(teams, None, type="installationUpdate", action="remove"))
    assert room.answerer.turns[0].event == BotRemoved()
    assert teams.calls == []


async def test_a_person_the_channel_does_not_name_gets_no_turn(room: Room, teams: FakeTeams) -> None:
    nobody: dict[str, Any] = {"from": {"id": "29:nobody"}}
    assert (await room.send(message(teams, **nobody))).status == 200
    answer = await (await room.send(click(teams, **nobody))).json()
    assert answer["value"] == "da-DK: fejl E1"
    assert room.answerer.turns == []


async def test_turns_of_one_person_in_one_chat_run_in_order_and_others_meanwhile(
    room: Room, teams: FakeTeams
) -> None:
    entered, go, ended = asyncio.Event(), asyncio.Event(), []

    async def answer(turn: Turn) -> Reply:
        assert isinstance(turn.event, TextSaid)
        if turn.event.text == "en":
            entered.set()
            await go.wait()
        ended.append(turn.event.text)
        return Reply(messages=(Message(turn.event.text),))

    room.answerer.answer = answer
    first = asyncio.create_task(room.send(message(teams, "en")))
    await entered.wait()
    second = asyncio.create_task(room.send(message(teams, "to")))
    somebody_else = {"id": "29:other", "aadObjectId": "other"}
    await room.send(message(teams, "anden", **{"from": somebody_else}))
    assert ended == ["anden"]
    go.set()
    await asyncio.gather(first, second)
    assert ended == ["anden", "en", "to"]
    assert [body["text"] for body in teams.posted()] == ["anden", "en", "to"]


async def test_a_slow_connector_does_not_hold_the_answer_to_a_click(teams: FakeTeams, key: KeyPair) -> None:
    async with Room(authenticated(teams), teams, key, patience=0) as room:
        teams.answers = [teams.hold]
        room.answerer.reply = Reply(card=CARD, messages=(Message("Sag 7"),))
        assert (await (await room.send(click(teams))).json())["value"] == CARD
        teams.released.set()
    assert [body["summary"] for body in teams.posted()] == ["Sag 7"]


async def test_a_reply_teams_was_too_busy_for_is_tried_once_more(room: Room, teams: FakeTeams) -> None:
    room.answerer.reply = Reply(messages=(Message("Hej"),))
    teams.answers = [status(429, **{"Retry-After": "60"})]
    assert (await room.send(message(teams))).status == 200
    assert [body["text"] for body in teams.posted()] == ["Hej", "Hej"]
    assert room.pauses == [3.0]


@pytest.mark.parametrize("code", [500, 403, 400])
async def test_a_reply_that_may_have_arrived_or_never_can_is_not_tried_again(
    room: Room, teams: FakeTeams, code: int
) -> None:
    room.answerer.reply = Reply(messages=(Message("Hej"),))
    teams.answers = [status(code)]
    with capture_logs() as logs:
        assert (await room.send(message(teams))).status == 200
    assert len(teams.posted()) == 1
    assert logs[-1]["event"] == "reply not known to have arrived"


async def fail(_: Turn) -> Reply:
    raise LookupError(SECRET)


async def test_an_unexpected_error_is_told_in_words_and_logged_without_content(
    room: Room, teams: FakeTeams
) -> None:
    room.answerer.answer = fail
    with capture_logs() as logs:
        clicked = await room.send(click(teams, "find", {"cpr": SECRET}, locale="en-GB"))
        said = await room.send(message(teams, SECRET))
    assert (clicked.status, said.status) == (200, 200)
    assert (await clicked.json())["value"] == "en-GB: fejl E1"
    assert teams.posted()[0]["text"] == "da-DK: fejl E1"
    failures = [entry for entry in logs if entry["event"] == "turn failed"]
    assert [(entry["error_id"], entry["error"]) for entry in failures] == [("E1", "LookupError")] * 2
    assert failures[0]["where"].startswith("test_turns_and_replies.py:")
    for private in (SECRET, PERSON, TENANT, "Medarbejder"):
        assert private not in str(logs)


async def test_after_an_error_the_chat_goes_on(room: Room, teams: FakeTeams) -> None:
    room.answerer.answer = fail
    await room.send(message(teams))
    room.answerer.answer = None
    room.answerer.reply = Reply(messages=(Message("Hej"),))
    await room.send(message(teams))
    assert teams.posted()[-1]["text"] == "Hej"


async def test_answering_that_hangs_is_given_up_with_an_apology_and_the_chat_goes_on(
    teams: FakeTeams, key: KeyPair
) -> None:
    given_up = []

    async def hang(turn: Turn) -> Reply:
        if turn.event != TextSaid("hæng"):
            return Reply(messages=(Message("Hej"),))
        try:
            await asyncio.Event().wait()
        finally:
            given_up.append(turn.event)
        return Reply()

    async with asyncio.timeout(30), Room(authenticated(teams), teams, key, longest_turn=timedelta()) as room:
        room.answerer.answer = hang
        with capture_logs() as logs:
            assert (await room.send(message(teams, "hæng"))).status == 200
            assert (await room.send(message(teams, "igen"))).status == 200
    assert [body["text"] for body in teams.posted()] == ["da-DK: fejl E1", "Hej"]
    assert given_up == [TextSaid("hæng")]
    [failure] = [entry for entry in logs if entry["event"] == "turn failed"]
    assert failure["error"] == "TimeoutError"
    assert not failure["where"].startswith(("timeouts.py", "conversation.py"))


async def test_a_click_whose_answering_hangs_is_told_so(teams: FakeTeams, key: KeyPair) -> None:
    async def hang(_: Turn) -> Reply:
        await asyncio.Event().wait()
        return Reply()

    async with asyncio.timeout(30), Room(authenticated(teams), teams, key, longest_turn=timedelta()) as room:
        room.answerer.answer = hang
        answer = await (await room.send(click(teams))).json()
    assert answer["value"] == "da-DK: fejl E1"


def test_a_turn_may_take_half_a_minute_unless_told_otherwise() -> None:
    given = inspect.signature(make_application).parameters["longest_turn"].default
    assert given == timedelta(seconds=30)


async def test_a_card_that_cannot_be_written_is_an_error_told_in_words(room: Room, teams: FakeTeams) -> None:
    broken: Any = {"type": object()}
    room.answerer.reply = Reply(card=broken)
    response = await room.send(click(teams))
    assert (response.status, (await response.json())["value"]) == (200, "da-DK: fejl E1")
    assert (await room.send(message(teams))).status == 200


async def test_an_edited_message_is_not_a_new_request(room: Room, teams: FakeTeams) -> None:
    data = {"tenant": {"id": TENANT}, "eventType": "editMessage"}
    await room.send(message(teams, "nyt netværksmøde", type="messageUpdate", channelData=data))
    assert [turn.event for turn in room.answerer.turns] == [NotUnderstood("edited message")]
    await room.send(message(teams, type="messageUpdate", channelData=data | {"eventType": "undeleteMessage"}))
    assert len(room.answerer.turns) == 1


async def test_a_stop_lets_what_is_under_way_finish(teams: FakeTeams, key: KeyPair) -> None:
    room = await Room(authenticated(teams), teams, key).__aenter__()
    entered, go = asyncio.Event(), asyncio.Event()

    async def answer(_: Turn) -> Reply:
        entered.set()
        await go.wait()
        return Reply(messages=(Message("Færdig"),))

    room.answerer.answer = answer
    sending = asyncio.create_task(room.send(message(teams)))
    await entered.wait()
    stopping = asyncio.create_task(room.stop())
    go.set()
    await asyncio.gather(sending, stopping, return_exceptions=True)
    assert [body["text"] for body in teams.posted()] == ["Færdig"]
