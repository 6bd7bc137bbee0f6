"""Each room by itself: a poor one does not hide behind the others."""

from __future__ import annotations

import json
from pathlib import Path

from tools.branch_coverage import main, shares

REPORT = {
    "files": {
        "domain/case.py": {"summary": {"num_branches": 10, "covered_branches": 10}},
        "dialogs/talk.py": {"summary": {"num_branches": 30, "covered_branches": 30}},
        "dialogs/cards/sheet.py": {"summary": {"num_branches": 10, "covered_branches": 6}},
    }
}


def test_a_room_s_share_is_counted_over_all_its_files() -> None:
    assert shares(REPORT, ["domain", "dialogs"]) == {"domain": 100.0, "dialogs": 90.0}


def test_a_room_without_a_branch_is_not_taken_for_covered() -> None:
    assert shares(REPORT, ["workflows"]) == {"workflows": 0.0}


def test_one_poor_room_fails_the_check(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text(json.dumps(REPORT), "utf-8")
    assert main([str(report), "90", "domain", "dialogs"]) == 0
    assert main([str(report), "95", "domain", "dialogs"]) == 1
