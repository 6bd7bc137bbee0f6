"""Everything the code logs has a row among the actions, every row is logged somewhere, and each once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain import document_steps, network_meeting
from domain.log_action import ACTIONS, LogKind, UnknownAction, check_known, kind_of
from domain.subject import SubjectKind

ROOT = Path(__file__).parents[3]
ROOMS = ("commands", "dialogs", "reminders", "summaries", "workflows", "bot", "storage")
EVERY_ACTION = [action for actions in ACTIONS.values() for action in actions]
CALLED_FROM_OUTSIDE = {"search"}
"""For what is being built on the log: no use case of today searches past its own cases."""


def sources() -> Iterator[ast.Module]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in file.parts:
                yield ast.parse(file.read_text("utf-8"))


def constants() -> dict[str, str]:
    """The texts that a module gives a name."""
    return {
        name.id: value.value
        for tree in sources()
        for given in tree.body
        if isinstance(given, ast.Assign)
        for name, value in _pairs(given)
        if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


def _pairs(given: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """`A = "a"`, and each of `A, B = "a", "b"`."""
    (target,) = given.targets
    if isinstance(target, ast.Tuple) and isinstance(given.value, ast.Tuple):
        yield from zip(target.elts, given.value.elts, strict=True)
    else:
        yield target, given.value


def logged_by_name() -> Iterator[str]:
    """The action of every `audit(person, …)` and `AuditEntry(at, who, …)` that says or names it."""
    known = constants()
    for tree in sources():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            place = {"audit": 1, "AuditEntry": 2}.get(name)
            if place is not None and len(call.args) > place:
                action = call.args[place]
                if isinstance(action, ast.Constant):
                    yield str(action.value)
                elif isinstance(action, ast.Name) and action.id in known:
                    yield known[action.id]


def steps() -> Iterator[str]:
    """Every step of the tables by which meetings and documents move, by the name of its event."""
    yield from (f"{SubjectKind.MEETING}.{action}" for action in network_meeting.Action)
    yield from (f"{SubjectKind.DOCUMENT}.{action}" for action in document_steps.Action)


def words_in_the_code() -> set[str]:
    constants = (
        node.value for tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Constant)
    )
    return {value for value in constants if isinstance(value, str)}


def test_whatever_is_logged_by_name_has_a_row() -> None:
    found = set(logged_by_name())
    assert len(found) >= 4
    assert found <= set(EVERY_ACTION)


def test_every_step_of_a_meeting_and_a_document_has_a_row() -> None:
    assert set(steps()) <= set(EVERY_ACTION)


def test_every_row_is_an_action_of_the_code() -> None:
    """A step of the tables, a word some use case gives as the step, or the whole name."""
    named = words_in_the_code()
    told = {*steps(), *CALLED_FROM_OUTSIDE}
    unused = [a for a in EVERY_ACTION if a not in told and a not in named and a.split(".")[-1] not in named]
    assert unused == []


def test_every_action_stands_once_and_every_kind_has_one() -> None:
    assert len(EVERY_ACTION) == len(set(EVERY_ACTION))
    assert set(ACTIONS) == set(LogKind)
    assert all(ACTIONS.values())
    assert all(re.fullmatch(r"([a-z_]+\.)?[a-z_]+", action) for action in EVERY_ACTION)


def test_an_action_has_its_kind_and_one_without_a_row_has_none() -> None:
    assert kind_of("document.sign") is LogKind.SIGN
    with pytest.raises(UnknownAction, match=r"meeting\.forget a row"):
        kind_of("meeting.forget")
    with pytest.raises(UnknownAction):
        check_known("")
