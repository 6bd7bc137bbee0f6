"""Where joint reports are settled and printed: a process of its own for each step, gone when it is done.

So turns are answered while a report is made, and its memory is given back. What each process does is put
together here from the rooms that must not know each other: figures, words, paper and workbook.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
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
    """Spawned, not forked: a fork would take open connections and locks with it."""
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    try:
        return await asyncio.wrap_future(pool.submit(work, *args, **kwargs))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
