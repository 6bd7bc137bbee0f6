"""A coordinator asks for the joint report, follows it on its card, and opens both files by their links."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.async_api import Page, expect
from pypdf import PdfReader

from dialogs.wording import load_catalogues
from tests import factories as f
from tests.browser.demo_town import demo_town
from tests.browser.made_up_past import a_case_between, in_its_store
from tests.browser.seat import Seat
from tests.browser.test_local_channel import WIDE, browser
from tests.scenario.bot_process import BotProcess
from workflows.ports import Records

DANISH = load_catalogues().speaking("da")
COORDINATOR = "Karen Bruun"


async def meetings_in_february(bot: BotProcess, number: int) -> None:
    """So many were asked for between the two."""

    def ask(records: Records) -> None:
        case, nurse = a_case_between(records)
        for each in range(number):
            at = datetime(2026, 2, 3, 9, each, tzinfo=UTC)
            meeting = f.a_meeting(case, f"{each}", requested_at=at)
            inviter = replace(meeting.inviter, person_id=nurse.id)
            records.meetings.add(replace(meeting, inviter=inviter))

    await in_its_store(bot, ask)


async def fetched(page: Page, seat: Seat, button: str, link: str) -> tuple[str, bytes]:
    """The file's name and content, by its link, which opens beside the chat."""
    await seat.presses(button)
    async with page.expect_popup() as opened:
        await seat.chat.get_by_role("link", name=DANISH(link)).last.click()
    beside = await opened.value
    await beside.get_by_role("link", name=COORDINATOR).click()
    async with beside.expect_download() as download:
        await beside.get_by_role("button", name=DANISH("short_page.ready.step")).click()
    got = await download.value
    content = Path(await got.path()).read_bytes()
    await beside.close()
    return got.suggested_filename, content


async def test_a_coordinator_gets_the_joint_report_as_pdf_and_as_a_workbook(tmp_path: Path) -> None:
    async with demo_town(tmp_path) as town, browser() as opened:
        await meetings_in_february(town.bot, 12)
        page = await opened.new_page(viewport=WIDE, locale="da-DK")
        await page.goto(town.address)
        seat = Seat(page, "left", DANISH)
        await seat.becomes(COORDINATOR)

        await seat.says("rapport for februar")
        await seat.presses("forum.card.make", period="februar 2026")
        await expect(seat.chat.get_by_role("button", name=DANISH("forum.card.pdf"))).to_be_visible(
            timeout=60_000
        )

        name, content = await fetched(page, seat, "forum.card.pdf", "forum.card.open_pdf")
        assert name == "driftsforum-2026-02-2026-02-rapport-1.pdf"
        assert "februar 2026" in PdfReader(BytesIO(content)).pages[0].extract_text()

        await seat.presses("forum.card.back")
        name, content = await fetched(page, seat, "forum.card.workbook", "forum.card.open_workbook")
        assert name == "driftsforum-2026-02-2026-02-rapport-1.xlsx"
        values = [[cell.value for cell in row] for row in load_workbook(BytesIO(content))["Data"].iter_rows()]
        assert any("Hvidovre Kommune" in row and 12 in row for row in values)
        await page.close()
