"""A sample of the audit log in words, for who controls whether staff looked at what their work asked for.

It names staff and case numbers, so that the leader can be asked; nothing of a citizen, and not what was typed
or searched for.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel.dates import format_date

from dialogs.wording import Wording
from domain.log_action import UnknownAction, kind_of
from workflows.log_sample import Drawn, LogSample, OfOrganisation
from workflows.ports import LoggedEntry


def sample_report(wording: Wording, sample: LogSample) -> str:
    month = format_date(sample.month, "MMMM y", wording.language)
    lines = [wording("log_report.title", month=month, at=wording.moment(sample.at)), ""]
    for organisation in sample.organisations:
        lines += [*_of_organisation(wording, organisation), ""]
    if not sample.organisations:
        lines += [wording("log_report.nothing"), ""]
    return "\n".join([*lines, wording("log_report.ask")])


def _of_organisation(wording: Wording, organisation: OfOrganisation) -> Iterator[str]:
    name = organisation.name or wording("log_report.former_organisation")
    yield wording(
        "log_report.organisation", name=name, drawn=len(organisation.drawn), written=organisation.written
    )
    for drawn in organisation.drawn:
        yield from ("", *(f"  {line}" for line in _entry(wording, drawn)))


def _entry(wording: Wording, drawn: Drawn) -> Iterator[str]:
    entry = drawn.entry
    yield wording("log_report.entry", number=entry.number, at=wording.moment(entry.at))
    yield _who(wording, drawn)
    yield wording("log_report.did", kind=_kind(wording, entry), what=_what(wording, drawn))
    if entry.is_erased:
        yield wording("log_report.erased")
    elif wording.has(f"log_report.basis.{entry.basis}"):
        yield wording("log_report.on_basis", basis=wording(f"log_report.basis.{entry.basis}"))
    yield wording("log_report.from", place=_place(wording, entry))


def _who(wording: Wording, drawn: Drawn) -> str:
    person = drawn.person
    if person is None:
        return wording("log_report.former_staff", id=drawn.entry.actor_id)
    return f"{person.name}, {person.title} ({person.home.full_name})"


def _kind(wording: Wording, entry: LoggedEntry) -> str:
    try:
        return wording(f"log_report.kind.{kind_of(entry.action)}")
    except UnknownAction:  # of a version that named it otherwise
        return entry.action


def _what(wording: Wording, drawn: Drawn) -> str:
    kind = drawn.entry.subject.partition(":")[0]
    what = wording(
        f"log_report.subject.{kind}"
        if wording.has(f"log_report.subject.{kind}")
        else "log_report.subject.other"
    )
    if drawn.case_number:
        return wording("log_report.on_case", what=what, number=drawn.case_number)
    return wording("log_report.on_gone_case", what=what) if drawn.entry.case_id else what


def _place(wording: Wording, entry: LoggedEntry) -> str:
    place = f"log_report.place.{entry.source.place}"
    return wording(place if wording.has(place) else f"log_report.origin.{entry.source.origin}")
