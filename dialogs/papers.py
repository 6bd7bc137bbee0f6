"""A document as a paper, for the citizen and for those without Teams: the same words as on its card.

Every look is checked and logged like one at the card. How the paper is printed does not belong here.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.document_details import about_rows, citizen_rows, part_rows
from dialogs.cards.document_view import DocumentView
from dialogs.cards.remark_lines import remark_rows
from dialogs.document_views import document_view
from dialogs.talk import Talk
from domain.document import Document
from domain.document_kind import Family
from domain.document_steps import Side
from domain.errors import NotFound
from domain.subject import SubjectKind
from workflows.documents import take_document
from workflows.paper import Paper, Section
from workflows.remarks import remarks_on

DOCUMENT = "document"
"""The kind under which a document is offered as a file."""

_PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-", "(": "", ")": ""})


def document_paper(talk: Talk, ids: Mapping[str, str]) -> Paper:
    """The present version of the document `ids["id"]`. Raises as `take_document`."""
    document_id = ids.get("id")
    if document_id is None:
        raise NotFound("an offer without an id")
    found = take_document(talk.desk, talk.person, document_id)
    wording, document = talk.wording, found.document
    view = document_view(talk.desk, talk.person, found, wording)
    said = remarks_on(talk.desk, talk.person, found.case, SubjectKind.DOCUMENT, document_id)
    rows = (*part_rows(view, wording), *remark_rows(said, wording), *about_rows(view, wording))
    return Paper(
        language="en" if wording.language == "en" else "da",
        title=view.name,
        case_number=document.case_number,
        printed_at=talk.desk.now,
        subtitle=wording("paper.version", version=document.content_version),
        facts=tuple(row for row in citizen_rows(view, wording) if row[1]),
        sections=tuple(Section(*row) for row in rows if row[1]),
        signatures=_signatures(talk, view),
        footer=wording("paper.printed", when=wording.moment(talk.desk.now)),
    )


def file_name(talk: Talk, document: Document) -> str:
    """Case number and kind of document, in letters every system takes."""
    name = talk.wording(f"document.name.{document.kind}").lower().translate(_PLAIN_LETTERS)
    return f"sag-{document.case_number}-{name}.pdf"


def _signatures(talk: Talk, view: DocumentView) -> tuple[str, ...]:
    if view.document.family is not Family.AGREEMENT:
        return ()
    return tuple(_signature(talk, view, side) for side in Side)


def _signature(talk: Talk, view: DocumentView, side: Side) -> str:
    who, sector = view.organisation(side), view.document.party(side).sector
    signed = next((s for s in view.document.signatures if s.sector is sector), None)
    if signed is None:
        return f"{who}: {talk.wording('paper.not_signed')}"
    person = view.people.get(signed.person_id)
    when = talk.wording.moment(signed.at)
    return ", ".join(part for part in (person.name if person else "", who, when) if part)
