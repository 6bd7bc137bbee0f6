"""A citizen who moves takes the case along, and leaves behind what was counted before.

What counts on a day counts for the municipality that had the case on that day: a deadline for the one whose
it was when it passed, a notice for the one it was sent to. So nothing of a past period changes places when
the case does, and no municipality answers for days on which it did not have it. What was not handed over when
the case was, such as what a second municipality had itself before it became the first, stays whose it was.
Likewise what a second municipality handed to the first when it went off the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.admission import Admission
from domain.case import Moved, SecondLeft
from domain.document import Document
from domain.indicators.facts import Place, RecordFact
from domain.network_meeting import NetworkMeeting
from domain.people import Sector
from domain.task import Task

Record = NetworkMeeting | Document | Admission | Task


def place_on(
    fact: RecordFact, day: date, moves: Sequence[Moved], unit_id: str, left: Sequence[SecondLeft] = ()
) -> Place:
    """Where a fact counts that counts on this local day. `moves` and `left` are the case's, oldest first;
    `unit_id` is the municipality's unit that has it now. What is of a unit that never had the case stays
    there, like a second municipality's tasks."""
    own = fact.place.municipality_unit_id
    for each in left:
        if fact.id in each.tasks and day < each.until:
            own = each.unit_id
            moves, unit_id = _until(each.until, moves, unit_id)
            break
    return replace(fact.place, municipality_unit_id=_had_it(own, fact.id, day, moves, unit_id))


def _until(day: date, moves: Sequence[Moved], unit_id: str) -> tuple[Sequence[Moved], str]:
    """The moves of a case as they were the day before, and who had it then."""
    before = [move for move in moves if move.until < day]
    return before, next((move.unit_id for move in moves[len(before) :]), unit_id)


def _had_it(own: str, record_id: str, day: date, moves: Sequence[Moved], unit_id: str) -> str:
    """The unit that had on that day what is `own`'s now, found from move to move back in time. What a unit
    had already when it took over the case, it had from the time before, or from before the first."""
    had = [*(move.unit_id for move in moves), unit_id]
    if own not in had:
        return own
    at = _last(had, own)
    while at:
        move, before = moves[at - 1], had[:at]
        if record_id not in move.stayed and day < move.until:
            at -= 1
        elif record_id in move.stayed and had[at] in before:
            at = _last(before, had[at])
        else:
            break
    return had[at]


def _last(had: list[str], unit_id: str) -> int:
    return len(had) - 1 - had[::-1].index(unit_id)


def stays(record: Record, newcomers: frozenset[str], *, had_it_before: bool) -> bool:
    """Whether the record is not handed over where these units take over the case: it is theirs already. Of
    the ward's tasks, what is over may be towards one that had the case before."""
    match record:
        case Task():
            is_over = record.sector is Sector.REGION and not record.is_open
            return record.unit_id in newcomers or (had_it_before and is_over)
        case Admission():
            return record.municipality.unit_id in newcomers
        case Document():
            return not newcomers.isdisjoint((record.author.unit_id, record.receiver.unit_id))
        case NetworkMeeting():
            return not newcomers.isdisjoint((record.inviter.unit_id, record.receiver.unit_id))
