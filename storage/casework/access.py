"""Who may read a case: the one check every read of a case goes through.

A case that does not exist and a case the caller has no relation to give the same answer, so nobody learns
from it that a case exists.
"""

from __future__ import annotations

from domain.case import Case
from domain.errors import NotFound
from domain.permission import Permission, is_permitted
from workflows.ports import Caller, Clockwork


def may_read(caller: Caller, case: Case) -> bool:
    return isinstance(caller, Clockwork) or is_permitted(caller, Permission.SEE_STATUS, case)


def check_may_read(caller: Caller, case: Case | None) -> Case:
    """The case itself. Raises `NotFound`, alike, where there is none or the caller has no relation to it."""
    if case is None or not may_read(caller, case):
        raise NotFound()
    return case
