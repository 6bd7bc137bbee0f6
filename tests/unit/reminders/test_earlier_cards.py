"""Cards that stand in a chat already: overtaken by a newer one, or brought up to date in place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories as f
from tests.unit.reminders.post_office import BUSY, TIMEOUT, UNREACHABLE, PostOffice, card, notice
from workflows.chat import Outcome, Sent
from workflows.notice import Notice, NoticeKind


async def test_a_newer_card_takes_the_place_of_earlier_ones_which_then_say_so(out: PostOffice) -> None:
    await out.standing(card("first"), card("second", f.NOW - timedelta(hours=1), chat="another chat"))
    await out.queue(notice())
    await out.deliver()
    assert out.said == ["overdue"]
    updated = [(u.replaces, u.words, u.address.conversation_id) for u in out.messenger.updates]
    assert updated == [("second", "Se nedenfor", "another chat"), ("first", "Se nedenfor", "chat")]
    assert await out.cards() == ["card 1"]


@pytest.mark.parametrize("outcome", [BUSY, UNREACHABLE, TIMEOUT])
async def test_a_card_that_did_not_go_out_overtakes_nothing(out: PostOffice, outcome: Outcome) -> None:
    await out.standing(card("first"))
    out.messenger.answers_posts(outcome)
    await out.queue(notice())
    await out.deliver()
    assert out.messenger.updates == []
    assert await out.cards() == ["first"]


async def test_where_there_is_nothing_to_say_of_it_an_earlier_card_is_left_as_it_is(out: PostOffice) -> None:
    out.overtaken_words = None
    await out.standing(card("first"))
    await out.queue(notice())
    await out.deliver()
    assert out.messenger.updates == []
    assert await out.cards() == ["card 1"]


async def test_a_card_without_an_id_cannot_be_kept_up_to_date(out: PostOffice) -> None:
    out.messenger.answers_posts(Sent("", "chat"))
    await out.queue(notice())
    await out.deliver()
    assert (await out.cards(), out.office.states()) == ([], {"sent": 1})


def a_refresh(detail: str = "news") -> Notice:
    return notice(detail, kind=NoticeKind.REFRESH)


async def test_a_refresh_brings_every_earlier_card_up_to_date_and_posts_none(out: PostOffice) -> None:
    await out.standing(card("first"), card("second", chat="another chat"))
    await out.queue(a_refresh())
    await out.deliver()
    assert out.said == []
    assert {(u.replaces, u.words, u.address.conversation_id) for u in out.messenger.updates} == {
        ("first", "news", "chat"),
        ("second", "news", "another chat"),
    }
    assert (await out.cards(), out.office.states()) == (["second", "first"], {"sent": 1})


async def test_a_refresh_leaves_the_card_that_was_clicked_as_its_answer_made_it(out: PostOffice) -> None:
    await out.standing(card("first"), card("clicked", posted_at=f.NOW))
    await out.queue(a_refresh())
    await out.deliver()
    assert [u.replaces for u in out.messenger.updates] == ["first"]


async def test_a_refresh_of_no_card_is_dropped(out: PostOffice) -> None:
    await out.queue(a_refresh())
    await out.deliver()
    assert (out.messenger.sent, out.office.states()) == ([], {"dropped": 1})


async def test_a_card_that_is_gone_is_kept_up_to_date_no_longer(out: PostOffice) -> None:
    await out.standing(card("gone"), card("here"))
    out.messenger.answers_updates(*(UNREACHABLE if a == "gone" else BUSY for a in await out.cards()))
    await out.queue(a_refresh())
    await out.deliver()
    assert (await out.cards(), out.office.states()) == (["here"], {"sent": 1})
