"""The monthly sample: of every organisation, of one month, of what is sealed; and the draw is logged."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from tests import factories as f
from tests.office import Office
from tests.stores import stored
from workflows.log_sample import DRAWN, LogSample, draw_sample
from workflows.ports import AuditEntry, Origin, Source

BY_HAND = Source(Origin.COMMAND_LINE, "audit sample", reference="drift")
NOVEMBER = date(2026, 11, 1)
REGION, MUNICIPALITY = f.NURSE.home.organisation_id, f.CASEWORKER.home.organisation_id


def first_ones(numbers: Sequence[int], count: int) -> Sequence[int]:
    return numbers[:count]


async def drawn(office: Office, each: int = 2, month: date = NOVEMBER) -> LogSample:
    return await office.store.run(lambda r: draw_sample(r, month, each, first_ones, office.now, BY_HAND))


def looks(organisation_id: str, count: int, at: datetime = f.NOW) -> list[AuditEntry]:
    who = f.NURSE if organisation_id == REGION else f.CASEWORKER
    return [
        f.an_entry(f"meeting:{n}", organisation_id=organisation_id, actor_id=who.id, at=at)
        for n in range(count)
    ]


async def sealed(office: Office, *entries: AuditEntry) -> None:
    await stored(office.store, *entries)
    await office.store.run(lambda r: r.seals.seal(office.now))


async def test_as_many_are_drawn_of_a_small_organisation_as_of_a_large_one(office: Office) -> None:
    await sealed(office, *looks(REGION, 40), *looks(MUNICIPALITY, 3))
    sample = await drawn(office)
    told = [(each.name, each.written, len(each.drawn)) for each in sample.organisations]
    assert told == [("Hvidovre Kommune", 3, 2), ("Psykiatrisk Center Glostrup", 40, 2)]
    assert [d.person for each in sample.organisations for d in each.drawn] == [
        f.CASEWORKER, f.CASEWORKER, f.NURSE, f.NURSE,
    ]  # fmt: skip


async def test_where_there_are_fewer_all_are_drawn_and_none_twice(office: Office) -> None:
    await sealed(office, *looks(REGION, 3))
    sample = await office.store.run(
        lambda r: draw_sample(r, NOVEMBER, 10, secrets.SystemRandom().sample, office.now, BY_HAND)
    )
    numbers = [d.entry.number for each in sample.organisations for d in each.drawn]
    assert numbers == [1, 2, 3]


async def test_only_that_months_entries_are_drawn_by_the_local_day(office: Office) -> None:
    moments = ("2026-10-31T22:59", "2026-10-31T23:00", "2026-11-30T22:59", "2026-11-30T23:00")
    at = [datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in moments]
    await sealed(office, *(entry for moment in at for entry in looks(REGION, 1, moment)))
    (organisation,) = (await drawn(office, 10)).organisations
    assert [d.entry.at for d in organisation.drawn] == at[1:3]


async def test_what_has_no_seal_yet_and_what_nobody_of_the_staff_did_is_not_drawn(office: Office) -> None:
    await sealed(office, *looks(REGION, 1), f.an_entry("by the clock"))
    await stored(office.store, *looks(REGION, 5))
    (organisation,) = (await drawn(office, 10)).organisations
    assert organisation.written == 1


async def test_a_case_is_named_by_its_number_until_it_is_gone(office: Office) -> None:
    found = await office.asked()
    await sealed(office)
    (organisation,) = (await drawn(office, 50)).organisations
    on_case = [d for d in organisation.drawn if d.entry.case_id]
    assert {d.case_number for d in on_case} == {found.case.number}
    gone = f.an_entry("case:0", case_id="0" * 32, organisation_id=MUNICIPALITY, actor_id="long gone")
    await sealed(office, gone)
    sample = await drawn(office, 50)
    (only,) = next(each for each in sample.organisations if each.name == "Hvidovre Kommune").drawn
    assert (only.case_number, only.person) == (None, None)


async def test_the_draw_is_logged_with_what_was_drawn_and_by_whose_account(office: Office) -> None:
    await sealed(office, *looks(REGION, 3))
    sample = await drawn(office)
    assert office.audited()[-1] == ("operator", DRAWN, "log:2026-11")
    await sealed(office)
    entries = await office.store.run(lambda r: r.seals.entries([4]))
    assert [(entry.detail, entry.source) for entry in entries] == [({"drawn": "1,2"}, BY_HAND)]
    assert sample.at == office.now


async def test_a_month_without_entries_gives_none_and_the_draw_is_logged(office: Office) -> None:
    office.now += timedelta(days=40)
    assert (await drawn(office, month=date(2026, 12, 1))).organisations == ()
    assert office.audited()[-1] == ("operator", DRAWN, "log:2026-12")
