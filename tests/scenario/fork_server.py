"""Starts the product's commands as processes of their own without importing the product for each of them.

The standard library's fork server, one for each test process, has imported `app` and waits; a start forks
it. It has no thread and no event loop, collects what ends, and ends itself when the test process is gone,
however that went, and so does what it forked. That runs what `python app.py` runs, and can be ended and
killed like it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path

import app

_STANDARD_ERROR, _FIRST_OF_ANYBODYS_OWN = 2, 3
_MOST_FILES_OPEN = 1024
_LINUX = "linux"
_SET_PARENT_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux' `prctl`."""


@dataclass(frozen=True)
class ForkedCommand:
    """One command under way."""

    _process: BaseProcess

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """The exit code, or minus the signal that killed it; None while it runs."""
        return self._process.exitcode


def fork(words: Sequence[str], environment: Mapping[str, str], stderr: Path) -> ForkedCommand:
    """Start the command `words`; what it says on standard error is added to the file `stderr`."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_run, args=(tuple(words), dict(environment), stderr), daemon=True)
    process.start()
    return ForkedCommand(process)


def _run(words: Sequence[str], environment: Mapping[str, str], stderr: Path) -> None:
    """In the forked process: become what a command line would have started, and run the command.

    Nothing stays open of the server's: what it lives by is open in the test process alone. And what was
    imported is not looked through for garbage at the bot's start, which would take as long as the fork.
    """
    gc.freeze()
    _end_with_the_server()
    os.setsid()
    os.closerange(_FIRST_OF_ANYBODYS_OWN, _MOST_FILES_OPEN)
    with stderr.open("ab") as log:
        os.dup2(log.fileno(), _STANDARD_ERROR)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [app.__file__, *words]
    app.cli()


def _end_with_the_server() -> None:
    """Killed when the server is no more, which is when the test process is no more; on Linux only."""
    if sys.platform != _LINUX:
        return
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    test_process = parent_process()
    if test_process is None or not test_process.is_alive():
        os._exit(1)  # it was killed before this one was told to look
