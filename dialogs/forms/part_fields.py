"""A document's parts as a form's fields: one field for each, asked for as the agreement says.

A notice is quick, so what it requires is asked for page by page. An agreement is written over days by several
people, so one goes on with gaps, sees how many are left, and is asked for them when it is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from dialogs.forms.form import Answers, Check, Condition, Fault, Field, FieldKind, Surroundings, when_sent
from domain.completeness import Lack, missing_parts
from domain.document_kind import FAMILY, DocumentKind, Family
from domain.parts import PARTS, PartKind, part

_KINDS: Mapping[PartKind, FieldKind] = {
    PartKind.TEXT: FieldKind.TEXT,
    PartKind.LONG_TEXT: FieldKind.LONG_TEXT,
    PartKind.CONTACT: FieldKind.TEXT,
    PartKind.DAY: FieldKind.DATE,
    PartKind.CHOICE: FieldKind.CHOICE,
}


def part_field(kind: DocumentKind, name: str) -> Field:
    asked = part(kind, name)
    return Field(
        name,
        _KINDS[asked.kind],
        required=_is_required(kind, name) if FAMILY[kind] is Family.NOTICE else when_sent,
        choices=name if asked.kind is PartKind.CHOICE else "",
        max_length=asked.max_length,
        optional=_is_optional(kind, name),
        missing="part.lack.empty",
    )


def required_parts(kind: DocumentKind, answers: Answers, around: Surroundings) -> tuple[str, ...]:
    """What the agreement requires of the document; nothing while no agreement is known."""
    agreement = around.agreement(answers)
    rule = agreement.rule(kind) if agreement else None
    return rule.required if rule else ()


def _is_required(kind: DocumentKind, name: str) -> Condition:
    return lambda answers, around: name in required_parts(kind, answers, around)


def _is_optional(kind: DocumentKind, name: str) -> Condition:
    return lambda answers, around: name not in required_parts(kind, answers, around)


def parts_of(kind: DocumentKind, answers: Answers) -> dict[str, str]:
    """The document's parts as they are kept: a day as ISO, a choice as its value."""
    given = {each.name: answers[each.name] for each in PARTS[kind] if each.name in answers}
    return {name: v.isoformat() if isinstance(v, date) else str(v) for name, v in given.items()}


def lacks_of(kind: DocumentKind, names: Collection[str]) -> Check:
    """A check of what is required of these parts, and says too little."""

    def check(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
        required = [name for name in required_parts(kind, answers, around) if name in names]
        missing = missing_parts(kind, parts_of(kind, answers), required)
        return tuple(Fault(each.part, lack_key(each.lack)) for each in missing)

    return check


def lack_key(lack: Lack) -> str:
    """The friendly question that asks for what a part lacks."""
    return f"part.lack.{lack}"
