"""Cards that stand in a chat already: overtaken by a newer one, or brought up to date in place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from reminders.deliver import LEASE
from reminders.outcomes import FIRST_RETRY, LAST_RETRY, MOST_ATTEMPTS
from tests import factories as f
from tests.unit.reminders.post_office import BUSY, REJECTED, TIMEOUT, UNREACHABLE, PostOffice, card, notice
from workflows.chat import NotSent, Outcome, Refusal, Sent
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
    out.messenger.answers_posts(outcome, outcome)
    await out.queue(notice())
    await out.deliver()
    assert out.messenger.updates == []
    assert await out.cards() == ["first"]


async def test_an_earlier_card_is_let_go_only_once_it_says_so_or_is_gone(out: PostOffice) -> None:
    await out.standing(*(card(name) for name in ("busy", "gone", "told", "unknown")))
    answers: dict[str, Outcome] = {
        "busy": BUSY,
        "gone": UNREACHABLE,
        "told": Sent("told", "chat"),
        "unknown": TIMEOUT,
    }
    out.messenger.answers_updates(*(answers[name] for name in await out.cards()))
    await out.queue(notice())
    await out.deliver()
    assert sorted(await out.cards()) == ["busy", "card 1", "unknown"]


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
    answers: dict[str, Outcome] = {"gone": UNREACHABLE, "here": Sent("here", "chat")}
    out.messenger.answers_updates(*(answers[name] for name in await out.cards()))
    await out.queue(a_refresh())
    await out.deliver()
    assert (await out.cards(), out.office.states()) == (["here"], {"sent": 1})


@pytest.mark.parametrize("outcome", [BUSY, TIMEOUT], ids=["busy", "timeout"])
async def test_an_update_that_failed_is_made_again(out: PostOffice, outcome: Outcome) -> None:
    await out.standing(card("first"))
    out.messenger.answers_updates(outcome)
    await out.queue(a_refresh())
    await out.deliver()
    assert out.office.states() == {"pending": 1}
    assert await out.deliver(FIRST_RETRY - timedelta(seconds=1)) == 0
    await out.deliver(timedelta(seconds=1))
    assert [(u.replaces, u.words) for u in out.messenger.updates] == [("first", "news")] * 2
    assert (await out.cards(), out.office.states()) == (["first"], {"sent": 1})


async def test_an_update_waits_as_long_as_the_channel_asks(out: PostOffice) -> None:
    await out.standing(card("first"), card("second"))
    out.messenger.answers_updates(NotSent(Refusal.BUSY, retry_after=timedelta(minutes=1)), TIMEOUT)
    await out.queue(a_refresh())
    await out.deliver()
    assert await out.deliver(timedelta(seconds=59)) == 0
    assert await out.deliver(timedelta(seconds=1)) == 1


async def test_an_update_that_keeps_failing_is_given_up_and_logged(out: PostOffice) -> None:
    await out.standing(card("first"))
    out.messenger.answers_updates(*[TIMEOUT] * (MOST_ATTEMPTS + 1))
    await out.queue(a_refresh())
    with capture_logs() as logs:
        for _ in range(MOST_ATTEMPTS + 1):
            await out.deliver(LAST_RETRY)
    assert (out.office.states(), out.why()) == ({"dead": 1}, ["timeout"])
    assert [entry["event"] for entry in logs] == ["not_delivered"]


async def test_an_update_that_is_refused_is_dead(out: PostOffice) -> None:
    await out.standing(card("first"))
    out.messenger.answers_updates(REJECTED)
    await out.queue(a_refresh())
    await out.deliver()
    assert (out.office.states(), out.why()) == ({"dead": 1}, ["rejected"])


async def test_a_sender_that_died_while_updating_is_followed_by_another_update(out: PostOffice) -> None:
    await out.standing(card("first"))
    await out.queue(a_refresh())
    (claimed,) = await out.office.store.run(lambda r: r.outbox.claim(out.office.now, LEASE, 1))
    assert await out.office.store.run(lambda r: r.outbox.begin_sending(claimed, out.office.now, LEASE))
    await out.deliver(LEASE)
    assert out.office.states() == {"pending": 1}
    await out.deliver(LAST_RETRY)
    assert [(u.replaces, u.words) for u in out.messenger.updates] == [("first", "news")]
    assert out.office.states() == {"sent": 1}
