"""What one can start: each document with a line on what it is for, for a new citizen or on a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, buttons, card, heading, line, plain, quiet
from dialogs.wording import Wording
from workflows.chat import Card

MEETING = "meeting"


@dataclass(frozen=True)
class Choice:
    kind: str
    """A document's kind, or `MEETING`."""
    name: str


def menu_card(
    number: str, case_id: str, choices: Sequence[Choice], may_assess: bool, wording: Wording
) -> Card:
    """`number` and `case_id` of the case it is for; empty for a new one."""
    title = wording("menu.on_case", number=number) if number else wording("menu.title")
    body: list[CardElement] = [heading(title)]
    if not choices:
        body.append(line(wording("menu.nothing")))
    elif not number:
        body.append(quiet(wording("menu.new_case")))
    for each in choices:
        body.append(line(wording(f"menu.line.{each.kind}", name=plain(each.name))))
        data: dict[str, object] = {"kind": each.kind}
        if case_id:
            data["id"] = case_id
        body.append(buttons([button(wording("menu.start", name=each.name), "case.start", data)]))
    actions: list[Action] = []
    if case_id:
        actions.append(button(wording("case.see"), "case.card", {"id": case_id}))
    if may_assess:
        ids: dict[str, object] = {"id": case_id} if case_id else {}
        verb = "case.assess" if case_id else "command.assess"
        actions.insert(0, button(wording("menu.assess"), verb, ids))
    return card(body, actions, wording.language)
