"""What is shown about emergency access: that it was asked for, which cases it holds for, why somebody had it.

The card after asking is the same whether there is such a case, and names none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, buttons, card, facts, heading, line, quiet
from dialogs.wording import Wording
from domain.people import Person
from workflows.chat import Card
from workflows.emergency import Held


def ask_button(wording: Wording, said: str = "") -> Action:
    """For whom the agreement lets ask. `said` is the name under which their words are remembered."""
    return button(wording("emergency.ask"), "command.emergency", {"said": said} if said else {})


def why_button(wording: Wording, access_id: str) -> Action:
    return button(wording("emergency.told.why"), "emergency.reason", {"id": access_id}, "positive")


def asked_card(until: datetime, wording: Wording) -> Card:
    body: list[CardElement] = [
        heading(wording("emergency.asked.title")),
        line(wording("emergency.asked.text", until=wording.moment(until))),
        quiet(wording("emergency.asked.leaders")),
    ]
    return card(body, [button(wording("emergency.see"), "emergency.cases", {}, "positive")], wording.language)


def held_card(held: Sequence[Held], wording: Wording) -> Card:
    body: list[CardElement] = [heading(wording("emergency.held.title"))]
    body.append(line(wording("emergency.held.text" if held else "emergency.held.none")))
    for each in held:
        until = wording.moment(each.access.ends)
        body.append(line(wording("emergency.held.case", number=each.case.number, until=until)))
        body.append(buttons([button(wording("case.see"), "case.card", {"id": each.case.id})]))
    return card(body, (), wording.language)


def reason_card(held: Held, who: Person | None, organisation: str, wording: Wording) -> Card:
    """For the case's own units, after an access check and a logged look."""
    number = held.case.number
    rows = [
        (wording("emergency.reason.who"), ", ".join(filter(None, (who.name if who else "", organisation)))),
        (wording("emergency.reason.from"), wording.moment(held.access.begins)),
        (wording("emergency.reason.until"), wording.moment(held.access.ends)),
        (wording("emergency.reason.why"), held.access.reason.reveal()),
    ]
    see = button(wording("case.see"), "case.card", {"id": held.case.id})
    return card(
        [heading(wording("emergency.reason.title", number=number)), facts(rows)], [see], wording.language
    )


def told_card(title: str, text: str, actions: Sequence[Action], wording: Wording) -> Card:
    """To a leader."""
    return card([heading(title), line(text)], actions, wording.language)
