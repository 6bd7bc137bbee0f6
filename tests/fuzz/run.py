"""`make fuzz`: ten minutes of what nobody should send, with the seed and the counts printed.

`python -m tests.fuzz.run [--seed N] [--minutes M]` takes another seed or time. A fault ends it with status
1, after the request that led to it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.session import fuzz
from tests.fuzz.target import LOOPBACK, TEAMS, Verdict
from tests.stores import Postgres, running_postgres, sqlite_url

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
PAIRS = ((LOOPBACK, SQLITE), (TEAMS, POSTGRES), (TEAMS, SQLITE), (LOOPBACK, POSTGRES))
SESSION = 60.0
"""Seconds until a bot with an empty database takes over."""


def main() -> int:
    reader = argparse.ArgumentParser(description="Everything that can be sent to the bot, at random.")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--minutes", type=float, default=10.0)
    asked = reader.parse_args()
    ends = time.monotonic() + 60 * asked.minutes
    with running_postgres() as postgres:
        for seed, (channel, kind) in zip(count(asked.seed), cycle(PAIRS), strict=False):
            if time.monotonic() >= ends:
                return 0
            _say(f"seed {seed}, {channel}, {kind}")
            with _database(kind, postgres) as url:
                verdict = _session(url, channel, seed, min(ends, time.monotonic() + SESSION))
            if not _tell(verdict):
                return 1
    return 0


@contextmanager
def _database(kind: str, postgres: Postgres) -> Iterator[str]:
    with TemporaryDirectory(prefix="brobygger-fuzz-") as folder, postgres.database(migrated=False) as url:
        yield sqlite_url(Path(folder)) if kind == SQLITE else url


def _session(url: str, channel: str, seed: int, until: float) -> Verdict:
    return asyncio.run(fuzz(url, channel, seed, lambda _: time.monotonic() < until))


def _tell(verdict: Verdict) -> bool:
    """Print the counts; whether nothing is at fault."""
    _say(f"  asked {sum(verdict.asked.values()):,}: {dict(sorted(verdict.asked.items()))}")
    _say(f"  answered {dict(sorted(verdict.answered.items()))}, {verdict.lines:,} lines in the log")
    for fault in verdict.faults:
        _say(f"  FAULT {fault}")
    return not verdict.faults


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
