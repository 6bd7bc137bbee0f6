"""The outbox's promise under SIGKILL, SIGSTOP past the lease and a connector that misbehaves.

Shortened here: 300 sends, 20 kills and 6 stops on each database. `make chaos` runs the full size.
"""

from __future__ import annotations

from pathlib import Path

from tests.chaos.apart import apart
from tests.chaos.delivery_run import Plan, deliver_under_blows
from tests.chaos.points import Point

SHORT = Plan(seed=1, sends=300, kills=20, stops=6)


def test_no_unlabelled_duplicate_no_false_sent_and_nothing_silently_lost(url: str, tmp_path: Path) -> None:
    verdict = apart(tmp_path, deliver_under_blows, url, tmp_path, SHORT)
    assert verdict.faults == {}, (SHORT, verdict)
    assert sum(verdict.states.values()) == SHORT.sends
    assert (verdict.kills, verdict.stops > 0) == (SHORT.kills, True)
    assert all(verdict.at_points[point] for point in Point), "a point is no longer passed"
