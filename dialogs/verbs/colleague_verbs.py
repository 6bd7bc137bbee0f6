"""What the button beside a colleague's open work does."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.colleagues_card import colleagues_card, whose
from dialogs.cards.elements import plain
from dialogs.colleagues import work_lines
from dialogs.forms import flow
from dialogs.forms.submit import FORMS
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in


def _hand_over_all(talk: Talk, data: Data) -> Reply:
    """Begins the form; where that person has nothing open any more, shows who has."""
    owner_id, lines = id_in(data), work_lines(talk)
    found = next((each for each in lines if each.owner_id == owner_id), None)
    if found is None:
        return talk.show(colleagues_card(lines, talk.wording))
    tasks = talk.wording.count("colleagues.tasks", found.number)
    note = talk.wording("colleagues.about", who=plain(whose(found, talk.wording)), tasks=tasks)
    return talk.show(flow.start(talk, FORMS["hand_over_all"].form, owner_id, {}, note))


COLLEAGUE_VERBS: Mapping[str, Verb] = {"colleagues.hand_over_all": _hand_over_all}
