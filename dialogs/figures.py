"""Looks up the figures somebody asks for, in words or by a button, for the cards that show them.

What comes from a card is not trusted: its days are read as days, its places are looked up, and whose figures
they are is checked by the use case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dialogs.cards.figures_card import FiguresView, GroupLine, figures_card, sector_card
from dialogs.forms.values import YEARS
from dialogs.talk import Talk
from dialogs.understanding import Understanding
from dialogs.understanding.periods import week_of
from domain.errors import BadValue, NotAllowed, NotFound
from domain.indicators.measure import Group, Period
from domain.people import Area, Sector
from domain.permission import Setting, units_with
from workflows.chat import Card
from workflows.figures import Figures, areas_seen, figures_of_area, figures_of_units, parties_with
from workflows.weekly import lost_time

LONGEST = timedelta(days=366 * 3)
MOST_APART = 3
"""Units of a leader whose figures are told each by itself; those of more are told together."""


@dataclass(frozen=True)
class Scope:
    """Whose figures, of which period and place: of an area, of a unit or, with neither, of all the units that
    the person leads."""

    period: Period
    area: Area | None = None
    unit_id: str = ""
    centre_id: str = ""
    municipality_id: str = ""

    def of(self, period: Period) -> Scope:
        return replace(self, period=period)

    def data(self) -> dict[str, object]:
        """For a button that leads here."""
        named = {
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "area": self.area.value if self.area else "",
            "unit": self.unit_id,
            "centre": self.centre_id,
            "municipality": self.municipality_id,
        }
        return {name: value for name, value in named.items() if value}


def scope_said(talk: Talk, said: Understanding) -> Scope:
    """Raises `BadValue` for a period or a place that there is not, or for who sees no figures."""
    if said.period_unclear:
        raise BadValue("figures.no_such_period")
    if said.place_unknown:
        raise BadValue("figures.unknown_place")
    period = said.period or week_of(talk.desk.today - timedelta(days=7))
    own = own_scope(talk, period, said.area)
    asked = replace(own, centre_id=_one(said.centres), municipality_id=_one(said.municipalities))
    if asked.area is not None:
        parties = parties_with(talk.desk, talk.person, asked.area, period)
        if not {asked.centre_id, asked.municipality_id} - {""} <= {party.id for party in parties}:
            raise BadValue("figures.not_own_place")
    return asked


def _one(ids: tuple[str, ...]) -> str:
    """The one that was named, or none; all of them would not be what was asked for. Raises `BadValue`."""
    if len(ids) > 1:
        raise BadValue("figures.one_place")
    return ids[0] if ids else ""


def own_scopes(talk: Talk, period: Period) -> tuple[Scope, ...]:
    """Each area, or each unit, whose figures the person sees; of many units they are all one."""
    areas, units = areas_seen(talk.person), units_with(talk.person, Setting.FIGURES_OF_UNIT)
    if areas:
        return tuple(Scope(period, area) for area in areas)
    if len(units) > MOST_APART:
        return (Scope(period),)
    return tuple(Scope(period, unit_id=unit.id) for unit in units)


def own_scope(talk: Talk, period: Period, area: Area | None = None) -> Scope:
    """All that the person sees; of a coordinator for both areas the adults', unless the other is meant."""
    own = own_scopes(talk, period)
    if not own:
        raise BadValue("figures.not_for_you")
    if area is None or own[0].area is None:
        return own[0]
    if area not in areas_seen(talk.person):
        raise BadValue("figures.not_own_area")
    return Scope(period, area)


def scope_in(data: Mapping[str, object]) -> Scope:
    """What a button names. Raises `NotFound` for one that names no period."""
    area = data.get("area")
    period = Period(_day_in(data, "first"), _day_in(data, "last"))
    if not period.first <= period.last <= period.first + LONGEST:
        raise NotFound("a period that is none")
    return Scope(
        period,
        Area(area) if isinstance(area, str) and area in set(Area) else None,
        _text_in(data, "unit"),
        _text_in(data, "centre"),
        _text_in(data, "municipality"),
    )


