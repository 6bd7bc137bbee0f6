"""Who may do what: with a case by one table (`table.py`), beside any case by one's role (`beside.py`)."""

from domain.permission.beside import (
    SETTINGS,
    Setting,
    check_may_set,
    check_may_start_case,
    has_setting,
    may_set,
    may_start_case,
    units_with,
)
from domain.permission.check import (
    UnknownStep,
    check_permission,
    check_step,
    has_role_for,
    is_closed_to,
    is_held_by_others,
    is_in_hands_of,
    is_permitted,
    may_take_over,
    may_take_step,
    permission_for,
)
from domain.permission.relation import Relation, relation
from domain.permission.table import NOBODYS, RULES, STARTED_BY, STEPS, Permission, Rule

__all__ = [
    "NOBODYS",
    "RULES",
    "SETTINGS",
    "STARTED_BY",
    "STEPS",
    "Permission",
    "Relation",
    "Rule",
    "Setting",
    "UnknownStep",
    "check_may_set",
    "check_may_start_case",
    "check_permission",
    "check_step",
    "has_role_for",
    "has_setting",
    "is_closed_to",
    "is_held_by_others",
    "is_in_hands_of",
    "is_permitted",
    "may_set",
    "may_start_case",
    "may_take_over",
    "may_take_step",
    "permission_for",
    "relation",
    "units_with",
]
