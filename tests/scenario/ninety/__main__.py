"""Prints what became of the ninety: `python -m tests.scenario.ninety`, or with `-v` each course in words."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.scenario.ninety.course import in_words
from tests.scenario.ninety.drawing import ninety
from tests.scenario.ninety.ends import ends_of, table
from tests.scenario.ninety.year import lived


async def report(in_full: bool) -> str:
    with TemporaryDirectory(prefix="brobygger-ninety-") as folder:
        async with lived(Path(folder), ninety()) as year:
            ends = await ends_of(year)
    told = [f"{in_words(each.course)} → {each.end}" for each in ends] if in_full else []
    return "\n".join([*told, table(ends)])


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(report("-v" in sys.argv)) + "\n")
