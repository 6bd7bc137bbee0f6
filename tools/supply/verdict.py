"""What to make of an audit: clean, vulnerable, or not audited, which is never a pass.

An exception lets one advisory stand for a stated reason until a stated day; from that day on it fails, and so
does one that is written down wrongly. Pure: what was found and what day it is come in as arguments.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

CLEAN, VULNERABLE, NOT_AUDITED = 0, 1, 3
"""Exit codes. 2 is how `make` and the interpreter themselves fail."""
LONGEST_DAYS = 92
"""An exception is looked at again within a quarter."""


@dataclass(frozen=True)
class Advisory:
    id: str
    aliases: frozenset[str]
    package: str
    version: str


@dataclass(frozen=True)
class Audited:
    """A lock file that was audited, or why it was not."""

    lock: str
    packages: int = 0
    advisories: tuple[Advisory, ...] = ()
    not_because: str = ""


@dataclass(frozen=True)
class Exemption:
    """An advisory that may stand."""

    id: str
    reason: str
    until: date
    """The first day on which it no longer may."""


class BadExemptions(Exception):
    """The file of exceptions cannot be used; the message has a line for each fault."""


@dataclass(frozen=True)
class Verdict:
    code: int
    lines: tuple[str, ...]


def read_exemptions(text: str, today: date) -> tuple[Exemption, ...]:
    """Raises `BadExemptions`."""
    try:
        entries = tomllib.loads(text).get("exception", [])
    except tomllib.TOMLDecodeError as error:
        raise BadExemptions(f"exceptions: is not TOML: {error}") from None
    faults = [fault for entry in entries for fault in _faults(entry, today)]
    if faults:
        raise BadExemptions("\n".join(faults))
    return tuple(Exemption(entry["id"], entry["reason"], entry["until"]) for entry in entries)


def _faults(entry: dict[str, object], today: date) -> Iterator[str]:
    id_, until = entry.get("id"), entry.get("until")
    if not (isinstance(id_, str) and id_) or entry.keys() != {"id", "reason", "until"}:
        yield f"exceptions: {id_ or '?'}: write id, reason and until, and nothing else"
    elif not isinstance(entry["reason"], str) or len(entry["reason"]) < len("because it is so"):
        yield f"exceptions: {id_}: say in the reason why it may stand"
    elif type(until) is not date:
        yield f"exceptions: {id_}: until is a day, like 2027-01-31, without quotes"
    elif until <= today:
        yield f"exceptions: {id_}: its time was over on {until}: mend it, or decide anew"
    elif (until - today).days > LONGEST_DAYS:
        yield f"exceptions: {id_}: it lasts longer than {LONGEST_DAYS} days: look at it sooner"


def verdict(audited: Iterable[Audited], exemptions: Iterable[Exemption]) -> Verdict:
    """What the lock files come to together: the worst of them, and a line for each thing to know."""
    lines: list[str] = []
    codes = {CLEAN}
    exempt = {each.id: each for each in exemptions}
    met: set[str] = set()
    for each in audited:
        if each.not_because:
            codes.add(NOT_AUDITED)
            lines.append(f"{each.lock}: NOT AUDITED: {each.not_because}")
            continue
        standing = [(found, _exemption(found, exempt)) for found in each.advisories]
        for found, exemption in standing:
            what = f"{found.package} {found.version}: {found.id}"
            if exemption is None:
                codes.add(VULNERABLE)
                lines.append(f"{each.lock}: VULNERABLE: {what}")
            else:
                met.add(exemption.id)
                lines.append(f"{each.lock}: stands until {exemption.until}: {what}: {exemption.reason}")
        if all(exemption for _, exemption in standing):
            lines.append(f"{each.lock}: {each.packages} packages audited")
    lines += [f"exceptions: {id_} was not met: take it out" for id_ in exempt if id_ not in met]
    # What is known to be bad is worse than what is not known.
    return Verdict(VULNERABLE if VULNERABLE in codes else max(codes), tuple(lines))


def _exemption(found: Advisory, exempt: dict[str, Exemption]) -> Exemption | None:
    return next((exempt[id_] for id_ in (found.id, *sorted(found.aliases)) if id_ in exempt), None)
