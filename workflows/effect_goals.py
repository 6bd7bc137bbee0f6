"""Whose effect goals hold where: of each centre and municipality those of the agreement between the two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Protocol

from domain.effect_goals import AgreedGoals, EffectGoals, Pair
from domain.people import AREAS, AUTHORITIES, Area, Unit
from workflows.desk import Desk


class Named(Protocol):
    """An organisation, or what it was called."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def goals_between(
    desk: Desk, area: Area, centres: Iterable[Named], municipalities: Iterable[Named], day: date
) -> EffectGoals:
    """The goals in force on the day between each two of these; of a local agreement before its base's."""
    pairs: dict[str, set[Pair]] = {}
    for one, other in product(centres, list(municipalities)):
        agreement = desk.agreements.between(area, (one.name, other.name), day)
        if agreement:
            pairs.setdefault(agreement.id, set()).add((one.id, other.id))
    return EffectGoals(
        tuple(AgreedGoals(desk.agreements.get(id_).goals, frozenset(own)) for id_, own in pairs.items())
    )


def goals_with(desk: Desk, units: Iterable[Unit], day: date) -> EffectGoals:
    """The goals in force on the day between each unit's organisation and each of the other sector, of all its
    areas."""
    there = {sector: desk.records.directory.organisations(sector) for sector in AUTHORITIES}
    asked = {(unit.organisation_id, area) for unit in units for area in AREAS if unit.area.covers(area)}
    found: list[AgreedGoals] = []
    for own_id, area in sorted(asked):
        centres, municipalities = ([e for e in side if e.id == own_id] or side for side in there.values())
        found += goals_between(desk, area, centres, municipalities, day).agreed
    return EffectGoals(tuple(found))
