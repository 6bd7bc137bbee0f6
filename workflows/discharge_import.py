"""Takes in a centre's own discharges of a month, so that those the bot never heard of are counted.

A listed discharge is known where the citizen has an admission at that centre which ended within three days
of it, or was still going on; that one is then ended, so that both sectors see it. Of counts alone, as many
are known as the bot has discharges of that centre, municipality, area and month. Only counts are kept, and
on an admission that is known whether it began by coercion, where the list says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.admission import Admission, AdmissionStatus
from domain.discharge_count import DischargeCount
from domain.local_time import local_day
from domain.people import Area, Organisation, Sector
from workflows.desk import Desk
from workflows.directory_import import IMPORT_ID
from workflows.discharge_file import (
    DischargeFile,
    DischargesRefused,
    FileFault,
    ListedDischarge,
    MonthlyCount,
    Stated,
)
from workflows.discharge_values import Wrong, same_name
from workflows.discharges import discharge_from_list, register_coercion
from workflows.ports import AdmissionOnCase, Clockwork
from workflows.searching import log_search

DAYS_APART = 3
"""A centre's list and the bot may state the same discharge this many calendar days apart."""
_FAULTS = {
    Sector.REGION: (Wrong.NO_CENTRE, Wrong.NOT_A_CENTRE),
    Sector.MUNICIPALITY: (Wrong.NO_MUNICIPALITY, Wrong.NOT_A_MUNICIPALITY),
}
_COLUMNS = {Sector.REGION: "centre", Sector.MUNICIPALITY: "municipality"}

Parties = dict[tuple[Sector, str], Organisation]
"""The organisations of the directory by sector and name as it is compared."""
Group = tuple[str, str, Area]
"""Ids of centre and municipality, and the area."""


@dataclass(frozen=True)
class MunicipalityTotal:
    name: str
    listed: int
    known: int


@dataclass(frozen=True)
class ImportedMonth:
    """What was counted: numbers of one month, not yet fit to be passed on."""

    month: date
    totals: tuple[MunicipalityTotal, ...]
    """In the order of the municipalities' names."""
    holds_unnamed: bool
    """Whether some line had no CPR number, so that nobody can tell whether it is known."""


def import_discharges(desk: Desk, file: DischargeFile) -> ImportedMonth:
    """Count the month, end the admissions that its list shows are over, and put it on record.

    Raises `DischargesRefused` for lines that name an organisation the directory does not have there.
    """
    desk = replace(desk, unattended=IMPORT_ID)
    parties = _parties(desk)
    faults = [fault for row in file.rows for fault in _unknown_parties(parties, row)]
    if faults:
        raise DischargesRefused(faults)
    stated = _stated(file, parties)
    known = (
        _known_of_list(desk, file.listed, parties)
        if file.listed
        else _known_of_month(desk, file.month, parties)
    )
    counts = [
        DischargeCount(*group, file.month, listed, min(known[group], listed))
        for group, listed in sorted(stated.items())
    ]
    desk.records.discharge_counts.replace(counts)
    subject = f"discharges:{file.month:%Y-%m}"
    desk.audit(None, "import", subject)
    return ImportedMonth(file.month, _totals(counts, parties), any(row.cpr is None for row in file.listed))


def _parties(desk: Desk) -> Parties:
    directory = desk.records.directory
    return {
        (sector, same_name(organisation.name)): organisation
        for sector in _FAULTS
        for organisation in directory.organisations(sector)
    }


def _unknown_parties(parties: Parties, row: Stated) -> Iterator[FileFault]:
    for sector, name in ((Sector.REGION, row.centre), (Sector.MUNICIPALITY, row.municipality)):
        nobody, of_other_sector = _FAULTS[sector]
        if (sector.opposite, same_name(name)) in parties:
            yield FileFault(row.line, _COLUMNS[sector], of_other_sector)
        elif (sector, same_name(name)) not in parties:
            yield FileFault(row.line, _COLUMNS[sector], nobody)


