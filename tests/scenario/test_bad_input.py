"""What cannot be used gets a clear answer in the person's language: never an error, never silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from demo import activities
from tests.scenario import story
from tests.scenario.actor import Actor
from tests.scenario.cards import CardSeen
from tests.scenario.citizens import ADULT, CHILD, PURPOSE, WISH
from tests.scenario.ending import NUMBER
from tests.scenario.story import fill_in_citizen, tell
from tests.scenario.town import Town

NO_SUCH_ID = "0" * 32


async def answered(actor: Actor, verb: str, data: Mapping[str, Any]) -> CardSeen:
    """Click what none of the person's cards holds, on the newest card there is."""
    action = {"type": "Action.Execute", "verb": verb, "data": dict(data)}
    answer = await actor.clicks(actor.messages()[-1], action)
    return CardSeen(answer["value"])


async def test_somebody_elses_meeting_answers_like_one_that_is_not_there(town: Town) -> None:
    await tell(town, story.she_sends_it)
    outsider = town.person("Trine Juhl")
    await outsider.arrives()
    [(meeting_id,)] = town.kept.rows("SELECT id FROM meetings")
    for verb in ("meeting.card", "meeting.show", "meeting.acknowledge", "meeting.cancel"):
        theirs = await answered(outsider, verb, {"id": meeting_id})
        none = await answered(outsider, verb, {"id": NO_SUCH_ID})
        assert theirs.texts == none.texts
        assert town.da("error.not_found") in theirs.texts
    assert town.kept.meeting_statuses() == ["requested"]
    assert "read" not in town.kept.audited()


async def test_somebody_elses_form_and_task_are_not_there_either(town: Town) -> None:
    await tell(town, story.she_sends_it)
    await town.mette.says("nyt netværksmøde")
    await fill_in_citizen(town.mette)
    [(draft_id,)] = town.kept.rows("SELECT id FROM drafts")
    [(task_id,)] = town.kept.rows("SELECT id FROM tasks WHERE kind = 'find_time'")
    outsider = town.person("Trine Juhl")
    await outsider.arrives()
    for verb in ("form.next", "form.resume", "form.discard"):
        assert (await answered(outsider, verb, {"draft": draft_id})).heading == town.da("form.gone.title")
    for verb in ("task.card", "task.show", "task.done", "task.later"):
        assert town.da("error.not_found") in (await answered(outsider, verb, {"id": task_id})).texts
    assert town.kept.count("drafts") == 1


async def test_a_stale_card_answers_with_the_fresh_one(town: Town) -> None:
    await tell(town, story.he_opens_the_details)
    message, stale = town.henrik.button(town.da("meeting.action.ask"))
    await story.accepts(town.henrik, story.THURSDAY, time(10))
    await town.henrik.clicks(message, stale)
    assert town.henrik.sees("error.wrong_status")
    assert town.da("meeting.calendar_add") in town.henrik.card_in(message).links


async def test_the_other_sides_step_is_refused(town: Town) -> None:
    await tell(town, story.she_sends_it)
    [(meeting_id,)] = town.kept.rows("SELECT id FROM meetings")
    card = await answered(town.mette, "meeting.acknowledge", {"id": meeting_id})
    assert town.da("error.not_allowed") in card.texts
    assert town.kept.meeting_statuses() == ["requested"]


MALFORMED: tuple[dict[str, Any], ...] = (
    {},
    {"cpr": None, "citizen_name": None},
    {"cpr": ["710190-1234"], "citizen_name": {"a": 1}},
    {"cpr": 7101901234, "citizen_name": True, "other_organisation": 1.5},
    {"cpr": "7" * 50_000, "citizen_name": "x" * 50_000, "other_organisation": "x" * 50_000},
    {"cpr": "ææææææ-øøøø", "citizen_name": "'; DROP TABLE cases; --", "other_organisation": "nowhere"},
)


