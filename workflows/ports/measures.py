"""What a process tells of its own work to whoever watches it: outcomes, durations and reasons, never whose.

No case, person, citizen or text may be handed to any of these; what is stored is counted in `watching.py`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class TurnOutcome(StrEnum):
    ANSWERED = "answered"
    """Refusals in words are answers too."""
    FAILED = "failed"
    """A fault of ours, or it took too long."""


class Measures(Protocol):
    def turn(self, outcome: TurnOutcome, seconds: float) -> None: ...

    def refused(self, reason: str) -> None:
        """A turn was refused; `reason` is the key of the wording."""

    def scanned(self, seconds: float) -> None: ...

    def request(self, route: str, status: int) -> None:
        """An HTTP request was answered; `route` is its pattern, without what was put in."""


class Unmeasured:
    """Nobody watches."""

    def turn(self, outcome: TurnOutcome, seconds: float) -> None: ...

    def refused(self, reason: str) -> None: ...

    def scanned(self, seconds: float) -> None: ...

    def request(self, route: str, status: int) -> None: ...


UNMEASURED = Unmeasured()
