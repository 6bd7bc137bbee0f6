"""Whose effect goals hold where: of each centre and municipality those of the agreement between the two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Protocol

from domain.effect_goals import NO_GOALS, AgreedGoals, EffectGoals, Pair
from domain.people import AREAS, AUTHORITIES, Area, Sector
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


def goals_with(desk: Desk, unit_id: str, day: date) -> EffectGoals:
    """The goals in force on the day between the unit's organisation and each of the other sector, of all its
    areas."""
    unit = desk.records.directory.unit(unit_id)
    if unit is None:
        return NO_GOALS
    sides = {
        sector: tuple(
            each
            for each in desk.records.directory.organisations(sector)
            if sector is not unit.sector or each.id == unit.organisation_id
        )
        for sector in AUTHORITIES
    }
    found = (
        goals_between(desk, area, sides[Sector.REGION], sides[Sector.MUNICIPALITY], day)
        for area in AREAS
        if unit.area.covers(area)
    )
    return EffectGoals(tuple(agreed for each in found for agreed in each.agreed))
