"""Checks that each room's branches are covered: `python -m tools.branch_coverage REPORT.json 95 domain …`.

A room's share is its covered branches over all its branches; one total over several rooms would let a poor
one hide behind the others.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def shares(report: dict[str, dict[str, dict[str, dict[str, int]]]], rooms: list[str]) -> dict[str, float]:
    """Per cent of the branches of each room that the tests took."""
    found = {}
    for room in rooms:
        files = [f["summary"] for name, f in report["files"].items() if Path(name).parts[0] == room]
        branches = sum(file["num_branches"] for file in files)
        found[room] = 100 * sum(file["covered_branches"] for file in files) / branches if branches else 0.0
    return found


def main(arguments: list[str]) -> int:
    file, least, *rooms = arguments
    found = shares(json.loads(Path(file).read_text("utf-8")), rooms)
    for room, share in found.items():
        sys.stdout.write(f"{room}: {share:.1f} % of branches covered\n")
    return int(any(share < float(least) for share in found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
