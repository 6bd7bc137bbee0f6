"""A document's card, seen from one person's side.

Closed, it shows case number, the document's name, where it stands, whose turn it is, who has signed and what
is missing, and nothing that tells who the citizen is. What was written is shown on request, after an access
check, and can be hidden again.
"""

from __future__ import annotations

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.document_details import document_details
from dialogs.cards.document_view import DocumentView
from dialogs.cards.elements import (
    Tone,
    banner,
    button,
    buttons,
    card,
    facts,
    fitting,
    heading,
    line,
    plain,
    quiet,
    subheading,
)
from dialogs.cards.follow_up_lines import follow_up_lines
from dialogs.cards.journal_lines import journal_lines
from dialogs.wording import Wording
from domain.document import (
    actions_for,
    answer_of,
    citizen_agreed,
    copy_handed_over,
    private_parties,
    waits_for,
)
from domain.document_kind import DocumentKind, Family
from domain.document_steps import Action as Act
from domain.document_steps import Side, Status
from workflows.chat import Card

TONES: dict[Status, Tone] = {
    Status.SENT: "accent",
    Status.QUESTION_ASKED: "warning",
    Status.ACKNOWLEDGED: "good",
    Status.SIGNING: "accent",
    Status.RETURNED: "warning",
    Status.SIGNED: "warning",
    Status.IN_FORCE: "good",
    Status.REPLACED: "default",
    Status.ENDED: "default",
    Status.WITHDRAWN: "default",
}

NEXT_STEPS = (
    Act.ACKNOWLEDGE,
    Act.ANSWER,
    Act.SIGN,
    Act.CITIZEN_AGREES,
    Act.ASK,
    Act.RETURN,
    Act.HAND_OVER_COPY,
)
OTHER_STEPS = (Act.REVISE, Act.CITIZEN_DECLINES, Act.END, Act.WITHDRAW)
"""The buttons, in their order: what takes the document on, and what changes its course."""
STEPS: dict[Family, tuple[tuple[Act, ...], tuple[Act, ...]]] = {
    Family.AGREEMENT: (NEXT_STEPS, OTHER_STEPS),
    Family.NOTICE: (
        tuple(act for act in NEXT_STEPS if act is not Act.HAND_OVER_COPY),
        (Act.REVISE, Act.HAND_OVER_COPY, Act.WITHDRAW),
    ),
}
"""The citizen's copy takes an agreement on; a copy of a notice is only noted."""
FIRST_CHOICE = frozenset({Act.ACKNOWLEDGE, Act.ANSWER, Act.SIGN})
OF_ONE_VERSION = frozenset({Act.SIGN, Act.CITIZEN_AGREES, Act.HAND_OVER_COPY, Act.REVISE})
"""Said of the very version the card shows, so the button carries its number."""


def document_title(view: DocumentView, wording: Wording) -> str:
    return wording("document.title", name=plain(view.name), number=view.case.number)


def document_status_line(view: DocumentView, wording: Wording) -> str:
    """Where the document stands and who is next, for this viewer."""
    values = {"author": view.organisation(Side.AUTHOR), "receiver": view.organisation(Side.RECEIVER)}
    return wording(f"document.status.{view.document.status}.{_told_to(view)}", **values)


def _told_to(view: DocumentView) -> str:
    """Which of a status's sentences this viewer reads."""
    if view.side is None:
        return "other"
    if view.document.status is not Status.SIGNING or view.side not in waits_for(view.document):
        return view.side
    return f"{view.side}_signs"


def document_card(
    view: DocumentView, wording: Wording, details: bool = False, note: str = "", tone: Tone = "good"
) -> Card:
    return fitting(lambda longest: _card(view, wording, details, note, tone, longest))


def _card(view: DocumentView, wording: Wording, details: bool, note: str, tone: Tone, longest: int) -> Card:
    body: list[CardElement] = [heading(document_title(view, wording))]
    if note:
        body.append(banner(note, tone))
    body.append(banner(document_status_line(view, wording), TONES[view.document.status]))
    body.append(facts(_open_facts(view, wording)))
    body += _ticks(view, wording, details)
    if details:
        body += document_details(view, wording, longest)
        body += journal_lines(view.journal, wording)
    body += _follow_ups(view, wording, longest if details else 0)
    body += _steps(view, wording)
    return card(body, _footer(view, wording, details), wording.language)


