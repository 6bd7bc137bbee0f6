"""Filling in a form page by page, the way a person does who writes only what is not there already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.scenario.actor import Actor
from tests.scenario.cards import CardSeen


@dataclass
class Filled:
    """How much work a form was: its pages, and the fields that were empty and had to be filled."""

    card: CardSeen
    pages: int = 0
    inputs: list[str] = field(default_factory=list)


async def fills_in(
    actor: Actor, page: CardSeen, answers: Mapping[str, str], *, overwrite: Mapping[str, str] | None = None
) -> Filled:
    """From this page to the review, or to the last page of a form that has none.

    Writes each answer where its field is empty; `overwrite` also where something stands. Every page must be
    in order.
    """
    filled = Filled(page)
    while actor.wording("button.next") in filled.card.buttons:
        writes(actor, filled, answers, overwrite or {})
        filled.card = await actor.presses("button.next")
        filled.pages += 1
        assert filled.card.fault_count == 0, filled.card.everything
    writes(actor, filled, answers, overwrite or {})
    return filled


def writes(actor: Actor, filled: Filled, answers: Mapping[str, str], overwrite: Mapping[str, str]) -> None:
    """Write into the fields of the page at hand."""
    for name, value in filled.card.fields.items():
        if name in overwrite:
            actor.fills(**{name: overwrite[name]})
        elif name in answers and not value:
            actor.fills(**{name: answers[name]})
            filled.inputs.append(name)
