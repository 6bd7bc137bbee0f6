"""Both stories of a discharge as people at the page live them: an adult who takes part, at a desk, and a
sixteen-year-old who does not, by telephone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import ViewportSize

from tests.browser.discharge_at_the_page import AGREEMENT, PLAN, Story
from tests.browser.seat import Seat
from tests.browser.test_local_channel import NARROW, WIDE
from tests.browser.test_the_story import DA, page_of_the_demo
from tests.scenario.cast import ABOUT_A_SIXTEEN_YEAR_OLD, ABOUT_AN_ADULT, Names


@asynccontextmanager
async def a_story(state: Path, size: ViewportSize, names: Names) -> AsyncIterator[Story]:
    async with page_of_the_demo(state, size) as (page, errors):
        story = Story(names, Seat(page, "left", DA), Seat(page, "right", DA))
        yield story
        assert errors == []


async def test_an_adult_takes_part_and_has_an_agreement(tmp_path: Path) -> None:
    async with a_story(tmp_path / "state", WIDE, ABOUT_AN_ADULT) as story:
        await story.the_municipality_is_told_early()
        await story.the_municipality_tells_how_it_knows_the_citizen()
        await story.the_discharge_comes_near()
        await story.an_agreement_with_a_gap_is_not_sent()
        await story.the_manager_signs(AGREEMENT)
        await story.the_text_changes_after_the_signature()
        await story.the_manager_signs(AGREEMENT)
        await story.the_chief_physician_signs(AGREEMENT)
        await story.the_citizen_agrees()
        await story.the_citizen_gets_a_copy(tmp_path)
        await story.the_discharge_is_in_time()
        await story.the_first_follow_up_is_done_and_the_case_closed()


async def test_a_sixteen_year_old_does_not_take_part_and_has_a_plan(tmp_path: Path) -> None:
    async with a_story(tmp_path / "state", NARROW, ABOUT_A_SIXTEEN_YEAR_OLD) as story:
        await story.the_municipality_is_told_early()
        await story.the_municipality_tells_how_it_knows_the_citizen()
        await story.the_discharge_comes_near()
        await story.an_agreement_with_a_gap_is_not_sent()
        await story.the_citizen_declines()
        await story.the_manager_signs(PLAN)
        await story.the_chief_physician_signs(PLAN)
        await story.the_discharge_is_in_time()
        await story.the_first_follow_up_is_done_and_the_case_closed()
