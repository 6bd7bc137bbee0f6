"""What an agreement file becomes: the agreement as the rules know it (`domain/agreement.py`)."""

from __future__ import annotations

from domain.agreement import Agreement, Deadlines, DocumentRule, EmergencyRule, Guidance, ReminderTimes
from domain.document_kind import DocumentKind
from domain.indicators.measure import Unit
from domain.indicators.table import INDICATOR
from domain.retention import DEFAULT_DOCUMENTS, Retention
from domain.working_hours import WorkingHours
from workflows.agreement_file import (
    AgreementFile,
    DeadlinesTable,
    DocumentTable,
    EmergencyAccessTable,
    RemindersTable,
    RetentionTable,
)

WHOLE = 100
"""Percent."""


def agreement_of(agreement_id: str, file: AgreementFile) -> Agreement:
    return Agreement(
        id=agreement_id,
        name_da=file.name_da,
        name_en=file.name_en,
        area=file.area,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        parties=tuple(file.parties),
        extra_holidays=tuple(file.extra_holidays),
        deadlines=_deadlines(file.deadlines),
        reminders=_reminders(file.reminders),
        hours=WorkingHours(
            frozenset(file.hours.days), file.hours.begins, file.hours.ends, file.hours.holidays
        ),
        guidance=tuple(
            Guidance(g.topic_da, g.topic_en, tuple(g.words), g.da, g.en, g.link) for g in file.guidance
        ),
        retention=retention_of(file.retention),
        documents=tuple(
            _rule(kind, file.documents[kind])
            for kind in DocumentKind
            if kind in file.documents and file.documents[kind].in_use
        ),
        emergency=_emergency(file.emergency_access),
        citizens_per_hour=file.searches.citizens_per_hour,
        goals={name: _goal(name, goal) for name, goal in file.goals.items()},
        extends=file.extends,
    )


def _emergency(table: EmergencyAccessTable | None) -> EmergencyRule:
    return EmergencyRule(frozenset(table.roles), frozenset(table.units)) if table else EmergencyRule()


def _goal(name: str, goal: float) -> float:
    return goal / WHOLE if INDICATOR[name].unit is Unit.SHARE else goal


def _deadlines(table: DeadlinesTable) -> Deadlines:
    return Deadlines(
        acknowledge=table.acknowledge_working_days,
        find_time=table.find_time_working_days,
        minutes=table.minutes_working_days,
        sign_off=table.sign_off_working_days,
        agreement_before=table.agreement_before_discharge_working_days,
        first_follow_up_days=table.first_follow_up_days,
        next_meeting_months=table.next_meeting_months,
    )


def _reminders(table: RemindersTable) -> ReminderTimes:
    return ReminderTimes(
        at=table.at,
        working_days_before=table.working_days_before,
        leader_after=table.leader_after_working_days,
        coordinators_after=table.coordinators_after_working_days,
        ask_date_every=table.ask_discharge_date_every_working_days,
        urgent=frozenset(table.urgent),
        urgent_at_any_hour=table.urgent_at_any_hour,
    )


def retention_of(table: RetentionTable) -> Retention:
    return Retention(
        documents={**DEFAULT_DOCUMENTS, **table.documents_days},
        meetings=table.meetings_days,
        case=table.case_days,
        drafts=table.drafts_days,
        messages=table.messages_days,
        journal_within=table.journal_within_working_days,
        idle=table.idle_days,
        close_within=table.close_within_working_days,
    )


def _rule(kind: DocumentKind, document: DocumentTable) -> DocumentRule:
    return DocumentRule(
        kind=kind,
        required=tuple(document.required),
        name_da=document.name_da,
        name_en=document.name_en,
        receivers=tuple(document.receivers),
    )
