"""Meetings: stored whole, changed one version at a time, found when their time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.errors import NotFound
from domain.legal_basis import Basis, LegalBasis
from domain.network_meeting import Status
from domain.party import Party
from domain.people import Sector
from domain.sensitive import Sensitive
from storage.store import SqlStore
from tests import factories as f
from tests.stores import stored, with_a_case
from workflows.ports import Clockwork, Conflict, MeetingOnCase

CLOCK = Clockwork()


async def test_a_meeting_comes_back_as_it_was_stored(store: SqlStore) -> None:
    case, meeting, _ = await with_a_case(store)
    found = await store.run(lambda r: r.meetings.get(meeting.id, f.CASEWORKER))
    assert found == MeetingOnCase(case, meeting)
    assert found.meeting.content.reveal() == f.some_content()


async def test_everything_about_a_meeting_may_change(store: SqlStore) -> None:
    case, meeting, _ = await with_a_case(store)
    content = replace(f.some_content(), basis=LegalBasis(Basis.OTHER, other="Aftalt"), minutes="Ø\n\u2028😀")
    changed = replace(
        meeting,
        status=Status.SCHEDULED,
        inviter=Party(f.CASEWORKER.home.id, Sector.MUNICIPALITY, f.CASEWORKER.id),
        receiver=Party(f.OUTSIDER.home.id, Sector.MUNICIPALITY, f.OUTSIDER.id),
        proposed=(),
        content=Sensitive(content),
        agreed=f.a_time(),
        acknowledged_at=f.NOW + timedelta(microseconds=1),
        version=2,
        invitation=3,
    )
    await store.run(lambda r: r.meetings.save(changed))
    assert await store.run(lambda r: r.meetings.get(meeting.id, CLOCK)) == MeetingOnCase(case, changed)


@pytest.mark.parametrize("version", [1, 3])
async def test_a_stale_version_is_refused(store: SqlStore, version: int) -> None:
    _, meeting, _ = await with_a_case(store)
    stale = replace(meeting, version=version, status=Status.CANCELLED)
    with pytest.raises(Conflict):
        await store.run(lambda r: r.meetings.save(stale))
    found = await store.run(lambda r: r.meetings.get(meeting.id, CLOCK))
    assert found.meeting == meeting


async def test_a_meeting_that_does_not_exist_cannot_be_saved(store: SqlStore) -> None:
    _, meeting, _ = await with_a_case(store)
    with pytest.raises(Conflict):
        await store.run(lambda r: r.meetings.save(replace(meeting, id=f.made_up_id("other"), version=2)))


async def test_an_outsider_does_not_learn_that_a_meeting_exists(store: SqlStore) -> None:
    case, meeting, _ = await with_a_case(store)
    with pytest.raises(NotFound):
        await store.run(lambda r: r.meetings.get(meeting.id, f.OUTSIDER))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.meetings.of_case(case.id, f.OUTSIDER))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.meetings.get("no meeting", CLOCK))
    with pytest.raises(NotFound):
        await store.run(lambda r: r.meetings.of_case("no case", CLOCK))


async def test_the_meetings_of_a_case_come_newest_first(store: SqlStore) -> None:
    case, first, _ = await with_a_case(store)
    second = f.a_meeting(case, "second", requested_at=f.NOW + timedelta(days=1))
    await store.run(lambda r: r.meetings.add(second))
    assert await store.run(lambda r: r.meetings.of_case(case.id, f.NURSE)) == (second, first)


async def test_scheduled_meetings_are_over_when_their_agreed_time_has_ended(store: SqlStore) -> None:
    case, asked_for, _ = await with_a_case(store)
    later = f.a_meeting(case, "later", status=Status.SCHEDULED, agreed=f.a_time(3))
    sooner = f.a_meeting(case, "sooner", status=Status.SCHEDULED, agreed=f.a_time(2))
    cancelled = f.a_meeting(case, "cancelled", status=Status.CANCELLED, agreed=f.a_time(1))
    await stored(store, later, sooner, cancelled)

    async def over(now: datetime, limit: int = 10) -> list[str]:
        found = await store.run(lambda r: r.meetings.over_by(now, limit, Clockwork()))
        assert all(on.case == case for on in found)
        return [on.meeting.id for on in found]

    end = f.a_time(2).end
    assert await over(end - timedelta(microseconds=1)) == []
    assert await over(end) == [sooner.id]
    assert await over(f.a_time(3).end) == [sooner.id, later.id]
    assert await over(f.a_time(3).end, limit=1) == [sooner.id]
    assert asked_for.id not in await over(f.NOW + timedelta(days=365))