def _group(parties: Parties, row: Stated) -> Group:
    centre = parties[Sector.REGION, same_name(row.centre)]
    municipality = parties[Sector.MUNICIPALITY, same_name(row.municipality)]
    return centre.id, municipality.id, row.area


def _stated(file: DischargeFile, parties: Parties) -> Counter[Group]:
    stated: Counter[Group] = Counter()
    for row in file.rows:
        stated[_group(parties, row)] += row.discharges if isinstance(row, MonthlyCount) else 1
    return stated


def _known_of_list(desk: Desk, rows: tuple[ListedDischarge, ...], parties: Parties) -> Counter[Group]:
    """How many lines are of a discharge the bot knows; an admission answers for one line only."""
    known: Counter[Group] = Counter()
    taken: set[str] = set()
    for row in sorted(rows, key=lambda row: row.on):
        found = _match(desk, row, taken)
        if found is None:
            continue
        taken.add(found.admission.id)
        known[_group(parties, row)] += 1
        if found.admission.status is AdmissionStatus.ADMITTED:
            discharge_from_list(desk, found, row.on, row.coercive)
        elif row.coercive is not None:
            register_coercion(desk, found.admission, row.coercive)
    return known


def _match(desk: Desk, row: ListedDischarge, taken: set[str]) -> AdmissionOnCase | None:
    """The admission the line tells the end of: one that ended near its day rather than one that goes on,
    and one of the municipality it names rather than another. That it was looked for is logged."""
    if row.cpr is None:
        return None
    possible = []
    for found in desk.records.admissions.of_citizen(row.cpr, Clockwork()):
        apart = _days_apart(found.admission, row.on)
        centre, municipality = _places(desk, found.admission)
        if apart is not None and centre == same_name(row.centre) and found.admission.id not in taken:
            possible.append((apart, municipality != same_name(row.municipality), found))
    match = min(possible, key=lambda each: each[:2], default=(0, False, None))[2]
    log_search(desk, None, row.cpr, len(possible), match.case if match else None)
    return match


def _days_apart(admission: Admission, on: date) -> int | None:
    """How far the admission's end is from this day; None where the day cannot be its end. One that goes on
    comes after all that have ended, and cannot have ended before the bot heard of it."""
    if admission.discharged_on is None:
        return DAYS_APART + 1 if local_day(admission.admitted_at) <= on else None
    apart = abs((admission.discharged_on - on).days)
    return apart if apart <= DAYS_APART else None


def _places(desk: Desk, admission: Admission) -> tuple[str, ...]:
    """Names of centre and municipality, as they are compared: after a merger ids are new, names may stay."""
    units = (desk.records.directory.unit(p.unit_id) for p in (admission.region, admission.municipality))
    return tuple(same_name(unit.organisation) if unit else "" for unit in units)


def _known_of_month(desk: Desk, month: date, parties: Parties) -> Counter[Group]:
    """How many discharges of the month the bot has itself."""
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    known: Counter[Group] = Counter()
    for found in desk.records.admissions.discharged_between(month, last, Clockwork()):
        centre, municipality = _places(desk, found.admission)
        sides = parties.get((Sector.REGION, centre)), parties.get((Sector.MUNICIPALITY, municipality))
        if sides[0] and sides[1]:
            known[sides[0].id, sides[1].id, found.case.area] += 1
    return known


def _totals(counts: list[DischargeCount], parties: Parties) -> tuple[MunicipalityTotal, ...]:
    names = {organisation.id: organisation.name for organisation in parties.values()}
    totals: dict[str, MunicipalityTotal] = {}
    for count in counts:
        name = names[count.municipality_id]
        before = totals.get(name, MunicipalityTotal(name, 0, 0))
        totals[name] = MunicipalityTotal(name, before.listed + count.listed, before.known + count.known)
    return tuple(totals[name] for name in sorted(totals))
