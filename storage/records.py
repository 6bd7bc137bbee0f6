"""Everything stored, over one connection and within one transaction; the same on both databases."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.addresses import SqlAddresses
from storage.admissions import SqlAdmissions
from storage.apart import Apart
from storage.audit import SqlAuditLog
from storage.cases import SqlCases
from storage.counting import Counting
from storage.directory import KnownDirectory, SqlDirectory
from storage.discharge_counts import SqlDischargeCounts
from storage.documents import SqlDocuments
from storage.drafts import SqlDrafts
from storage.effects import SqlEffects
from storage.emergencies import SqlEmergencyAccesses
from storage.encryption import Cipher, CprLookup
from storage.erasure import SqlErasure
from storage.events import SqlEvents
from storage.figures import SqlFigures
from storage.forum_actions import SqlForumActions
from storage.handouts import SqlHandouts
from storage.idle_cases import SqlIdleCases
from storage.journal import SqlJournal
from storage.log_keys import KnownLogKeys
from storage.meetings import SqlMeetings
from storage.outbox import SqlOutbox
from storage.pace import SqlPace
from storage.posts import SqlPosts
from storage.preferences import SqlPreferences
from storage.remarks import SqlRemarks
from storage.reports import SqlReports, SqlSettledQuarters
from storage.seals import SqlSeals
from storage.searches import SqlCitizenSearches
from storage.tasks import SqlTasks
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
