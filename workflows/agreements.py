"""The collaboration agreements in force: read from `agreements/*.toml`, checked once at start.

An error names file, key and remedy, and nothing starts until it is mended. What the files may say is the
pydantic models here; what it means is `domain/agreement.py`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.agreement import Agreement, Deadlines, Guidance, ReminderTimes
from domain.errors import NotFound
from domain.people import Area
from domain.working_days import Calendar
from workflows.holidays import calendar_of

Days = Annotated[int, Field(ge=0, le=365)]
DaysBefore = Annotated[int, Field(ge=0, le=15)]
"""Three weeks: the scan for reminders looks a month ahead."""


def _day_of_every_year(text: str) -> str:
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise ValueError("is no day of the year: write month and day, 06-05 for 5 June") from None
    return text


YearlyDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$"), AfterValidator(_day_of_every_year)]


class AgreementError(Exception):
    """An agreement file cannot be used; the message lists every fault with file, key and remedy."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Deadlines(_Table):
    acknowledge_working_days: Days
    find_time_working_days: Days
    minutes_working_days: Days


class _Reminders(_Table):
    at: Annotated[time, Field(strict=True)]
    working_days_before: DaysBefore
    leader_after_working_days: Days
    coordinators_after_working_days: Days

    @model_validator(mode="after")
    def _leader_first(self) -> _Reminders:
        if self.coordinators_after_working_days < self.leader_after_working_days:
            raise ValueError("coordinators are told after the leader: raise coordinators_after_working_days")
        return self


class _Guidance(_Table):
    topic_da: str
    topic_en: str
    words: list[str] = Field(min_length=1)
    da: str
    en: str
    link: str = Field(pattern="^https://")


class _File(_Table):
    name_da: str
    name_en: str
    area: Area
    valid_from: date
    valid_to: date | None = None
    parties: list[str] = Field(min_length=2)
    extra_holidays: list[YearlyDay] = []
    deadlines: _Deadlines
    reminders: _Reminders
    guidance: list[_Guidance] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> _File:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from: correct one of them")
        return self


@dataclass(frozen=True)
class Agreements:
    """All agreements, and their calendars."""

    all: tuple[Agreement, ...]
    _calendars: dict[str, Calendar] = field(repr=False)

    def get(self, agreement_id: str) -> Agreement:
        for agreement in self.all:
            if agreement.id == agreement_id:
                return agreement
        raise NotFound(f"no agreement {agreement_id}")

    def between(self, area: Area, organisations: tuple[str, ...], day: date) -> Agreement | None:
        """The agreement for `area` in force on `day` that binds all of `organisations`, or None."""
        for agreement in self.all:
            if agreement.area is area and all(agreement.binds(name, day) for name in organisations):
                return agreement
        return None

    def calendar(self, agreement_id: str) -> Calendar:
        return self._calendars[agreement_id]


def load_agreements(folder: Path) -> Agreements:
    """Every `*.toml` in `folder`, its name the agreement's id. Raises `AgreementError`."""
    faults: list[str] = []
    agreements: list[Agreement] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            agreements.append(_agreement(path.stem, _File.model_validate(_toml(path))))
        except ValidationError as error:
            faults += [_fault(path, e["loc"], e["msg"]) for e in error.errors(include_input=False)]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path.name}: not TOML: {error}. Correct the line it names.")
    if not faults and not agreements:
        faults.append(f"{folder.name}/: no agreement found. Put at least one *.toml there.")
    if faults:
        raise AgreementError("\n".join(faults))
    return Agreements(tuple(agreements), {a.id: calendar_of(a) for a in agreements})


def _toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _fault(path: Path, where: tuple[int | str, ...], message: str) -> str:
    key = ".".join(str(part) for part in where) or "the file"
    return f"{path.name}: {key}: {message}. Correct this key."


def _agreement(agreement_id: str, file: _File) -> Agreement:
    return Agreement(
        id=agreement_id,
        name_da=file.name_da,
        name_en=file.name_en,
        area=file.area,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        parties=tuple(file.parties),
        extra_holidays=tuple(file.extra_holidays),
        deadlines=Deadlines(
            acknowledge=file.deadlines.acknowledge_working_days,
            find_time=file.deadlines.find_time_working_days,
            minutes=file.deadlines.minutes_working_days,
        ),
        reminders=ReminderTimes(
            at=file.reminders.at,
            working_days_before=file.reminders.working_days_before,
            leader_after=file.reminders.leader_after_working_days,
            coordinators_after=file.reminders.coordinators_after_working_days,
        ),
        guidance=tuple(
            Guidance(g.topic_da, g.topic_en, tuple(g.words), g.da, g.en, g.link) for g in file.guidance
        ),
    )
