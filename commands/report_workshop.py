"""Where joint reports are settled and printed: a process of its own for each step, gone when it is done.

So turns are answered while a report is made, and its memory is given back. What each process does is put
together here from the rooms that must not know each other: figures, words, paper and workbook.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

from dialogs.report_book import report_book
from dialogs.report_paper import report_paper
from dialogs.wording import load_catalogues
from domain.forum_report import ForumReport
from domain.settled_quarter import CountedMonth, SettledQuarter
from papers.forum_excel import write_forum_book
from papers.forum_pdf import print_forum_paper
from summaries.press import settle_each
from summaries.report import Asked, Settled, make_report
from summaries.settling import Wanted
from workflows.ports.reports import ReportFile

P = ParamSpec("P")
R = TypeVar("R")
Files = dict[ReportFile, bytes]
_ROOT = str(Path(__file__).parents[1])


class WorkshopFailed(RuntimeError):
    """A process ended before its work was done."""


class ReportWorkshop:
    """`summaries.press.Workshop`."""

    async def settle(
        self, jobs: Sequence[tuple[Wanted, Mapping[date, CountedMonth]]]
    ) -> list[SettledQuarter]:
        return await _in_a_process(settle_each, jobs)

    async def print(self, asked: Asked, settled: Settled, language: str) -> tuple[ForumReport, Files]:
        return await _in_a_process(print_report, asked, settled, language)


def print_report(asked: Asked, settled: Settled, language: str) -> tuple[ForumReport, Files]:
    """The report, and the same as files."""
    report, wording = make_report(asked, settled), load_catalogues().speaking(language)
    return report, {
        ReportFile.PDF: print_forum_paper(report_paper(report, wording)),
        ReportFile.WORKBOOK: write_forum_book(report_book(report, wording)),
    }


async def _in_a_process(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A process begun anew, which knows none of the service's secrets and says nothing of a fault but that
    there was one. Raises `WorkshopFailed`."""
    asked = await asyncio.to_thread(pickle.dumps, (work, args, kwargs))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={"PYTHONPATH": _ROOT}
    )
    try:
        result, _ = await process.communicate(asked)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise WorkshopFailed(f"it ended with {process.returncode}")
    # Written by the process begun above, and large: read beside the loop, as it was packed.
    found: R = await asyncio.to_thread(pickle.loads, result)
    return found


def _work() -> None:
    """Do what is read, and write what it comes to."""
    work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that began this
    sys.stdout.buffer.write(pickle.dumps(work(*args, **kwargs)))


if __name__ == "__main__":
    _work()
