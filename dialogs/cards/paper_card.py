"""Beside a document offered as a file: how it is sent, and one click to say who got it."""

from __future__ import annotations

from microsoft_teams.cards.core import Action

from dialogs.cards.elements import button, card, heading, line
from dialogs.wording import Wording
from domain.document import CITIZEN, Document
from workflows.chat import Card

COPY_BUTTONS = (CITIZEN, "gp")
"""The receivers one click is enough for."""


def paper_card(document: Document, wording: Wording) -> Card:
    ids = {"id": document.id, "content_version": document.content_version}
    sent: list[Action] = [
        button(wording(f"paper.sent_{to}"), "document.copy_sent", {**ids, "kind": to}) for to in COPY_BUTTONS
    ]
    return card(
        [heading(wording("paper.sent_title")), line(wording("paper.sent_text"))],
        [
            *sent,
            button(wording("paper.sent_other"), "document.hand_over_copy", ids),
            button(wording("paper.back"), "document.card", {"id": document.id}),
        ],
        wording.language,
    )
