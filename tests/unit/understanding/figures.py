"""How coordinators and leaders ask for figures. It is Tuesday 24 November 2026."""

from datetime import date
from typing import Any

from dialogs.understanding import Intent as I
from domain.indicators.measure import Period
from domain.people import Area
from tests.unit.understanding.sentence import Sentence, said


def of(text: str, first: date, last: date, **more: Any) -> Sentence:
    return said(text, intent=I.FIGURES, period=Period(first, last), **more)


LAST_WEEK = (date(2026, 11, 16), date(2026, 11, 22))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
THIRD_QUARTER = (date(2026, 7, 1), date(2026, 9, 30))

FIGURES = (
    said("tal", intent=I.FIGURES),
    said("vis tallene", intent=I.FIGURES),
    said("nøgletal", intent=I.FIGURES),
    said("vores tal", intent=I.FIGURES),
    of("ugens tal", *LAST_WEEK),
    of("Ugens tal?", *LAST_WEEK),
    of("tal for sidste uge", *LAST_WEEK),
    of("this week's figures", date(2026, 11, 23), date(2026, 11, 29)),
    of("tal for denne uge", date(2026, 11, 23), date(2026, 11, 29)),
    of("tal for næste uge", date(2026, 11, 30), date(2026, 12, 6)),
    of("tal for uge 43", date(2026, 10, 19), date(2026, 10, 25)),
    of("tal for uge 52", date(2025, 12, 22), date(2025, 12, 28)),
    of("tal for oktober", *OCTOBER),
    of("figures for october", *OCTOBER),
    of("månedens tal", *OCTOBER),
    of("tal for Hvidovre i oktober", *OCTOBER, municipalities=("hvidovre",)),
    of("hvad er tallene for Hvidovre Kommune i oktober 2025?", date(2025, 10, 1), date(2025, 10, 31),
       municipalities=("hvidovre",)),
    of("tal for december", date(2025, 12, 1), date(2025, 12, 31)),
    of("tal for december 2026", date(2026, 12, 1), date(2026, 12, 31)),
    of("tal for 3. kvartal", *THIRD_QUARTER),
    of("tal for tredje kvartal 2026", *THIRD_QUARTER),
    of("kvartalets tal", *THIRD_QUARTER),
    of("figures for Q3", *THIRD_QUARTER),
    of("tal for 4. kvartal", date(2026, 10, 1), date(2026, 12, 31)),
    of("tal for 2025", date(2025, 1, 1), date(2025, 12, 31)),
    of("tal for i år", date(2026, 1, 1), date(2026, 12, 31)),
    of("tal fra 1. oktober til 15. november", date(2026, 10, 1), date(2026, 11, 15)),
    of("tal fra 15/12 til 15/1".replace("/", "."), date(2025, 12, 15), date(2026, 1, 15)),
    of("tal for børn og unge i oktober", *OCTOBER, area=Area.CHILDREN),
    of("ugens tal for voksne", *LAST_WEEK, area=Area.ADULTS),
    of("tal for Odense i oktober", *OCTOBER, place_unknown=True),
    of("tal for oktobr", *OCTOBER),
    of("tal for Hvidovre i otkober", *OCTOBER, municipalities=("hvidovre",)),
    of("tal for 3. kvatal", *THIRD_QUARTER),
    of("tal for 3. kvartl 2026", *THIRD_QUARTER),
    of("tal for oktober sidste år", date(2025, 10, 1), date(2025, 10, 31)),
    of("tal for 3. kvartal i fjor", date(2025, 7, 1), date(2025, 9, 30)),
    of("tal for oktober i år", *OCTOBER),
    of("tal for uge 45 i sidste år", date(2025, 11, 3), date(2025, 11, 9)),
    of("figures for Q3 last year", date(2025, 7, 1), date(2025, 9, 30)),
    of("månedens tal for oktober", *OCTOBER),
    of("tal for oktober og november", date(2026, 10, 1), date(2026, 11, 30)),
    of("weekly numbers", *LAST_WEEK),
    of("numbers for October", *OCTOBER),
    said("tal for 2. kvartal og oktober", intent=I.FIGURES, period_unclear=True),
    said("tal for oktober og 2. kvartal", intent=I.FIGURES, period_unclear=True),
    said("tal for uge 45 og uge 46", intent=I.FIGURES, period_unclear=True),
    said("tal for 3. kvt", intent=I.FIGURES, period_unclear=True),
    said("tal for uge 60", intent=I.FIGURES, period_unclear=True),
    said("tal for 5. kvartal", intent=I.FIGURES, period_unclear=True),
    said("tal fra 15. november til 31. februar", intent=I.FIGURES, period_unclear=True),
    said("tal med borgeren om støtten"),
    said("jeg vil gerne tale med kommunen"),
    said("tal for sag 26-1042", intent=I.STATUS, case_number="26-1042"),
)  # fmt: skip
