"""What of a sentence goes along from a group chat to the personal one, as the detail of a notice.

The command, and the number of the case it was said of; of figures and reports the period, the places and the
area they are to be of. Only what was understood: dates, kinds and ids, never a word or a CPR number that
somebody wrote, for a notice holds nothing personal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlencode

from dialogs.understanding import Intent, Understanding
from dialogs.understanding.meaning import OF_PERIODS
from domain.indicators.measure import Period
from domain.people import Area

_FIRST, _LAST, _AREA, _REPORT = "first", "last", "area", "report"
_MUNICIPALITY, _CENTRE = "municipality", "centre"
_NO_PERIOD, _NO_PLACE = "no_period", "no_place"
"""One was named that there is not: then that is the answer, and not the figures of something else."""
_YES = "yes"


def detail_of(intent: Intent, said: Understanding) -> str:
    about = urlencode(list(_of_figures(said))) if intent in OF_PERIODS else said.case_number or ""
    return f"{intent} {about}".strip()


def said_in(detail: str) -> Understanding:
    """Raises `ValueError` for what no `detail_of` wrote."""
    command, _, about = detail.partition(" ")
    intent = Intent(command)
    if intent not in OF_PERIODS:
        return Understanding(intent=intent, case_number=about or None)
    told = parse_qs(about)
    days = [date.fromisoformat(told[name][0]) for name in (_FIRST, _LAST) if name in told]
    return Understanding(
        intent=intent,
        period=Period(*days) if days else None,
        period_unclear=_NO_PERIOD in told,
        place_unknown=_NO_PLACE in told,
        municipalities=tuple(told.get(_MUNICIPALITY, ())),
        centres=tuple(told.get(_CENTRE, ())),
        area=Area(told[_AREA][0]) if _AREA in told else None,
        report_number=int(told[_REPORT][0]) if _REPORT in told else None,
    )


def _of_figures(said: Understanding) -> Iterator[tuple[str, object]]:
    if said.period:
        yield _FIRST, said.period.first
        yield _LAST, said.period.last
    if said.period_unclear:
        yield _NO_PERIOD, _YES
    if said.place_unknown:
        yield _NO_PLACE, _YES
    yield from ((_MUNICIPALITY, id_) for id_ in said.municipalities)
    yield from ((_CENTRE, id_) for id_ in said.centres)
    if said.area:
        yield _AREA, said.area
    if said.report_number is not None:
        yield _REPORT, said.report_number
