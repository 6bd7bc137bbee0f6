"""The pages Teams links to: readable by anybody, harmless to open, and true about whom to ask."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app import build
from bot.front_door import guard
from bot.pages import page_response, page_routes
from dialogs.public_pages import public_pages
from dialogs.webpage import Section, Step, Webpage
from dialogs.wording import load_catalogues
from settings import Settings
from tests.integration.bot.bot_room import TENANT
from tests.integration.command_line import in_base64
from tests.stores import a_key, begin_migrated
from workflows.agreements import load_agreements

PATHS = ("/", "/privacy", "/terms")
CATALOGUES = load_catalogues()
CONTACT = "Digitaliseringen <it@hvidovre.example> & co."
Client = TestClient[web.Request, web.Application]
every_page = pytest.mark.parametrize("path", PATHS)


class Page(HTMLParser):
    """The elements of a page, and the words a reader sees."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    application = web.Application()
    application.router.add_routes(page_routes(public_pages(CATALOGUES.speaking("da"), CONTACT)))
    guard(application, CATALOGUES, None, is_https=True)
    async with TestClient(TestServer(application)) as client:
        yield client


@every_page
async def test_a_page_is_danish_has_one_heading_and_leads_to_all_three(client: Client, path: str) -> None:
    response = await client.get(path)
    assert (response.status, response.content_type, response.charset) == (200, "text/html", "utf-8")
    page = Page(await response.text())
    assert page.all("html") == [{"lang": "da"}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert [link["href"] for link in page.all("a")] == list(PATHS)
    assert [link["href"] for link in page.all("a") if link.get("aria-current") == "page"] == [path]
    assert page.all("meta")[1]["content"] == "width=device-width, initial-scale=1"


@every_page
async def test_a_page_names_whom_to_ask_as_text_not_as_markup(client: Client, path: str) -> None:
    source = await (await client.get(path)).text()
    assert CONTACT in Page(source).words
    assert "<it@" not in source


@every_page
async def test_a_page_runs_nothing_fetches_nothing_and_cannot_be_framed(client: Client, path: str) -> None:
    response = await client.get(path)
    source = await response.text()
    [style] = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers
    tags = {tag for tag, _ in Page(source).elements}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "form", "object"})
    assert not any("style" in attributes for _, attributes in Page(source).elements)


async def test_the_privacy_page_says_who_answers_for_the_data_and_that_it_is_encrypted(
    client: Client,
) -> None:
    words = Page(await (await client.get("/privacy")).text()).words
    for said in (
        "dataansvarlige",
        "helbredsoplysninger",
        "krypteret",
        "egen privatlivspolitik",
        "fristerne i samarbejdsaftalen",
    ):
        assert said in words


@every_page
async def test_a_page_is_only_read(client: Client, path: str) -> None:
    assert (await client.head(path)).status == 200
    assert (await client.post(path, data={"a": "b"})).status == 405


async def test_no_text_can_become_markup() -> None:
    nasty = "<script>alert('1')</script>\"&"
    application = web.Application()
    page = Webpage("/", "da", nasty, nasty, (Section(nasty, nasty),))
    application.router.add_routes(page_routes([page]))
    async with TestClient(TestServer(application)) as client:
        source = await (await client.get("/")).text()
    assert "<script" not in source
    assert unescape(source).count(nasty) == 6


@pytest.mark.parametrize("posts", [True, False])
def test_what_can_be_done_on_a_page_can_become_no_other_markup_and_is_all_that_may_be_sent(
    posts: bool,
) -> None:
    nasty = "<b>'\"&"
    response = page_response(Webpage("", "da", nasty, nasty, step=Step(nasty, "/file/x", posts)), 200)
    assert isinstance(response.body, bytes)
    source = response.body.decode()
    assert "<b>" not in source
    assert unescape(source).count(nasty) == 4
    assert ("<form" in source) is posts
    policy = response.headers["Content-Security-Policy"]
    assert ("form-action 'self'" in policy) is posts
    assert "Cache-Control" not in response.headers, "the door says that nobody keeps it"


async def test_the_running_bot_serves_the_pages_with_the_contact_of_its_settings(tmp_path: Path) -> None:
    given: dict[str, Any] = {
        "channel": "loopback",
        "tenants": TENANT,
        "database_url": f"sqlite:///{tmp_path / 'bot.db'}",
        "keys": f"k1:{in_base64(a_key('k1'))}",
        "lookup_key": in_base64(a_key("lookup")),
        "link_key": in_base64(a_key("link")),
        "public_url": "http://127.0.0.1:1",
        "contact": "servicedesken",
    }
    settings = Settings(**given)
    begin_migrated(settings.database_url)
    async with TestClient(TestServer(build(settings, load_agreements(settings.agreements)))) as client:
        for path in PATHS:
            response = await client.get(path)
            assert response.status == 200
            assert "servicedesken" in await response.text()
