"""Looks into the bot's database past its store, to see what was kept and when the bot has caught up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from reminders.scan import ANSWERS_KEPT
from tests.stores import raw

GATHERING = timedelta(seconds=1)
"""Longer than a morning's message waits for the rest of a scan here."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """The records of one bot."""

    url: str

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        return raw(self.url, statement)

    def count(self, table: str) -> int:
        [(found,)] = self.rows(f"SELECT count(*) FROM {table}")
        assert isinstance(found, int)
        return found

    def meeting_statuses(self) -> list[str]:
        return [str(status) for (status,) in self.rows("SELECT status FROM meetings ORDER BY requested_at")]

    def document_statuses(self) -> dict[str, list[str]]:
        """By kind, in the order they were sent."""
        found: dict[str, list[str]] = {}
        for kind, status in self.rows("SELECT kind, status FROM documents ORDER BY asked_at"):
            found.setdefault(str(kind), []).append(str(status))
        return found

    def events(self) -> list[str]:
        return [str(kind) for (kind,) in self.rows("SELECT kind FROM events ORDER BY seq")]

    def tasks(self) -> Counter[tuple[object, ...]]:
        return Counter(self.rows("SELECT kind, sector, status FROM tasks"))

    def audited(self) -> list[str]:
        return [str(action) for (action,) in self.rows("SELECT action FROM audit ORDER BY seq")]

    def outbox(self) -> Counter[str]:
        """Without the weekly overviews, which are about no case."""
        rows = self.rows("SELECT state FROM outbox WHERE kind <> 'week'")
        return Counter(str(state) for (state,) in rows)

    def is_delivered(self, now: datetime) -> bool:
        """Whether nothing waits to be sent that is due, or a morning's message that is still being filled."""
        at = self._moment(now + GATHERING)
        waiting = f"state IN ('claimed', 'sending') OR (state = 'pending' AND not_before <= {at})"
        return self.rows(f"SELECT count(*) FROM outbox WHERE {waiting}") == [(0,)]

    def leave_mark(self, now: datetime) -> str:
        """Write an old answer that only a scan at `now` or later forgets, as its very last deed."""
        mark, at = f"mark {uuid4().hex}", self._moment(now - ANSWERS_KEPT)
        none = "X''" if self.url.startswith("sqlite") else "''::bytea"
        self.rows(f"INSERT INTO effects (key, answer, at) VALUES ('{mark}', {none}, {at})")
        return mark

    def is_forgotten(self, mark: str) -> bool:
        return self.rows(f"SELECT count(*) FROM effects WHERE key = '{mark}'") == [(0,)]

    def _moment(self, moment: datetime) -> str:
        if self.url.startswith("sqlite"):
            return str((moment - _EPOCH) // timedelta(microseconds=1))
        return f"'{moment.isoformat()}'::timestamptz"
