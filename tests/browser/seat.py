"""One of the page's two chats, and whoever sits at it: says, presses, fills in and reads like a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from playwright.async_api import Locator, Page, expect

from dialogs.cards.document_words import part_text
from dialogs.wording import Wording
from domain.document_kind import DocumentKind
from domain.parts import PARTS
from tests.browser.test_local_channel import box, chat
from tests.scenario.ending import NUMBER

CHOICES: Mapping[str, str] = {"basis": "bases", "method": "methods", "homeless": "yes_no"}
"""Where a field's choices have another name than the field."""

STEP = re.compile(r"trin \d+ af \d+$")
"""The line above a page's heading."""


@dataclass
class Work:
    """How much work a form was: its pages, and the fields that were empty and had to be filled."""

    pages: int = 0
    inputs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Seat:
    page: Page
    side: str
    """`left` or `right`."""
    wording: Wording
    message: str = ""
    """The one the person looks at, which news above and below leave alone; empty: all of the chat."""

    @property
    def chat(self) -> Locator:
        return chat(self.page, self.side)

    @property
    def here(self) -> Locator:
        """Where the person looks."""
        if not self.message:
            return self.chat.locator(".messages")
        return self.chat.locator(f'[data-message="{self.message}"]')

    @property
    def form(self) -> Locator:
        """The card one fills in."""
        cards = self.here.locator(".card")
        return cards.filter(has=self.page.get_by_role("button", name=self.wording("button.cancel"))).last

    @property
    def since(self) -> Locator:
        """What came since the person said something last, or the message looked at."""
        if self.message:
            return self.here
        own = self.chat.locator(".messages .message.own")
        return own.last.locator("xpath=following-sibling::article")

    async def comes_forward(self) -> None:
        """On a telephone one chat is seen at a time."""
        switch = self.page.locator(f"[data-shows={self.side}]")
        if await switch.is_visible():
            await switch.click()

    async def becomes(self, name: str) -> None:
        """Let another colleague sit here."""
        await self.comes_forward()
        if await self.chat.locator(".person .name").inner_text() == name:
            return
        await self.chat.locator(".person").click()
        await self.page.locator("#picker [data-person]", has_text=name).first.click()
        await expect(self.chat.locator(".person .name")).to_have_text(name)
        await expect(self.chat.locator(".messages .loading")).to_have_count(0)

    async def says(self, words: str) -> None:
        await box(self.chat).fill(words)
        await box(self.chat).press("Enter")

    async def presses(self, key: str, **values: object) -> None:
        """Click the newest button so titled, and wait for the answer."""
        await self.here.get_by_role("button", name=self.wording(key, **values), exact=True).last.click()
        await expect(self.chat.locator(".card[aria-busy=true]")).to_have_count(0)

    async def sees(self, key: str, **values: object) -> None:
        """A sentence in what came since the person said something."""
        await expect(self.since.get_by_text(self.wording(key, **values)).last).to_be_visible()

    async def opens(self, number: str) -> Seat:
        """The case's card, by its number; the person looks at it."""
        own = self.chat.locator(".messages .message.own")
        said = await own.count()
        await self.says(f"sag {number}")
        await expect(own).to_have_count(said + 1)
        title = self.page.get_by_role("heading", name=self.wording("case.title", number=number), exact=True)
        answer = self.since.filter(has=title).first
        await expect(answer).to_be_visible()
        return replace(self, message=await answer.get_attribute("data-message") or "")

    async def opens_from_the_case(self, name: str) -> Seat:
        """A matter of the case, by its name; the person looks at its card."""
        case = await self.opens(NUMBER)
        await case.presses("case.open_matter", name=name)
        await expect(case.here.get_by_role("button", name=self.wording("case.see"))).to_be_visible()
        return case

    async def hears(self, key: str, **values: object) -> None:
        """The notification above the message."""
        told = self.chat.locator(".messages").get_by_text(self.wording(key, **values))
        await expect(told.last).to_be_visible()

    async def goes_on_to(self, label: str) -> None:
        """Turn the pages until the field is there."""
        while not await self.form.get_by_label(label).count():
            await self.turns_the_page()

    async def turns_the_page(self) -> None:
        """On to another page; a page with a fault stays and fails here."""
        step = self.form.get_by_text(STEP)
        before = await step.inner_text()
        await self.form.get_by_role("button", name=self.wording("button.next"), exact=True).click()
        await expect(step).to_have_text(re.compile(f"^(?!{re.escape(before)}$)"))

    async def fills_in(
        self, answers: Mapping[str, str], kind: DocumentKind | None = None, of: str = ""
    ) -> Work:
        """Page by page until no page follows, with the labels of the document `kind`, or of the form `of`."""
        work = Work()
        following = self.form.get_by_role("button", name=self.wording("button.next"), exact=True)
        await expect(self.form).to_be_visible()
        while await following.count():
            work.inputs += await self.writes(answers, kind, of)
            await self.turns_the_page()
            work.pages += 1
        work.inputs += await self.writes(answers, kind, of)
        return work

    async def writes(
        self, answers: Mapping[str, str], kind: DocumentKind | None = None, of: str = ""
    ) -> list[str]:
        """Each answer where its field is on the page and empty; the fields that were."""
        await expect(self.form).to_be_visible()
        label = partial(self._label, kind, of)
        return [name for name, value in answers.items() if await self._writes(label, name, value)]

    async def _writes(self, label_of: Callable[[str], str], name: str, value: str) -> bool:
        """Whether the field was there, empty, and is filled in now."""
        choice = f"choice.{CHOICES.get(name, name)}.{value}"
        if self.wording.has(choice):
            return await self._chooses(label_of(name), self.wording(choice))
        field = self.form.locator("input, textarea, select")
        found = self.form.get_by_label(label_of(name)).and_(field).first
        if not await found.count() or await found.input_value():
            return False
        await found.fill(value)
        return True

    async def _chooses(self, label: str, title: str) -> bool:
        """Among the round buttons, or from the list where there are many."""
        first = self.form.get_by_role("radio", name=re.compile(re.escape(label)))
        if await first.count():
            group = self.form.locator(f"input[name='{await first.get_attribute('name')}']")
            if await group.and_(self.form.locator(":checked")).count():
                return False
            title_of_one = re.compile(f"(^| ){re.escape(title)}$")
            await group.and_(self.form.get_by_role("radio", name=title_of_one)).check()
            return True
        options = self.form.get_by_label(label)
        if not await options.count() or await options.input_value():
            return False
        await options.select_option(label=title)
        return True

    def _label(self, kind: DocumentKind | None, of: str, name: str) -> str:
        if kind and any(part.name == name for part in PARTS[kind]):
            return part_text(self.wording, kind, name, "label")
        own = f"form.{of}.{name}.label"
        if self.wording.has(own):
            return self.wording(own)
        base, _, number = name.rpartition("_")
        if number.isdigit():
            return self.wording(f"field.{base}.label", n=number)
        return self.wording(f"field.{name}.label")

    async def fits(self) -> None:
        """Nothing is wider than the screen."""
        assert await self.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
