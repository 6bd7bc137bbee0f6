"""The card that refuses: why, and what one can do about it.

It is the same whether what was asked for exists or is somebody else's. Whom the agreement lets look at cases
in an emergency may ask for that from here, whatever it was.
"""

from __future__ import annotations

from dialogs.cards.emergency_card import ask_button
from dialogs.cards.form_card import note_card
from dialogs.meant import remember
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from domain.errors import NotFound
from workflows.chat import Card
from workflows.emergency import may_ask


def refusal_card(talk: Talk, key: str, said: Understanding | None = None) -> Card:
    """`key` is the wording's; `said` what the person had written, so that it need not be typed again."""
    wording, actions = talk.wording, []
    if key == NotFound.key and may_ask(talk.desk, talk.person):
        actions.append(ask_button(wording, remember(talk, said) if said else ""))
    return note_card(wording("error.title"), wording(key), wording, actions)
