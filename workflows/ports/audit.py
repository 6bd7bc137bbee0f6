"""The log of who did what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.cpr import Cpr
from workflows.ports.callers import Caller


class Origin(StrEnum):
    """Where something that was done came from."""

    CHAT = "chat"
    BROWSER = "browser"
    """A page of the bot's own, after a sign-in."""
    COMMAND_LINE = "command_line"
    CLOCK = "clock"


@dataclass(frozen=True)
class Source:
    """From where: as much as the bot truly knows, and nothing about a citizen.

    Of a chat its kind, the tenant and the activity's id as the channel gave them; of a browser what was asked
    for there; of the command line the command and the account it ran under. No network address is kept.
    """

    origin: Origin
    place: str = ""
    """The kind of chat, or the command."""
    tenant_id: str = ""
    reference: str = ""
    """The activity's id, or the operator's account on the machine."""


BY_THE_CLOCK = Source(Origin.CLOCK)


@dataclass(frozen=True)
class AuditEntry:
    """Who did what to what, when, from where, and on what basis. Ids only; free text is encrypted."""

    at: datetime
    actor_id: str
    action: str
    subject: str
    case_id: str | None = None
    basis: str = ""
    detail: dict[str, str] = field(default_factory=dict, repr=False)
    source: Source = BY_THE_CLOCK
    organisation_id: str = ""
    """The actor's organisation; empty where no member of staff acted."""


@dataclass(frozen=True)
class LoggedEntry:
    """An entry read back. Of one whose key was erased the basis and the detail are gone for good."""

    number: int
    """Its place in the log; later ones have higher numbers, and some are never used."""
    at: datetime
    """UTC."""
    actor_id: str
    action: str
    subject: str
    case_id: str | None
    source: Source
    organisation_id: str
    is_erased: bool
    basis: str = ""
    detail: dict[str, str] = field(default_factory=dict, repr=False)


class AuditLog(Protocol):
    def write(self, entry: AuditEntry) -> None:
        """Write it with the transaction: where it cannot be written, nothing else is kept either."""

    def of_case(self, case_id: str, caller: Caller) -> tuple[LoggedEntry, ...]:
        """Every entry about the case, oldest first, opened: what the citizen may see of the log.

        Raises `NotFound` for a person without a relation to the case. Clockwork also reads what is left of
        a case that is gone.
        """

    def beside_cases(
        self, organisation_id: str, cpr: Cpr, numbers: Collection[str]
    ) -> tuple[LoggedEntry, ...]:
        """What the organisation's staff searched for, asked for or were refused that names the citizen, or
        one of these case numbers, and is on no case; oldest first, opened. For an extract whose giver was
        checked: it takes no caller."""

    def forget_case_key(self, case_id: str, now: datetime) -> None:
        """Destroy what the case's entries are sealed with. They stay, and who, what and when with them;
        basis and detail cannot be read from then on, by anybody. What is logged of the case later, also in
        this transaction, is sealed with another key."""
