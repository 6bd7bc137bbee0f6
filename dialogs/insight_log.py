"""What the log says of a citizen, in words, and how an extract tells moments, staff and units.

A colleague is told by title and unit (European Court of Justice, C-579/21; Datatilsynet, 2024-32-0283), and a
record by its kind; neither has an id here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dialogs.wording import Wording
from domain.local_time import local
from domain.log_action import kind_of
from workflows.desk import Desk
from workflows.ports import LoggedEntry

Told = dict[str, Any]


def moment_and_year(moment: datetime, wording: Wording) -> str:
    """`fredag 27. november 2026 kl. 10.00`, in Copenhagen's time."""
    there = local(moment)
    return wording("insight.moment", day=wording.day_and_year(there.date()), time=wording.time(there.time()))


def filled(**rows: Any) -> Told:
    """Without the empty ones."""
    return {key: value for key, value in rows.items() if value not in ("", None, [], {})}


class LogWords:
    """Words an extract needs whichever case it tells of."""

    def __init__(self, desk: Desk, wording: Wording) -> None:
        self.desk = desk
        self.wording = wording

    def logged(self, entry: LoggedEntry) -> Told:
        about = f"insight.about.{entry.subject.partition(':')[0]}"
        return filled(
            hvornår=self.moment(entry.at),
            hvad=self.wording(f"insight.did.{kind_of(entry.action)}"),
            om=self.wording(about) if self.wording.has(about) else "",
            hvem=self.staff(entry.actor_id) or self.wording("insight.the_bot"),
            hjemmel=self._basis(entry.basis),
        )

    def _basis(self, basis: str) -> str:
        """Nothing where it has no words: which emergency access it was is no word of the citizen's."""
        for key in (f"choice.bases.{basis}", f"log_report.basis.{basis.partition(':')[0]}"):
            if self.wording.has(key):
                return self.wording(key)
        return ""

    def staff(self, person_id: str | None) -> str:
        person = self.desk.records.directory.person(person_id) if person_id else None
        return f"{person.title}, {person.home.full_name}" if person else ""

    def name(self, person_id: str) -> str:
        """By name, as in the document that names them."""
        person = self.desk.records.directory.person(person_id)
        return f"{person.name}, {person.title}" if person else ""

    def unit(self, unit_id: str | None) -> str:
        unit = self.desk.records.directory.unit(unit_id) if unit_id else None
        return unit.full_name if unit else ""

    def organisation(self, organisation_id: str) -> str:
        found = self.desk.records.directory.organisation(organisation_id)
        return found.name if found else self.wording("insight.another")

    def moment(self, moment: datetime | None) -> str:
        return moment_and_year(moment, self.wording) if moment else ""

    def day(self, day: date | None) -> str:
        return self.wording.day_and_year(day) if day else ""

    def yes_no(self, value: bool) -> str:
        return self.wording("choice.yes_no.yes" if value else "choice.yes_no.no")
