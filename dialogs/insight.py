"""Everything on one citizen as files: a paper to read, and the same as data. Handed to a leader in their own
chat, or written by the operator; how they are handed to the citizen is the organisation's affair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from dialogs.insight_words import lines_of, told
from dialogs.talk import Talk
from dialogs.wording import Wording
from domain.errors import NotFound
from workflows.desk import Desk
from workflows.paper import DataFile, Paper, Section
from workflows.subject_access import SubjectFile, gather_for

INSIGHT = "insight"
"""The kind under which it is offered as a file."""
PDF, DATA = "pdf", "json"
FORMATS = (PDF, DATA)
RECORDS = {
    "dokumenter": ("dokument", ""),
    "netværksmøder": ("indkaldt", "meeting"),
    "indlæggelser": ("kendt_fra", "admission"),
}
"""The records that get a section each: what in them heads it, and what they are called where that does not
say."""
LISTS = {"opgaver": "tasks", "historik": "history", "log": "log", "log_hos_andre": "elsewhere"}
"""What is told of a case in one section each, and its name."""
SEARCHES = "søgninger"
NAMES = {**LISTS, SEARCHES: "searches"}


def insight_file(talk: Talk, ids: Mapping[str, str]) -> Paper | DataFile:
    """What `ids` name: the citizen of a case, in a format; read anew and logged. Raises as `gather_for`."""
    case_id, wanted = ids.get("id"), ids.get("format")
    if case_id is None or wanted not in FORMATS:
        raise NotFound("an offer without a case")
    found = gather_for(talk.desk, talk.person, case_id)
    wording = talk.catalogues.speaking("da")
    write = insight_paper if wanted == PDF else insight_data
    return write(talk.desk, found, wording)


def insight_data(desk: Desk, found: SubjectFile, wording: Wording) -> DataFile:
    return DataFile(orjson.dumps(told(desk, found, wording), option=orjson.OPT_INDENT_2))


def insight_paper(desk: Desk, found: SubjectFile, wording: Wording) -> Paper:
    """In Danish, whatever the leader reads: it is for the citizen."""
    every = told(desk, found, wording)
    about, cases = every["om_udtrækket"], every["sager"]
    who = (about["borger"], about["cpr_nummer"])
    return Paper(
        language="da",
        title=wording("insight.paper"),
        case_number=found.cases[0].case.number if found.cases else "",
        printed_at=found.made_at,
        subtitle=found.organisation,
        facts=(
            (wording("document.detail.citizen"), ", ".join(filter(None, who))),
            (wording("insight.controller"), about["dataansvarlig"]),
            (wording("insight.made"), about["lavet"]),
        ),
        sections=(
            Section(wording("insight.why"), f"{about['formål']}\n\n{about['dine_rettigheder']}"),
            *(section for case in cases for section in _sections(case, wording)),
            *_list(every, SEARCHES, wording),
        ),
        footer=wording("paper.printed", when=about["lavet"]),
    )


def _sections(case: Mapping[str, Any], wording: Wording) -> Iterator[Section]:
    apart = (*RECORDS, *LISTS)
    own = {key: value for key, value in case.items() if key not in apart}
    yield Section(wording("case.title", number=case["sagsnummer"]), _flowing(lines_of(own)))
    for key, (head, kind) in RECORDS.items():
        for record in case.get(key, ()):
            heading = f"{wording(f'insight.of_{kind}')}, {record[head]}" if kind else record[head]
            rest = {name: value for name, value in record.items() if name != head}
            yield Section(heading, _flowing(lines_of(rest)))
    for key in LISTS:
        yield from _list(case, key, wording)


def _list(holder: Mapping[str, Any], key: str, wording: Wording) -> Iterator[Section]:
    """In one section, where there is any of it."""
    if key in holder:
        lines = (each if isinstance(each, str) else _joined(each) for each in holder[key])
        yield Section(wording(f"insight.list_{NAMES[key]}"), _flowing(lines))


def _joined(each: Mapping[str, str]) -> str:
    return " · ".join(each.values())


def _flowing(lines: Iterable[str]) -> str:
    return "\n".join(lines)
