"""Welcome, help and the short answers: what the bot can do, always with buttons to do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import button, card, heading, line, link, quiet, subheading
from dialogs.wording import Wording
from domain.agreement import Guidance
from domain.people import Person, Role
from domain.permission import may_start_case
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
    body += [line(wording(f"help.line.{name}")) for name in HELP_LINES]
    body.append(quiet(wording("help.example")))
    settings = button(wording("intent.settings"), "command.settings", {})
    other = button(wording("help.other_language"), f"command.{wording('help.other_language_verb')}", {})
    return card(body, [*main_buttons(person, wording), settings, other], wording.language)


HELP_LINES = (
    "new",
    "new_meeting",
    "my_cases",
    "unit_tasks",
    "status",
    "assess",
    "agreement",
    "cancel",
    "settings",
    "figures",
    "joint_report",
    "language",
)


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
