"""Forked processes: begun, struck and buried by their own id, and none left behind.

Whoever forks has one thread and has imported all that its children need.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


def forked(work: Callable[[], object]) -> int:
    """The id of a new process that does `work` and ends with status 0, or 1 if it raised."""
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        work()
        status = 0
    except Exception:  # noqa: BLE001 - a child must never come back into its parent's code
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def end(process: int) -> None:
    """SIGKILL, and wait until it is gone; one that is gone already is left in peace."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


@contextmanager
def running(work: Callable[[], object]) -> Iterator[int]:
    """A process that lives as long as the context."""
    process = forked(work)
    try:
        yield process
    finally:
        end(process)


@dataclass(frozen=True)
class Change:
    """What became of a process since one last looked."""

    process: int
    is_stopped: bool
    status: int
    """As `os.waitstatus_to_exitcode`: a negative number is the signal it died of; 0 for a stopped one."""


def changes() -> Iterator[Change]:
    """Of all children, without waiting."""
    while True:
        try:
            process, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
        except ChildProcessError:
            return
        if not process:
            return
        stopped = os.WIFSTOPPED(status)
        yield Change(process, stopped, 0 if stopped else os.waitstatus_to_exitcode(status))
