"""Forms somebody has begun: the answers so far are sealed, the newest version wins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Select, bindparam, delete, select, update

from storage.databases.dialect import insert_or
from storage.databases.prepared import change, fetch_one
from storage.schema.chat_tables import drafts
from storage.sealing.encryption import Cipher
from workflows.ports import Conflict, Draft

_OF_PERSON = select(drafts).where(drafts.c.person_id == bindparam("person"))
_OWNER = select(drafts.c.person_id).where(drafts.c.id == bindparam("draft"))
_BY_ID = _OF_PERSON.where(drafts.c.id == bindparam("draft"))
_OF = _OF_PERSON.where(drafts.c.form == bindparam("of_form"), drafts.c.subject_id == bindparam("subject"))
_LATEST = _OF_PERSON.order_by(drafts.c.updated_at.desc(), drafts.c.id)
_CHANGING = ("page", "answers", "version", "updated_at")
_REPLACE = (
    update(drafts)
    .where(
        drafts.c.id == bindparam("draft"),
        drafts.c.person_id == bindparam("person"),
        drafts.c.version == bindparam("before"),
    )
    .values({column: bindparam(column) for column in _CHANGING})
)


class SqlDrafts:
    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def get(self, draft_id: str, person_id: str) -> Draft | None:
        return self._one(_BY_ID, draft=draft_id, person=person_id)

    def is_of_another(self, draft_id: str, person_id: str) -> bool:
        row = fetch_one(self._connection, _OWNER, {"draft": draft_id})
        return row is not None and row[0] != person_id

    def of(self, person_id: str, form: str, subject_id: str) -> Draft | None:
        return self._one(_OF, person=person_id, of_form=form, subject=subject_id)

    def latest(self, person_id: str) -> Draft | None:
        return self._one(_LATEST, person=person_id)

    def save(self, draft: Draft) -> None:
        """A first version is inserted; a later one never is, so a deleted draft does not come back."""
        changing = {
            "page": draft.page,
            "answers": self._cipher.seal("drafts", "answers", draft.id, orjson.dumps(draft.values)),
            "version": draft.version,
            "updated_at": draft.updated_at,
        }
        written = self._insert(draft, changing) if draft.version == 1 else self._replace(draft, changing)
        if written != 1:
            raise Conflict("the draft has changed meanwhile")

    def delete(self, draft_id: str) -> None:
        self._connection.execute(delete(drafts).where(drafts.c.id == draft_id))

    def expire(self, before: datetime) -> int:
        return self._connection.execute(delete(drafts).where(drafts.c.updated_at < before)).rowcount

    def _insert(self, draft: Draft, changing: dict[str, Any]) -> int:
        fixed = {
            "id": draft.id,
            "person_id": draft.person_id,
            "form": draft.form,
            "subject_id": draft.subject_id,
        }
        begun = insert_or(self._connection, drafts).on_conflict_do_nothing()
        return self._connection.execute(begun, {**fixed, **changing}).rowcount

    def _replace(self, draft: Draft, changing: dict[str, Any]) -> int:
        which = {"draft": draft.id, "person": draft.person_id, "before": draft.version - 1}
        return change(self._connection, _REPLACE, {**which, **changing})

    def _one(self, query: Select[Any], **values: str) -> Draft | None:
        row = fetch_one(self._connection, query, values)
        if row is None:
            return None
        id_, person_id, form, subject_id, page, sealed, version, updated_at = row
        answers = orjson.loads(self._cipher.open("drafts", "answers", id_, sealed))
        return Draft(id_, person_id, form, subject_id, page, answers, version, updated_at)
