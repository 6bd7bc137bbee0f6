"""No case is read without saying for whom, and an outsider reads nothing of it."""

from __future__ import annotations

import inspect
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from domain.errors import NotFound
from domain.people import Person
from tests import factories as f
from tests.unit.access.course import Course, a_course
from tests.unit.access.outsiders import KNOWN
from tests.unit.access.reads import BY_THE_CLOCK, CLOCKWORK, NO_CASES, READS
from tests.unit.dialogs.bot_in_process import Bot
from workflows import ports
from workflows.ports import Caller

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "commands", "dialogs", "papers", "reminders", "storage", "workflows")


@pytest.fixture
async def course(tmp_path: Path) -> AsyncIterator[tuple[Bot, Course]]:
    async with a_course(tmp_path) as begun:
        yield begun


def methods() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every method of the records' ports that gives something back, with its types."""
    for port in get_type_hints(ports.Records).values():
        for name, method in inspect.getmembers(port, inspect.isfunction):
            types = get_type_hints(method)
            if not name.startswith("_") and types["return"] is not type(None):
                yield f"{port.__name__}.{name}", types


def test_every_method_that_gives_something_back_has_a_row() -> None:
    assert {name for name, _ in methods()} == {*READS, *NO_CASES, *BY_THE_CLOCK}
    assert set(READS).isdisjoint(NO_CASES)


@pytest.mark.parametrize("name", READS)
def test_who_reads_a_case_says_for_whom(name: str) -> None:
    types = dict(methods())[name]
    callers = [
        each for parameter, each in types.items() if parameter != "return" and each in (Caller, Person)
    ]
    assert len(callers) == 1


async def test_what_is_there_is_read_by_who_is_on_the_case(course: tuple[Bot, Course]) -> None:
    bot, on = course
    for name, read in READS.items():
        found = await bot.reads(lambda r, read=read: read(r, on, f.NURSE))  # type: ignore[misc]
        assert found, name


@pytest.mark.parametrize("who", KNOWN)
async def test_an_outsider_reads_nothing(course: tuple[Bot, Course], who: str) -> None:
    bot, on = course
    for name, read in READS.items():
        try:
            found = await bot.reads(lambda r, read=read: read(r, on, KNOWN[who]))  # type: ignore[misc]
        except NotFound:
            continue
        assert found == (), name


def test_where_cases_are_read_for_nobody_is_known() -> None:
    files = [ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    used = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if re.search(r"\bClockwork\(\)", path.read_text("utf-8"))
    }
    assert used == set(CLOCKWORK)
