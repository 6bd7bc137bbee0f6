"""Every button: what it does for the right person, and that nothing sent with it can break the answer."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from dialogs.verbs import RECORD_VERBS, VERBS
from domain.cpr import MASK
from domain.network_meeting import Status
from domain.task import TaskKind, TaskStatus
from tests.factories import CASEWORKER, CASEWORKER_LEADER, COLLEAGUE, NURSE, OUTSIDER
from tests.unit.dialogs.bot_in_process import DANISH, REQUEST_PAGES, Bot
from tests.unit.dialogs.card_reading import everything_in, inputs_of, text_of, verbs_of
from tests.unit.dialogs.meeting_story import MINUTES_PAGE, Story

NAMES = (
    "kind", "said", "number", "first", "last", "months", "area", "unit", "party", "agrees", "report",
    "content_version", "shown",
)  # fmt: skip
"""What else a button can hold."""
WRONG: tuple[dict[str, Any], ...] = (
    {},
    *(dict.fromkeys(NAMES, value) for value in ({"a": [1]}, ["a"], 7, None, True, "x" * 1000)),
    {"id": None, "draft": None, "start": None, "page": None, "version": None},
    {"id": 7, "draft": 7, "start": 7, "page": 7, "version": "7"},
    {"id": ["a"], "draft": {"a": 1}, "start": [], "page": {}, "version": []},
    {"id": "", "draft": "", "start": "", "page": "", "version": 0},
    {"id": "x" * 100_000, "draft": "x" * 100_000, "start": "x" * 100_000, "page": "x" * 100_000},
    {"id": "'; drop table cases --", "draft": "%", "start": "2026-11-25", "page": "review"},
    {"id": "\x1b[31m\u202e", "draft": "\ud7ff", "start": "0001-01-01T00:00:00+23:00", "page": "\n"},
    {"reason": {}, "until": [], "due": 1, "owner": None, "question": True, "answer": 1.5, "minutes": ["x"]},
)


async def test_a_button_with_any_data_is_answered(bot: Bot) -> None:
    for verb, data in product(VERBS, WRONG):
        reply = await bot.clicks(NURSE, verb, data)
        answers = [reply.card, *(message.card for message in reply.messages)]
        assert any(text_of(card) for card in answers), verb


async def test_a_button_on_a_case_of_others_answers_as_if_there_were_none(bot: Bot) -> None:
    story = Story(bot)
    meeting = await story.concluded()
    task = (await story.tasks())[0]
    starts = ("2026-11-25T09:00:00+00:00", "9999-12-31T23:59:00-23:00")
    for verb, start in product(sorted(RECORD_VERBS), starts):
        record = meeting.id if verb.startswith("meeting.") else task.id
        theirs = await bot.clicks(OUTSIDER, verb, {"id": record, "version": 1, "start": start})
        nobodys = await bot.clicks(OUTSIDER, verb, {"id": "f" * 32, "version": 1, "start": start})
        assert text_of(theirs.card) == text_of(nobodys.card), verb
        assert DANISH("error.title") in text_of(theirs.card), verb
        assert "26-1001" not in everything_in(theirs.card), verb
        assert await story.meeting() == meeting, verb
        assert (await story.tasks())[0] == task, verb


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.startswith("form.")])
async def test_a_form_of_somebody_else_is_gone(bot: Bot, verb: str) -> None:
    await bot.says(NURSE, "nyt netværksmøde for 610190-4321")
    draft = await bot.reads(lambda r: r.drafts.latest(NURSE.id))
    assert draft is not None
    reply = await bot.clicks(COLLEAGUE, verb, {"draft": draft.id, "version": 1, "citizen_name": "Bo"})
    assert DANISH("form.gone.title") in text_of(reply.card)
    assert await bot.reads(lambda r: r.drafts.latest(NURSE.id)) == draft


async def test_the_receiver_acknowledges(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    card = await story.does(CASEWORKER, "meeting.acknowledge")
    meeting = await story.meeting()
    assert (meeting.status, meeting.receiver.person_id) == (Status.ACKNOWLEDGED, CASEWORKER.id)
    assert DANISH("receipt.acknowledged", receiver="Hvidovre Kommune") in text_of(card)


async def test_the_receiver_accepts_a_time_and_gets_a_calendar_entry(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    card = await story.does(CASEWORKER, "meeting.accept_time")
    meeting = await story.meeting()
    assert (meeting.status, meeting.agreed) == (Status.SCHEDULED, meeting.proposed[0])
    assert "onsdag 25. november kl. 10.00" in text_of(card)
    assert f"{meeting.id}.ics" in everything_in(card)


@pytest.mark.parametrize(
    "start", [None, 5, "", "i morgen", "2026-11-25", "2026-11-25T09:00:00", "2026-11-25T10:00:00+00:00",
              "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:00-23:00"],
)  # fmt: skip
async def test_a_time_that_is_not_proposed_cannot_be_accepted(bot: Bot, start: object) -> None:
    story = Story(bot)
    meeting = await story.requested()
    reply = await bot.clicks(CASEWORKER, "meeting.accept_time", {"id": meeting.id, "start": start})
    assert DANISH("meeting.time_gone") in text_of(reply.card)
    assert await story.meeting() == meeting


async def test_times_go_back_and_forth_until_one_stands(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    times = {"day_1": "2026-11-26", "time_1": "12:00"}
    receipt = await story.does(CASEWORKER, "meeting.propose_times", **times)
    assert DANISH("receipt.proposed") in text_of(receipt)
    assert (await story.meeting()).status is Status.TIMES_PROPOSED
    assert "torsdag 26. november kl. 12.00" in text_of(receipt)
    await story.does(NURSE, "meeting.accept_time")
    assert (await story.meeting()).status is Status.SCHEDULED


async def test_a_question_is_asked_and_answered(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    await story.does(CASEWORKER, "meeting.ask", question="Hvilken bolig?")
    assert (await story.meeting()).status is Status.QUESTION_ASKED
    receipt = await story.does(NURSE, "meeting.answer", answer="En lejlighed")
    assert DANISH("receipt.answered") in text_of(receipt)
    details = await story.does(CASEWORKER, "meeting.show")
    assert {"Hvilken bolig?", "En lejlighed"} <= set(text_of(details).splitlines())


async def test_an_agreed_meeting_is_moved_with_a_reason_and_its_length(bot: Bot) -> None:
    story = Story(bot)
    await story.scheduled()
    form = await story.does(CASEWORKER, "meeting.move")
    assert inputs_of(form)["duration"] == "60"
    receipt = await bot.presses(
        CASEWORKER, form, "form.next", reason="Sygdom", day_1="2026-12-01", time_1="09:00", duration="30"
    )
    meeting = await story.meeting()
    assert (meeting.status, meeting.agreed, meeting.proposed[0].minutes) == (Status.TIMES_PROPOSED, None, 30)
    assert DANISH("receipt.moved") in text_of(receipt)


async def test_what_was_typed_stays_when_a_form_is_opened_again(bot: Bot) -> None:
    story = Story(bot)
    await story.scheduled()
    form = await story.does(CASEWORKER, "meeting.move")
    await bot.presses(CASEWORKER, form, "form.save", reason="Sygdom", duration="90")
    again = await story.does(CASEWORKER, "meeting.move")
    assert (inputs_of(again)["reason"], inputs_of(again)["duration"]) == ("Sygdom", "90")
    assert DANISH("form.resumed") in text_of(again)


async def test_a_meeting_is_cancelled_with_a_reason(bot: Bot) -> None:
    story = Story(bot)
    await story.scheduled()
    receipt = await story.does(NURSE, "meeting.cancel", reason="Borgeren ønsker det ikke")
    assert (await story.meeting()).status is Status.CANCELLED
    assert DANISH("receipt.cancelled") in text_of(receipt)
    assert DANISH("meeting.calendar_remove") in text_of(receipt)


async def test_minutes_become_follow_ups_with_an_owner_in_a_sector(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    units, persons = await story.tasks()
    assert (units.unit_id, units.owner_id, units.due) == (NURSE.home.id, None, date(2026, 12, 2))
    assert (persons.unit_id, persons.owner_id) == (CASEWORKER.home.id, CASEWORKER.id)
    assert persons.text.reveal() == "Ring til borgeren"


async def test_six_rows_of_minutes_fit_on_two_pages(bot: Bot) -> None:
    story = Story(bot)
    await story.over()
    more = await story.does(NURSE, "meeting.write_minutes", **MINUTES_PAGE, more_rows="yes")
    rows = {
        f"{part}_{n}": value
        for n in (4, 5, 6)
        for part, value in (("text", f"Aftale {n}"), ("owner", f"{NURSE.home.id}:"), ("due", "2026-12-03"))
    }
    review = await bot.presses(NURSE, more, "form.next", **rows)
    receipt = await bot.presses(NURSE, review, "form.send")
    assert DANISH("receipt.minutes") in text_of(receipt)
    assert len(await story.tasks()) == 5


async def test_a_follow_up_is_done(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    card = (await bot.clicks(CASEWORKER, "task.card", {"id": task.id})).card
    assert card is not None
    receipt = await bot.presses(CASEWORKER, card, "task.done")
    assert (await story.tasks())[1].status is TaskStatus.DONE
    assert {DANISH("receipt.done"), DANISH("task.ended.done")} <= set(text_of(receipt).splitlines())
    late = await bot.clicks(CASEWORKER, "task.done", {"id": task.id, "version": 1}, "another card")
    assert DANISH("error.wrong_status") in text_of(late.card)


@pytest.mark.parametrize(
    ("verb", "inputs", "receipt"),
    [
        ("task.later", {"until": "2026-11-30"}, "receipt.later"),
        ("task.new_deadline", {"due": "2026-12-10", "reason": "Ferie"}, "receipt.new_deadline"),
        ("task.hand_over", {"owner": f"{NURSE.home.id}:{COLLEAGUE.id}"}, "receipt.handed_over"),
        ("task.hand_over", {"owner": f"{CASEWORKER.home.id}:"}, "receipt.handed_over"),
    ],
)
async def test_a_follow_up_is_put_off_given_a_new_deadline_or_handed_over(
    bot: Bot, verb: str, inputs: dict[str, str], receipt: str
) -> None:
    story = Story(bot)
    await story.concluded()
    before = (await story.tasks())[1]
    form = (await bot.clicks(CASEWORKER, verb, {"id": before.id})).card
    assert form is not None
    answer = await bot.presses(CASEWORKER, form, "form.next", **inputs)
    assert DANISH(receipt) in text_of(answer)
    assert next(t for t in await story.tasks() if t.id == before.id) != before


async def test_a_task_shows_what_was_agreed_on_request_and_hides_it_again(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    closed = (await bot.clicks(CASEWORKER, "task.card", {"id": task.id})).card
    assert closed is not None
    assert "Ring til borgeren" not in text_of(closed)
    opened = await bot.presses(CASEWORKER, closed, "task.show")
    assert "Ring til borgeren" in text_of(opened)
    assert text_of(await bot.presses(CASEWORKER, opened, "task.hide")) == text_of(closed)


@pytest.mark.parametrize("verb", ["task.later", "task.new_deadline", "task.hand_over"])
async def test_a_task_in_another_units_hands_opens_no_form(bot: Bot, verb: str) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    reply = await bot.clicks(NURSE, verb, {"id": task.id})
    assert inputs_of(reply.card) == {}
    assert "task.done" not in verbs_of(reply.card)


async def test_only_a_follow_up_is_marked_as_done(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    task = (await story.tasks(TaskKind.FIND_TIME))[0]
    reply = await bot.clicks(CASEWORKER, "task.done", {"id": task.id})
    assert DANISH("error.wrong_status") in text_of(reply.card)
    assert "meeting.card" in verbs_of(reply.card)


async def test_a_child_at_a_centre_for_adults_is_refused_on_the_first_page(bot: Bot) -> None:
    """No agreement binds the two, and the nurse learns it before she has written anything more."""
    page = {**REQUEST_PAGES[0], "cpr": "611211-4000", "other_organisation": "Albertslund Kommune"}
    card = await bot.fills(NURSE, await bot.says(NURSE, "nyt netværksmøde"), page)
    assert DANISH("meeting.no_agreement") in text_of(card)
    assert {"cpr", "citizen_name"} <= inputs_of(card).keys()


async def test_a_form_whose_meeting_moved_on_says_so_and_is_kept(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    form = await story.does(CASEWORKER, "meeting.ask")
    await story.does(NURSE, "meeting.cancel", reason="Aflyst")
    answer = await bot.presses(CASEWORKER, form, "form.next", question="Hvorfor?")
    assert DANISH("error.wrong_status") in text_of(answer)
    assert (await story.meeting()).status is Status.CANCELLED


async def test_a_masked_cpr_is_told_also_where_the_form_ends(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    form = await story.does(CASEWORKER, "meeting.ask")
    data = {"draft": (await bot.reads(lambda r: r.drafts.latest(CASEWORKER.id))).id}  # type: ignore[union-attr]
    saved = await bot.clicks(CASEWORKER, "form.save", {**data, "question": "Er 610190-4321 flyttet?"})
    assert [m.summary for m in saved.messages] == [DANISH("form.masked")]
    reply = await bot.clicks(CASEWORKER, "form.next", {**data, "question": "Bor 610190-4321 der endnu?"})
    assert [m.summary for m in reply.messages] == [DANISH("form.masked")]
    assert (await story.meeting()).content.reveal().question == f"Bor {MASK} der endnu?"
    assert form


async def test_every_colleague_of_the_unit_may_answer(bot: Bot) -> None:
    story = Story(bot)
    await story.requested()
    await story.does(CASEWORKER_LEADER, "meeting.acknowledge")
    assert (await story.meeting()).receiver.person_id == CASEWORKER_LEADER.id


async def test_the_receipt_of_a_change_stays_in_the_clicked_message(bot: Bot) -> None:
    story = Story(bot)
    meeting = await story.requested()
    acknowledged = await bot.clicks(CASEWORKER, "meeting.acknowledge", {"id": meeting.id})
    assert acknowledged.lasting == DANISH("notice.meeting.acknowledged", number="26-1001")


async def test_the_receipt_of_a_task_stays_in_the_clicked_message(bot: Bot) -> None:
    story = Story(bot)
    await story.concluded()
    task = (await story.tasks())[1]
    done = await bot.clicks(CASEWORKER, "task.done", {"id": task.id})
    assert "26-1001" in done.lasting


async def test_details_and_pages_of_a_form_do_not_stay_in_the_chat(bot: Bot) -> None:
    meeting = await Story(bot).requested()
    for verb in ("meeting.show", "meeting.card", "meeting.cancel", "command.new_meeting", "command.my_cases"):
        reply = await bot.clicks(NURSE, verb, {"id": meeting.id})
        assert (reply.card is not None, reply.lasting) == (True, "")


@pytest.mark.parametrize("verb", ["form.save", "form.discard"])
async def test_a_form_put_away_stays_put_away_unless_a_records_card_stands_there(bot: Bot, verb: str) -> None:
    meeting = await Story(bot).requested()
    await bot.says(NURSE, "nyt netværksmøde")
    draft = await bot.reads(lambda r: r.drafts.latest(NURSE.id))
    assert draft is not None
    alone = await bot.clicks(NURSE, verb, {"draft": draft.id, "version": draft.version})
    title = "form.saved.title" if verb == "form.save" else "form.discarded.title"
    assert alone.lasting == DANISH(title)
    await bot.clicks(NURSE, "meeting.card", {"id": meeting.id}, "the card")
    await bot.clicks(NURSE, "meeting.cancel", {"id": meeting.id}, "the card")
    (about,) = [await bot.reads(lambda r: r.drafts.of(NURSE.id, "cancel", meeting.id))]
    assert about is not None
    data = {"draft": about.id, "version": about.version}
    assert (await bot.clicks(NURSE, verb, data, "the card")).lasting == ""
    again = await bot.reads(lambda r: r.drafts.of(NURSE.id, "cancel", meeting.id))
    if again:
        elsewhere = await bot.clicks(NURSE, verb, {**data, "version": again.version}, "a message of the form")
        assert elsewhere.lasting == DANISH(title)
