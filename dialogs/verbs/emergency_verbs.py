"""What the buttons about emergency access do."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.emergency_card import held_card, reason_card
from dialogs.subjects import log_list
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in
from dialogs.views import person_of, unit_of
from workflows.emergency import held_now, open_reason


def _cases(talk: Talk, _data: Data) -> Reply:
    log_list(talk)
    return talk.show(held_card(held_now(talk.desk, talk.person), talk.wording))


def _reason(talk: Talk, data: Data) -> Reply:
    found = open_reason(talk.desk, talk.person, id_in(data))
    who = person_of(talk.desk, found.access.person_id)
    organisation = unit_of(talk.desk, found.access.unit_id).organisation
    return talk.show(reason_card(found, who, organisation, talk.wording))


EMERGENCY_VERBS: Mapping[str, Verb] = {
    "emergency.cases": _cases,
    "emergency.reason": _reason,
}
