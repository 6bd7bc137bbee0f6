"""Monday's overview at the page: a coordinator reads it and goes down to one place, a leader reads the own
unit's; on a wide screen and on a telephone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from dialogs.wording import load_catalogues
from tests import factories as f
from tests.browser.demo_town import demo_town
from tests.browser.made_up_past import a_case_between, in_its_store
from tests.browser.seat import Seat
from tests.browser.test_local_channel import NARROW, WIDE, browser, heading
from tests.browser.test_the_story import wind_to
from workflows.ports import Records

DANISH = load_catalogues().speaking("da")
COORDINATOR, LEADER = "Karen Bruun", "Mikkel Skov"
MONDAY = date(2026, 3, 9)
WEEK = DANISH("week.title", period="uge 10 (2.–8. marts 2026)")
PLACE = "Hvidovre Kommune og Psykiatrisk Center Glostrup"
LATE_BEFORE, LATE_NOW = date(2026, 2, 27), date(2026, 3, 3)
"""Deadlines in the municipality's hands: one that coordinators hear of, and one in the week told of."""


def times_nobody_found(records: Records) -> None:
    case, nurse = a_case_between(records)
    meeting = f.a_meeting(case, requested_at=datetime(2026, 2, 20, 9, tzinfo=UTC))
    records.meetings.add(replace(meeting, inviter=replace(meeting.inviter, person_id=nurse.id)))
    for name, due in (("before", LATE_BEFORE), ("now", LATE_NOW)):
        records.tasks.add(f.a_task(meeting, name, due=due))


async def test_a_coordinator_and_a_leader_read_mondays_overview(tmp_path: Path) -> None:
    async with demo_town(tmp_path) as town, browser() as opened:
        await in_its_store(town.bot, times_nobody_found)
        page = await a_page(opened, town.address, WIDE)
        for reader in (COORDINATOR, LEADER):
            await Seat(page, "left", DANISH).becomes(reader)
        await wind_to(page, MONDAY)
        await page.close()

        for size in (WIDE, NARROW):
            page = await a_page(opened, town.address, size)
            seat = Seat(page, "left", DANISH)
            await seat.becomes(COORDINATOR)
            await reads_of_the_area(seat)
            await seat.becomes(LEADER)
            await reads_of_the_unit(seat)
            assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            await page.close()


async def a_page(opened: Browser, address: str, size: ViewportSize) -> Page:
    page = await opened.new_page(viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen")
    await page.goto(address)
    return page


def overview(seat: Seat) -> Locator:
    return seat.chat.locator(".messages .card").filter(has=seat.page.get_by_role("heading", name=WEEK))


async def reads_of_the_area(seat: Seat) -> None:
    """The chart by place, the late case with its button, and down: all figures, a sector, a place."""
    card = overview(seat)
    chart = card.get_by_role("figure")
    await expect(chart.get_by_text(DANISH("figures.lost.chart"))).to_be_visible()
    await expect(chart.get_by_role("row", name=PLACE)).to_contain_text("1")
    await expect(card.get_by_text("Hvidovre Kommune, 6 arbejdsdage over fristen")).to_be_visible()
    await expect(card.get_by_text(DANISH("week.late_why"))).to_be_visible()
    await fits(seat, chart)

    await card.get_by_role("button", name=DANISH("week.see")).first.click()
    await expect(seat.chat.get_by_text(DANISH("digest.help.coordinators")).last).to_be_visible()

    await card.get_by_role("button", name=DANISH("week.all")).click()
    await expect(
        heading(seat.chat, DANISH("figures.title", period="uge 10 (2.–8. marts 2026)")).last
    ).to_be_visible()
    await seat.presses("figures.lost.open", sector=DANISH("figures.sector.municipality"))
    await expect(seat.chat.get_by_text(f"{PLACE}: 1").last).to_be_visible()
    await seat.presses("figures.open")
    await expect(
        seat.chat.get_by_text("Voksne · Hvidovre Kommune · Psykiatrisk Center Glostrup").last
    ).to_be_visible()


async def reads_of_the_unit(seat: Seat) -> None:
    card = overview(seat)
    await expect(card.get_by_text("Hvidovre Kommune, Socialpsykiatri og myndighed, voksne")).to_be_visible()
    await expect(card.get_by_role("figure").get_by_role("row", name=PLACE)).to_contain_text("1")
    await expect(card.get_by_text(DANISH("week.late_own"))).to_be_visible()
    await expect(card.get_by_text("6 arbejdsdage over fristen")).to_be_visible()
    await fits(seat, card)


async def fits(seat: Seat, part: Locator) -> None:
    """Nothing of it is cut off at the side."""
    inner, outer = await part.bounding_box(), await seat.chat.bounding_box()
    assert inner is not None
    assert outer is not None
    assert outer["x"] <= inner["x"]
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
