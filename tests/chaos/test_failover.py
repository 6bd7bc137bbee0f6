"""Failover: what a killed replica held is delivered by another, once and unlabelled, since it never left.

Shortened here: a lease of two seconds, and a condition instead of a time limit. `make chaos` prints how long
it took with the product's lease and tick.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.chaos.apart import apart
from tests.chaos.failover_run import Failover, take_over
from tests.chaos.replica import ROOM

SHORT = Failover(rows=ROOM * 2, lease=timedelta(seconds=2), deliver_every=timedelta(seconds=0.2))


def test_claims_of_a_killed_replica_are_delivered_by_another(on_postgres: str, tmp_path: Path) -> None:
    delivered = apart(tmp_path, take_over, on_postgres, tmp_path, SHORT)
    assert delivered.held == ROOM
    assert delivered.states == {"sent"}
    assert (delivered.accepted, delivered.labelled) == (SHORT.rows, 0)
