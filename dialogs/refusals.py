"""The card that refuses: why, and what one can do about it.

It is the same whether what was asked for exists or is somebody else's. Whom the agreement lets look at cases
in an emergency may ask for that from here, whatever it was.
"""

from __future__ import annotations

from microsoft_teams.cards.core import Action

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
    wording = talk.wording
    actions = _ways_on(talk, said) if key == NotFound.key else []
    return note_card(wording("error.title"), wording(key), wording, actions)


def nobody_card(talk: Talk, said: Understanding) -> Card:
    """A search for a citizen found no case of the person's own; others may have one, or nobody."""
    wording = talk.wording
    return note_card(wording("search.none.title"), wording("search.none.text"), wording, _ways_on(talk, said))


def _ways_on(talk: Talk, said: Understanding | None) -> list[Action]:
    if not may_ask(talk.desk, talk.person):
        return []
    return [ask_button(talk.wording, remember(talk, said) if said else "")]
