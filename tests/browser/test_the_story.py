"""What a newcomer sees: the story through the real page and the real bot, wide, narrow and by keyboard."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

from playwright.async_api import Locator, Page, ViewportSize, expect

from demo.clock import in_danish
from dialogs.wording import load_catalogues
from domain.local_time import at_local, local_day
from tests.browser.demo_town import DemoTown, demo_town
from tests.browser.test_local_channel import NARROW, WIDE, box, browser, chat, heading, press, tab_to
from tests.integration.demo.running import is_weekday
from tests.scenario.citizens import ADULT, AGENDA, HOME_VISIT, MINUTES, PLACE, PURPOSE, WISH
from tests.scenario.ending import NUMBER

DA = load_catalogues().speaking("da")
SENTENCE = f"nyt netværksmøde for {ADULT.cpr} på torsdag kl. 10 i Hvidovre"


def label(field: str, form: str = "form.meeting_request", **values: object) -> str:
    own = f"{form}.{field}.label"
    return DA(own if DA.has(own) else f"field.{field}.label", **values)


def title(page: str) -> str:
    own = f"form.meeting_request.{page}.title"
    return DA(own if DA.has(own) else f"form_page.{page}.title")


@asynccontextmanager
async def page_of_the_demo(state: Path, size: ViewportSize) -> AsyncIterator[tuple[Page, list[str]]]:
    """The demo's page, and the errors it met."""
    async with demo_town(state) as town, page_of(town, size) as (page, errors):
        yield page, errors


@asynccontextmanager
async def page_of(town: DemoTown, size: ViewportSize) -> AsyncIterator[tuple[Page, list[str]]]:
    """The page with both people welcomed, and the errors it met."""
    async with browser() as opened:
        page = await opened.new_page(
            viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen", reduced_motion="reduce"
        )
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        await page.goto(town.address)
        await expect(heading(chat(page, "left"), DA("welcome.title", name="Mette"))).to_have_count(1)
        await expect(heading(chat(page, "right"), DA("welcome.title", name="Henrik"))).to_have_count(1)
        yield page, errors
        await page.close()


async def says(side: Locator, words: str) -> None:
    await box(side).fill(words)
    await box(side).press("Enter")


async def presses(side: Locator, key: str, **values: object) -> None:
    await press(side, DA(key, **values)).last.click()


async def is_asked(side: Locator, page: str) -> None:
    await expect(heading(side, title(page))).to_be_visible()


async def wind(page: Page, times: int, now: str) -> None:
    """Wind on by working days."""
    for _ in range(times):
        shown = await page.locator("#clock-now").text_content()
        await page.get_by_role("button", name="En arbejdsdag").click()
        await expect(page.locator("#clock-now")).not_to_have_text(shown or "")
        await expect(page.get_by_role("button", name="En arbejdsdag")).to_be_enabled()
    await expect(page.locator("#clock-now")).to_contain_text(now)


async def wind_to(page: Page, day: date) -> None:
    """Wind on to the morning of a working day."""
    shown = await page.locator("#clock-now").get_attribute("datetime")
    today = local_day(datetime.fromisoformat(shown or ""))
    ahead = [today + timedelta(days=n + 1) for n in range((day - today).days)]
    await wind(page, sum(map(is_weekday, ahead)), in_danish(at_local(day, time(8))))


async def chooses(side: Locator, title: str) -> None:
    """Choose among the round buttons, or from the list where there are many."""
    button = radio(side, title)
    if await button.count():
        await button.check()
    else:
        await side.locator("select", has_text=title).last.select_option(label=title)


def radio(side: Locator, title: str) -> Locator:
    """A round button; the first of its group has the group's label before its own."""
    return side.get_by_role("radio", name=re.compile(f"(^| ){re.escape(title)}$"))


async def chooses_by_keyboard(page: Page, side: Locator, title: str) -> None:
    wanted = radio(side, title)
    group = await wanted.get_attribute("name")
    await tab_to(page, side.locator(f"input[name='{group}']").first, "Tab")
    await page.keyboard.press("Space")
    while not await wanted.is_checked():
        await page.keyboard.press("ArrowDown")


async def fill_in_the_wish(nurse: Locator) -> None:
    await is_asked(nurse, "wish")
    await nurse.get_by_label(label("citizens_wish")).fill(WISH)
    await nurse.get_by_label(label("purpose")).fill(PURPOSE)
    await nurse.get_by_label(label("agenda")).fill(AGENDA)
    await presses(nurse, "button.next")


