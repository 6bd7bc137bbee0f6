"""What has been said in the chats, kept in one SQLite file so that a restart loses nothing.

A message is one row that may later be replaced or deleted; every change adds an entry to a log whose number
is what a page that lost its connection asks on from. Which people are in a chat, and what an activity
means, is decided elsewhere.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

Activity = Mapping[str, Any]
BOT = "bot"

_TABLES = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, belongs_to TEXT NOT NULL, UNIQUE (kind, belongs_to));
CREATE TABLE IF NOT EXISTS message (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    said_by TEXT NOT NULL, said_at TEXT NOT NULL, activity TEXT NOT NULL, state TEXT NOT NULL,
    edited INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE);
CREATE TABLE IF NOT EXISTS seen (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    person TEXT NOT NULL, up_to INTEGER NOT NULL, PRIMARY KEY (conversation, person));
"""


class Kind(StrEnum):
    PERSONAL = "personal"
    """One person and the bot; belongs to the person's object id."""
    CHANNEL = "channel"
    """An organisation's common channel; belongs to the organisation's name."""


class State(StrEnum):
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    """The bot did not take it; the words are kept and can be sent again."""
    DELETED = "deleted"


@dataclass(frozen=True)
class Conversation:
    id: str
    kind: Kind
    belongs_to: str


@dataclass(frozen=True)
class Spoken:
    """One message in a chat. `activity` holds the text and attachments as they went over the wire."""

    number: int
    id: str
    conversation: str
    said_by: str
    said_at: str
    activity: Activity
    state: State
    edited: bool


class Chats:
    """All conversations and messages. Call `open` before use and `close` after."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._db: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the file. A message that was on its way when the server stopped counts as not sent."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._file, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA foreign_keys = ON")
        db.executescript(_TABLES)
        db.execute("UPDATE message SET state = ? WHERE state = ?", (State.FAILED, State.SENDING))
        self._db = db

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    @property
    def _open(self) -> sqlite3.Connection:
        if self._db is None:
            raise RuntimeError("the chats are not open")
        return self._db

    def conversation(self, conversation_id: str) -> Conversation | None:
        row = self._open.execute("SELECT * FROM conversation WHERE id = ?", (conversation_id,)).fetchone()
        return _conversation(row) if row else None

    def conversation_of(self, kind: Kind, belongs_to: str) -> Conversation | None:
        """The one conversation of this kind that a person or an organisation has."""
        question = "SELECT * FROM conversation WHERE kind = ? AND belongs_to = ?"
        row = self._open.execute(question, (kind, belongs_to)).fetchone()
        return _conversation(row) if row else None

    def begin(self, conversation: Conversation) -> None:
        """Remember a conversation; one that is already there stays as it is."""
        self._open.execute(
            "INSERT OR IGNORE INTO conversation VALUES (?, ?, ?)",
            (conversation.id, conversation.kind, conversation.belongs_to),
        )

    def forget(self, conversation_id: str) -> None:
        """Drop a conversation and what was said in it."""
        self._open.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))

    def add(self, conversation_id: str, said_by: str, at: datetime, activity: Activity, state: State) -> None:
        """Add a message under the activity's own id, which is new."""
        with self._open as db:
            db.execute("BEGIN IMMEDIATE")
            row = (activity["id"], conversation_id, said_by, at.isoformat(), json.dumps(activity), state)
            db.execute(
                "INSERT INTO message (id, conversation, said_by, said_at, activity, state, edited)"
                " VALUES (?, ?, ?, ?, ?, ?, 0)",
                row,
            )
            _log(db, activity["id"])

    def replace(self, message_id: str, activity: Activity) -> None:
        """Put other content in a message's place."""
        self._change(
            message_id, "UPDATE message SET activity = ?, edited = 1 WHERE id = ?", json.dumps(activity)
        )

    def mark(self, message_id: str, state: State) -> None:
        self._change(message_id, "UPDATE message SET state = ? WHERE id = ?", state)

    def delete(self, message_id: str) -> None:
        """Empty a message; its place in the chat shows that something was deleted."""
        self._change(message_id, "UPDATE message SET state = 'deleted', activity = ? WHERE id = ?", "{}")

    def _change(self, message_id: str, statement: str, value: str) -> None:
        with self._open as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute(statement, (value, message_id))
            _log(db, message_id)

    def message(self, message_id: str) -> Spoken | None:
        row = self._open.execute("SELECT * FROM message WHERE id = ?", (message_id,)).fetchone()
        return _spoken(row) if row else None

    def said_in(self, conversation_id: str) -> list[Spoken]:
        """Everything in one conversation, oldest first."""
        question = "SELECT * FROM message WHERE conversation = ? ORDER BY number"
        return [_spoken(row) for row in self._open.execute(question, (conversation_id,))]

    def last_change(self) -> int:
        """The number of the newest change; 0 when nothing has happened."""
        row = self._open.execute("SELECT seq FROM sqlite_sequence WHERE name = 'change'").fetchone()
        return int(row[0]) if row else 0

    def changed_since(self, number: int) -> list[tuple[int, Spoken]]:
        """Messages added or changed after that change, each once, as they are now."""
        question = (
            "SELECT MAX(change.number), message.* FROM change JOIN message ON message.id = change.message"
            " WHERE change.number > ? GROUP BY message.id ORDER BY 1"
        )
        return [(row[0], _spoken(row[1:])) for row in self._open.execute(question, (number,))]

    def see(self, conversation_id: str, person: str) -> None:
        """The person has now read everything in the conversation."""
        self._open.execute(
            "INSERT OR REPLACE INTO seen SELECT ?, ?, COALESCE(MAX(number), 0) FROM message",
            (conversation_id, person),
        )

    def unread(self, conversation_id: str, person: str) -> int:
        """How many of the bot's messages the person has not read."""
        question = (
            "SELECT COUNT(*) FROM message WHERE conversation = ? AND said_by = ? AND state <> ? AND number >"
            " COALESCE((SELECT up_to FROM seen WHERE conversation = message.conversation AND person = ?), 0)"
        )
        asked = (conversation_id, BOT, State.DELETED, person)
        return int(self._open.execute(question, asked).fetchone()[0])

    def clear(self) -> None:
        """Forget everything; change numbers go on from where they were."""
        self._open.execute("DELETE FROM conversation")


def _log(db: sqlite3.Connection, message_id: str) -> None:
    db.execute("INSERT INTO change (message) VALUES (?)", (message_id,))


def _conversation(row: tuple[Any, ...]) -> Conversation:
    return Conversation(row[0], Kind(row[1]), row[2])


def _spoken(row: tuple[Any, ...]) -> Spoken:
    number, message_id, conversation, said_by, said_at, activity, state, edited = row
    return Spoken(
        number, message_id, conversation, said_by, said_at, json.loads(activity), State(state), bool(edited)
    )
