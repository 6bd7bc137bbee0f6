"""One made-up course: what happens to the citizen, and how the people around act. No rule and no result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.admission import DischargeKind


class Story(StrEnum):
    ORDINARY = "ordinary: date known from the start"
    NO_DATE = "no date known at admission"
    SHORT = "under 48 hours from date to discharge"
    NO_OFFICE = "date and discharge within one weekend"
    DAY_OFF = "discharged on a weekend or holiday"
    HOMELESS = "homeless at discharge"
    REFUSES = "refuses to take part"
    CHANGES_MIND = "changes mind after signing"
    MOVES = "moves to another municipality"
    SILENT = "silent receiver"
    NOBODY_STARTS = "nobody starts"
    LATE_ANSWERS = "late answers"
    GONE = "transferred or died"
    NOT_REQUIRED = "agreement not required"
    VOLUNTARY = "agreement voluntary"


class Homeless(StrEnum):
    NO = "no"
    WRITTEN = "written in the agreement"
    AT_DISCHARGE = "found out at the discharge"


@dataclass(frozen=True)
class Course:
    number: int
    story: Story
    admitted_on: date
    """Local days, all of them."""
    planned_on: date
    """The discharge as it was planned."""
    known_on: date
    """When the ward first knew that plan; the day of admission where it was told at once."""
    left_on: date
    """When the citizen really left."""
    ward: str
    municipality: str
    age: int = 40
    kind: DischargeKind = DischargeKind.PLANNED
    required: bool = True
    """By the law's two questions, as the ward would answer them."""
    voluntary: bool = False
    takes_part: bool = True
    declines_on: date | None = None
    """The citizen changes their mind about a signed agreement."""
    moves_on: date | None = None
    moves_to: str = ""
    homeless: Homeless = Homeless.NO
    meets: bool = False
    """There is a network meeting, with minutes."""
    ready_on: date | None = None
    """The day of the readiness notice."""
    fortnightly: bool = False
    """The follow-up is repeated once."""
    starts: bool = True
    """Whether the ward assesses and writes the agreement at all."""
    records: bool = True
    """Whether the ward tells that the citizen has left."""
    explains_after: int | None = None
    """Working days after the discharge until the ward says why there was no agreement."""
    ward_days: int = 0
    """Working days each takes to act on what they hear; None: never."""
    chief_days: int | None = 0
    reader_days: int | None = 0
    manager_days: int | None = 0

    @property
    def is_child(self) -> bool:
        return self.age < 18

    @property
    def asks_for_agreement(self) -> bool:
        return self.kind in (DischargeKind.PLANNED, DischargeKind.OWN_REQUEST)


_NEVER = "never"


def in_words(course: Course) -> str:
    """The description as a colleague would tell it."""
    told = [
        f"{course.number:2}. {course.story}; {course.age} years, {course.ward} and {course.municipality}",
        f"admitted {course.admitted_on}, to leave {course.planned_on} (known {course.known_on})",
        f"left {course.left_on}, {course.kind.replace('_', ' ')}",
        "" if course.required else "no agreement required" + ", but wished for" * course.voluntary,
        "" if course.takes_part else "will not take part",
        f"says no on {course.declines_on} after having signed" if course.declines_on else "",
        f"moves to {course.moves_to} on {course.moves_on}" if course.moves_on else "",
        f"homeless, {course.homeless}" if course.homeless is not Homeless.NO else "",
        "network meeting with minutes" if course.meets else "",
        f"readiness notice {course.ready_on}" if course.ready_on else "",
        "" if course.starts else "the ward never makes an agreement",
        "" if course.records else "nor tells of the discharge",
        "" if course.explains_after is None else f"explains after {course.explains_after} days",
        "working days to act: ward {}, chief physician {}, reader {}, manager {}".format(
            course.ward_days,
            *(
                _NEVER if days is None else days
                for days in (course.chief_days, course.reader_days, course.manager_days)
            ),
        ),
    ]
    return "; ".join(part for part in told if part) + "."
