"""How many of each: the ninety in one table, and what lies across it."""

from __future__ import annotations

from tests.scenario.ninety.course import Story

SEED = 2026

SHARES: dict[Story, int] = {
    Story.ORDINARY: 18,
    Story.NO_DATE: 10,
    Story.SHORT: 6,
    Story.NO_OFFICE: 2,
    Story.DAY_OFF: 8,
    Story.HOMELESS: 6,
    Story.REFUSES: 6,
    Story.CHANGES_MIND: 5,
    Story.MOVES: 5,
    Story.SILENT: 7,
    Story.NOBODY_STARTS: 6,
    Story.LATE_ANSWERS: 5,
    Story.GONE: 3,
    Story.NOT_REQUIRED: 2,
    Story.VOLUNTARY: 1,
}
"""Each course has one story; the numbers add up to 90."""

CHILDREN = 20
"""Of the ninety, whatever their story; the others are adults."""
MEETINGS = 18
"""Of those whose staff answer and who stay for nine working days or more."""
READINESS = 15
"""Of those whose date is known the day before, whatever becomes of them."""
FORTNIGHTLY = 10
"""Of those where a first follow-up comes after the discharge."""

AUDIT_WITHOUT = 73
"""Per cent of 4,483 examined discharges without an agreement (Rigsrevisionen, Beretning 17/2022)."""
AUDIT_SAMPLE, AUDIT_WITH, AUDIT_COMPLETE = 90, 19, 0
"""Of 90 random cases 19 had one, and none of those met the requirements."""
