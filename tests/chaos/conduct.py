"""How a connector may conduct itself towards one request, and a seeded draw of it.

The same seed gives the same conduct for the same try of the same row, in whatever order they come.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from enum import StrEnum


class Conduct(StrEnum):
    ACCEPT = "accepts and answers 201"
    SILENT = "accepts and answers 202 without a body"
    LATE = "accepts and never answers"
    BROKEN = "accepts and resets the connection"
    BAD_GATEWAY = "accepts, and 502 is answered in its place"
    STALL = "does not accept and never answers"
    RESET = "does not accept and resets the connection"
    FAULT = "does not accept and answers 500"
    BUSY = "does not accept and answers 429 with Retry-After"
    REJECT = "does not accept and answers 400"
    GONE = "never accepts and always answers 403"


ACCEPTING = frozenset(
    {Conduct.ACCEPT, Conduct.SILENT, Conduct.LATE, Conduct.BROKEN, Conduct.BAD_GATEWAY},
)
Shares = Mapping[Conduct, float]
"""Of all tries; the rest is accepted and answered. Of `GONE`: of all rows."""

ROUGH: Shares = {
    Conduct.SILENT: 0.03,
    Conduct.LATE: 0.02,
    Conduct.BROKEN: 0.03,
    Conduct.BAD_GATEWAY: 0.02,
    Conduct.STALL: 0.02,
    Conduct.RESET: 0.03,
    Conduct.FAULT: 0.03,
    Conduct.BUSY: 0.06,
    Conduct.REJECT: 0.01,
    Conduct.GONE: 0.01,
}
"""A bad day: every fourth try goes wrong."""
LONG: Shares = {**ROUGH, Conduct.LATE: 0.002, Conduct.STALL: 0.002}
"""As bad, with fewer tries that wait for a timeout, so that very many can be made."""


def conduct_of(seed: int, row: str, attempt: int, shares: Shares) -> Conduct:
    """Towards this try of the row, counted from 1."""
    if random.Random(f"{seed} {row}").random() < shares.get(Conduct.GONE, 0):
        return Conduct.GONE
    drawn = random.Random(f"{seed} {row} {attempt}").random()
    for conduct, share in shares.items():
        if conduct is not Conduct.GONE:
            drawn -= share
            if drawn < 0:
                return conduct
    return Conduct.ACCEPT
