"""Effects: the same activity or click gets the answer it got before, and changes nothing again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from storage.store import SqlStore
from tests.factories import NOW
from workflows.ports import Records


async def test_every_key_of_an_effect_finds_its_answer(store: SqlStore) -> None:
    await store.run(lambda r: r.effects.record(["activity:1", "click:1", "click:1"], b"svar", NOW))
    assert await store.run(lambda r: r.effects.answer_to(["activity:2", "click:1"])) == b"svar"
    assert await store.run(lambda r: r.effects.answer_to(["activity:1"])) == b"svar"
    assert await store.run(lambda r: r.effects.answer_to(["activity:2"])) is None
    assert await store.run(lambda r: r.effects.answer_to([])) is None


async def test_the_first_key_that_has_an_answer_decides(store: SqlStore) -> None:
    await store.run(lambda r: r.effects.record(["a"], b"first", NOW))
    await store.run(lambda r: r.effects.record(["b"], b"second", NOW))
    assert await store.run(lambda r: r.effects.answer_to(["b", "a"])) == b"second"


async def test_recording_under_no_key_records_nothing(store: SqlStore) -> None:
    await store.run(lambda r: r.effects.record([], b"svar", NOW))
    assert await store.run(lambda r: r.effects.forget(NOW + timedelta(days=1))) == 0


async def test_old_answers_are_forgotten(store: SqlStore) -> None:
    await store.run(lambda r: r.effects.record(["old"], b"svar", NOW - timedelta(microseconds=1)))
    await store.run(lambda r: r.effects.record(["new"], b"svar", NOW))
    assert await store.run(lambda r: r.effects.forget(NOW)) == 1
    assert await store.run(lambda r: r.effects.answer_to(["old"])) is None
    assert await store.run(lambda r: r.effects.answer_to(["new"])) == b"svar"


async def test_of_clicks_at_the_same_moment_one_takes_effect(store: SqlStore) -> None:
    def click(records: Records) -> bytes:
        known = records.effects.answer_to(["click:1"])
        if known is not None:
            return known
        answer = records.cases.next_number(2026).encode()
        records.effects.record(["click:1"], answer, NOW)
        return answer

    answers = await asyncio.gather(*(store.run(click) for _ in range(8)))
    assert set(answers) == {b"26-1001"}
    assert await store.run(lambda r: r.cases.next_number(2026)) == "26-1002"
