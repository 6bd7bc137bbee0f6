"""Cards of ours that stand in somebody's chat: ids only, so that they can be brought up to date."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.subject import Subject, SubjectKind
from storage.databases.dialect import Insert, is_postgresql
from storage.schema.chat_tables import posts
from workflows.notice import Post

_OF_SUBJECT = (
    posts.c.subject_kind == bindparam("kind"),
    posts.c.subject_id == bindparam("subject"),
)
_OF = (
    select(posts)
    .where(*_OF_SUBJECT, posts.c.person_id == bindparam("person"))
    .order_by(posts.c.posted_at.desc(), posts.c.activity_id.desc())
)
_HOLDERS = select(posts.c.person_id).where(*_OF_SUBJECT).distinct().order_by(posts.c.person_id)


def _recording(insert: Insert) -> Insert:
    again = {"posted_at": insert.excluded.posted_at}
    return insert.on_conflict_do_update(index_elements=list(posts.primary_key), set_=again)


_RECORD = {True: _recording(postgresql.insert(posts)), False: _recording(sqlite.insert(posts))}
"""By whether it is PostgreSQL."""


class SqlPosts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, post: Post) -> None:
        row = {
            "person_id": post.person_id,
            "subject_kind": post.subject.kind,
            "subject_id": post.subject.id,
            "conversation_id": post.conversation_id,
            "activity_id": post.activity_id,
            "posted_at": post.posted_at,
        }
        self._connection.execute(_RECORD[is_postgresql(self._connection)], row)

    def replace(self, post: Post) -> None:
        held = delete(posts).where(
            posts.c.person_id == post.person_id,
            posts.c.conversation_id == post.conversation_id,
            posts.c.activity_id == post.activity_id,
        )
        self._connection.execute(held)
        self.record(post)

    def of(self, person_id: str, subject: Subject) -> tuple[Post, ...]:
        which = {"person": person_id, "kind": subject.kind, "subject": subject.id}
        return tuple(
            Post(
                person_id=row.person_id,
                subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
                conversation_id=row.conversation_id,
                activity_id=row.activity_id,
                posted_at=row.posted_at,
            )
            for row in self._connection.execute(_OF, which)
        )

    def holders(self, subject: Subject) -> tuple[str, ...]:
        which = {"kind": subject.kind, "subject": subject.id}
        return tuple(self._connection.execute(_HOLDERS, which).scalars())

    def drop(self, post: Post) -> None:
        gone = delete(posts).where(
            posts.c.person_id == post.person_id,
            posts.c.subject_kind == post.subject.kind,
            posts.c.subject_id == post.subject.id,
            posts.c.conversation_id == post.conversation_id,
            posts.c.activity_id == post.activity_id,
        )
        self._connection.execute(gone)
