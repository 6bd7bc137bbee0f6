"""Either sector can begin; the citizen's age chooses the agreement, and staff another with a reason."""

from __future__ import annotations

from datetime import time

from tests.scenario import story
from tests.scenario.citizens import ADULT, CHILD, OVERRIDE_REASON, SIXTEEN
from tests.scenario.ending import NUMBER
from tests.scenario.story import (
    GLOSTRUP,
    fill_in_basis,
    fill_in_citizen,
    fill_in_participants,
    fill_in_request,
    fill_in_times,
    fill_in_wish,
    turn_the_page,
)
from tests.scenario.town import Town

CENTRE_FOR_THE_YOUNG = "Børne- og Ungdomspsykiatrisk Center"


async def test_a_caseworker_invites_a_psychiatric_centre(town: Town) -> None:
    await town.arrive(town.mette, town.henrik)
    await town.henrik.presses("help.new_meeting")
    await fill_in_citizen(town.henrik, receiver=GLOSTRUP)
    page = await fill_in_wish(town.henrik)
    [ward] = [value for title, value in page.choices("receiver_unit").items() if title == "Sengeafsnit"]
    await fill_in_participants(town.henrik, receiver_unit=ward)
    await fill_in_basis(town.henrik)
    await fill_in_times(town.henrik, story.THURSDAY)
    await town.henrik.presses("form.meeting_request.send")
    assert town.henrik.sees("receipt.requested", receiver=GLOSTRUP, number=NUMBER)

    await town.mette.hears("notice.meeting.requested", number=NUMBER)
    await story.accepts(town.mette, story.THURSDAY, time(10))
    await town.delivers()
    assert town.henrik.notifications()[-1] == town.da("notice.meeting.scheduled", number=NUMBER)
    assert town.kept.meeting_statuses() == ["scheduled"]


async def test_a_childs_case_goes_by_the_agreement_on_children(town: Town) -> None:
    sara, ida = town.person("Sara Friis"), town.person("Ida Farah")
    await town.arrive(sara, ida)
    await sara.presses("help.new_meeting")
    await fill_in_citizen(sara, CHILD)
    await fill_in_wish(sara)
    await fill_in_participants(sara)
    page = await sara.fills(basis="consent_citizen", consent_on="2026-03-02").presses("button.next")
    assert page.faults_at("basis") == (town.da("basis.under_15"),)
    await fill_in_basis(sara, "parental_authority")
    await fill_in_times(sara, story.THURSDAY)
    await sara.presses("form.meeting_request.send")
    await ida.hears("notice.meeting.requested", number=NUMBER)
    details = await ida.presses("meeting.show")
    assert "Samarbejdsaftale om børn og unge med psykisk sygdom" in details.texts
    assert town.da("meeting.transition_hint") not in details.texts
    assert town.kept.rows("SELECT area FROM cases") == [("children",)]
    assert not town.henrik.notifications()


async def test_a_case_of_a_sixteen_year_old_shows_the_hint_on_the_transition(town: Town) -> None:
    sara, ida = town.person("Sara Friis"), town.person("Ida Farah")
    await town.arrive(sara, ida)
    await sara.presses("help.new_meeting")
    await fill_in_request(sara, SIXTEEN)
    await sara.presses("form.meeting_request.send")
    await ida.hears("notice.meeting.requested", number=NUMBER)
    assert not ida.sees("meeting.transition_hint")
    await ida.presses("meeting.show")
    assert ida.sees("meeting.transition_hint")


async def test_another_agreement_than_the_age_points_to_needs_a_reason(town: Town) -> None:
    sara, ida = town.person("Sara Friis"), town.person("Ida Farah")
    await town.arrive(sara, ida)
    await sara.presses("help.new_meeting")
    page = await fill_in_citizen(sara.fills(agreement="children"), ADULT)
    assert page.heading == town.da("form_page.override.title")
    page = await sara.presses("button.next")
    assert page.faults_at("override_reason") == (town.da("field.required"),)
    await turn_the_page(sara.fills(override_reason=OVERRIDE_REASON))
    await fill_in_wish(sara)
    await fill_in_participants(sara)
    await fill_in_basis(sara)
    await fill_in_times(sara, story.THURSDAY)
    await sara.presses("form.meeting_request.send")
    await ida.hears("notice.meeting.requested", number=NUMBER)
    assert OVERRIDE_REASON in (await ida.presses("meeting.show")).texts
