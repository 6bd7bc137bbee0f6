"""A file by link: only who it is for, signed in, gets it, once; everybody else gets a plain page."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from yarl import URL

from bot.configuration import LoopbackChannel
from bot.file_links import TO_FETCH, TO_SIGN_IN
from bot.sealed_cookies import MOST
from dialogs.short_pages import ShortPage
from tests import factories as f
from tests.integration.bot.bot_room import Clock
from tests.integration.bot.fake_entra import FakeEntra, running_entra
from tests.integration.bot.fake_teams import Answer, KeyPair, reset, status, text
from tests.integration.bot.links_room import APP_IDS, CATALOGUES, Answered, LinksRoom, links_room, returning
from tests.stores import raw
from workflows.handouts import HANDOUT_LIFETIME

FILE = f.a_handout()
WORDING = CATALOGUES.speaking("da")


@pytest.fixture
async def entra(key: KeyPair) -> AsyncIterator[FakeEntra]:
    async with running_entra(key, Clock()().timestamp()) as entra:
        yield entra


@pytest.fixture
async def room(tmp_path: Path, entra: FakeEntra) -> AsyncIterator[LinksRoom]:
    async with links_room(tmp_path, entra, Clock()) as room:
        yield room


def is_page(answered: Answered, page: ShortPage) -> bool:
    """Whether it says this, and nothing of the file or of whom it is for."""
    title = WORDING(f"short_page.{page}.title")
    told = (FILE.content.decode(), f.NURSE.name, f.NURSE.email, f.NURSE.user_id, f.NURSE.tenant_id)
    says_nothing = not any(word in answered.text for word in told)
    return f"<h1>{title}</h1>" in answered.text and says_nothing


def refusals(room: LinksRoom) -> list[tuple[object, ...]]:
    return raw(room.url, "SELECT actor_id FROM audit WHERE action = 'refuse' ORDER BY seq")


async def test_who_it_is_for_signs_in_and_fetches_it(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    await room.signed_in(browser, address)
    shown = await browser.get(address)
    assert shown.status == 200
    assert is_page(shown, ShortPage.READY)
    assert FILE.name in shown.text
    fetched = await browser.post(address)
    assert (fetched.status, fetched.body) == (200, FILE.content)
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert fetched.headers["Content-Disposition"] == f'attachment; filename="{FILE.name}"'
    assert fetched.headers["Cache-Control"] == "no-store"
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert raw(room.url, "SELECT actor_id FROM audit WHERE action = 'fetch'") == [(f.NURSE.id,)]


async def test_a_second_use_says_that_the_link_was_used(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    await room.signed_in(browser, address)
    assert (await browser.post(address)).status == 200
    for again in (await browser.post(address), await browser.get(address), await room.browser().get(address)):
        assert again.status == 410
        assert is_page(again, ShortPage.USED)


async def test_of_two_clicks_at_once_one_gets_the_file(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    await room.signed_in(browser, address)
    answers = await asyncio.gather(*(browser.post(address) for _ in range(8)))
    assert sorted(answered.status for answered in answers) == [200] + [410] * 7


async def test_a_preview_that_looks_at_the_link_uses_nothing_up(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    for method in ("HEAD", "GET", "HEAD", "GET"):
        looked = await room.browser().asks(method, address)
        assert looked.status == 302
        assert FILE.content not in looked.body
    posted = await room.browser().post(address)
    assert (posted.status, is_page(posted, ShortPage.LOST)) == (400, True)
    await room.signed_in(browser, address)
    assert (await browser.post(address)).body == FILE.content


async def test_the_browser_goes_to_the_persons_own_tenant_as_their_own_bots_application(
    room: LinksRoom, entra: FakeEntra
) -> None:
    for person, app_id in zip((f.NURSE, f.CASEWORKER), APP_IDS, strict=True):
        browser = room.browser()
        sent = await browser.get(await room.handed_out(person))
        asked = URL(sent.location)
        assert str(asked.with_query(None)) == f"{entra.url}/{person.tenant_id}/oauth2/v2.0/authorize"
        query = dict(asked.query)
        assert {query.pop(name) for name in ("state", "nonce", "code_challenge")}.isdisjoint({"", None})
        assert query == {
            "client_id": app_id,
            "response_type": "code",
            "response_mode": "query",
            "redirect_uri": "https://bot.example/signed-in",
            "scope": "openid profile",
            "code_challenge_method": "S256",
        }
        await browser.get(returning(sent.location, code=entra.code_for(sent.location, person)))
        exchanged = entra.exchanged[-1]
        assert (exchanged["client_id"], exchanged["client_secret"]) == (app_id, f"hush {app_id}")
        digest = sha256(exchanged["code_verifier"].encode()).digest()
        assert urlsafe_b64encode(digest).rstrip(b"=").decode() == asked.query["code_challenge"]


async def test_a_cookie_can_be_neither_read_nor_sent_along_by_another_site(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    sent = await browser.get(address)
    (cookie,) = sent.headers.getall("Set-Cookie")
    assert cookie.startswith("__Host-sign-in-")
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=900"} <= set(cookie.split("; ")[1:])
    (kept,) = browser.cookies.values()
    for secret in (address.rpartition("/")[2], URL(sent.location).query["nonce"], f.NURSE.tenant_id):
        assert secret not in kept
    back = await browser.get(
        returning(sent.location, code=room.entra.code_for(sent.location, f.NURSE)),
    )
    assert back.status == 303
    assert [name.rpartition("-")[0] for name in browser.cookies] == ["__Host-signed-in"]


async def test_several_links_can_be_opened_at_once_in_one_browser(room: LinksRoom) -> None:
    browser = room.browser()
    addresses = [
        await room.handed_out(),
        await room.handed_out(
            name="rapport-2026-10.xlsx",
            content_type=FILE.content_type.replace(
                "pdf", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            ),
        ),
    ]
    sent = [await browser.get(address) for address in addresses]
    for answered, address in zip(sent, addresses, strict=True):
        code = room.entra.code_for(answered.location, f.NURSE)
        assert (await browser.get(returning(answered.location, code=code))).location == address
    assert [(await browser.post(address)).status for address in addresses] == [200, 200]


async def test_a_link_that_is_opened_over_and_over_does_not_fill_the_browser(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    for _ in range(30):
        assert (await browser.get(address)).status == 302
    assert len(browser.cookies) == MOST
    assert sum(len(name) + len(value) for name, value in browser.cookies.items()) < 4_000
    await room.signed_in(browser, address)
    assert (await browser.post(address)).body == FILE.content


async def test_another_person_gets_nothing_and_may_try_with_another_account(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    back = await room.back_from_sign_in(browser, address, f.NURSE_LEADER)
    assert back.status == 403
    assert is_page(back, ShortPage.WRONG_PERSON)
    assert refusals(room) == [(f.NURSE_LEADER.id,)]
    path = URL(address).path
    assert f'href="{path}?again"' in back.text
    again = await browser.get(f"{path}?again")
    assert URL(again.location).query["prompt"] == "select_account"
    assert (await browser.post(address)).status == 400
    await room.signed_in(browser, address)
    assert (await browser.post(address)).body == FILE.content


async def test_who_signed_in_for_one_link_has_not_done_so_for_another(room: LinksRoom) -> None:
    mine, theirs = await room.handed_out(f.NURSE), await room.handed_out(f.NURSE_LEADER)
    browser = room.browser()
    await room.signed_in(browser, mine)
    assert (await browser.post(theirs)).status == 400
    (name, kept), *_ = browser.cookies.items()
    marked = sha256(theirs.rpartition("/")[2].encode()).hexdigest()[:16]
    browser.cookies[f"{name.rpartition('-')[0]}-{marked}"] = kept
    assert (await browser.post(theirs)).status == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": APP_IDS[1]},
        {"aud": None},
        {"iss": "https://login.microsoftonline.com/other/v2.0"},
        {"tid": f.CASEWORKER.tenant_id},
        {"tid": None},
        {"oid": None},
        {"oid": 17},
        {"exp": 1},
        {"exp": "soon"},
        {"nbf": 4_000_000_000},
    ],
    ids=str,
)
async def test_a_token_that_does_not_prove_who_it_is_opens_nothing(
    room: LinksRoom, changed: dict[str, Any]
) -> None:
    address, browser = await room.handed_out(), room.browser()
    with capture_logs() as logs:
        back = await room.back_from_sign_in(browser, address, **changed)
    assert (back.status, is_page(back, ShortPage.CANCELLED)) == (403, True)
    assert [line["event"] for line in logs] == ["signing keys fetched", "identity token refused"]
    assert (await browser.post(address)).status == 400


async def test_a_token_signed_by_somebody_else_opens_nothing(
    room: LinksRoom, entra: FakeEntra, other_key: KeyPair, key: KeyPair
) -> None:
    for stranger in (other_key, KeyPair(key.key_id, other_key.private)):
        address, browser = await room.handed_out(), room.browser()
        await room.signed_in(room.browser(), await room.handed_out())
        published, entra.key = entra.key, stranger
        back = await room.back_from_sign_in(browser, address)
        entra.key = published
        assert (back.status, is_page(back, ShortPage.CANCELLED)) == (403, True)


async def test_what_comes_back_must_belong_to_a_sign_in_that_began_in_the_same_browser(
    room: LinksRoom,
) -> None:
    address, browser = await room.handed_out(), room.browser()
    sent = await browser.get(address)
    code = room.entra.code_for(sent.location, f.NURSE)
    elsewhere = await room.browser().get(returning(sent.location, code=code))
    (name, kept), *_ = browser.cookies.items()
    browser.cookies[name] = kept[:-4] + ("AAAA" if kept[-4:] != "AAAA" else "BBBB")
    tampered = await browser.get(returning(sent.location, code=code))
    for answered in (
        elsewhere,
        tampered,
        await browser.get("/signed-in"),
        await browser.get("/signed-in?state=x"),
    ):
        assert (answered.status, is_page(answered, ShortPage.LOST)) == (400, True)
    assert room.entra.exchanged == []


async def test_a_code_is_used_once_and_going_back_in_the_browser_harms_nothing(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    sent = await browser.get(address)
    coming_back = returning(sent.location, code=room.entra.code_for(sent.location, f.NURSE))
    assert (await browser.get(coming_back)).status == 303
    assert is_page(await browser.get(coming_back), ShortPage.LOST)
    assert (await browser.post(address)).body == FILE.content


async def test_a_sign_in_that_was_broken_off_says_so_and_uses_nothing_up(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    sent = await browser.get(address)
    back = await browser.get(returning(sent.location, error="access_denied", error_description="<b>Asta</b>"))
    assert (back.status, is_page(back, ShortPage.CANCELLED)) == (403, True)
    assert "Asta" not in back.text
    assert f'href="{URL(address).path}"' in back.text
    await room.signed_in(browser, address)
    assert (await browser.post(address)).body == FILE.content


@pytest.mark.parametrize(
    "answer",
    [status(500), status(503), status(401), text("nonsense"), text("[]"), text('{"id_token": 3}'), reset],
)
async def test_a_provider_that_is_away_or_answers_nonsense_is_said_and_uses_nothing_up(
    room: LinksRoom, entra: FakeEntra, answer: Answer
) -> None:
    address, browser = await room.handed_out(), room.browser()
    entra.token_answer = answer
    with capture_logs() as logs:
        back = await room.back_from_sign_in(browser, address)
    assert (back.status, is_page(back, ShortPage.UNAVAILABLE)) == (424, True)
    assert [line["event"] for line in logs] == ["sign-in not completed"]
    entra.token_answer = None
    await room.signed_in(browser, address)
    assert (await browser.post(address)).body == FILE.content


async def test_a_provider_whose_keys_cannot_be_fetched_is_away_too(room: LinksRoom, entra: FakeEntra) -> None:
    entra.metadata_answer = status(500)
    back = await room.back_from_sign_in(room.browser(), await room.handed_out())
    assert (back.status, is_page(back, ShortPage.UNAVAILABLE)) == (424, True)


async def test_an_error_of_the_provider_that_is_not_the_persons_is_its_own(room: LinksRoom) -> None:
    browser = room.browser()
    for said in ({"error": "server_error"}, {"code": ""}, {}):
        sent = await browser.get(await room.handed_out())
        back = await browser.get(returning(sent.location, **said))
        assert (back.status, is_page(back, ShortPage.UNAVAILABLE)) == (424, True)


async def test_where_nobody_can_sign_in_the_page_says_so(tmp_path: Path, entra: FakeEntra) -> None:
    channel = LoopbackChannel(frozenset({f.NURSE.tenant_id}))
    async with links_room(tmp_path, entra, Clock(), channel) as room:
        answered = await room.browser().get(await room.handed_out())
        assert (answered.status, is_page(answered, ShortPage.UNAVAILABLE)) == (424, True)


async def test_a_link_that_ended_and_one_that_never_was_say_the_same(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    await room.signed_in(browser, address)
    room.clock.now += HANDOUT_LIFETIME
    ended = await room.browser().get(address)
    made_up = await room.browser().get(f"/file/{'0' * 64}")
    assert (ended.status, is_page(ended, ShortPage.GONE)) == (404, True)
    assert (made_up.status, made_up.body) == (ended.status, ended.body)


async def test_a_sign_in_holds_for_minutes_only(room: LinksRoom) -> None:
    address, browser = await room.handed_out(), room.browser()
    sent = await browser.get(address)
    code = room.entra.code_for(sent.location, f.NURSE)
    room.clock.now += TO_SIGN_IN
    assert is_page(await browser.get(returning(sent.location, code=code)), ShortPage.LOST)
    await room.signed_in(browser, address)
    room.clock.now += TO_FETCH
    assert is_page(await browser.post(address), ShortPage.LOST)
    assert (await browser.get(address)).status == 302


async def test_a_page_speaks_the_browsers_language(room: LinksRoom) -> None:
    browser = room.browser()
    browser.language = "en-GB,en;q=0.9"
    answered = await browser.get(f"/file/{'0' * 64}")
    assert "<h1>The link no longer works</h1>" in answered.text
    assert '<html lang="en">' in answered.text
