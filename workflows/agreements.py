"""The collaboration agreements in force: read from `agreements/*.toml`, checked once at start.

An error names file, key and remedy, and nothing starts until it is mended. Between two parties one agreement
holds: of two that bind them at the same time, one must extend the other, and the more specific one wins.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path

from pydantic import ValidationError

from domain.agreement import Agreement
from domain.errors import NotFound
from domain.people import Area, Unit
from domain.working_days import Calendar
from workflows.agreement_bases import Contents, broken_bases, chain, filled_in
from workflows.agreement_contradictions import contradictions
from workflows.agreement_file import AgreementFile
from workflows.agreement_of_file import agreement_of
from workflows.holidays import calendar_of


class AgreementError(Exception):
    """An agreement file cannot be used; the message lists every fault with file, key and remedy."""


@dataclass(frozen=True)
class Agreements:
    """All agreements, and their calendars."""

    all: tuple[Agreement, ...]
    _calendars: dict[str, Calendar] = field(repr=False)

    def get(self, agreement_id: str) -> Agreement:
        for agreement in self.all:
            if agreement.id == agreement_id:
                return agreement
        raise NotFound(f"no agreement {agreement_id}")

    def between(self, area: Area, organisations: tuple[str, ...], day: date) -> Agreement | None:
        """The agreement for `area` in force on `day` that binds all of `organisations`, or None.

        Of several the most specific: the one that most others are bases of.
        """
        binding = [
            a for a in self.all if a.area is area and all(a.binds(name, day) for name in organisations)
        ]
        return max(binding, key=lambda agreement: len(self.bases(agreement)), default=None)

    def of_unit(self, unit: Unit, day: date) -> Agreement:
        """The agreement whose hours and holidays are the unit's: the first in force that binds its
        organisation for citizens of its area and builds on no other. Where none does, the first of all."""
        binding = (a for a in self.all if a.area.covers(unit.area) and a.binds(unit.organisation, day))
        return min(binding, key=lambda a: (bool(a.extends), a.id), default=self.all[0])

    def bases(self, agreement: Agreement) -> tuple[Agreement, ...]:
        """What the agreement extends, the nearest first."""
        if not agreement.extends:
            return ()
        base = self.get(agreement.extends)
        return (base, *self.bases(base))

    def calendar(self, agreement_id: str) -> Calendar:
        return self._calendars[agreement_id]


def load_agreements(folder: Path) -> Agreements:
    """Every `*.toml` in `folder`, its name the agreement's id. Raises `AgreementError`."""
    files, faults = _read(folder)
    for name, message in broken_bases(files):
        faults[name].append(_fault(name, "extends", message))
    agreements: list[Agreement] = []
    for name in sorted(files, key=lambda name: len(chain(name, files))):
        if not any(faults[each] for each in chain(name, files)):
            try:
                agreements.append(_agreement(name, filled_in(name, files)))
            except _Faulty as faulty:
                faults[name] += faulty.faults
    for name, message in _clashes(agreements):
        faults[name].append(_fault(name, "parties", message))
    if any(faults.values()):
        raise AgreementError("\n".join(line for name in sorted(faults) for line in faults[name]))
    found = tuple(sorted(agreements, key=lambda agreement: agreement.id))
    return Agreements(found, {a.id: calendar_of(a) for a in found})


class _Faulty(Exception):
    """One file's faults."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(len(faults))


def _read(folder: Path) -> tuple[dict[str, Contents], dict[str, list[str]]]:
    """The files' contents, nothing where one cannot be read, and the faults of those, by the files' names."""
    files: dict[str, Contents] = {}
    faults: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.toml")):
        files[path.stem], faults[path.stem] = {}, []
        try:
            files[path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults[path.stem].append(f"{path.name}: not TOML: {error}. Correct the line it names.")
    if not files:
        raise AgreementError(f"{folder.name}/: no agreement found. Put at least one *.toml there.")
    return files, faults


def _agreement(name: str, contents: Contents) -> Agreement:
    try:
        file = AgreementFile.model_validate(contents)
    except ValidationError as error:
        faults = [_fault(name, _key(e["loc"]), e["msg"]) for e in error.errors(include_input=False)]
        raise _Faulty(faults) from None
    if faults := [_fault(name, key, message) for key, message in contradictions(file)]:
        raise _Faulty(faults)
    return agreement_of(name, file)


def _key(where: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in where if part != "[key]") or "the file"


def _fault(name: str, key: str, message: str) -> str:
    return f"{name}.toml: {key}: {message}. Correct this key."


def _clashes(agreements: Sequence[Agreement]) -> Iterator[tuple[str, str]]:
    """Agreements that contradict each other: between the same two parties two would hold at once."""
    bases = {agreement.id: agreement.extends for agreement in agreements}
    for one, other in combinations(agreements, 2):
        shared = [party for party in one.parties if party in other.parties]
        if not (_at_once(one, other) and _meet(shared, (*one.parties, *other.parties))):
            continue
        if other.id not in _above(one.id, bases) and one.id not in _above(other.id, bases):
            message = (
                f"{', '.join(shared)} are bound by {one.id}.toml too at the same time, and neither extends"
                " the other: let one extend the other, or end one before the other begins"
            )
            yield other.id, message


def _at_once(one: Agreement, other: Agreement) -> bool:
    starts = max(one.valid_from, other.valid_from)
    ends = [agreement.valid_to for agreement in (one, other) if agreement.valid_to]
    return one.area is other.area and all(starts <= end for end in ends)


def _meet(shared: Sequence[str], parties: Sequence[str]) -> bool:
    """Whether two of the shared parties can have a case together: a municipality and somebody else.

    Where no party is called a municipality any two may.
    """
    if any(map(_is_municipality, parties)):
        return {_is_municipality(name) for name in shared} == {True, False}
    return len(shared) > 1


def _is_municipality(name: str) -> bool:
    return "kommune" in name.casefold()


def _above(name: str, bases: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    while name := bases[name]:
        found.append(name)
    return found
