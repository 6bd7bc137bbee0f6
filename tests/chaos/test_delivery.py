"""The outbox's promise under SIGKILL, SIGSTOP past the lease and a connector that misbehaves.

Shortened here: on each database 300 sends, 20 kills and 6 stops, and with a connector that behaves 8 stops in
500 sends, or in 2,000 on SQLite, which is through with them sooner. `make chaos` runs the full size.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.chaos.apart import apart
from tests.chaos.delivery_run import Plan, deliver_under_blows
from tests.chaos.points import OUTSIDE, Point

SHORT = Plan(seed=1, sends=300, kills=20, stops=6)
STOPS_ALONE = Plan(seed=1, sends=500, kills=0, stops=8, shares={})


def test_no_unlabelled_duplicate_no_false_sent_and_nothing_silently_lost(url: str, tmp_path: Path) -> None:
    verdict = apart(tmp_path, deliver_under_blows, url, tmp_path, SHORT)
    assert verdict.faults == {}, (SHORT, verdict)
    assert sum(verdict.states.values()) == SHORT.sends
    assert verdict.kills >= SHORT.kills * 3 // 4, "the rows ended before the strokes did"
    assert all(verdict.at_points[point] for point in Point), "a point is no longer passed"


def test_a_replica_that_stood_still_past_its_lease_says_nothing_again_without_a_label(
    url: str, tmp_path: Path
) -> None:
    plan = replace(STOPS_ALONE, sends=2000) if url.startswith("sqlite") else STOPS_ALONE
    verdict = apart(tmp_path, deliver_under_blows, url, tmp_path, plan)
    assert verdict.faults == {}, (plan, verdict)
    assert verdict.stops >= STOPS_ALONE.stops * 3 // 4, "the rows ended before the strokes did"
    assert all(verdict.at_points[point] for point in OUTSIDE), "a point is no longer passed"
