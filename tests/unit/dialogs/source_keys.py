"""Which wording keys the product uses, read from its source.

A key written out in full is a string such as "meeting.title"; a key made from parts is an f-string, kept
here as its template ("task.kind.{}"). What a template can become is `key_families.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROOMS = ("domain", "workflows", "reminders", "dialogs", "bot")
_KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
_REFUSALS = {"BadValue": 0, "Fault": 1}
"""Where each of these takes the key of what the person is told."""


@dataclass(frozen=True)
class Use:
    """One place where a text is filled in: its key or template, and the names of the values given to it."""

    key: str
    values: frozenset[str]


@cache
def sources() -> tuple[ast.Module, ...]:
    paths = [ROOT / "app.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def nodes() -> Iterator[ast.AST]:
    return (node for module in sources() for node in ast.walk(module))


def written_out(tables: frozenset[str]) -> frozenset[str]:
    """Every string shaped like a key of one of the catalogue's `tables`; a count as its two texts."""
    counted = {id(call.args[0]) for call in _calls() if _name(call) == "count" and call.args}
    parts = {id(part) for node in nodes() if isinstance(node, ast.JoinedStr) for part in node.values}
    found: set[str] = set()
    for node in nodes():
        if not isinstance(node, ast.Constant) or id(node) in parts:
            continue
        if isinstance(node.value, str) and _is_key(node.value, tables):
            found |= {f"{node.value}.{n}" for n in ("one", "many")} if id(node) in counted else {node.value}
    return frozenset(found)


def templates(tables: frozenset[str]) -> frozenset[str]:
    """Every f-string that begins in one of the `tables`, its parts as `{}`."""
    made = (_template(node) for node in nodes() if isinstance(node, ast.JoinedStr))
    return frozenset(each for each in made if "." in each and each.split(".")[0] in tables)


def uses() -> tuple[Use, ...]:
    """Every call of a wording whose key and values stand in the call itself."""
    found: list[Use] = []
    for call in _calls():
        if _is_wording(call.func) and call.args and all(word.arg for word in call.keywords):
            values = frozenset(word.arg for word in call.keywords if word.arg)
            found += [Use(key, values) for key in _keys_of(call.args[0])]
    return tuple(found)


def refusal_keys() -> frozenset[str]:
    """The keys and templates of what is told without any value: a bad value, a fault at a field."""
    calls = [(call, _REFUSALS[_name(call)]) for call in _calls() if _name(call) in _REFUSALS]
    return frozenset(key for call, place in calls for key in _keys_of(call.args[place]))


def _calls() -> Iterator[ast.Call]:
    return (node for node in nodes() if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_wording(called: ast.expr) -> bool:
    match called:
        case ast.Name(id="wording") | ast.Attribute(attr="wording"):
            return True
        case ast.Call(func=ast.Attribute(attr="speaking")):
            return True
    return False


def _keys_of(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.JoinedStr():
            return [_template(argument)]
        case ast.IfExp():
            return _keys_of(argument.body) + _keys_of(argument.orelse)
    return []


def _is_key(text: str, tables: frozenset[str]) -> bool:
    return bool(_KEY.fullmatch(text)) and text.split(".")[0] in tables


def _template(made: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in made.values)
