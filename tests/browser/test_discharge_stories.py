"""Both stories of a discharge as people at the page live them, at a desk and by telephone: of a citizen who
takes part, after a network meeting, and of one who does not; of an adult and of a sixteen-year-old."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import ViewportSize

from tests.browser import meeting_at_the_page
from tests.browser.demo_town import demo_town
from tests.browser.discharge_at_the_page import AGREEMENT, PLAN, Days, Story
from tests.browser.meeting_at_the_page import AFTER_THE_MEETING
from tests.browser.seat import Seat
from tests.browser.test_local_channel import NARROW, WIDE
from tests.browser.test_the_story import DA, page_of
from tests.scenario.cast import ABOUT_A_SIXTEEN_YEAR_OLD, ABOUT_AN_ADULT, Names

WITHOUT_A_MEETING = Days(date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 10))


@asynccontextmanager
async def a_story(state: Path, size: ViewportSize, names: Names, days: Days) -> AsyncIterator[Story]:
    async with demo_town(state) as town, page_of(town, size) as (page, errors):
        story = Story(names, days, Seat(page, "left", DA), Seat(page, "right", DA), town.doings)
        yield story
        assert errors == []


@pytest.mark.parametrize(
    ("names", "size"),
    [(ABOUT_AN_ADULT, WIDE), (ABOUT_A_SIXTEEN_YEAR_OLD, NARROW)],
    ids=["adult-wide", "sixteen-narrow"],
)
async def test_a_citizen_takes_part_and_has_an_agreement(
    tmp_path: Path, names: Names, size: ViewportSize
) -> None:
    async with a_story(tmp_path / "state", size, names, AFTER_THE_MEETING) as story:
        await story.the_municipality_is_told_early()
        await story.the_municipality_tells_how_it_knows_the_citizen()
        await meeting_at_the_page.the_network_meeting_is_agreed_on(story)
        await meeting_at_the_page.the_meeting_is_held_and_its_minutes_shared(story)
        await story.the_discharge_comes_near()
        await story.an_agreement_with_a_gap_is_not_sent()
        await meeting_at_the_page.the_agreement_says_what_the_meeting_agreed(story)
        await story.the_manager_signs(AGREEMENT)
        await story.the_text_changes_after_the_signature()
        await story.the_manager_signs(AGREEMENT)
        await story.the_chief_physician_signs(AGREEMENT)
        await story.the_citizen_agrees()
        await story.the_citizen_gets_a_copy(tmp_path)
        await story.the_discharge_is_in_time()
        await meeting_at_the_page.what_the_meeting_agreed_is_done(story)
        await story.the_first_follow_up_is_done_and_the_case_closed()


@pytest.mark.parametrize(
    ("names", "size"),
    [(ABOUT_AN_ADULT, NARROW), (ABOUT_A_SIXTEEN_YEAR_OLD, WIDE)],
    ids=["adult-narrow", "sixteen-wide"],
)
async def test_a_citizen_does_not_take_part_and_has_a_plan(
    tmp_path: Path, names: Names, size: ViewportSize
) -> None:
    async with a_story(tmp_path / "state", size, names, WITHOUT_A_MEETING) as story:
        await story.the_municipality_is_told_early()
        await story.the_municipality_tells_how_it_knows_the_citizen()
        await story.the_discharge_comes_near()
        await story.an_agreement_with_a_gap_is_not_sent()
        await story.the_citizen_declines()
        await story.the_manager_signs(PLAN)
        await story.the_chief_physician_signs(PLAN)
        await story.the_discharge_is_in_time()
        await story.the_first_follow_up_is_done_and_the_case_closed()
