"""`make chaos`: the promises at full size, with the seed and the figures printed.

`python -m tests.chaos.run [PART ...] [--seed N] [--scale SHARE]` runs only some parts, with another seed, or
smaller. A broken promise ends it with status 1; times and rates are only printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from reminders.deliver import LEASE
from tests.chaos.apart import apart
from tests.chaos.conduct import LONG
from tests.chaos.delivery_run import Plan, deliver_under_blows
from tests.chaos.failover_run import Failover, take_over
from tests.chaos.planners_run import Planners, plan_at_once
from tests.chaos.right_hour_run import every_minute_of_every_day, every_reminder_across_every_change
from tests.chaos.stall_run import stall
from tests.stores import Postgres, running_postgres, sqlite_url
from tests.unit.reminders.monday import least_seconds
from tests.unit.reminders.test_punctual import lived

POSTGRES, SQLITE = "PostgreSQL", "SQLite"
BOTH = (POSTGRES, SQLITE)
TICK = timedelta(seconds=5)
"""How often a replica looks for what is due, unless told otherwise."""
SLOW = 5.0
"""Seconds that the token service and the connector take."""
MOST_MINUTES = 60


@dataclass(frozen=True)
class Ordered:
    seed: int
    scale: float
    postgres: Postgres

    def of(self, full: int) -> int:
        return max(1, round(full * self.scale))

    @contextmanager
    def database(self, kind: str) -> Iterator[tuple[str, Path]]:
        """Its URL, and a folder beside it."""
        with TemporaryDirectory(prefix="brobygger-chaos-") as folder:
            if kind == SQLITE:
                yield sqlite_url(Path(folder)), Path(folder)
                return
            with self.postgres.database(migrated=False) as url:
                yield url, Path(folder)


Part = Callable[[Ordered], Iterator[tuple[str, bool]]]
"""Lines to print, and whether each tells of a promise that was kept."""


def delivery(ordered: Ordered) -> Iterator[tuple[str, bool]]:
    """100,000 sends and 1,000 kills on PostgreSQL with four replicas; a tenth of it on SQLite with two."""
    sizes = {POSTGRES: (100_000, 1_000, 100, 4), SQLITE: (10_000, 100, 20, 2)}
    for name in BOTH:
        with ordered.database(name) as (url, folder):
            sends, kills, stops, replicas = sizes[name]
            plan = Plan(
                seed=ordered.seed,
                sends=ordered.of(sends),
                kills=ordered.of(kills),
                stops=ordered.of(stops),
                replicas=replicas,
                shares=LONG,
                longest=MOST_MINUTES * 60,
            )
            verdict = apart(folder, deliver_under_blows, url, folder, plan)
            rate = plan.sends / verdict.seconds
            yield f"{name}: {plan.sends:,} sends, {verdict.kills:,} kills, {verdict.stops:,} stops", True
            yield f"  {verdict.seconds:.0f} s, {rate:.0f} rows/s, ended {verdict.states}", True
            yield f"  accepted {verdict.accepted:,}, of which labelled {verdict.labelled:,}", True
            yield from ((f"  {times:>4} strokes {point}", True) for point, times in verdict.at_points.items())
            yield f"  faults: {verdict.faults or 'none'}", not verdict.faults


def planners(ordered: Ordered) -> Iterator[tuple[str, bool]]:
    """Eight planners that make 1,000,000 decisions between them, on each database."""
    for name in BOTH:
        with ordered.database(name) as (url, folder):
            planned = apart(folder, plan_at_once, url, folder, Planners(8, ordered.of(12_500)))
        yield f"{name}: {planned.decided:,} decisions, {planned.rows:,} rows, {planned.seconds:.0f} s", True
        yield f"  faults: {planned.faults or 'none'}", not planned.faults


def failover(ordered: Ordered) -> Iterator[tuple[str, bool]]:
    """The product's own lease and tick."""
    plan = Failover(rows=100, lease=LEASE, deliver_every=TICK)
    with ordered.database(POSTGRES) as (url, folder):
        delivered = apart(folder, take_over, url, folder, plan)
    allowed = (LEASE + timedelta(seconds=15)).total_seconds()
    yield f"{delivered.held} claims held, all sent {delivered.seconds * 1000:,.0f} ms after the kill", True
    yield f"  within {allowed:.0f} s: {'yes' if delivered.seconds < allowed else 'NO'}", True
    yield f"  repeats: {delivered.labelled}", delivered.accepted == plan.rows


def right_hour(_: Ordered) -> Iterator[tuple[str, bool]]:
    yield f"{every_minute_of_every_day():,} wall minutes have exactly one moment on their local day", True
    yield (
        f"{every_reminder_across_every_change():,} reminders around the changes of the clocks, one a day",
        True,
    )


def punctual(ordered: Ordered) -> Iterator[tuple[str, bool]]:
    """10,000 messages due at 08:00 in one tenant, with Teams' limits, in simulated time."""
    messages = ordered.of(1_000) * 10
    teams, least = lived(messages), least_seconds(messages)
    yield f"{teams.taken:,} taken, the last {teams.last:.2f} s after 08:00; at least {least:.0f} s", True
    yield f"  {100 * (teams.last / least - 1):.1f} % over the limit's own minimum", teams.last <= 1.05 * least
    yield f"  refused: {teams.refused}", not teams.refused


def event_loop(_: Ordered) -> Iterator[tuple[str, bool]]:
    milliseconds = stall(SLOW) * 1000
    verdict = "below" if milliseconds < 100 else "NOT below"
    yield f"longest stall {milliseconds:.1f} ms with {SLOW:.0f} s answers, {verdict} 100 ms", True


PARTS: dict[str, Part] = {
    "right_hour": right_hour,
    "event_loop": event_loop,
    "punctual": punctual,
    "failover": failover,
    "planners": planners,
    "delivery": delivery,
}


def main() -> int:
    reader = argparse.ArgumentParser(description="The promises of the reminders, at full size.")
    reader.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all if none")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--scale", type=float, default=1.0, help="1 is the full size")
    asked = reader.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        reader.error(f"there is no {', '.join(sorted(unknown))}")
    _say(f"seed {asked.seed}, scale {asked.scale:g}")
    kept = True
    with running_postgres() as postgres:
        ordered = Ordered(asked.seed, asked.scale, postgres)
        for name in asked.parts or PARTS:
            began = time.monotonic()
            _say(f"\n{name}")
            for line, is_kept in PARTS[name](ordered):
                _say(line)
                kept = kept and is_kept
            _say(f"({time.monotonic() - began:.0f} s)")
    return 0 if kept else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
