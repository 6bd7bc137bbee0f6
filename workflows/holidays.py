"""Which days are holidays: the Danish public ones, plus those an agreement adds (such as 05-01)."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays

from domain.agreement import Agreement
from domain.working_days import Calendar


def calendar_of(agreement: Agreement) -> Calendar:
    """The working-day calendar under this agreement."""
    public = holidays.country_holidays("DK")
    extra = frozenset(agreement.extra_holidays)

    @cache
    def is_holiday(day: date) -> bool:
        return day in public or f"{day:%m-%d}" in extra

    return Calendar(is_holiday)
