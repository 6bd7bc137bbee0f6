"""The measurement of figures keeps up with the code it measures: both ways come to the same."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.summaries import BY_HAND, NOW, QUARTER, ROOT, Around, ask, ask_plainly, fill, weekly, weeks_of
from domain.case import Case
from domain.people import Area
from tests.stores import opened, raw
from workflows.agreements import load_agreements
from workflows.ports import Clockwork, Records

CASES = 120
CLOCK = Clockwork()


async def test_made_up_years_are_counted_alike_by_plain_sql(tmp_path: Path) -> None:
    file, agreements = tmp_path / "brobygger.db", load_agreements(ROOT / "agreements")
    async with opened(f"sqlite:///{file}") as store:
        await fill(store, agreements, CASES)
        people = await store.run(lambda r: r.directory.coordinators(Area.ADULTS))
        around = Around(store, file, agreements, people[0])
        found, _ = await ask(around, QUARTER)
        for plain in BY_HAND:
            by_hand, _ = ask_plainly(around, plain, QUARTER)
            assert (found[plain.key].part, found[plain.key].whole) == (by_hand.part, by_hand.whole)
        assert await weekly(around, people[0]) > 0
        assert weeks_of(people[0])[0].last < NOW.date()


async def test_the_same_seed_makes_the_same_cases_sealed_and_with_replacement_numbers(tmp_path: Path) -> None:
    agreements = load_agreements(ROOT / "agreements")
    made = []
    for name in ("one", "other"):
        url = f"sqlite:///{tmp_path / name}.db"
        async with opened(url) as store:
            await fill(store, agreements, 20)
            numbers = _numbers(url)
            cases = [await store.run(partial(_case, number)) for number in numbers]
        made.append([(case.id, case.citizen.cpr.digits, case.citizen.name.reveal()) for case in cases])
        events = raw(url, "SELECT count(*) FROM events")[0][0]
        assert int(str(events)) > 5 * 20
    assert made[0] == made[1]
    assert all(60 < int(digits[:2]) < 92 for _, digits, _ in made[0])
    assert all(name.endswith("Opdigtet") for _, _, name in made[0])


def _case(number: str, records: Records) -> Case:
    return records.cases.by_number(number, CLOCK)


def _numbers(url: str) -> list[str]:
    return [str(row[0]) for row in raw(url, "SELECT number FROM cases ORDER BY number")]
