"""Everything stored, and the transaction around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from workflows.ports.audit import AuditLog
from workflows.ports.cases import Cases, DischargeCounts, Events
from workflows.ports.chats import Drafts, Effects, Posts
from workflows.ports.directory import Addresses, Directory, Preferences
from workflows.ports.figures import Figures
from workflows.ports.handouts import Handouts
from workflows.ports.keeping import Erasure, IdleCases, Journal
from workflows.ports.looks import CitizenSearches, EmergencyAccesses
from workflows.ports.on_cases import Admissions, Documents, Meetings, Tasks
from workflows.ports.outbox import Outbox, Pace
from workflows.ports.reports import ForumActions, Reports, SettledQuarters
from workflows.ports.seals import Seals

T = TypeVar("T")


class Records(Protocol):
    """Everything stored, within one transaction."""

    directory: Directory
    addresses: Addresses
    preferences: Preferences
    cases: Cases
    meetings: Meetings
    documents: Documents
    admissions: Admissions
    discharge_counts: DischargeCounts
    tasks: Tasks
    drafts: Drafts
    effects: Effects
    events: Events
    emergencies: EmergencyAccesses
    searches: CitizenSearches
    posts: Posts
    handouts: Handouts
    outbox: Outbox
    pace: Pace
    figures: Figures
    audit: AuditLog
    journal: Journal
    erasure: Erasure
    idle_cases: IdleCases
    seals: Seals
    settled_quarters: SettledQuarters
    reports: Reports
    forum_actions: ForumActions


class Store(Protocol):
    async def run(self, work: Callable[[Records], T]) -> T:
        """Run `work` in one transaction and commit it; roll back and raise what it raises. Runs it again
        after `Conflict` or a serialisation failure, a few times."""
