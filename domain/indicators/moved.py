"""A citizen who moves takes the case along, and leaves behind what was counted before.

What counts on a day counts for the municipality that had the case on that day: a deadline for the one whose
it was when it passed, a notice for the one it was sent to. So nothing of a past period changes places when
the case does, and no municipality answers for days on which it did not have it. What was not handed over when
the case was, such as what a second municipality had itself before it became the first, stays whose it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.admission import Admission
from domain.case import Moved
from domain.document import Document
from domain.indicators.facts import Place, RecordFact
from domain.network_meeting import NetworkMeeting
from domain.people import Sector
from domain.task import Task

Record = NetworkMeeting | Document | Admission | Task


def place_on(fact: RecordFact, day: date, moves: Sequence[Moved], unit_id: str) -> Place:
    """Where a fact counts that counts on this local day. `moves` are the case's, oldest first; `unit_id` is
    the municipality's unit that has it now. What is of a unit that never had the case stays there, like a
    second municipality's tasks."""
    had = [*(move.unit_id for move in moves), unit_id]
    if not moves or fact.place.municipality_unit_id not in had:
        return fact.place
    at = _last_with(fact, had, moves)
    while at and day < moves[at - 1].until and fact.id not in moves[at - 1].stayed:
        at -= 1
    return replace(fact.place, municipality_unit_id=had[at])


def _last_with(fact: RecordFact, had: list[str], moves: Sequence[Moved]) -> int:
    """The last time its unit had the case and it was under way: where that unit had it again, it may have
    been over since the time before, or be its own from before the first."""
    own = fact.place.municipality_unit_id
    at = _last(had, own)
    while at and fact.id in moves[at - 1].stayed and own in had[:at]:
        at = _last(had[:at], own)
    return at


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
