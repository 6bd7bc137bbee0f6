"""The staff directory from a CSV file: all of it, or nothing and a list of what is wrong in which line.

That it was imported, and how many people it now names, stands in the audit log: it decides who may see what.
One line is one person's membership of a unit. Names, e-mails and numbers are never repeated in an error.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.people import Area, Role, Sector
from workflows.ports import AuditEntry, DirectoryRow, Records, Source

COLUMNS = (
    "organisation", "sector", "tenant_id", "unit", "area", "person", "title", "user_id", "email", "phone",
    "role", "receives",
)  # fmt: skip
IMPORT_ID = "import"
"""The actor in the audit log where a file acted."""
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ANSWERS = {"yes": True, "ja": True, "no": False, "nej": False}
LONGEST = 200


@dataclass(frozen=True)
class LineFault:
    line: int
    """Line in the file, the header being line 1."""
    column: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.column}: {self.remedy}"


class ImportRefused(Exception):
    """The file has faults; nothing was imported."""

    def __init__(self, faults: list[LineFault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def import_directory(records: Records, rows: tuple[DirectoryRow, ...], now: datetime, source: Source) -> int:
    """Make the directory hold exactly these memberships; how many people they are of."""
    records.directory.replace(rows)
    people = len({(row.tenant_id, row.user_id) for row in rows})
    counts = {"people": str(people), "memberships": str(len(rows))}
    records.audit.write(AuditEntry(now, IMPORT_ID, "import", "directory", detail=counts, source=source))
    return people


def read_directory(lines: Iterable[str]) -> tuple[DirectoryRow, ...]:
    """The memberships in a CSV file with a header. Raises `ImportRefused` with every fault found."""
    reader = csv.DictReader(lines, strict=True)
    rows: dict[int, DirectoryRow] = {}
    faults: list[LineFault] = []
    line = 0
    try:
        faults += _missing_columns(reader)
        for record in () if faults else reader:
            line = reader.reader.line_num
            found = _faults(line, record)
            faults += found
            if not found:
                rows[line] = _row(record)
    except csv.Error:
        faults.append(LineFault(line + 1, "the line", "is not CSV: check its quotes and commas"))
    if not rows and not faults:
        faults.append(LineFault(2, "the file", "holds nobody: add a line for each membership"))
    faults += [] if faults else _contradictions(rows)
    if faults:
        raise ImportRefused(faults)
    return tuple(rows.values())


def _missing_columns(reader: csv.DictReader[str]) -> list[LineFault]:
    named = reader.fieldnames or ()
    return [LineFault(1, name, "add this column to the header") for name in COLUMNS if name not in named]


def _faults(line: int, record: dict[str, str]) -> list[LineFault]:
    found = []
    if None in record or any(value is None for value in record.values()):
        return [LineFault(line, "the line", f"has not {len(COLUMNS)} values: check its commas")]
    for column in COLUMNS:
        value = record[column].strip()
        check = _CHECKS.get(column, _is_filled)
        remedy = check(value) if len(value) <= LONGEST else f"is longer than {LONGEST} characters: shorten it"
        if remedy:
            found.append(LineFault(line, column, remedy))
    return found


def _is_filled(value: str) -> str:
    return "" if value else "is empty: fill it in"


def _one_of(options: Iterable[str]) -> Callable[[str], str]:
    allowed = tuple(options)
    return lambda value: "" if value.lower() in allowed else f"must be one of {', '.join(allowed)}"


def _is_guid(value: str) -> str:
    return (
        ""
        if _GUID.fullmatch(value)
        else "must be an id from Entra, like 00000000-0000-0000-0000-000000000000"
    )


def _is_email(value: str) -> str:
    return "" if _EMAIL.fullmatch(value) else "must be an e-mail address"


_CHECKS: dict[str, Callable[[str], str]] = {
    "sector": _one_of([Sector.REGION, Sector.MUNICIPALITY]),
    "area": _one_of(Area),
    "role": _one_of(Role),
    "receives": _one_of(_ANSWERS),
    "tenant_id": _is_guid,
    "user_id": _is_guid,
    "email": _is_email,
    "phone": lambda value: "" if re.fullmatch(r"[+0-9 ]{6,20}", value) else "must be a phone number",
}


def _row(record: dict[str, str]) -> DirectoryRow:
    value = {column: record[column].strip() for column in COLUMNS}
    return DirectoryRow(
        organisation=value["organisation"],
        sector=Sector(value["sector"].lower()),
        tenant_id=value["tenant_id"].lower(),
        unit=value["unit"],
        area=Area(value["area"].lower()),
        person=value["person"],
        title=value["title"],
        user_id=value["user_id"].lower(),
        email=value["email"],
        phone=value["phone"],
        role=value["role"].lower(),
        receives=_ANSWERS[value["receives"].lower()],
    )


def _contradictions(rows: dict[int, DirectoryRow]) -> list[LineFault]:
    """The same organisation, unit, person or membership described in two ways."""
    faults: list[LineFault] = []
    described: dict[tuple[str, ...], tuple[str, ...]] = {}
    members = Counter((row.user_id, row.tenant_id, row.organisation, row.unit) for row in rows.values())
    for line, row in rows.items():
        for column, name, facts in (
            ("organisation", ("o", row.organisation), (row.sector, row.tenant_id)),
            ("unit", ("u", row.organisation, row.unit), (row.area,)),
            ("person", ("p", row.tenant_id, row.user_id), (row.organisation, row.person, row.email)),
        ):
            if described.setdefault(name, facts) != facts:
                faults.append(
                    LineFault(line, column, "is described differently in an earlier line: make them agree")
                )
        if members[(row.user_id, row.tenant_id, row.organisation, row.unit)] > 1:
            faults.append(LineFault(line, "person", "has this unit twice: keep one line"))
    return faults
