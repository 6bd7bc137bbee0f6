"""What a button of the figures' cards does: other figures, one level down, or what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.cards.figures_card import SHOWN, definitions_card
from dialogs.figures import scope_in, show_figures, show_sector
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb
from domain.errors import NotFound
from domain.indicators.discharges import HEADLINE
from domain.people import AUTHORITIES, Sector


def _show(talk: Talk, data: Data) -> Reply:
    return talk.show(show_figures(talk, scope_in(data)))


def _sector(talk: Talk, data: Data) -> Reply:
    kind = data.get("kind")
    if kind not in AUTHORITIES:
        raise NotFound("a card that names no sector")
    return talk.show(show_sector(talk, scope_in(data), Sector(str(kind))))


def _definitions(talk: Talk, data: Data) -> Reply:
    keys = (HEADLINE, *SHOWN)
    return talk.show(definitions_card(keys, scope_in(data).data(), talk.wording))


FIGURES_VERBS: Mapping[str, Verb] = {
    "figures.show": _show,
    "figures.sector": _sector,
    "figures.definitions": _definitions,
}
"""All of them only read."""
