"""The actions the operations forum has decided on; their text is sealed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from domain.forum_action import ForumAction
from domain.sensitive import Sensitive
from storage.schema.report_tables import forum_actions
from storage.sealing.encryption import Cipher
from workflows.ports import Conflict

_IN_ORDER = select(forum_actions).order_by(forum_actions.c.due, forum_actions.c.id)
_ONE = select(forum_actions).where(forum_actions.c.id == bindparam("wanted"))
_OPEN = _IN_ORDER.where(forum_actions.c.done_on.is_(None))
_SINCE = _IN_ORDER.where((forum_actions.c.done_on.is_(None)) | (forum_actions.c.done_on >= bindparam("day")))
_SAVE = (
    update(forum_actions)
    .where(forum_actions.c.id == bindparam("wanted"), forum_actions.c.version == bindparam("before"))
    .values(done_on=bindparam("done_on"), version=bindparam("version"))
)


class SqlForumActions:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def get(self, action_id: str) -> ForumAction | None:
        row = self._connection.execute(_ONE, {"wanted": action_id}).one_or_none()
        return None if row is None else self._action(row)

    def add(self, action: ForumAction) -> None:
        text = self._cipher.seal("forum_actions", "text", action.id, action.text.reveal().encode())
        self._connection.execute(insert(forum_actions), {**vars(action), "text": text})

    def save(self, action: ForumAction) -> None:
        """Only whether it is done changes."""
        values = {"wanted": action.id, "before": action.version - 1, "done_on": action.done_on}
        if self._connection.execute(_SAVE, {**values, "version": action.version}).rowcount != 1:
            raise Conflict("the action has changed meanwhile")

    def open(self) -> tuple[ForumAction, ...]:
        return tuple(map(self._action, self._connection.execute(_OPEN)))

    def since(self, day: date) -> tuple[ForumAction, ...]:
        return tuple(map(self._action, self._connection.execute(_SINCE, {"day": day})))

    def _action(self, row: Any) -> ForumAction:
        text = self._cipher.open("forum_actions", "text", row.id, bytes(row.text)).decode()
        return ForumAction(**{**row._mapping, "text": Sensitive(text)})
