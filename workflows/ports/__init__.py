"""What the use cases need from the world, as Protocols; `storage/` implements them, tests fake them.

`Store.run` gives one function one transaction: all it does is kept, or nothing. The function is plain
synchronous code over `Records`, may be run again after a conflict, and so must have no other effect.
Reads of a case take the caller and answer `NotFound` to anyone without a relation to it.
"""

from __future__ import annotations

from workflows.ports.audit import BY_THE_CLOCK, AuditEntry, AuditLog, LoggedEntry, Origin, Source
from workflows.ports.callers import Caller, Clockwork, Conflict
from workflows.ports.cases import Cases, DischargeCounts, Events
from workflows.ports.chats import DRAFT_LIFETIME, Draft, Drafts, Effects, Posts
from workflows.ports.directory import Addresses, Directory, DirectoryRow, Preferences
from workflows.ports.figures import Figures, FiguresAsked, Tallied
from workflows.ports.handouts import Handout, Handouts, KeptHandout
from workflows.ports.keeping import ClosedCase, Erasure, IdleCases, Journal, OpenCase
from workflows.ports.looks import CitizenSearches, EmergencyAccesses
from workflows.ports.on_cases import (
    AdmissionOnCase,
    Admissions,
    DocumentOnCase,
    Documents,
    MeetingOnCase,
    Meetings,
    TaskOnCase,
    Tasks,
)
from workflows.ports.outbox import Outbox, Pace, Reserved
from workflows.ports.records import Records, Store
from workflows.ports.seals import Anchors, Expired, Seal, Seals

__all__ = [
    "BY_THE_CLOCK",
    "DRAFT_LIFETIME",
    "Addresses",
    "AdmissionOnCase",
    "Admissions",
    "Anchors",
    "AuditEntry",
    "AuditLog",
    "Caller",
    "Cases",
    "CitizenSearches",
    "Clockwork",
    "ClosedCase",
    "Conflict",
    "Directory",
    "DirectoryRow",
    "DischargeCounts",
    "DocumentOnCase",
    "Documents",
    "Draft",
    "Drafts",
    "Effects",
    "EmergencyAccesses",
    "Erasure",
    "Events",
    "Expired",
    "Figures",
    "FiguresAsked",
    "Handout",
    "Handouts",
    "IdleCases",
    "Journal",
    "KeptHandout",
    "LoggedEntry",
    "MeetingOnCase",
    "Meetings",
    "OpenCase",
    "Origin",
    "Outbox",
    "Pace",
    "Posts",
    "Preferences",
    "Records",
    "Reserved",
    "Seal",
    "Seals",
    "Source",
    "Store",
    "Tallied",
    "TaskOnCase",
    "Tasks",
]
