"""What a process tells of its work, in Prometheus' words: outcomes and times, and nobody's anything."""

from __future__ import annotations

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families

from metrics.meter import Meter
from metrics.timing import timed_scans, timed_turns
from tests import factories as f
from tests.simulated_time import in_memory
from workflows.ports.measures import TurnOutcome
from workflows.watching import Gauge, log_gauges, outbox_gauges


def samples(page: bytes) -> dict[tuple[str, ...], float]:
    """By name and label values."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
    }


async def answered(turn: str) -> str:
    return turn.upper()


async def fails(_turn: str) -> str:
    raise LookupError("a fault of ours")


async def hangs(_turn: str) -> str:
    await asyncio.Event().wait()
    return ""


async def test_turns_are_counted_by_how_they_ended() -> None:
    meter = Meter()
    assert await timed_turns(answered, meter)("hej") == "HEJ"
    with pytest.raises(LookupError):
        await timed_turns(fails, meter)("hej")
    given_up = asyncio.ensure_future(timed_turns(hangs, meter)("hej"))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    page = samples(meter.page(()))
    assert page["brobygger_turn_seconds_count", TurnOutcome.ANSWERED] == 1
    assert page["brobygger_turn_seconds_count", TurnOutcome.FAILED] == 2


async def test_both_outcomes_are_there_before_the_first_turn() -> None:
    page = samples(Meter().page(()))
    assert [page["brobygger_turn_seconds_count", outcome] for outcome in TurnOutcome] == [0, 0]


async def test_a_scan_counts_when_it_is_through() -> None:
    meter = Meter()

    async def scan() -> None: ...

    async def fails() -> None:
        raise LookupError

    await timed_scans(scan, meter)()
    with pytest.raises(LookupError):
        await timed_scans(fails, meter)()
    assert samples(meter.page(()))["brobygger_scan_seconds_count",] == 1


def test_refusals_and_requests_are_counted_by_reason_and_by_route() -> None:
    meter = Meter()
    for _ in range(2):
        meter.refused("error.not_found")
        meter.request("/calendar/{signed}", 404)
    page = samples(meter.page(()))
    assert page["brobygger_turns_refused_total", "error.not_found"] == 2
    assert page["brobygger_requests_total", "/calendar/{signed}", "404"] == 2


def test_two_services_in_one_process_do_not_mix() -> None:
    one, other = Meter(), Meter()
    one.refused("error.not_found")
    assert ("brobygger_turns_refused_total", "error.not_found") not in samples(other.page(()))


def test_gauges_are_shown_with_their_labels() -> None:
    gauge = Gauge("cases", "Cases by area.", {("adults",): 3.0}, ("area",))
    assert samples(Meter().page([gauge]))["brobygger_cases", "adults"] == 3


async def test_the_outbox_is_read_by_state_and_by_how_long_it_waits() -> None:
    async with in_memory() as store:
        await store.run(lambda r: r.directory.replace(f.DIRECTORY))
        empty = await store.run(lambda r: outbox_gauges(r, f.NOW))
        await store.run(lambda r: r.outbox.queue([f.a_notice("one"), f.a_notice("other")], f.NOW))
        waiting = await store.run(lambda r: outbox_gauges(r, f.NOW + f.A_LEASE))
    assert empty[1].values == {(): 0.0}
    assert waiting[0].values[("pending",)] == 2
    assert waiting[0].values[("dead",)] == 0
    assert waiting[1].values == {(): f.A_LEASE.total_seconds()}


async def test_an_entry_without_a_seal_is_seen_to_wait() -> None:
    async with in_memory() as store:
        later = f.NOW + f.A_LEASE
        assert (await store.run(lambda r: log_gauges(r, later)))[0].values == {(): 0.0}
        await store.run(lambda r: r.audit.write(f.an_entry()))
        waiting = await store.run(lambda r: log_gauges(r, later))
        assert waiting[0].values == {(): f.A_LEASE.total_seconds()}
        await store.run(lambda r: r.seals.seal(later))
        assert (await store.run(lambda r: log_gauges(r, later)))[0].values == {(): 0.0}
