"""Files to fetch by a link: given once, to one of those who ask at the same moment, and not for long."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from storage.store import SqlStore
from tests.factories import NOW, a_kept_handout
from tests.stores import opened, raw

KEPT = a_kept_handout()
CONTENT = "Løn og æbler".encode()


async def keep(store: SqlStore) -> None:
    await store.run(lambda r: r.handouts.add(KEPT, CONTENT))


async def test_a_file_is_found_by_its_digest_without_being_used_up(store: SqlStore) -> None:
    await keep(store)
    for _ in range(2):
        assert await store.run(lambda r: r.handouts.find(KEPT.digest)) == KEPT
    assert await store.run(lambda r: r.handouts.find("another")) is None


async def test_a_file_is_taken_once_and_its_content_is_then_stored_no_more(store: SqlStore, url: str) -> None:
    await keep(store)
    assert await store.run(lambda r: r.handouts.take(KEPT.digest, NOW)) == CONTENT
    assert raw(url, "SELECT content FROM handouts") == [(None,)]
    assert await store.run(lambda r: r.handouts.take(KEPT.digest, NOW)) is None
    assert await store.run(lambda r: r.handouts.find(KEPT.digest)) == replace(KEPT, fetched_at=NOW)


async def test_of_many_who_take_it_at_once_in_two_replicas_one_gets_it(store: SqlStore, url: str) -> None:
    await keep(store)
    async with opened(url) as replica:
        takes = (s.run(lambda r: r.handouts.take(KEPT.digest, NOW)) for s in (store, replica) * 5)
        taken = await asyncio.gather(*takes)
    assert sorted(taken, key=bool) == [None] * 9 + [CONTENT]


async def test_a_file_whose_time_is_over_is_not_given_and_is_forgotten(store: SqlStore, url: str) -> None:
    await keep(store)
    assert await store.run(lambda r: r.handouts.take(KEPT.digest, KEPT.expires_at)) is None
    assert await store.run(lambda r: r.handouts.expire(KEPT.expires_at - timedelta(microseconds=1))) == 0
    assert await store.run(lambda r: r.handouts.expire(KEPT.expires_at)) == 1
    assert raw(url, "SELECT count(*) FROM handouts") == [(0,)]
