"""A tick's steps: each is done, whatever became of the one before it, and the log names those that failed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from reminders.scan import ANSWERS_KEPT, Scan
from reminders.steps import StepsFailed, each_step
from reminders.tick import tick
from tests import factories as f
from tests.office import Office
from tests.stores import raw


class Part:
    """Notes its name and when it is run."""

    def __init__(self, name: str, done: list[tuple[str, datetime]]) -> None:
        self._name, self._done = name, done

    async def run(self, now: datetime) -> None:
        self._done.append((self._name, now))


def noted(done: list[str], name: str, error: BaseException | None = None) -> Callable[[], Awaitable[None]]:
    async def step() -> None:
        done.append(name)
        if error is not None:
            raise error

    return step


async def test_a_step_that_fails_stops_none_that_follow() -> None:
    done: list[str] = []
    steps = {
        "sealing": noted(done, "sealing", OSError("610190-4321")),
        "scan": noted(done, "scan", RuntimeError("Asta")),
        "erasing": noted(done, "erasing"),
    }
    with capture_logs() as logged, pytest.raises(StepsFailed, match=r"^sealing, scan$"):
        await each_step(steps)
    assert done == ["sealing", "scan", "erasing"]
    assert [(line["event"], line["step"], line["error"]) for line in logged] == [
        ("step_failed", "sealing", "OSError"),
        ("step_failed", "scan", "RuntimeError"),
    ]
    assert not any(text in str(logged) for text in ("4321", "Asta"))


async def test_where_all_succeed_nothing_is_said() -> None:
    done: list[str] = []
    with capture_logs() as logged:
        await each_step({name: noted(done, name) for name in ("sealing", "scan", "erasing")})
    assert (done, logged) == (["sealing", "scan", "erasing"], [])


async def test_being_told_to_stop_is_no_fault_to_go_on_after() -> None:
    done: list[str] = []
    steps = {"scan": noted(done, "scan", asyncio.CancelledError()), "erasing": noted(done, "erasing")}
    with pytest.raises(asyncio.CancelledError):
        await each_step(steps)
    assert done == ["scan"]


async def test_what_is_done_once_a_night_delays_no_reminder() -> None:
    done: list[tuple[str, datetime]] = []
    parts = {name: Part(name, done) for name in ("erasing", "idling", "scan", "sealing")}
    await tick(parts, lambda: f.NOW)
    assert done == [(name, f.NOW) for name in ("sealing", "scan", "erasing", "idling")]


async def test_within_the_scan_too_what_fails_keeps_nothing_else_from_being_done(office: Office) -> None:
    await office.store.run(lambda r: r.effects.record(["old"], b"answer", f.NOW))
    raw(office.url, "ALTER TABLE forum_actions RENAME TO elsewhere")
    later = f.NOW + ANSWERS_KEPT + timedelta(seconds=1)
    with capture_logs() as logged, pytest.raises(StepsFailed):
        await Scan(office.store, office.desk).run(later)
    assert [(line["event"], line["step"]) for line in logged] == [("step_failed", "forum_actions")]
    assert raw(office.url, "SELECT count(*) FROM effects") == [(0,)]
