"""Each party's own journal: which of them a document or minutes must stand in, and whether somebody has said
so.

The bot is no journal. What was sent on it belongs in the journal of both units that are party to it, and of a
second municipality that took part in it; nothing is erased here before each has marked that it stands there.
A mark is of one version of the text: a newer version must be marked anew, and so must one on which the
citizen has remarked since. A remark on the case as a whole, or on a meeting without minutes, has no text of
its own to be marked; it is entered with every text of the case. That something was copied into a journal is
people's word; the bot cannot see there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.case import Case
from domain.document import Document
from domain.network_meeting import NetworkMeeting, Status
from domain.remark import Remark
from domain.subject import Subject, SubjectKind


@dataclass(frozen=True)
class JournalMark:
    """That a unit has entered this version of a document, or of minutes, in its own journal."""

    case_id: str
    subject: Subject
    unit_id: str
    content_version: int
    person_id: str
    """Who said so."""
    at: datetime
    """UTC."""


@dataclass(frozen=True)
class ForJournals:
    """A version of a text, and the units in whose journals it must stand."""

    subject: Subject
    content_version: int
    unit_ids: tuple[str, ...]
    remarked_at: datetime | None = None
    """UTC; when the newest remark was written that is entered with it."""

    def is_marked(self, mark: JournalMark) -> bool:
        """Whether this mark is of this very version, with all that the citizen has remarked."""
        if mark.subject != self.subject or mark.content_version != self.content_version:
            return False
        return self.remarked_at is None or mark.at >= self.remarked_at

    def missing(self, marks: Iterable[JournalMark]) -> tuple[str, ...]:
        """The units that have not marked it."""
        marked = {mark.unit_id for mark in marks if self.is_marked(mark)}
        return tuple(unit_id for unit_id in self.unit_ids if unit_id not in marked)


@dataclass(frozen=True)
class SecondMunicipality:
    """The case's second municipality, as far as journals go."""

    unit_id: str
    since: datetime
    """UTC; when it first came on the case."""
    works_on: frozenset[Subject]
    """What its tasks come from, those that have ended among them."""

    def took_part(self, subject: Subject, last: datetime | None) -> bool:
        """Whether the text is of its time on the case (`last`, when it was sent, met about or came in force
        last), or gave it something to do. What is older, and gave it nothing, is the others' alone."""
        return subject in self.works_on or (last is not None and last >= self.since)


MINUTES_VERSION = 1
"""Minutes are written once and never changed."""


def document_for_journals(
    document: Document, case: Case, others_read: bool, second: SecondMunicipality | None = None
) -> ForJournals:
    """Whatever has been sent, also what was withdrawn since: the other side had it.

    A unit that is no longer on the case cannot be asked; and of what rests on a consent that was withdrawn,
    and so can no longer be opened by others (`others_read`), none but its author.
    """
    subject = Subject(SubjectKind.DOCUMENT, document.id)
    last = max(document.asked_at, document.in_force_at or document.asked_at)
    others = (document.receiver.unit_id, *_of_second(second, subject, last)) if others_read else ()
    return ForJournals(subject, document.content_version, _on_case((document.author.unit_id, *others), case))


def meeting_for_journals(
    meeting: NetworkMeeting, case: Case, others_read: bool, second: SecondMunicipality | None = None
) -> ForJournals | None:
    """Of a meeting the minutes; None where there are none."""
    if meeting.status is not Status.CONCLUDED:
        return None
    subject, last = Subject(SubjectKind.MEETING, meeting.id), meeting.agreed.end if meeting.agreed else None
    others = (meeting.receiver.unit_id, *_of_second(second, subject, last)) if others_read else ()
    return ForJournals(subject, MINUTES_VERSION, _on_case((meeting.inviter.unit_id, *others), case))


def _of_second(second: SecondMunicipality | None, subject: Subject, last: datetime | None) -> tuple[str, ...]:
    return (second.unit_id,) if second and second.took_part(subject, last) else ()


def _on_case(unit_ids: Iterable[str], case: Case) -> tuple[str, ...]:
    return tuple(unit_id for unit_id in dict.fromkeys(unit_ids) if unit_id in case.unit_ids)


def missing_by_unit(
    texts: Iterable[ForJournals], marks: Iterable[JournalMark]
) -> Mapping[str, tuple[Subject, ...]]:
    """What each unit has not entered in its journal; units that lack nothing are left out."""
    known, found = tuple(marks), dict[str, tuple[Subject, ...]]()
    for text in texts:
        for unit_id in text.missing(known):
            found[unit_id] = (*found.get(unit_id, ()), text.subject)
    return found


def with_remarks(texts: Sequence[ForJournals], remarks: Iterable[Remark]) -> tuple[ForJournals, ...]:
    """Each of the case's texts, with the moment of the newest remark that is entered with it."""
    known = tuple(remarks)
    shared = [remark.at for remark in without_text(texts, known)]
    return tuple(
        replace(text, remarked_at=max([*shared, *_remarked(text, known)], default=None)) for text in texts
    )


def without_text(texts: Iterable[ForJournals], remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks on what is itself in nobody's journal, and so is entered with all the others."""
    own = {text.subject for text in texts if text.unit_ids}
    return tuple(remark for remark in remarks if remark.subject not in own)


def _remarked(text: ForJournals, remarks: Iterable[Remark]) -> Iterable[datetime]:
    return (remark.at for remark in remarks if remark.subject == text.subject)