async def test_fields_that_cannot_be_read_are_faults_at_the_field(town: Town) -> None:
    await town.mette.says("nyt netværksmøde")
    for inputs in MALFORMED:
        message, action = town.mette.button(town.da("button.next"))
        await town.mette.clicks(message, {**action, "data": {**action["data"], **inputs}})
        page = town.mette.card_in(message)
        assert page.heading == town.da("form_page.citizen.title")
        assert page.faults_at("cpr"), inputs
        assert page.faults_at("other_organisation"), inputs


IMPOSSIBLE_TIMES = (
    ({"day_1": "2026-03-01", "time_1": "10:00"}, "day_1", "field.time_in_past"),
    ({"day_1": "2026-03-05", "time_1": ""}, "time_1", "field.required"),
    ({"day_1": "i overmorgen", "time_1": "10:00"}, "day_1", "field.not_a_date"),
    ({"day_1": "2026-03-05", "time_1": "25:99"}, "time_1", "field.not_a_time"),
    ({"day_1": "2029-03-05", "time_1": "10:00"}, "day_1", "field.too_far_ahead"),
    ({"day_1": "9999-12-31", "time_1": "23:59"}, "day_1", "field.not_a_date"),
    ({"day_1": "0001-01-01", "time_1": "00:00"}, "day_1", "field.not_a_date"),
)


async def test_a_time_that_cannot_be_is_a_fault_at_its_field(town: Town) -> None:
    await tell(town, story.she_states_the_legal_basis)
    for inputs, field, key in IMPOSSIBLE_TIMES:
        page = await town.mette.fills(method="video", **inputs).presses("button.next")
        assert page.faults_at(field) == (town.da(key),), inputs
        assert page.fields[field] == inputs[field]


async def test_a_cpr_in_free_text_is_masked_and_the_person_is_told(town: Town) -> None:
    await tell(town, story.she_tells_who_it_is_about)
    mette = town.mette
    page = await mette.fills(citizens_wish=f"{WISH} {CHILD.cpr}", purpose=PURPOSE).presses("button.next")
    assert mette.sees("form.masked")
    assert page.heading == town.da("form.meeting_request.participants.title")
    page = await mette.presses("button.back")
    assert page.fields["citizens_wish"] == f"{WISH} ******-****"


async def test_the_wrong_person_cannot_consent(town: Town) -> None:
    await tell(town, story.she_chooses_who_takes_part)
    page = await town.mette.fills(basis="consent_parental_authority", consent_on="2026-03-02").presses(
        "button.next"
    )
    assert page.faults_at("basis")
    page = await town.mette.fills(basis="consent_citizen", consent_on="2026-03-20").presses("button.next")
    assert page.faults_at("consent_on") == (town.da("basis.consent_in_future"),)


async def test_a_verb_nobody_knows_and_ids_of_every_kind_get_an_answer(town: Town) -> None:
    await tell(town, story.she_sends_it)
    mette = town.mette
    assert town.da("error.unknown_button") in (await answered(mette, "meeting.explode", {})).texts
    for odd in ({}, {"id": None}, {"id": ["a"]}, {"id": 7}, {"id": "x" * 20_000}, {"id": "'"}):
        assert town.da("error.not_found") in (await answered(mette, "meeting.show", odd)).texts
        assert (await answered(mette, "form.next", odd)).heading == town.da("form.gone.title")
    [(meeting_id,)] = town.kept.rows("SELECT id FROM meetings")
    for start in (None, 5, "soon", "2026-03-05", "9999-12-31T23:59:59-12:00", "2026-03-05T10:00:00+01:00"):
        card = await answered(mette, "meeting.accept_time", {"id": meeting_id, "start": start})
        assert card.heading == town.da("meeting.title", number=NUMBER)
    assert town.kept.meeting_statuses() == ["requested"]
    assert ADULT.name not in town.bot.stderr.read_text("utf-8")


async def test_a_picture_is_met_with_words(town: Town) -> None:
    await town.mette.arrives()
    activity = activities.message(town.mette.said("1:picture"), "")
    picture = {"contentType": "image/png", "contentUrl": "https://example.org/a.png"}
    await town.link.deliver(activity | {"attachments": [picture]})
    assert town.mette.notifications()[-1] == town.da("unknown.kind")
