"""Many records at once, for a database that is being filled: the rows are those that one by one would have.

Sealed like any other, counted like any other, but a statement for each kind and not for each record. Who may
store them, and whether anybody hears of them, is not decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, insert

from domain.admission import Admission
from domain.case import Case
from domain.document import Document, DocumentVersion
from domain.event import CaseEvent
from domain.network_meeting import NetworkMeeting
from domain.task import Task
from storage.casework import admissions, documents, events, meetings, tasks
from storage.casework.cases import SqlCases
from storage.casework.counting import Counting
from storage.people.directory import KnownDirectory, SqlDirectory
from storage.schema.tables import cases
from storage.sealing.encryption import Cipher, CprLookup

Stored = Case | NetworkMeeting | Document | Admission | Task | CaseEvent
Row = dict[str, Any]


class Bulk:
    def __init__(
        self, connection: Connection, cipher: Cipher, lookup: CprLookup, directory: KnownDirectory
    ) -> None:
        counting = Counting(connection, SqlDirectory(connection, directory))
        of_cases = SqlCases(connection, cipher, lookup)
        self._connection = connection
        self._counting = counting
        self._documents = documents.SqlDocuments(connection, cipher, of_cases, counting)
        self._rows: dict[type[Any], tuple[Any, Callable[[Any], Row]]] = {
            Case: (insert(cases), of_cases.row_of),
            NetworkMeeting: (
                meetings.ADD,
                meetings.SqlMeetings(connection, cipher, of_cases, counting).row_of,
            ),
            Document: (documents.ADD, self._documents.row_of),
            Admission: (
                admissions.ADD,
                admissions.SqlAdmissions(connection, cipher, of_cases, counting).row_of,
            ),
            Task: (tasks.ADD, tasks.SqlTasks(connection, cipher, of_cases, counting).row_of),
            CaseEvent: (events.APPEND, events.SqlEvents(connection, cipher, of_cases).row_of),
        }

    def add(self, things: Iterable[Stored]) -> None:
        """Cases with all that stands on them, and the first version of each document's text."""
        by_kind: dict[type[Any], list[Any]] = defaultdict(list)
        for thing in things:
            by_kind[type(thing)].append(thing)
        for kind, (statement, row_of) in self._rows.items():
            if by_kind[kind]:
                self._connection.execute(statement, [row_of(each) for each in by_kind[kind]])
        self._keep_versions(by_kind[Document])
        for kind in (NetworkMeeting, Document, Admission, Task):
            for each in by_kind[kind]:
                self._counting.note(each)
        self._counting.flush()

    def _keep_versions(self, added: list[Document]) -> None:
        rows = [
            self._documents.version_row(
                each.id, DocumentVersion(1, each.author.person_id or "", each.asked_at, each.content)
            )
            for each in added
        ]
        if rows:
            self._connection.execute(documents.KEEP, rows)
