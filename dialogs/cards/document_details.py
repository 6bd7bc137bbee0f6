"""A document's content, shown on request: the citizen, every part in its order, the basis, what was said of
it, and what changed since the version before."""

from __future__ import annotations

from collections.abc import Mapping

from microsoft_teams.cards.core import Action as CardAction
from microsoft_teams.cards.core import CardElement

from dialogs.cards.case_words import basis_text, contact
from dialogs.cards.document_view import DocumentView
from dialogs.cards.document_words import part_text, part_value
from dialogs.cards.elements import banner, button, buttons, facts, line, plain, quiet, shortened, subheading
from dialogs.cards.remark_lines import remark_rows
from dialogs.wording import Wording
from domain.document import CITIZEN, Copy, Document, answer_of, changed_parts, private_parties
from domain.document_steps import Action, Side
from domain.parts import PARTS

OLD_TEXT = 200
"""Characters shown of a text that was replaced."""
MOST_PARTIES = 8
"""How many private parties are listed."""


def document_details(view: DocumentView, wording: Wording, longest: int) -> list[CardElement]:
    shown: list[CardElement] = [
        subheading(wording("document.details")),
        facts(citizen_rows(view, wording), longest),
        subheading(wording("document.content")),
        facts([*part_rows(view, wording), *remark_rows(view.remarks, wording)], longest),
        *_private_parties(view, wording),
        *_changes(view, wording, min(longest, OLD_TEXT)),
        subheading(wording("document.about")),
        facts(about_rows(view, wording), longest),
    ]
    if view.transition_hint:
        shown.append(banner(wording("meeting.transition_hint"), "accent"))
    return shown


def citizen_rows(view: DocumentView, wording: Wording) -> list[tuple[str, str]]:
    citizen = view.case.citizen
    return [(wording("document.detail.citizen"), f"{citizen.name.reveal()}, {citizen.cpr.formatted()}")]


def part_rows(view: DocumentView, wording: Wording) -> list[tuple[str, str]]:
    """Label and text of every part that is written, in their order."""
    kind, written = view.document.kind, view.document.content.reveal().parts
    return [
        (part_text(wording, kind, part.name, "label"), part_value(wording, kind, part.name, value))
        for part in PARTS[kind]
        if (value := written.get(part.name, ""))
    ]


def _private_parties(view: DocumentView, wording: Wording) -> list[CardElement]:
    """Each private health person with a part in it: what they said to this version, or their silence."""
    document = view.document
    asked = private_parties(document.content.reveal().parts)
    shown: list[CardElement] = [subheading(wording("document.private_title"))] if asked else []
    for number, name in enumerate(asked[:MOST_PARTIES]):
        shown.append(line(_said_by(document, name, wording)))
        if answer_of(document, name) is None and Action.PRIVATE_ANSWER in view.actions:
            shown.append(buttons(_answers(view, number, wording)))
    return shown


def _said_by(document: Document, name: str, wording: Wording) -> str:
    said, who = answer_of(document, name), plain(name)
    if said is None:
        return wording("document.private.silent", name=who)
    key = "document.private.agrees" if said.agrees else "document.private.declines"
    return wording(key, name=who, day=wording.day_and_year(said.on))


def _answers(view: DocumentView, party: int, wording: Wording) -> list[CardAction]:
    document = view.document
    ids: dict[str, object] = {
        "id": document.id, "content_version": document.content_version, "party": party,
    }  # fmt: skip
    return [
        button(wording("document.private.yes"), "document.private_answer", {**ids, "agrees": True}),
        button(wording("document.private.no"), "document.private_answer", {**ids, "agrees": False}),
    ]


def _changes(view: DocumentView, wording: Wording, longest: int) -> list[CardElement]:
    """Which parts differ from the version before, each with what stood there."""
    kind, now = view.document.kind, view.document.content.reveal().parts
    names = changed_parts(view.before, now) if view.before else ()
    if not names:
        return []
    number = view.document.content_version - 1
    shown: list[CardElement] = [subheading(wording("document.changed_since", number=number))]
    for name in names:
        shown.append(line(part_text(wording, kind, name, "label")))
        shown.append(quiet(_old(view.before, name, view, wording, longest)))
    return shown


def _old(before: Mapping[str, str], name: str, view: DocumentView, wording: Wording, longest: int) -> str:
    value = before.get(name, "")
    if not value:
        return wording("document.was_empty")
    read = part_value(wording, view.document.kind, name, value)
    return wording("document.was", text=plain(shortened(read, longest)))


def about_rows(view: DocumentView, wording: Wording) -> list[tuple[str, str]]:
    document, content = view.document, view.document.content.reveal()
    rows = [
        ("author", _contact(view, Side.AUTHOR)),
        ("receiver", _contact(view, Side.RECEIVER)),
        ("basis", basis_text(content.basis, wording)),
        ("basis_other", content.basis.other),
        ("agreement", view.agreement),
        ("override_reason", view.case.override_reason.reveal()),
        ("question", content.question),
        ("answer", content.answer),
        ("reason", content.reason),
        ("citizens_agreement", _citizens_agreement(view, wording)),
    ]
    told = [(wording(f"document.detail.{name}"), value) for name, value in rows]
    copies = [(wording("document.detail.copy"), _copy(copy, wording)) for copy in content.copies]
    version = (wording("document.detail.version"), str(document.content_version))
    return [*told, *copies, version]


def _contact(view: DocumentView, side: Side) -> str:
    person = view.people.get(view.document.party(side).person_id or "")
    return contact(person, view.units[side])


def _citizens_agreement(view: DocumentView, wording: Wording) -> str:
    given = view.document.content.reveal().citizen
    if given is None:
        return ""
    return wording(
        "document.citizens_agreement",
        day=wording.day_and_year(given.on),
        how=given.how,
        witness=given.witness,
        version=given.content_version,
    )


def _copy(copy: Copy, wording: Wording) -> str:
    to = wording("document.to_citizen") if copy.to == CITIZEN else copy.to
    return wording(
        "document.copy", to=to, how=copy.how, day=wording.day_and_year(copy.on), version=copy.content_version
    )
