"""The clock that can be wound: what the demo and its bot take as "now", in every process, across restarts.

Now is the system's time plus an offset kept in one tiny file; whoever winds it writes the file, and everyone
else sees it at the next reading. It runs forward only, apart from `reset`. Nothing else in the demo reads
the wall clock.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WORK_BEGINS = time(8)
WORK_ENDS = time(16)

WorkingDay = Callable[[date], bool]
_Stamp = tuple[int, int]
_NO_FILE: _Stamp = (0, 0)


class ClockRunsForward(ValueError):
    """The clock was asked to go back; only `reset` does that."""


def system_time() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


class WoundClock:
    """Aware UTC time that can be wound forward; several processes share it through `file`."""

    def __init__(self, file: Path, system: Callable[[], datetime] = system_time) -> None:
        self._file = file
        self._system = system
        self._offset = timedelta()
        self._read: _Stamp = _NO_FILE

    def __call__(self) -> datetime:
        return self.now()

    def now(self) -> datetime:
        """The system's time plus the offset, in UTC."""
        return self._system() + self._current_offset()

    def wind_to(self, moment: datetime) -> None:
        """Go forward to an aware moment. Raises `ClockRunsForward` for one that has passed."""
        if moment.tzinfo is None:
            raise ValueError("the clock is wound to an aware moment, not to a naive one")
        self.wind_by(moment - self.now())

    def wind_by(self, step: timedelta) -> None:
        """Go forward by a length of time. Raises `ClockRunsForward` for a negative one."""
        if step < timedelta():
            raise ClockRunsForward(f"the clock runs forward only, and was asked to go back by {-step}")
        self._write(self._current_offset() + step)

    def reset(self) -> None:
        """Back to the system's time."""
        self._file.unlink(missing_ok=True)

    def _current_offset(self) -> timedelta:
        stamp = self._stamp()
        if stamp != self._read:
            self._offset = timedelta() if stamp == _NO_FILE else self._stored_offset()
            self._read = stamp
        return self._offset

    def _stored_offset(self) -> timedelta:
        try:
            return timedelta(microseconds=int(self._file.read_text("ascii")))
        except FileNotFoundError:
            return timedelta()

    def _stamp(self) -> _Stamp:
        """Time of change and inode: two windings within one tick of the file system still differ."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return _NO_FILE
        return found.st_mtime_ns, found.st_ino

    def _write(self, offset: timedelta) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}")
        fresh.write_text(str(offset // timedelta(microseconds=1)), "ascii")
        os.replace(fresh, self._file)


def in_an_hour(now: datetime, _is_working_day: WorkingDay) -> datetime:
    """An hour of elapsed time from now."""
    return now + timedelta(hours=1)


def tomorrow_morning(now: datetime, _is_working_day: WorkingDay) -> datetime:
    """The next calendar day at 08:00 local time, in UTC."""
    return _morning(_today(now) + timedelta(days=1))


def next_working_morning(now: datetime, is_working_day: WorkingDay) -> datetime:
    """The next working day after today at 08:00 local time, in UTC."""
    day = _today(now) + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return _morning(day)


def first_time_at_work(now: datetime, is_working_day: WorkingDay) -> datetime:
    """`now` from 08:00 to 16:00 local time on a working day, else the next such morning, in UTC: nobody is
    written to outside working hours, and somebody who tries the demo at night would wait in vain."""
    local = now.astimezone(COPENHAGEN)
    if is_working_day(local.date()) and local.time() < WORK_ENDS:
        return max(now, _morning(local.date()))
    return next_working_morning(now, is_working_day)


def begin_at_work(clock: WoundClock, is_working_day: WorkingDay) -> None:
    """Wind it to working hours where it stands outside them."""
    now = clock.now()  # read once: it runs on meanwhile, and never back
    clock.wind_by(first_time_at_work(now, is_working_day) - now)


STEPS: Mapping[str, Callable[[datetime, WorkingDay], datetime]] = {
    "hour": in_an_hour,
    "tomorrow": tomorrow_morning,
    "working_day": next_working_morning,
}
"""The page's buttons: how far each winds the clock."""

_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def in_danish(moment: datetime) -> str:
    """Local time written out: "fredag 27. november 2026 kl. 08.00"."""
    local = moment.astimezone(COPENHAGEN)
    day = f"{_WEEKDAYS[local.weekday()]} {local.day}. {_MONTHS[local.month - 1]} {local.year}"
    return f"{day} kl. {local:%H.%M}"


def _today(now: datetime) -> date:
    return now.astimezone(COPENHAGEN).date()


def _morning(day: date) -> datetime:
    return datetime.combine(day, WORK_BEGINS, COPENHAGEN).astimezone(UTC)
