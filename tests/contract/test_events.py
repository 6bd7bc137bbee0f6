"""A case's timeline: in the order things happened, for those who may see the case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.sensitive import Sensitive
from storage.store import SqlStore
from tests.factories import CASEWORKER, NOW, OUTSIDER, an_event
from tests.stores import stored, with_a_case


async def test_events_come_oldest_first_and_those_of_one_moment_as_they_were_written(store: SqlStore) -> None:
    case, _, _ = await with_a_case(store)
    same_moment = [an_event(case, f"same moment {n}") for n in range(5)]
    reason = Sensitive("Sygdom")
    earlier = an_event(case, "earlier", at=NOW - timedelta(1), person_id=None, unit_id=None, reason=reason)
    await stored(store, *same_moment, earlier)
    found = await store.run(lambda r: r.events.of_case(case.id, CASEWORKER))
    assert found == (earlier, *same_moment)


async def test_an_outsider_sees_no_timeline(store: SqlStore) -> None:
    case, _, _ = await with_a_case(store)
    await store.run(lambda r: r.events.append(an_event(case)))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.events.of_case(case.id, OUTSIDER))
