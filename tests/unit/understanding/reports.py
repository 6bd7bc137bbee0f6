"""How coordinators ask for the report of the operations forum. It is Tuesday 24 November 2026."""

from datetime import date

from dialogs.understanding import Intent as I
from domain.indicators.measure import Period
from tests.unit.understanding.sentence import Sentence, said


def of(text: str, first: date, last: date) -> Sentence:
    return said(text, intent=I.JOINT_REPORT, period=Period(first, last))


OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
THIRD_QUARTER = (date(2026, 7, 1), date(2026, 9, 30))
TWO_MONTHS = (date(2026, 9, 1), date(2026, 10, 31))

REPORTS = (
    said("driftsforum", intent=I.JOINT_REPORT),
    said("rapport", intent=I.JOINT_REPORT),
    said("rapport til driftsforum", intent=I.JOINT_REPORT),
    said("report for the operations forum", intent=I.JOINT_REPORT),
    of("driftsforum rapport for oktober", *OCTOBER),
    of("rapport 3. kvartal", *THIRD_QUARTER),
    of("lav en rapport til driftsforum for 3. kvartal 2026", *THIRD_QUARTER),
    of("report for Q3", *THIRD_QUARTER),
    of("rapport 1. september til 31. oktober", *TWO_MONTHS),
    of("rapport fra den 1. september til den 31. oktober", *TWO_MONTHS),
    of("rapport for september til oktober", *TWO_MONTHS),
    of("rapport september-oktober 2026", *TWO_MONTHS),
    of("rapport november til januar", date(2025, 11, 1), date(2026, 1, 31)),
    of("rapport 1. september til 15. oktober", date(2026, 9, 1), date(2026, 10, 15)),
    of("rapport for december 2026", date(2026, 12, 1), date(2026, 12, 31)),
    said("rapport for 1. kvartal og 3. kvartal", intent=I.JOINT_REPORT, period_unclear=True),
    said("rapport for 5. kvartal", intent=I.JOINT_REPORT, period_unclear=True),
    said("rapport for oktober 2026 til september 2026", intent=I.JOINT_REPORT, period_unclear=True),
    said("rapport 7", intent=I.JOINT_REPORT, report_number=7),
    said("vis rapport nr. 12", intent=I.JOINT_REPORT, report_number=12),
)
