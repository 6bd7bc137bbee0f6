"""The local channel's page in a real browser, against a scripted bot: two people, cards, keyboard, 375 px."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from tests.browser.chromium import FLAGS, find_chromium
from tests.integration.demo.running import Running, running_channel

WIDE: ViewportSize = {"width": 1280, "height": 860}
NARROW: ViewportSize = {"width": 375, "height": 740}


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield started
        await started.close()


@asynccontextmanager
async def page_at(
    running: Running, opened: Browser, size: ViewportSize
) -> AsyncIterator[tuple[Page, list[str]]]:
    """The page, welcomed on both sides, and the errors it met."""
    page = await opened.new_page(viewport=size, locale="da-DK", timezone_id="Europe/Copenhagen")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    await page.goto(running.url)
    for side in ("left", "right"):
        await expect(heading(chat(page, side), "Velkommen til Brobygger")).to_have_count(1)
    yield page, errors
    await page.close()


def chat(page: Page, side: str) -> Locator:
    return page.locator(f"[data-side={side}]")


def heading(side: Locator, words: str) -> Locator:
    return side.locator(".messages").get_by_role("heading", name=words, include_hidden=True)


def box(side: Locator) -> Locator:
    return side.locator(".composer textarea")


def press(side: Locator, name: str) -> Locator:
    return side.locator(".messages").get_by_role("button", name=name, exact=True)


async def test_two_people_in_two_sectors_carry_a_case_through_cards(tmp_path: Path) -> None:
    async with (
        running_channel(tmp_path) as running,
        browser() as opened,
        page_at(running, opened, WIDE) as (page, errors),
    ):
        nurse, caseworker = chat(page, "left"), chat(page, "right")
        await expect(nurse.locator(".person .organisation")).to_have_text("Psykiatrisk Center Glostrup")
        await expect(caseworker.locator(".person .organisation")).to_have_text("Hvidovre Kommune")
        await box(nurse).fill("formular")
        await box(nurse).press("Enter")

        await press(nurse, "Send").click()
        await expect(nurse.locator(".ac-textBlock", has_text="Skriv borgerens eget ønske.")).to_be_focused()
        await nurse.get_by_label("Borgerens eget ønske").fill("At bo selv")
        municipality = nurse.get_by_label("Borgerens kommune")
        await expect(municipality).to_have_value("Hvidovre Kommune")
        await municipality.fill("Hvid")
        await press(nurse, "Send").click()
        await expect(nurse.get_by_text("Vælg kommunen på listen.")).to_be_visible()
        await expect(nurse.locator(".ac-choiceSetInput-filtered")).to_be_focused()
        await municipality.fill("Brøndby Kommune")
        await press(nurse, "Send").click()
        await expect(heading(nurse, "Indkaldelsen er sendt")).to_be_focused()
        sent = running.bot.heard[-1]["value"]["action"]["data"]
        assert (sent["wish"], sent["municipality"]) == ("At bo selv", "brondby")

        await expect(caseworker.locator(".toast")).to_contain_text("Sag 2026-0001")
        await press(caseworker, "Kvittér").click()
        await expect(heading(nurse, "Kommunen har kvitteret")).to_be_visible()
        await expect(heading(nurse, "Indkaldelsen er sendt")).to_have_count(0)

        await page.reload()
        await expect(heading(caseworker, "Du har kvitteret")).to_be_visible()
        assert errors == []


async def test_a_bot_that_is_down_costs_nobody_what_they_typed(tmp_path: Path) -> None:
    async with (
        running_channel(tmp_path) as running,
        browser() as opened,
        page_at(running, opened, WIDE) as (page, _),
    ):
        nurse = chat(page, "left")
        running.bot.status = 500
        await box(nurse).fill("formular")
        await box(nurse).press("Enter")
        await expect(nurse.get_by_text("Ikke sendt. Brobygger svarer ikke lige nu.")).to_be_visible()
        running.bot.status = 200
        await press(nurse, "Prøv igen").click()
        await nurse.get_by_label("Borgerens eget ønske").fill("At bo selv")

        running.bot.status = 500
        await press(nurse, "Send").click()
        await expect(nurse.get_by_text("Det, du har skrevet, er her stadig.")).to_be_visible()
        await expect(nurse.get_by_label("Borgerens eget ønske")).to_have_value("At bo selv")
        running.bot.status = 200
        await press(nurse, "Prøv igen").click()
        await expect(heading(nurse, "Indkaldelsen er sendt")).to_be_focused()
        first, again = [heard for heard in running.bot.heard if heard["type"] == "invoke"]
        assert first["id"] == again["id"]


async def test_a_second_tab_shows_the_same_and_both_can_be_used(tmp_path: Path) -> None:
    async with (
        running_channel(tmp_path) as running,
        browser() as opened,
        page_at(running, opened, WIDE) as (first, _),
        page_at(running, opened, WIDE) as (second, _),
    ):
        await press(chat(first, "left"), "Nyt netværksmøde").click()
        await expect(heading(chat(second, "left"), "Nyt netværksmøde")).to_be_visible()
        await expect(heading(chat(second, "right"), "Velkommen til Brobygger")).to_be_visible()


async def test_the_keyboard_alone_is_enough(tmp_path: Path) -> None:
    async with (
        running_channel(tmp_path) as running,
        browser() as opened,
        page_at(running, opened, WIDE) as (page, _),
    ):
        nurse = chat(page, "left")
        await box(nurse).focus()
        await page.keyboard.type("formular")
        await page.keyboard.press("Enter")
        await expect(heading(nurse, "Nyt netværksmøde")).to_be_visible()
        await tab_to(page, nurse.get_by_label("Borgerens eget ønske"), "Shift+Tab")
        await page.keyboard.type("At bo selv")
        await tab_to(page, press(nurse, "Send"), "Tab")
        await page.keyboard.press("Enter")
        await expect(heading(nurse, "Indkaldelsen er sendt")).to_be_focused()

        await tab_to(page, nurse.locator(".person"), "Shift+Tab")
        await page.keyboard.press("Enter")
        await page.keyboard.type("koordinator glostrup")
        colleague = page.locator("#picker").get_by_role("button", name="Koordinator").first
        await tab_to(page, colleague, "Tab")
        await page.keyboard.press("Enter")
        await expect(nurse.locator(".person .title")).to_contain_text("koordinator")
        await expect(nurse.locator(".person")).to_be_focused()


async def tab_to(page: Page, wanted: Locator, key: str) -> None:
    """Press the key until that element has the focus."""
    for _ in range(40):
        if await wanted.evaluate("element => element === document.activeElement"):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{key} never reached the element")


async def test_one_chat_at_a_time_fits_a_telephone(tmp_path: Path) -> None:
    async with (
        running_channel(tmp_path) as running,
        browser() as opened,
        page_at(running, opened, NARROW) as (page, errors),
    ):
        await expect(chat(page, "left")).to_be_visible()
        await expect(chat(page, "right")).to_be_hidden()
        shows_caseworker = page.locator("[data-shows=right]")
        await expect(shows_caseworker.locator(".badge")).to_contain_text("1")
        await shows_caseworker.click()
        await expect(shows_caseworker.locator(".badge")).to_have_count(0)
        await box(chat(page, "right")).fill("formular")
        await chat(page, "right").get_by_role("button", name="Send besked").click()
        await expect(heading(chat(page, "right"), "Nyt netværksmøde")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        assert errors == []


async def test_winding_the_clock_waits_for_the_bot_and_says_so(tmp_path: Path) -> None:
    async with (
        running_channel(tmp_path) as running,
        browser() as opened,
        page_at(running, opened, WIDE) as (page, _),
    ):
        await expect(page.locator("#clock-now")).to_have_text("fredag 27. november 2026 kl. 08.00")
        await page.get_by_role("button", name="En arbejdsdag").click()
        await expect(page.locator("#clock-status")).to_contain_text("mandag 30. november 2026 kl. 08.00")
        await expect(page.locator("#clock-now")).to_have_text("mandag 30. november 2026 kl. 08.00")
