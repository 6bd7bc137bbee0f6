"""What is due to be erased, when, and what it waits for: case numbers and kinds only, for the operator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.case import Case
from domain.retention import Waits, case_waits, record_waits
from domain.subject import Subject
from workflows.desk import Desk
from workflows.erasing import CASE_RULE, kept_case
from workflows.journal import missing_in_journals

Missing = Mapping[str, tuple[Subject, ...]]


@dataclass(frozen=True)
class DueLine:
    case_number: str
    rule: str
    """The period's name: a kind of document, `meeting` or `case`."""
    due: date
    """The first local day on which it may be erased."""
    waits: Waits | None
    """Why it is not erased now; None where the next night erases it."""
    missing_in: tuple[str, ...] = ()
    """The units that have not marked that it stands in their journal."""


def due_lines(desk: Desk, cases: Sequence[Case]) -> tuple[DueLine, ...]:
    """Of these closed cases, by day. Raises `NotFound` where an agreement's file is gone."""
    lines = (line for case in cases for line in _of_case(desk, case))
    return tuple(sorted(lines, key=lambda line: (line.due, line.case_number, line.rule)))


def _of_case(desk: Desk, case: Case) -> Iterator[DueLine]:
    kept, missing = kept_case(desk, case), missing_in_journals(desk, case)
    for each in kept.records:
        due, waits = kept.due_on(min(each.days, kept.days)), record_waits(kept, each, desk.today)
        if due:
            units = _units(desk, missing, each.subject)
            yield DueLine(case.number, each.rule, due, waits, units)
    due = kept.due_on(kept.days)
    if due:
        yield DueLine(case.number, CASE_RULE, due, case_waits(kept, desk.today))


def _units(desk: Desk, missing: Missing, subject: Subject) -> tuple[str, ...]:
    ids = (unit_id for unit_id, subjects in missing.items() if subject in subjects)
    units = (desk.records.directory.unit(unit_id) for unit_id in ids)
    return tuple(unit.full_name for unit in units if unit)
