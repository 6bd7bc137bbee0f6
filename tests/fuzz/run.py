"""`make fuzz`: ten minutes of what nobody should send, with the seed and the counts printed.

`python -m tests.fuzz.run [--seed N] [--minutes M]` takes another seed or time. A fault ends it with status
1, after the request that led to it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.session import fuzz
from tests.fuzz.target import CHANNELS, Verdict

SESSION = 60.0
"""Seconds until a bot with an empty database takes over, under the next seed."""


def main() -> int:
    reader = argparse.ArgumentParser(description="Everything that can be sent to the bot, at random.")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--minutes", type=float, default=10.0)
    asked = reader.parse_args()
    ends, seed = time.monotonic() + 60 * asked.minutes, asked.seed
    while time.monotonic() < ends:
        for channel in CHANNELS:
            _say(f"seed {seed}, {channel}")
            verdict = _session(channel, seed, min(ends, time.monotonic() + SESSION))
            if not _tell(verdict):
                return 1
        seed += 1
    return 0


def _session(channel: str, seed: int, until: float) -> Verdict:
    with TemporaryDirectory(prefix="brobygger-fuzz-") as folder:
        return asyncio.run(fuzz(Path(folder), channel, seed, lambda _: time.monotonic() < until))


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
