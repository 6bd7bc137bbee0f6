"""A document as a file, on the page in a real browser: offered, accepted and opened, or declined."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from papers.pdf import print_paper
from tests.browser.test_local_channel import WIDE, box, browser, chat, heading, press
from tests.integration.demo.file_bot import NAME, PAPER, file_town


async def test_a_person_accepts_a_document_and_opens_it_and_declines_another(tmp_path: Path) -> None:
    async with file_town(tmp_path) as town, browser() as opened:
        page = await opened.new_page(viewport=WIDE, locale="da-DK")
        await page.goto(town.url)
        nurse = chat(page, "left")
        await expect(box(nurse)).to_be_enabled()
        await expect(nurse.locator(".loading")).to_have_count(0)
        await box(nurse).fill("som fil")
        await box(nurse).press("Enter")

        file = nurse.get_by_role("group", name=f"Fil: {NAME}")
        await expect(file).to_contain_text("Sag 26-1001: udskrivningsaftale · ca. 29 KB")
        await press(nurse, "Acceptér").click()
        link = file.get_by_role("link", name="Hent filen")
        async with page.expect_download() as download:
            await link.click()
        got = await download.value
        assert got.suggested_filename == NAME
        assert Path(await got.path()).read_bytes() == print_paper(PAPER)

        await box(nurse).fill("som fil")
        await box(nurse).press("Enter")
        await press(nurse, "Afvis").click()
        await expect(heading(nurse, "Du sagde nej tak")).to_be_visible()
        await expect(press(nurse, "Acceptér")).to_have_count(0)
        await page.close()