def _open_facts(view: DocumentView, wording: Wording) -> list[tuple[str, str]]:
    document = view.document
    rows = [
        (wording("document.from"), view.organisation(Side.AUTHOR)),
        (wording("document.to"), view.organisation(Side.RECEIVER)),
        (wording("document.version"), str(document.content_version) if document.content_version > 1 else ""),
        (wording("document.deadline"), wording.day(view.due) if view.due else ""),
    ]
    if document.is_live:
        next_key = f"document.next.{document.status}"
        rows.append((wording("document.next_title"), wording(next_key) if wording.has(next_key) else ""))
    return rows


def _ticks(view: DocumentView, wording: Wording, details: bool) -> list[CardElement]:
    """What an agreement needs to be in force, and what of it is there."""
    document = view.document
    if document.family is not Family.AGREEMENT or not document.is_live:
        return []
    rows = [_signature(view, side, wording, details) for side in Side]
    if document.kind is DocumentKind.DISCHARGE_AGREEMENT:
        agreed, copied = citizen_agreed(document), copy_handed_over(document)
        rows.append(wording("document.tick.citizen" if agreed else "document.tick.no_citizen"))
        rows.append(wording("document.tick.copy" if copied else "document.tick.no_copy"))
    rows += _private_parties(view, wording)
    return [subheading(wording("document.ticks", version=document.content_version)), *map(line, rows)]


def _private_parties(view: DocumentView, wording: Wording) -> list[str]:
    """How many private health persons with a part in it have answered; their names stand in the details."""
    asked = private_parties(view.document.content.reveal().parts)
    silent = sum(answer_of(view.document, name) is None for name in asked)
    if not asked:
        return []
    if not silent:
        return [wording("document.tick.private_answered")]
    return [wording.count("document.tick.private_silent", silent)]


def _signature(view: DocumentView, side: Side, wording: Wording, details: bool) -> str:
    who, sector = view.organisation(side), view.document.party(side).sector
    signed = next((s for s in view.document.signatures if s.sector is sector), None)
    if signed is None:
        return wording("document.tick.no_signature", who=who)
    person = view.people.get(signed.person_id)
    if not details or person is None:
        return wording("document.tick.signature", who=who)
    return wording(
        "document.tick.signed_by", who=who, name=plain(person.name), when=wording.moment(signed.at)
    )


def _follow_ups(view: DocumentView, wording: Wording, longest: int) -> list[CardElement]:
    units = {unit.id: unit for unit in view.units.values()}
    owners = {id_: person.name for id_, person in view.people.items()}
    on_case = view.side is not None
    return follow_up_lines(view.follow_ups, units, owners, wording, longest=longest, may_open=on_case)


def _steps(view: DocumentView, wording: Wording) -> list[CardElement]:
    shown: list[CardElement] = []
    if Act.SIGN in actions_for(view.document, view.side) and Act.SIGN not in view.actions:
        shown.append(quiet(_who_signs(view, wording)))
    first, others = STEPS[view.document.family]
    for row in (_buttons(view, first, wording), _other_buttons(view, others, wording)):
        if row:
            shown.append(buttons(row))
    return shown


def _who_signs(view: DocumentView, wording: Wording) -> str:
    if not view.signatories:
        return wording("document.nobody_signs")
    return wording("document.signed_by", names=plain(", ".join(view.signatories)))


def _other_buttons(view: DocumentView, order: tuple[Act, ...], wording: Wording) -> list[Action]:
    row = _buttons(view, order, wording)
    if view.document.is_live and view.side is not None:
        row.insert(0, button(wording("document.follow_up"), "document.follow_up", {"id": view.document.id}))
    return row


def _buttons(view: DocumentView, order: tuple[Act, ...], wording: Wording) -> list[Action]:
    return [_button(view, act, wording) for act in order if act in view.actions]


def _button(view: DocumentView, act: Act, wording: Wording) -> Action:
    document = view.document
    ids: dict[str, object] = {"id": document.id, "version": document.version}
    if act in OF_ONE_VERSION:
        ids["content_version"] = document.content_version
    title, verb = wording(f"document.action.{act}"), f"document.{act}"
    if act is Act.WITHDRAW:
        return button(title, verb, ids, "destructive")
    return button(title, verb, ids, "positive" if act in FIRST_CHOICE else "default")


def _footer(view: DocumentView, wording: Wording, details: bool) -> list[Action]:
    ids = {"id": view.document.id}
    takes = details and view.may_take_file
    paper = [button(wording("document.paper"), "document.paper", ids)] if takes else []
    key, verb = ("document.hide", "document.hide") if details else ("document.show", "document.show")
    return [
        button(wording(key), verb, ids),
        *paper,
        button(wording("case.see"), "case.card", {"id": view.case.id}),
    ]
