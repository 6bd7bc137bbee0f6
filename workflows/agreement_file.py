"""What one agreement file may say: its keys and their limits.

A file that extends another is read once what it leaves out has been filled in (`agreement_bases.py`). What
does not go together stands in `agreement_contradictions.py`, what it all becomes in `agreement_of_file.py`.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from domain.agreement import (
    CITIZENS_PER_HOUR,
    Receiver,
)
from domain.document_kind import DocumentKind
from domain.people import Area, Role
from domain.retention import Retention
from domain.task import TaskKind

Days = Annotated[int, Field(ge=0, le=365)]
DaysBefore = Annotated[int, Field(ge=0, le=15)]
"""Three weeks: the scan for reminders looks a month ahead."""
Every = Annotated[int, Field(ge=1, le=15)]
Months = Annotated[int, Field(ge=1, le=12)]
Goal = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
Period = Annotated[int, Field(ge=1, le=3650)]
"""Calendar days something is kept: ten years at most, as long as a journal."""


def _day_of_every_year(text: str) -> str:
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise ValueError("is no day of the year: write month and day, 06-05 for 5 June") from None
    return text


YearlyDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$"), AfterValidator(_day_of_every_year)]


def _task_or_document(text: str) -> str:
    if text not in URGENT_KINDS:
        raise ValueError(f"is neither a kind of task nor of document; they are {', '.join(URGENT_KINDS)}")
    return text


URGENT_KINDS = (*TaskKind, *DocumentKind)
UrgentKind = Annotated[str, AfterValidator(_task_or_document)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeadlinesTable(_Table):
    acknowledge_working_days: Days
    find_time_working_days: Days
    minutes_working_days: Days
    sign_off_working_days: Days
    agreement_before_discharge_working_days: DaysBefore
    first_follow_up_days: Days
    next_meeting_months: Months


class RemindersTable(_Table):
    at: Annotated[time, Field(strict=True)]
    working_days_before: DaysBefore
    leader_after_working_days: Days
    coordinators_after_working_days: Days
    ask_discharge_date_every_working_days: Every
    urgent: list[UrgentKind] = []
    urgent_at_any_hour: bool = False

    @model_validator(mode="after")
    def _leader_first(self) -> RemindersTable:
        if self.coordinators_after_working_days < self.leader_after_working_days:
            raise ValueError("coordinators are told after the leader: raise coordinators_after_working_days")
        return self


class HoursTable(_Table):
    """When a unit is at work that has not said otherwise itself."""

    days: set[Annotated[int, Field(ge=1, le=7)]] = Field(min_length=1)
    begins: Annotated[time, Field(strict=True)]
    ends: Annotated[time, Field(strict=True)]
    holidays: bool = False


class EmergencyAccessTable(_Table):
    """Who may look at a case in an emergency. Without units, in every unit of the parties."""

    roles: set[Literal[Role.FRONTLINE, Role.LEADER, Role.SIGNATORY]] = Field(min_length=1)
    units: list[str] = []


class SearchesTable(_Table):
    citizens_per_hour: Annotated[int, Field(ge=1, le=200)]


class RetentionTable(_Table):
    """What a file leaves out is kept as long as `domain/retention.py` says."""

    journal_within_working_days: Annotated[int, Field(ge=1, le=60)] = Retention.journal_within
    documents_days: dict[DocumentKind, Period] = {}
    idle_days: Annotated[int, Field(ge=30, le=730)] = Retention.idle
    close_within_working_days: Annotated[int, Field(ge=1, le=60)] = Retention.close_within
    meetings_days: Period = Retention.meetings
    case_days: Period = Retention.case
    drafts_days: Annotated[int, Field(ge=1, le=90)] = Retention.drafts
    messages_days: Annotated[int, Field(ge=7, le=365)] = Retention.messages


class DocumentTable(_Table):
    in_use: bool = True
    """False where a local agreement does without a document of its base."""
    required: list[str]
    receivers: list[Receiver] = Field([Receiver.INBOX], min_length=1)
    name_da: str = ""
    name_en: str = ""


class GuidanceTable(_Table):
    topic_da: str
    topic_en: str
    words: list[str] = Field(min_length=1)
    da: str
    en: str
    link: str = Field(pattern="^https://")


class AgreementFile(_Table):
    """A file that is whole: on its own, or filled in from the one it extends."""

    extends: str = ""
    name_da: str
    name_en: str
    area: Literal[Area.ADULTS, Area.CHILDREN]
    valid_from: date
    valid_to: date | None = None
    parties: list[str] = Field(min_length=2)
    extra_holidays: list[YearlyDay] = []
    deadlines: DeadlinesTable
    reminders: RemindersTable
    hours: HoursTable
    emergency_access: EmergencyAccessTable | None = None
    searches: SearchesTable = SearchesTable(citizens_per_hour=CITIZENS_PER_HOUR)
    retention: RetentionTable = RetentionTable()
    documents: dict[DocumentKind, DocumentTable] = {}
    goals: dict[str, Goal] = {}
    """Effect goals by indicator: of a share in percent."""
    guidance: list[GuidanceTable] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> AgreementFile:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from: correct one of them")
        return self
