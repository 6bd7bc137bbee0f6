"""The drawn statuses: as the tables say, each status drawn and in a row, each arrow a row of a table."""

from __future__ import annotations

from domain import document_steps, network_meeting
from domain.admission import AdmissionStatus
from tools.status_diagrams import TARGET, states


def test_the_file_is_what_the_tables_say() -> None:
    assert TARGET.read_text(encoding="utf-8") == states()


def test_every_step_is_drawn_as_an_arrow() -> None:
    drawn = states()
    arrows = [f"    {t.start} --> {t.end}: {t.action} ({t.by})" for t in network_meeting.TRANSITIONS]
    arrows += [f"    {t.start} --> {t.end}: {t.action} ({t.by})" for t in document_steps.TRANSITIONS]
    assert [arrow for arrow in arrows if arrow not in drawn] == []


def test_every_status_has_a_row_that_says_who_is_asked_or_why_nobody_is() -> None:
    rows = [line for line in states().splitlines() if line.startswith("| ")]
    statuses = [
        *map(str, network_meeting.Status),
        *map(str, document_steps.Status),
        *map(str, AdmissionStatus),
    ]
    assert [name for name in statuses if not any(row.startswith(f"| {name} |") for row in rows)] == []
    assert not any("none: None" in row for row in rows)