async def test_the_main_story_from_welcome_to_the_last_follow_up(tmp_path: Path) -> None:
    async with page_of_the_demo(tmp_path / "state", WIDE) as (page, errors):
        nurse, caseworker = chat(page, "left"), chat(page, "right")
        await the_request_is_sent(nurse)
        await it_is_answered_after_a_reminder(page, nurse, caseworker)
        await minutes_are_written(page, nurse, caseworker)
        await a_follow_up_is_done(page, caseworker)
        assert errors == []


async def the_request_is_sent(nurse: Locator) -> None:
    await presses(nurse, "help.new_meeting")
    await nurse.get_by_label(label("cpr")).fill("310290-1234")
    await nurse.get_by_label(label("citizen_name")).fill(ADULT.name)
    await nurse.get_by_label(label("other_organisation")).fill("Hvidovre Kommune")
    await presses(nurse, "button.next")
    await expect(nurse.get_by_text(DA("cpr.date"))).to_be_visible()
    await expect(nurse.get_by_label(label("citizen_name"))).to_have_value(ADULT.name)
    await nurse.get_by_label(label("cpr")).fill(ADULT.cpr)
    await presses(nurse, "button.next")
    await fill_in_the_wish(nurse)
    await is_asked(nurse, "participants")
    await chooses(nurse, DA("choice.relatives_wish.no"))
    await presses(nurse, "button.save")
    await presses(nurse, "button.go_on")
    await is_asked(nurse, "participants")
    await presses(nurse, "button.next")
    await is_asked(nurse, "basis")
    await chooses(nurse, DA("choice.bases.consent_citizen"))
    await nurse.get_by_label(label("consent_on")).fill("2026-03-02")
    await presses(nurse, "button.next")
    await is_asked(nurse, "times")
    await chooses(nurse, DA("choice.methods.physical"))
    await nurse.get_by_label(label("place")).fill(PLACE)
    await nurse.get_by_label(DA("field.day.label", n=1)).fill("2026-03-05")
    await nurse.get_by_label(DA("field.time.label", n=1)).fill("10:00")
    await presses(nurse, "button.next")
    await expect(heading(nurse, DA("form.review.title"))).to_be_visible()
    await expect(nurse.get_by_text(WISH)).to_be_visible()
    await presses(nurse, "form.meeting_request.send")
    receipt = DA("receipt.requested", number=NUMBER, receiver="Hvidovre Kommune")
    await expect(nurse.get_by_text(receipt)).to_be_visible()
    sent_to = f"Hvidovre Kommune, {DA.count('meeting.told_count', 1)}"
    await expect(nurse.get_by_text(sent_to, exact=True)).to_be_visible()


async def it_is_answered_after_a_reminder(page: Page, nurse: Locator, caseworker: Locator) -> None:
    await expect(caseworker.locator(".toast")).to_contain_text(DA("notice.meeting.requested", number=NUMBER))
    await expect(caseworker.get_by_text(WISH)).to_have_count(0)
    await wind(page, 1, "tirsdag 3. marts 2026")
    on_day = DA("task.reminder.on_day", by=DA.day(date(2026, 3, 3)))
    await expect(caseworker.get_by_text(on_day)).to_be_visible()
    await presses(caseworker, "meeting.show")
    await expect(caseworker.get_by_text(WISH)).to_be_visible()
    await presses(caseworker, "meeting.action.acknowledge")
    acknowledged = DA("receipt.acknowledged", receiver="Hvidovre Kommune")
    await expect(caseworker.get_by_text(acknowledged)).to_be_visible()
    await expect(nurse.get_by_text("Hvidovre Kommune har set indkaldelsen")).to_be_visible()
    await caseworker.get_by_role("button", name="Vælg torsdag 5. marts kl. 10.00").click()
    await expect(caseworker.get_by_text(DA("receipt.accepted"))).to_be_visible()
    await expect(nurse.locator(".messages").get_by_text(DA("meeting.calendar_add"))).to_be_visible()


async def minutes_are_written(page: Page, nurse: Locator, caseworker: Locator) -> None:
    await wind(page, 3, "fredag 6. marts 2026")
    await presses(nurse, "meeting.action.write_minutes")
    await nurse.get_by_label(DA("form.minutes.minutes.label")).fill(MINUTES)
    await nurse.get_by_label(DA("field.text.label", n=1)).fill(HOME_VISIT)
    owner = nurse.get_by_label(DA("field.owner.label", n=1))
    await owner.select_option(label="Henrik Ravn, Hvidovre Kommune")
    await nurse.get_by_label(DA("field.due.label", n=1)).fill("2026-03-10")
    await presses(nurse, "button.next")
    await presses(nurse, "form.minutes.send")
    await expect(nurse.get_by_text(DA("receipt.minutes"))).to_be_visible()
    concluded = DA("notice.meeting.concluded", number=NUMBER)
    await expect(caseworker.locator(".messages").get_by_text(concluded).last).to_be_visible()


