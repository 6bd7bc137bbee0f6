"""The guided form: errors at the field, nothing typed lost, back, save, take up, cancel, review, send."""

from __future__ import annotations

from datetime import date, time

from tests.scenario.citizens import ADULT, AGENDA, GP, PURPOSE, RELATIVES, WISH
from tests.scenario.ending import NUMBER
from tests.scenario.story import HVIDOVRE, fill_in_citizen, fill_in_request, turn_the_page
from tests.scenario.town import Town


async def test_an_error_stands_at_its_field_and_everything_typed_stays(town: Town) -> None:
    mette = town.mette
    page = await mette.says("nyt netværksmøde")
    organisation = page.choices("other_organisation")[HVIDOVRE]

    mette.fills(cpr="310290-1234", citizen_name=ADULT.name, other_organisation=organisation)
    page = await mette.presses("button.next")
    assert page.faults_at("cpr") == (town.da("cpr.date"),)
    assert page.fault_count == 1
    assert page.fields["cpr"] == "310290-1234"
    assert page.fields["citizen_name"] == ADULT.name
    assert page.fields["other_organisation"] == organisation

    page = await mette.fills(cpr="12", citizen_name="").presses("button.next")
    assert page.faults_at("cpr") == (town.da("cpr.length"),)
    assert page.faults_at("citizen_name") == (town.da("field.required"),)

    page = await turn_the_page(mette.fills(cpr=ADULT.cpr, citizen_name=ADULT.name))
    assert page.heading == town.da("form.meeting_request.wish.title")


async def test_one_can_go_back_put_it_aside_and_take_it_up(town: Town) -> None:
    mette = town.mette
    await mette.says("nyt netværksmøde")
    await fill_in_citizen(mette)
    page = await mette.fills(citizens_wish=WISH).presses("button.back")
    assert page.heading == town.da("form_page.citizen.title")
    assert page.fields["citizen_name"] == ADULT.name
    page = await turn_the_page(mette)
    assert page.fields["citizens_wish"] == WISH

    saved = await mette.fills(agenda=AGENDA).presses("button.save")
    assert saved.heading == town.da("form.saved.title")
    await town.wind_to_next_working_day()
    page = await mette.says("fortsæt")
    assert page.heading == town.da("form.meeting_request.wish.title")
    assert (page.fields["citizens_wish"], page.fields["agenda"]) == (WISH, AGENDA)


async def test_cancelling_asks_once(town: Town) -> None:
    mette = town.mette
    await mette.says("nyt netværksmøde")
    await fill_in_citizen(mette)
    asked = await mette.fills(citizens_wish=WISH).presses("button.cancel")
    assert asked.heading == town.da("form.ask_cancel.title")
    page = await mette.presses("form.ask_cancel.no")
    assert page.fields["citizens_wish"] == WISH

    assert (await mette.says("annullér")).heading == town.da("form.ask_cancel.title")
    gone = await mette.presses("form.ask_cancel.yes")
    assert gone.heading == town.da("form.discarded.title")
    assert town.kept.count("drafts") == 0
    await mette.says("fortsæt")
    assert mette.sees("form.nothing_begun")


async def test_everything_is_shown_once_more_and_can_be_mended_before_it_is_sent(town: Town) -> None:
    mette = town.mette
    await mette.says("nyt netværksmøde")
    review = await fill_in_request(mette)
    assert review.heading == town.da("form.review.title")
    for words in (ADULT.cpr, ADULT.name, HVIDOVRE, WISH, PURPOSE, AGENDA, GP, RELATIVES):
        assert words in review.texts
    assert town.kept.count("cases") == 0

    page = await mette.presses("button.edit", what=town.da("form.meeting_request.wish.title"))
    assert page.fields["purpose"] == PURPOSE


async def test_the_receipt_says_who_was_told_and_counts_the_deadline_over_easter(town: Town) -> None:
    mette = town.mette
    await town.arrive(mette, town.henrik)
    await town.wind_to(date(2026, 3, 30), time(9))
    await mette.presses("help.new_meeting")
    await fill_in_request(mette, day=date(2026, 4, 16))
    receipt = await mette.presses("form.meeting_request.send")

    assert mette.sees("receipt.requested", receiver=HVIDOVRE, number=NUMBER)
    assert f"{HVIDOVRE}, {town.da.count('meeting.told_count', 1)}" in receipt.texts
    assert town.da.day(date(2026, 4, 9)) in receipt.texts
    assert mette.sees("meeting.next.requested")
    assert len(mette.notifications()) == 1
    assert town.kept.count("cases") == 1
