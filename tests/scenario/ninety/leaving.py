"""What the ninety leave behind, and whether anything personal stands in it: as at the end of every story in
the town (`tests/scenario/leaks.py`), over all courses at once.

Here is no process and no channel. What was sent is what the product made to be sent, and its log lines are
those it wrote in this process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from metrics.meter import Meter
from tests.scenario.leaks import CASE, KNOWS_STAFF, NAMES_WHO_ACTS, Of, Place, backup, files_of
from tests.scenario.marks import Marks, spellings
from tests.scenario.ninety import writing
from tests.scenario.ninety.course import Course
from tests.scenario.ninety.town import rows
from tests.scenario.ninety.year import Year
from tests.stores import KEYS, LOOKUP_KEY
from tests.texts import ALL_TEXTS
from workflows.chat import Message
from workflows.desk import Desk
from workflows.watching import READINGS

LogLine = Mapping[str, Any]


async def seen_from_outside(year: Year, log: Sequence[LogLine]) -> list[Place]:
    """Everywhere, while the store is open."""
    gauges = await year.does(lambda desk: [g for read in READINGS for g in read(desk.records, year.now)])
    return [
        Place("log", "\n".join(map(repr, log)).encode()),
        Place("metrics", Meter().page(gauges)),
        *files_of(year.url, "while it runs"),
        backup(year.url),
        *_sent([*year.rendered, *await year.does(lambda desk: _of_many(desk, year))]),
    ]


def marks_of(courses: Sequence[Course]) -> dict[Of, Marks]:
    """Everybody's own name and number, and what is written about them."""
    names = (writing.name_of(course) for course in courses)
    numbers = (each for course in courses for each in spellings(writing.cpr_of(course)))
    staff = rows()
    return {
        Of.CITIZENS_AND_KEYS: Marks.of(
            (*names, *numbers, *writing.MEETING, *ALL_TEXTS), (*KEYS.keys.values(), LOOKUP_KEY)
        ),
        Of.STAFF: Marks.of({word for row in staff for word in (row.person, row.email)}),
        Of.UNITS: Marks.of({row.unit for row in staff}),
    }


def _of_many(desk: Desk, year: Year) -> list[Message]:
    """Everybody's newest morning message and weekly overview."""
    made = (year.render(desk.records, each, year.now) for each in year.of_many.values())
    return [message for message in made if message is not None]


def _sent(messages: Sequence[Message]) -> Iterator[Place]:
    """What a notification shows, and the cards: all came unasked, and those of many cases name units."""
    yield Place("notification", "\n".join(each.summary for each in messages).encode())
    for of_one_case, name, may_name in (
        (True, "closed card", NAMES_WHO_ACTS),
        (False, "card of many cases", KNOWS_STAFF),
    ):
        cards = [each.card for each in messages if each.summary.startswith(CASE) is of_one_case]
        yield Place(name, json.dumps(cards, ensure_ascii=False).encode(), may_name)
