"""Effect goals in words: what is aimed at, and how a figure stands against it, wherever one is shown."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.listing import listed
from dialogs.report_words import difference_text, value_text
from dialogs.wording import Wording
from domain.effect_goals import EffectGoals, Pair, is_reached
from domain.forum_report import AreaReport
from domain.indicators.indicator import AnyIndicator


def goal_text(wording: Wording, indicator: AnyIndicator, goal: float) -> str:
    """`mindst 80 %`, `højst 10 dage`, `0`."""
    text = value_text(wording, indicator, goal)
    return wording(f"goal.{indicator.direction}", goal=text) if goal else text


def goal_line(wording: Wording, indicator: AnyIndicator, value: float | None, goals: EffectGoals) -> str:
    """`Mål: mindst 80 %, nået`; empty where there is no goal."""
    if goals.differ(indicator.key):
        return wording("goal.line.apart")
    goal = goals.of(indicator.key)
    if goal is None:
        return ""
    text = goal_text(wording, indicator, goal)
    if value is None:
        return wording("goal.line.bare", goal=text)
    return wording(f"goal.line.{_how(wording, indicator, value, goal)}", goal=text)


def _how(wording: Wording, indicator: AnyIndicator, value: float, goal: float) -> str:
    """A figure that reads like its goal is not said to have missed it without a word on how close it was."""
    if is_reached(indicator, value, goal):
        return "reached"
    if value_text(wording, indicator, value) == value_text(wording, indicator, goal):
        return "just_above" if value > goal else "just_below"
    return "missed"


def standing(wording: Wording, indicator: AnyIndicator, value: float | None, goals: EffectGoals) -> str:
    """Against the goal, in a sentence; empty where there is none, or no value."""
    if value is None:
        return ""
    if goals.differ(indicator.key):
        return wording("goal.line.apart")
    goal = goals.of(indicator.key)
    return "" if goal is None else _against(wording, indicator, value, goal)


def _against(wording: Wording, indicator: AnyIndicator, value: float, goal: float) -> str:
    text = value_text(wording, indicator, goal)
    if is_reached(indicator, value, goal):
        return wording("forum.goal.reached", goal=text)
    way = "above" if value > goal else "below"
    if value_text(wording, indicator, value) == text:
        return wording(f"forum.goal.just_{way}", goal=text)
    apart = difference_text(wording, indicator, value, goal)
    return wording(f"forum.goal.{way}", apart=apart, goal=text)


def goals_apart(wording: Wording, indicator: AnyIndicator, area: AreaReport) -> str:
    """Who aims at what, where that is not the same everywhere; empty where it is. What most aim at is said
    last."""
    if not area.goals.differ(indicator.key):
        return ""
    by_goal = area.goals.by_goal(indicator.key)
    *others, usual = sorted(by_goal, key=lambda goal: (len(by_goal[goal]), goal or 0))
    told = "; ".join(
        wording(
            "forum.goal.at",
            goal=_or_none(wording, indicator, goal),
            places=listed(tuple(_places(by_goal[goal], area, wording)), wording),
        )
        for goal in others
    )
    return wording("forum.goal.apart", others=told, usual=_or_none(wording, indicator, usual))


def _or_none(wording: Wording, indicator: AnyIndicator, goal: float | None) -> str:
    return wording("forum.goal.not_set") if goal is None else goal_text(wording, indicator, goal)


def _places(pairs: frozenset[Pair], area: AreaReport, wording: Wording) -> Iterator[str]:
    """A municipality by its name, where all that it has an agreement with is among the pairs; else with the
    centre."""
    bound = {pair for each in area.goals.agreed for pair in each.pairs}
    for municipality in area.municipalities:
        own = {pair for pair in pairs if pair[1] == municipality.id}
        if own and own == {pair for pair in bound if pair[1] == municipality.id}:
            yield municipality.name
            continue
        for centre in area.centres:
            if (centre.id, municipality.id) in own:
                yield wording("forum.goal.place", municipality=municipality.name, centre=centre.name)
