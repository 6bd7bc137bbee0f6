"""A link to a file in a real browser, with the demo's sign-in: the wrong person, nobody, the right one, and
again; on a telephone as on a screen."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from uuid import uuid4

from playwright.async_api import Page, expect

from demo.clock import WoundClock
from demo.people import Person
from storage.sealing.encryption import KeyRing
from storage.store import open_store
from tests import factories as f
from tests.agreements import in_force
from tests.browser.demo_town import demo_town
from tests.browser.test_local_channel import browser
from tests.integration.demo.running import demo_people
from tests.scenario.bot_process import BotProcess
from workflows.desk import Desk
from workflows.handouts import hand_out
from workflows.ports import Records

FILE = f.a_handout()
NURSE, COLLEAGUE = demo_people().of_organisation("Psykiatrisk Center Glostrup")[:2]
WIDTHS = (375, 1280)


async def link_for(person: Person, bot: BotProcess) -> str:
    """The address of a link that the running bot knows."""
    now = WoundClock(Path(bot.environment["BROBYGGER_CLOCK_FILE"])).now()
    key_id, _, key = bot.environment["BROBYGGER_KEYS"].partition(":")
    lookup_key = b64decode(bot.environment["BROBYGGER_LOOKUP_KEY"])
    store = open_store(bot.database_url, KeyRing({key_id: b64decode(key)}, key_id), lookup_key)

    def within(records: Records) -> str:
        known = records.directory.person_by_account(person.tenant_id, person.user_id)
        assert known is not None
        return hand_out(Desk(records, now, in_force(), lambda: uuid4().hex), known, FILE)

    try:
        return f"{bot.url}/file/{await store.run(within)}"
    finally:
        await store.close()


async def nothing_sticks_out(page: Page) -> None:
    """Nothing is wider than the page, whatever its width."""
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 700})
        assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_a_link_is_fetched_by_its_person_after_others_have_tried(tmp_path: Path) -> None:
    async with demo_town(tmp_path) as town, browser() as opened:
        page = await opened.new_page(locale="da-DK")
        link = await link_for(NURSE, town.bot)

        await page.goto(link)
        await expect(page.get_by_role("heading", name="Hvem logger ind?")).to_be_visible()
        await nothing_sticks_out(page)
        await page.get_by_role("link", name="Annullér").click()
        await expect(page.get_by_role("heading", name="Du blev ikke logget ind")).to_be_visible()
        await nothing_sticks_out(page)

        await page.get_by_role("link", name="Prøv igen").click()
        await page.get_by_role("link", name=COLLEAGUE.name).click()
        await expect(page.get_by_role("heading", name="Filen er til en anden")).to_be_visible()
        assert NURSE.name not in await page.content()

        await page.get_by_role("link", name="Prøv med en anden konto").click()
        await page.get_by_role("link", name=NURSE.name).click()
        await expect(page.get_by_role("heading", name="Filen er klar")).to_be_visible()
        await nothing_sticks_out(page)
        assert page.url == link
        async with page.expect_download() as download:
            await page.get_by_role("button", name="Hent filen").click()
        got = await download.value
        assert got.suggested_filename == FILE.name
        assert Path(await got.path()).read_bytes() == FILE.content

        await page.get_by_role("button", name="Hent filen").click()
        await expect(page.get_by_role("heading", name="Linket er brugt")).to_be_visible()
        await page.goto(link)
        await expect(page.get_by_role("heading", name="Linket er brugt")).to_be_visible()
        await nothing_sticks_out(page)
        await page.close()