def _day_in(data: Mapping[str, object], name: str) -> date:
    """A day of years that can be reckoned with."""
    try:
        day = date.fromisoformat(_text_in(data, name))
    except ValueError:
        raise NotFound("a button that names no day") from None
    if day.year not in YEARS:
        raise NotFound("a button that names no day")
    return day


def _text_in(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def figures_in(talk: Talk, scope: Scope) -> Figures:
    """After an access check; the look is logged. Raises as `workflows/figures.py`."""
    if scope.area is not None:
        return figures_of_area(talk.desk, talk.person, scope.area, scope.period)
    units = frozenset({scope.unit_id}) if scope.unit_id else _led(talk)
    return figures_of_units(talk.desk, talk.person, units, scope.period)


def _led(talk: Talk) -> frozenset[str]:
    """The ids of the units they lead. Raises `NotAllowed` for who leads none."""
    units = units_with(talk.person, Setting.FIGURES_OF_UNIT)
    if not units:
        raise NotAllowed("the figures of units, for who leads none")
    return frozenset(unit.id for unit in units)


def figures_view(talk: Talk, scope: Scope) -> FiguresView:
    figures = figures_in(talk, scope).within(scope.centre_id, scope.municipality_id)
    return FiguresView(
        whose=whose(talk, scope),
        places=places(talk, scope),
        figures=figures,
        asked=scope.period,
        lost=tuple(
            _line(talk, scope, each.group, each.region, each.municipality) for each in lost_time(figures)
        ),
        data=scope.data(),
        today=talk.desk.today,
        other=_other_data(talk, scope),
    )


def _line(talk: Talk, scope: Scope, group: Group, region: int, municipality: int) -> GroupLine:
    here = replace(scope, centre_id=group.centre_id, municipality_id=group.municipality_id)
    return GroupLine(name_of_group(talk, group), region, municipality, here.data())


def _other_data(talk: Talk, scope: Scope) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """The person's other areas, or units, each with the same period."""
    if scope.area is not None:
        others = (area for area in areas_seen(talk.person) if area is not scope.area)
        return tuple((_area_name(talk, area), Scope(scope.period, area).data()) for area in others)
    units = units_with(talk.person, Setting.FIGURES_OF_UNIT)
    if len(units) > MOST_APART:
        return ()
    beside = (unit for unit in units if unit.id != scope.unit_id)
    return tuple((unit.name, Scope(scope.period, unit_id=unit.id).data()) for unit in beside)


def whose(talk: Talk, scope: Scope) -> str:
    if scope.area is not None:
        return _area_name(talk, scope.area)
    if not scope.unit_id:
        return talk.wording("figures.all_units", n=len(_led(talk)))
    unit = talk.desk.records.directory.unit(scope.unit_id)
    return unit.full_name if unit else ""


def _area_name(talk: Talk, area: Area) -> str:
    return talk.wording(f"figures.area.{area}")


def places(talk: Talk, scope: Scope) -> tuple[str, ...]:
    """Raises `NotFound` for an organisation the directory does not know."""
    ids = [id_ for id_ in (scope.municipality_id, scope.centre_id) if id_]
    return tuple(organisation_name(talk, id_) for id_ in ids)


def organisation_name(talk: Talk, id_: str) -> str:
    found = talk.desk.records.directory.organisation(id_)
    if found is None:
        raise NotFound("no such organisation")
    return found.name


def name_of_group(talk: Talk, group: Group) -> str:
    names = [organisation_name(talk, id_) for id_ in (group.municipality_id, group.centre_id)]
    return talk.wording("figures.group", municipality=names[0], centre=names[1])


def show_figures(talk: Talk, scope: Scope) -> Card:
    return figures_card(figures_view(talk, scope), talk.wording)


def show_sector(talk: Talk, scope: Scope, sector: Sector) -> Card:
    return sector_card(figures_view(talk, scope), sector, talk.wording)
