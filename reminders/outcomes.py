"""What becomes of a row of the outbox once something is known about its send.

A new message is tried again only when it certainly was not accepted; what may have arrived is repeated once,
labelled. An update is safe to repeat, so it is tried again after either. Whatever ends without having reached
anybody for certain is logged by its id; nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from workflows.chat import NotSent, Outcome, Refusal, Sent, Uncertain
from workflows.notice import NoticeKind, Outgoing
from workflows.outbox_states import END, SHOWN, Event
from workflows.ports import Records

log = structlog.get_logger(__name__)

FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=15)
MOST_ATTEMPTS = 12
JITTER = 0.2
"""The most by which a wait is lengthened, so that those refused together do not all come back together."""
REPEAT_AFTER = timedelta(minutes=5)
STOPPED = "the sender stopped before it knew"


@dataclass(frozen=True)
class Ending:
    """What happened to a row, which says the state it is left in."""

    event: Event
    why: str = ""
    not_before: datetime | None = None
    """UTC; set where the row is pending again."""


def of_post(outgoing: Outgoing, outcome: Outcome, now: datetime, chance: float = 0) -> Ending:
    """`chance`, from 0 to 1, says how much of the jitter a wait gets."""
    match outcome:
        case Sent():
            return Ending(Event.ARRIVED)
        case NotSent(Refusal.BUSY, retry_after):
            return _again(outgoing, Refusal.BUSY, retry_after, now, chance)
        case NotSent(why, _):
            return Ending(Event.GIVEN_UP, why)
        case Uncertain(why):
            return _unsure(outgoing, why, now)


def of_updates(outgoing: Outgoing, outcomes: Iterable[Outcome], now: datetime, chance: float = 0) -> Ending:
    """The ending of a refresh: what is gone needs none, what may pass is tried again, all cards anew."""
    failed = [each for each in outcomes if not isinstance(each, Sent) and not is_unreachable(each)]
    passing = [each for each in failed if isinstance(each, Uncertain) or is_busy(each)]
    if passing:
        waits = [each.retry_after for each in passing if isinstance(each, NotSent) and each.retry_after]
        return _again(outgoing, passing[0].why, max(waits, default=None), now, chance)
    return Ending(Event.GIVEN_UP, Refusal.REJECTED) if failed else Ending(Event.ARRIVED)


def of_stranded(outgoing: Outgoing, now: datetime) -> Ending:
    """A replica died between intent and outcome: nobody knows, so the same as a timeout."""
    if outgoing.notice.kind is NoticeKind.REFRESH:
        return _again(outgoing, STOPPED, None, now)
    return _unsure(outgoing, STOPPED, now)


def write_down(records: Records, outgoing: Outgoing, ending: Ending) -> bool:
    """Whether the row was still this holder's to speak for."""
    return records.outbox.settle(outgoing, ending.event, ending.why, ending.not_before)


def log_ending(outgoing: Outgoing, ending: Ending) -> None:
    """For whoever runs the service: ids and reasons only."""
    if ending.why == Refusal.UNREACHABLE:
        log.error("unreachable", kind=str(outgoing.notice.kind), rule=outgoing.notice.rule)
    state = END[ending.event]
    if state in SHOWN:
        log.error("not_delivered", outgoing=outgoing.id, state=str(state), why=str(ending.why))


def is_unreachable(outcome: Outcome) -> bool:
    return isinstance(outcome, NotSent) and outcome.why is Refusal.UNREACHABLE


def is_busy(outcome: Outcome) -> bool:
    return isinstance(outcome, NotSent) and outcome.why is Refusal.BUSY


def _again(
    outgoing: Outgoing, why: str, retry_after: timedelta | None, now: datetime, chance: float = 0
) -> Ending:
    if outgoing.attempts >= MOST_ATTEMPTS:
        return Ending(Event.GIVEN_UP, why)
    wait = retry_after or min(FIRST_RETRY * 2**outgoing.attempts, LAST_RETRY)
    return Ending(Event.SAFE_TO_SEND_AGAIN, why, now + wait * (1 + JITTER * chance))


def _unsure(outgoing: Outgoing, why: str, now: datetime) -> Ending:
    if outgoing.repeats:
        return Ending(Event.STILL_NOT_KNOWN, why)
    return Ending(Event.NOT_KNOWN, why, now + REPEAT_AFTER)
