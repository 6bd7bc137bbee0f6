"""Looks up in whose journals a document or minutes stand, as one person may see and say it."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.journal_lines import JournalLine, JournalView
from dialogs.views import unit_of
from domain.case import Case
from domain.people import Person
from domain.permission import Permission, is_permitted
from workflows.desk import Desk
from workflows.journal import OnCase, marks_on, missing_in_journals, text_of


def journal_view(desk: Desk, viewer: Person, found: OnCase) -> JournalView | None:
    """None for a meeting without minutes."""
    text = text_of(desk, found)
    if text is None:
        return None
    marks = marks_on(desk, found.case, text.subject)
    missing = text.missing(marks.values())
    lines = tuple(
        JournalLine(
            unit_of(desk, unit_id).organisation,
            marks[unit_id].at if unit_id in marks else None,
            unit_id not in missing,
        )
        for unit_id in text.unit_ids
    )
    own = next((unit_id for unit_id in text.unit_ids if viewer.works_in(unit_id)), None)
    may_mark = own is not None and is_permitted(viewer, Permission.MARK_JOURNALED, found.case)
    return JournalView(text.subject, lines, own not in missing if may_mark else None)


def missing_of_viewer(desk: Desk, viewer: Person, case: Case, names: Mapping[str, str]) -> tuple[str, ...]:
    """What the viewer's unit lacks in its journal, once the case is closed; `names` by the texts' ids."""
    if case.is_open or not is_permitted(viewer, Permission.MARK_JOURNALED, case):
        return ()
    lacking = missing_in_journals(desk, case)
    theirs = (
        lacking[unit_id] for unit_id in case.unit_ids if viewer.works_in(unit_id) and unit_id in lacking
    )
    return tuple(names[subject.id] for subjects in theirs for subject in subjects if subject.id in names)
