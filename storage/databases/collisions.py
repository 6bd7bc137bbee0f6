"""Which failures mean that two met at the same row or key, so that the same work may succeed when rerun."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from workflows.ports import Conflict

_POSTGRES_STATES = frozenset({"23505", "40001", "40P01"})
"""Unique violation, serialisation failure, deadlock."""
_SQLITE_NAMES = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})


def is_collision(error: Exception) -> bool:
    if isinstance(error, Conflict):
        return True
    drivers_own = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(drivers_own, "sqlstate", None)
    name = getattr(drivers_own, "sqlite_errorname", None)
    return state in _POSTGRES_STATES or name in _SQLITE_NAMES
