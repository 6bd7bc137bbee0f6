"""Moments: UTC on both databases, exact to the microsecond, ordered, and never without a time zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.engine import Dialect

from storage.schema.moment import Moment

DIALECTS = tuple(create_engine(url).dialect for url in ("sqlite://", "postgresql+psycopg://"))
AWARE = st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Europe/Copenhagen")]))


def stored(moment: datetime | None, dialect: Dialect) -> datetime | None:
    kind = Moment()
    return kind.process_result_value(kind.process_bind_param(moment, dialect), dialect)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda d: d.name)
@given(moment=AWARE)
def test_a_moment_comes_back_the_same_and_in_utc(dialect: Dialect, moment: datetime) -> None:
    found = stored(moment, dialect)
    assert found is not None
    assert found == moment.astimezone(UTC)
    assert found.tzinfo is UTC


@given(first=AWARE, second=AWARE)
def test_sqlite_orders_moments_as_time_does(first: datetime, second: datetime) -> None:
    kind, dialect = Moment(), DIALECTS[0]
    in_order = kind.process_bind_param(first, dialect) < kind.process_bind_param(second, dialect)
    assert in_order == (first.astimezone(UTC) < second.astimezone(UTC))


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda d: d.name)
def test_a_moment_without_a_time_zone_is_refused(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 11, 20), dialect)
    assert stored(None, dialect) is None
