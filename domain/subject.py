"""What a task, a card or a message is about: the kind of record and its id."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    CASE = "case"
    MEETING = "meeting"
    DOCUMENT = "document"
    ADMISSION = "admission"
    TASK = "task"
    PERSON = "person"
    REPORT = "report"
    """A joint report; its id is its number."""
    FORUM_ACTION = "forum_action"


@dataclass(frozen=True)
class Subject:
    kind: SubjectKind
    id: str

    @property
    def name(self) -> str:
        """As the log, a rule and a choice in a form name it."""
        return f"{self.kind}:{self.id}"

    @staticmethod
    def named(name: str) -> Subject:
        """Raises `ValueError` for what names none."""
        kind, _, id_ = name.partition(":")
        return Subject(SubjectKind(kind), id_)
