"""Welcome, help and the short answers: what the bot can do, always with buttons to do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, card, heading, line, link, quiet, subheading
from dialogs.wording import Wording
from domain.agreement import Guidance
from domain.people import Person, Role, Sector
from domain.permission import Permission, Setting, has_role_for, has_setting, may_start_case
from workflows.chat import Card


def main_buttons(person: Person, wording: Wording) -> list[Action]:
    """What this person can start with."""
    actions: list[Action] = []
    if may_start_case(person):
        actions.append(button(wording("help.new"), "command.new", {}, "positive"))
        actions.append(button(wording("help.new_meeting"), "command.new_meeting", {}))
    actions.append(button(wording("help.my_cases"), "command.my_cases", {}))
    actions.append(button(wording("help.unit_tasks"), "command.unit_tasks", {}))
    return actions


def welcome_card(person: Person, wording: Wording) -> Card:
    key = "welcome.coordinator" if person.has(Role.COORDINATOR) else "welcome.text"
    body: list[CardElement] = [
        heading(wording("welcome.title", name=person.name.split()[0])),
        line(wording(key)),
        quiet(wording("welcome.privacy")),
    ]
    actions = [*main_buttons(person, wording), button(wording("help.button"), "command.help", {})]
    return card(body, actions, wording.language)


def help_card(person: Person, wording: Wording, note: str = "") -> Card:
    body: list[CardElement] = [heading(wording("help.title"))]
    if note:
        body.append(line(note))
    body += [line(wording(f"help.line.{name}")) for name, is_for in HELP_LINES.items() if is_for(person)]
    if may_start_case(person):
        body.append(quiet(wording("help.example")))
    settings = button(wording("intent.settings"), "command.settings", {})
    other = button(wording("help.other_language"), f"command.{wording('help.other_language_verb')}", {})
    return card(body, [*main_buttons(person, wording), settings, other], wording.language)


def _everybody(_person: Person) -> bool:
    return True


def _sees_figures(person: Person) -> bool:
    return has_setting(person, Setting.FIGURES_OF_UNIT) or has_setting(person, Setting.FIGURES_OF_AREA)


def _gathers_insight(person: Person) -> bool:
    return any(has_role_for(person, Permission.EXTRACT, m.unit.id) for m in person.memberships)


HELP_LINES: Mapping[str, Callable[[Person], bool]] = {
    "new": may_start_case,
    "new_meeting": may_start_case,
    "my_cases": _everybody,
    "unit_tasks": _everybody,
    "status": _everybody,
    "assess": lambda person: may_start_case(person) and person.sector is Sector.REGION,
    "agreement": _everybody,
    "cancel": _everybody,
    "settings": _everybody,
    "figures": _sees_figures,
    "joint_report": lambda person: has_setting(person, Setting.JOINT_REPORT),
    "insight": _gathers_insight,
    "language": _everybody,
}
"""What the help tells, and to whom: nobody reads of what they cannot do."""


def guidance_card(found: Sequence[Guidance], wording: Wording) -> Card:
    """What the agreement says, with the official page."""
    body: list[CardElement] = [heading(wording("guidance.title"))]
    actions: list[Action] = []
    for guidance in found:
        english = wording.language == "en"
        body.append(subheading(guidance.topic_en if english else guidance.topic_da))
        body.append(line(guidance.text_en if english else guidance.text_da))
    for url in dict.fromkeys(guidance.link for guidance in found):
        actions.append(link(wording("guidance.link"), url))
    return card(body, actions, wording.language)


def question_card(
    title: str, text: str, choices: Sequence[tuple[str, str]], wording: Wording, ids: Mapping[str, object]
) -> Card:
    """Which of a few commands was meant. `ids` name the case, where one was named, and what was said."""
    actions: list[Action] = [button(name, f"command.{command}", ids) for command, name in choices]
    return card([heading(title), line(text)], actions, wording.language)
