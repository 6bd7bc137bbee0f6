"""No record shows whom it is about: every frozen dataclass of the rules and the use cases that holds personal
data, made and shown in every way a record ends up in a log, a traceback, a message or a file."""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import logging
import pickle
import pkgutil
import traceback
import typing
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from typing import Any

import orjson
import pytest
import structlog
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

import domain
import workflows
from domain.case import Citizen
from domain.cpr import Cpr
from domain.sensitive import Sensitive
from tests import factories as f

SECRET = Sensitive("Ring til søsteren")
HIDDEN = ("Ring til", "søsteren", "4321", "610190", "1990")
"""Of the text, of the number, and of the birth date in it."""


def modules() -> Iterator[Any]:
    for package in (domain, workflows):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


@cache
def records() -> tuple[type[Any], ...]:
    """Every dataclass of the two rooms."""
    classes = {
        each
        for module in modules()
        for _, each in inspect.getmembers(module, inspect.isclass)
        if is_dataclass(each) and each.__module__ == module.__name__
    }
    return tuple(sorted(classes, key=lambda each: f"{each.__module__}.{each.__name__}"))


def hints(record: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(record, vars(importlib.import_module(record.__module__)))


def personal(hint: Any) -> bool:
    """Whether values of the type are, or hold in a record of ours, a number or a text about a citizen."""
    origin = typing.get_origin(hint) or hint
    if origin in (Cpr, Sensitive, Citizen):
        return True
    return any(personal(each) for each in typing.get_args(hint))


HOLD_PERSONAL = [
    pytest.param(record, id=f"{record.__module__}.{record.__name__}")
    for record in records()
    if record not in (Cpr, Sensitive) and any(personal(hint) for hint in hints(record).values())
]


def a_value(hint: Any) -> Any:
    """Something personal where the type may hold it; None elsewhere."""
    origin = typing.get_origin(hint) or hint
    simple: dict[Any, Callable[[], Any]] = {
        Cpr: f.a_cpr,
        Citizen: lambda: Citizen(f.a_cpr(), SECRET),
        Sensitive: lambda: SECRET,
    }
    if origin in simple:
        return simple[origin]()
    held = [a_value(each) for each in typing.get_args(hint) if personal(each)]
    return (
        tuple(held)
        if isinstance(origin, type) and issubclass(origin, tuple | list)
        else next(iter(held), None)
    )


def made(record: type[Any]) -> Any:
    """One with something personal in every field that may hold it, past its own checks."""
    one = object.__new__(record)
    for field in fields(record):
        object.__setattr__(one, field.name, a_value(hints(record)[field.name]))
    return one


def in_a_traceback(value: Any) -> str:
    try:
        raise LookupError(value)
    except LookupError:
        return traceback.format_exc()


def in_a_log_line(value: Any) -> str:
    return str(structlog.processors.JSONRenderer()(None, "info", {"event": "odd", "value": value}))


def in_a_librarys_log_line(value: Any) -> str:
    return logging.LogRecord("odd", 20, "file", 1, "value %s of %r", (value, value), None).getMessage()


def in_an_error_of_pydantic(value: Any) -> str:
    class Number(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        number: int

    try:
        Number(number=value)
    except ValidationError as error:
        return f"{error} {error.errors(include_url=False)}"
    raise AssertionError("it is no number")


WAYS: list[Callable[[Any], str]] = [
    repr,
    str,
    lambda value: f"{value} {value!r}",
    "{0} {0!r}".format,
    lambda value: f"{[value]} {({'key': value},)}",
    lambda value: str(asdict(value)) if is_dataclass(value) and not isinstance(value, type) else "",
    lambda value: json.dumps(value, default=str),
    in_a_traceback,
    in_a_log_line,
    in_a_librarys_log_line,
    in_an_error_of_pydantic,
]


@pytest.mark.parametrize("record", HOLD_PERSONAL)
def test_a_record_shows_nothing_in_any_way_it_is_shown(record: type[Any]) -> None:
    one = made(record)
    shown = "\n".join(way(one) for way in WAYS)
    assert [word for word in HIDDEN if word in shown] == []
    assert "***" in shown


def test_the_records_that_hold_personal_data_are_found() -> None:
    names = {parameter.id for parameter in HOLD_PERSONAL}
    assert names >= {"domain.case.Case", "domain.document.Document", "domain.event.CaseEvent"}


@pytest.mark.parametrize("value", [f.a_cpr(), SECRET, f.a_citizen(), f.a_case()], ids=type)
def test_nothing_personal_can_be_pickled(value: object) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(value, protocol)


def test_a_record_is_copied_all_the_same() -> None:
    case = f.a_case(override_reason=SECRET)
    for made in (copy.copy(case), copy.deepcopy(case), replace(case)):
        assert made == case


@pytest.mark.parametrize("spec", [">10", "s", "d"])
def test_a_format_that_it_does_not_have_is_refused_without_showing_it(spec: str) -> None:
    for value in (f.a_cpr(), SECRET):
        with pytest.raises(TypeError) as refused:
            format(value, spec)
        assert [word for word in HIDDEN if word in str(refused.value)] == []


def test_a_type_that_expects_a_case_shows_none_in_its_refusal() -> None:
    adapter = TypeAdapter(list[int])
    with pytest.raises(ValidationError) as refused:
        adapter.validate_python([f.a_case()])
    assert [word for word in HIDDEN if word in str(refused.value)] == []


def test_nothing_is_written_where_a_library_writes_records_by_itself() -> None:
    """`orjson` writes dataclasses field by field, so what is personal is none."""
    for value in (SECRET, f.a_cpr(), f.a_case()):
        with pytest.raises(TypeError):
            orjson.dumps(value)


@pytest.mark.parametrize("value", [f.a_cpr(), SECRET], ids=type)
def test_what_is_personal_cannot_be_changed(value: Any) -> None:
    for name in ("digits", "_value", "anything"):
        with pytest.raises(AttributeError):
            setattr(value, name, "another")
