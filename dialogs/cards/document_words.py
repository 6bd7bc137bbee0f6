"""What a document and its parts are called: as the agreement says where it has a name of its own."""

from __future__ import annotations

from datetime import date

from dialogs.wording import Wording
from domain.agreement import Agreement
from domain.document_kind import DocumentKind
from domain.parts import PartKind, part


def document_name(kind: DocumentKind, agreement: Agreement | None, wording: Wording) -> str:
    """The document's name in this agreement, in the reader's language; its usual name where it has none."""
    rule = agreement.rule(kind) if agreement else None
    own = (rule.name_en if wording.language == "en" else rule.name_da) if rule else ""
    return own or wording(f"document.name.{kind}")


def within_a_sentence(name: str) -> str:
    """A document's name where a sentence goes on."""
    return f"{name[:1].lower()}{name[1:]}"


def part_text(wording: Wording, kind: DocumentKind, name: str, what: str) -> str:
    """A part's label, reason or hint: the document's own, else the one parts of that name share; empty if
    neither."""
    for key in (f"part.{kind}.{name}.{what}", f"part.{name}.{what}"):
        if wording.has(key):
            return wording(key)
    return ""


def part_value(wording: Wording, kind: DocumentKind, name: str, value: str) -> str:
    """What was written in a part, as people read it: days written out, choices by their names."""
    match part(kind, name).kind:
        case PartKind.DAY if value:
            return _day(wording, value)
        case PartKind.CHOICE if wording.has(f"choice.{name}.{value}"):
            return wording(f"choice.{name}.{value}")
    return value


def _day(wording: Wording, value: str) -> str:
    try:
        return wording.day_and_year(date.fromisoformat(value))
    except ValueError:
        return value
