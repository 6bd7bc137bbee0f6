"""Cards that stand in chats: who holds one, which is newest, and none twice."""

from __future__ import annotations

from datetime import timedelta

from storage.store import SqlStore
from tests.factories import CASEWORKER, NOW, NURSE, a_post
from tests.stores import stored


async def test_a_persons_cards_of_a_subject_come_newest_first(store: SqlStore) -> None:
    older, newer = a_post(), a_post(activity_id="a later one", posted_at=NOW + timedelta(minutes=1))
    await stored(store, older, newer, a_post(NURSE), a_post(subject_id="another"))
    assert await store.run(lambda r: r.posts.of(CASEWORKER.id, older.subject)) == (newer, older)


async def test_recording_a_card_again_keeps_one_with_the_later_moment(store: SqlStore) -> None:
    again = a_post(posted_at=NOW + timedelta(minutes=1))
    await stored(store, a_post(), again)
    assert await store.run(lambda r: r.posts.of(CASEWORKER.id, again.subject)) == (again,)


async def test_each_holder_of_a_card_is_named_once(store: SqlStore) -> None:
    cards = (a_post(), a_post(activity_id="second"), a_post(NURSE))
    await stored(store, *cards)
    holders = await store.run(lambda r: r.posts.holders(cards[0].subject))
    assert holders == tuple(sorted((CASEWORKER.id, NURSE.id)))
    await store.run(lambda r: r.posts.drop(cards[0]))
    await store.run(lambda r: r.posts.drop(cards[1]))
    assert await store.run(lambda r: r.posts.holders(cards[0].subject)) == (NURSE.id,)
    assert await store.run(lambda r: r.posts.of(CASEWORKER.id, cards[0].subject)) == ()


async def test_a_card_that_takes_another_s_place_is_the_only_one_there(store: SqlStore) -> None:
    before, of_others = a_post(), a_post(NURSE)
    elsewhere = a_post(activity_id="second")
    await stored(store, before, of_others, elsewhere)
    now_there = a_post(subject_id="another")
    await store.run(lambda r: r.posts.replace(now_there))
    assert await store.run(lambda r: r.posts.of(CASEWORKER.id, before.subject)) == (elsewhere,)
    assert await store.run(lambda r: r.posts.of(CASEWORKER.id, now_there.subject)) == (now_there,)
    assert await store.run(lambda r: r.posts.of(NURSE.id, before.subject)) == (of_others,)
