"""Everything stored, over one connection and within one transaction; the same on both databases."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.casework.admissions import SqlAdmissions
from storage.casework.cases import SqlCases
from storage.casework.counting import Counting
from storage.casework.documents import SqlDocuments
from storage.casework.emergencies import SqlEmergencyAccesses
from storage.casework.events import SqlEvents
from storage.casework.idle_cases import SqlIdleCases
from storage.casework.journal import SqlJournal
from storage.casework.meetings import SqlMeetings
from storage.casework.remarks import SqlRemarks
from storage.casework.searches import SqlCitizenSearches
from storage.casework.tasks import SqlTasks
from storage.chats.addresses import SqlAddresses
from storage.chats.drafts import SqlDrafts
from storage.chats.effects import SqlEffects
from storage.chats.handouts import SqlHandouts
from storage.chats.outbox import SqlOutbox
from storage.chats.pace import SqlPace
from storage.chats.posts import SqlPosts
from storage.databases.apart import Apart
from storage.erasure import SqlErasure
from storage.figures.discharge_counts import SqlDischargeCounts
from storage.figures.figures import SqlFigures
from storage.figures.forum_actions import SqlForumActions
from storage.figures.reports import SqlReports, SqlSettledQuarters
from storage.log.audit import SqlAuditLog
from storage.log.keys import KnownLogKeys
from storage.log.seals import SqlSeals
from storage.people.directory import KnownDirectory, SqlDirectory
from storage.people.preferences import SqlPreferences
from storage.sealing.encryption import Cipher, CprLookup
from workflows import ports
from workflows.ports.reports import ForumActions, Reports, SettledQuarters


class SqlRecords:
    """`ports.Records`. `finish` writes what is kept for the end; whoever commits calls it first, and
    `after_commit` once that has succeeded."""

    directory: ports.Directory
    addresses: ports.Addresses
    preferences: ports.Preferences
    cases: ports.Cases
    meetings: ports.Meetings
    documents: ports.Documents
    admissions: ports.Admissions
    discharge_counts: ports.DischargeCounts
    tasks: ports.Tasks
    drafts: ports.Drafts
    effects: ports.Effects
    events: ports.Events
    emergencies: ports.EmergencyAccesses
    searches: ports.CitizenSearches
    posts: ports.Posts
    handouts: ports.Handouts
    outbox: ports.Outbox
    pace: ports.Pace
    figures: ports.Figures
    audit: ports.AuditLog
    journal: ports.Journal
    remarks: ports.Remarks
    erasure: ports.Erasure
    idle_cases: ports.IdleCases
    seals: ports.Seals
    settled_quarters: SettledQuarters
    reports: Reports
    forum_actions: ForumActions

    def __init__(
        self,
        connection: Connection,
        cipher: Cipher,
        lookup: CprLookup,
        directory: KnownDirectory,
        apart: Apart | None = None,
        log_keys: KnownLogKeys | None = None,
    ) -> None:
        """`log_keys` are those that units of work of the same store remember, if any."""
        cases = SqlCases(connection, cipher, lookup)
        staff = SqlDirectory(connection, directory)
        self._counting = Counting(connection, staff)
        apart = apart or Apart()
        self._log = SqlAuditLog(connection, cipher, cases, log_keys or KnownLogKeys(), apart)
        self.directory = staff
        self.addresses = SqlAddresses(connection)
        self.preferences = SqlPreferences(connection)
        self.cases = cases
        self.meetings = SqlMeetings(connection, cipher, cases, self._counting)
        self.documents = SqlDocuments(connection, cipher, cases, self._counting)
        self.admissions = SqlAdmissions(connection, cipher, cases, self._counting)
        self.discharge_counts = SqlDischargeCounts(connection)
        self.tasks = SqlTasks(connection, cipher, cases, self._counting)
        self.drafts = SqlDrafts(connection, cipher)
        self.effects = SqlEffects(connection, cipher)
        self.events = SqlEvents(connection, cipher, cases)
        self.emergencies = SqlEmergencyAccesses(connection, cipher, cases)
        self.searches = SqlCitizenSearches(connection)
        self.posts = SqlPosts(connection)
        self.handouts = SqlHandouts(connection, cipher)
        self.outbox = SqlOutbox(connection)
        self.pace = SqlPace(connection)
        self.figures = SqlFigures(connection, apart)
        self.audit = self._log
        self.journal = SqlJournal(connection, cases)
        self.remarks = SqlRemarks(connection, cipher, cases)
        self.erasure = SqlErasure(connection, cipher, cases)
        self.idle_cases = SqlIdleCases(connection)
        self.seals = SqlSeals(connection, cipher)
        self.settled_quarters = SqlSettledQuarters(connection, cipher)
        self.reports = SqlReports(connection, cipher)
        self.forum_actions = SqlForumActions(connection, cipher)

    def finish(self) -> None:
        self._counting.flush()
        self._log.flush()

    def after_commit(self) -> None:
        self._log.after_commit()