async def a_follow_up_is_done(page: Page, caseworker: Locator) -> None:
    await wind(page, 2, "tirsdag 10. marts 2026")
    on_day = DA("task.reminder.on_day", by=DA.day(date(2026, 3, 10)))
    await expect(caseworker.get_by_text(on_day)).to_be_visible()
    await presses(caseworker, "task.action.done")
    await expect(caseworker.get_by_text(DA("receipt.done"))).to_be_visible()


async def test_the_request_is_sent_with_the_keyboard_alone(tmp_path: Path) -> None:
    async with page_of_the_demo(tmp_path / "state", WIDE) as (page, errors):
        nurse = chat(page, "left")
        await box(nurse).focus()
        await page.keyboard.type(SENTENCE)
        await page.keyboard.press("Enter")
        await is_asked(nurse, "citizen")
        await tab_to(page, nurse.get_by_label(label("citizen_name")), "Shift+Tab")
        await page.keyboard.type(ADULT.name)
        await go_on_by_keyboard(page, nurse, "wish")
        for field, words in (("citizens_wish", WISH), ("purpose", PURPOSE)):
            await tab_to(page, nurse.get_by_label(label(field)), "Tab")
            await page.keyboard.type(words)
        await go_on_by_keyboard(page, nurse, "participants")
        await chooses_by_keyboard(page, nurse, DA("choice.relatives_wish.no"))
        await go_on_by_keyboard(page, nurse, "basis")
        await chooses_by_keyboard(page, nurse, DA("choice.bases.section_13c"))
        await go_on_by_keyboard(page, nurse, "times")
        await chooses_by_keyboard(page, nurse, DA("choice.methods.video"))
        await tab_to(page, press(nurse, DA("button.next")), "Tab")
        await page.keyboard.press("Enter")
        await expect(heading(nurse, DA("form.review.title"))).to_be_focused()
        await tab_to(page, press(nurse, DA("form.meeting_request.send")), "Tab")
        await page.keyboard.press("Enter")
        receipt = DA("receipt.requested", number=NUMBER, receiver="Hvidovre Kommune")
        await expect(nurse.get_by_text(receipt)).to_be_visible()
        assert errors == []


async def go_on_by_keyboard(page: Page, nurse: Locator, following: str) -> None:
    await tab_to(page, press(nurse, DA("button.next")), "Tab")
    await page.keyboard.press("Enter")
    await expect(heading(nurse, title(following))).to_be_focused()


async def test_the_request_fits_a_telephone(tmp_path: Path) -> None:
    async with page_of_the_demo(tmp_path / "state", NARROW) as (page, errors):
        nurse, caseworker = chat(page, "left"), chat(page, "right")
        await says(nurse, SENTENCE)
        await is_asked(nurse, "citizen")
        await check_it_fits(page, nurse)
        await nurse.get_by_label(label("citizen_name")).fill(ADULT.name)
        await presses(nurse, "button.next")
        await fill_in_the_wish(nurse)
        await is_asked(nurse, "participants")
        await check_it_fits(page, nurse)
        await chooses(nurse, DA("choice.relatives_wish.no"))
        await presses(nurse, "button.next")
        await is_asked(nurse, "basis")
        await check_it_fits(page, nurse)
        await chooses(nurse, DA("choice.bases.section_13c"))
        await presses(nurse, "button.next")
        await is_asked(nurse, "times")
        await check_it_fits(page, nurse)
        await chooses(nurse, DA("choice.methods.video"))
        await presses(nurse, "button.next")
        await expect(heading(nurse, DA("form.review.title"))).to_be_visible()
        await check_it_fits(page, nurse)
        await presses(nurse, "form.meeting_request.send")
        await page.locator("[data-shows=right]").click()
        await presses(caseworker, "meeting.show")
        await expect(caseworker.get_by_text(WISH)).to_be_visible()
        await check_it_fits(page, caseworker)
        assert errors == []


async def check_it_fits(page: Page, side: Locator) -> None:
    """Nothing is wider than the screen, and every button of the newest card can be reached."""
    assert await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    card = side.locator(".messages .card").last
    for found in await card.get_by_role("button").all():
        await found.scroll_into_view_if_needed()
        place = await found.bounding_box()
        assert place is not None
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= NARROW["width"]
