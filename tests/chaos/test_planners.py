"""One decision per rule, occurrence and recipient, however many planners there are.

Shortened here: 8 planners over 60 tasks and five days make 4,800 decisions, of which 480 are each made once.
`make chaos` runs the full size.
"""

from __future__ import annotations

from pathlib import Path

from tests.chaos.apart import apart
from tests.chaos.planners_run import Planners, plan_at_once

SHORT = Planners(number=8, tasks=60)


def test_eight_planners_at_once_decide_everything_once(url: str, tmp_path: Path) -> None:
    planned = apart(tmp_path, plan_at_once, url, tmp_path, SHORT)
    assert planned.faults == {}
    assert (planned.rows, planned.decided) == (480, 4_800)
