"""What the citizen says of something that is not corrected, because it was true when it was written.

Authorities seldom delete or change what they have based a decision on; then the citizen's own remark is
added, so that whoever reads the one reads the other (the General Data Protection Regulation, articles 5(1)(d)
and 16). A remark is added and never changed; a citizen who sees it otherwise later makes another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind

ABOUT = (SubjectKind.CASE, SubjectKind.DOCUMENT, SubjectKind.MEETING)
"""What a remark can be about."""


@dataclass(frozen=True)
class Remark:
    id: str
    case_id: str
    subject: Subject
    """The document or meeting it is about; the case, where it is about all that stands on it."""
    text: Sensitive[str]
    made_on: date
    """Local day on which the citizen said it."""
    at: datetime
    """UTC; when it was written here."""
    person_id: str
    """Who wrote it down."""


def remarks_beside(remarks: Iterable[Remark], subject: Subject) -> tuple[Remark, ...]:
    """Those to be read with the document or meeting: its own, and those about the case as a whole."""
    return tuple(each for each in remarks if each.subject == subject or each.subject.kind is SubjectKind.CASE)
