"""Changes a JSON document in a few places: parts go missing, change their kind, or come from somewhere
else."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

from tests.fuzz.values import any_value, any_word

Place = tuple[Any, Any]
"""An object or array, and the key or index in it."""


def mutated(dice: random.Random, document: Any, most: int = 3) -> Any:
    """A changed copy."""
    changed = copy.deepcopy(document)
    for _ in range(dice.randint(1, most)):
        places = list(places_in(changed))
        if not places:
            return any_value(dice)
        _change(dice, dice.choice(places), places)
    return changed


def places_in(value: Any) -> Iterator[Place]:
    """Every place in it, those within others too."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield value, key
        yield from places_in(part)


def _change(dice: random.Random, place: Place, places: list[Place]) -> None:
    holder, key = place
    match dice.randrange(6):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1:
            holder[key] = any_word(dice)
        case 2:
            other, there = dice.choice(places)
            holder[key] = copy.deepcopy(other[there])
        case 3:
            holder[key] = [holder[key], holder[key]]
        case 4 if isinstance(holder, dict):
            holder[any_word(dice)[:60]] = any_value(dice)
        case _:
            holder[key] = any_value(dice)
