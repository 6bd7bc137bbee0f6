"""The network meeting between the notices and the agreement: asked for, accepted, held, and what comes of it.

What its minutes agree on is the municipality's part of the agreement, and is followed up like anything else.
"""

from __future__ import annotations

from datetime import date, time

from playwright.async_api import expect

from domain.local_time import at_local
from tests.browser.discharge_at_the_page import AGREEMENT, Days, Story
from tests.browser.test_the_story import wind_to
from tests.scenario.cast import MUNICIPALITY
from tests.scenario.ending import NUMBER
from tests.scenario.written import EARLY_NOTICE, HOME_VISIT, MINUTES, NETWORK_MEETING, SOCIAL

MEETING_DAY, VISIT_DAY = date(2026, 3, 3), date(2026, 3, 10)
AFTER_THE_MEETING = Days(date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 12))


async def the_network_meeting_is_agreed_on(story: Story) -> None:
    """What the case knows, the citizen's own wish for one, is not asked for again."""
    nurse = await story.at_nurse()
    nurse = await nurse.opens(NUMBER)
    await nurse.presses("case.action.new")
    await nurse.presses("menu.start", name=nurse.wording("case.meeting"))
    await nurse.fills_in({**NETWORK_MEETING, "day_1": MEETING_DAY.isoformat()}, of="meeting_request")
    await nurse.sees("form.review.title")
    await expect(nurse.form.get_by_text(EARLY_NOTICE["citizens_wish"])).to_be_visible()
    await nurse.fits()
    await nurse.presses("form.meeting_request.send")
    await nurse.sees("receipt.requested", number=NUMBER, receiver=MUNICIPALITY)
    caseworker = await story.at_caseworker()
    await caseworker.hears("notice.meeting.requested", number=NUMBER)
    when = caseworker.wording.moment(at_local(MEETING_DAY, time(10)))
    at_ten = caseworker.wording("meeting.time", when=when, minutes=60)
    await caseworker.presses("meeting.accept", time=at_ten)
    await caseworker.sees("receipt.accepted")


async def the_meeting_is_held_and_its_minutes_shared(story: Story) -> None:
    await wind_to(story.region.page, story.days.ready)
    nurse = await story.at_nurse()
    nurse = await nurse.opens_from_the_case(nurse.wording("case.meeting"))
    await nurse.presses("meeting.action.write_minutes")
    owner = nurse.form.get_by_label(nurse.wording("field.owner.label", n=1))
    await owner.select_option(label=f"{story.names.caseworker}, {MUNICIPALITY}")
    written = {"minutes": MINUTES, "text_1": HOME_VISIT, "due_1": VISIT_DAY.isoformat()}
    await nurse.fills_in(written, of="minutes")
    await nurse.fits()
    await nurse.presses("form.minutes.send")
    await nurse.sees("receipt.minutes")
    caseworker = await story.at_caseworker()
    await caseworker.hears("notice.meeting.concluded", number=NUMBER)


async def the_agreement_says_what_the_meeting_agreed(story: Story) -> None:
    """Nobody had to write it again."""
    nurse = await story.at_nurse()
    nurse = await nurse.opens_from_the_case(story.name(AGREEMENT))
    await nurse.presses("document.show")
    await expect(nurse.since.get_by_text(HOME_VISIT).last).to_be_visible()
    await expect(nurse.since.get_by_text(SOCIAL)).to_have_count(0)


async def what_the_meeting_agreed_is_done(story: Story) -> None:
    await wind_to(story.region.page, VISIT_DAY)
    caseworker = await story.at_caseworker()
    await caseworker.presses("task.action.done")
    await caseworker.sees("receipt.done")
