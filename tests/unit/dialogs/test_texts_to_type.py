"""Whatever a text tells a person to type, the bot understands, in the language of that text."""

import re
from datetime import UTC, date, datetime, time

import pytest

from dialogs.understanding import Intent, PartyNames, understand
from dialogs.wording import Wording, load_catalogues

CATALOGUES = load_catalogues()
NAMES = PartyNames({"hvidovre": "Hvidovre Kommune"}, {"glostrup": "Psykiatrisk Center Glostrup"})
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""A Friday."""

IN_BOTH = pytest.mark.parametrize("wording", CATALOGUES.by_language.values(), ids=CATALOGUES.by_language)
QUOTED = re.compile(r"(?:[Ss]kriv|[Tt]ype) [»“]([^«”]+)[«”]")
PAGES = re.compile(r"under [»“]([^«”]+)[«”]")

HELP_LINES = {
    "new": [Intent.NEW],
    "assess": [Intent.ASSESS],
    "new_meeting": [Intent.NEW_MEETING],
    "my_cases": [Intent.MY_CASES],
    "unit_tasks": [Intent.UNIT_TASKS],
    "status": [Intent.STATUS],
    "agreement": [Intent.AGREEMENT_QUESTION],
    "cancel": [Intent.CANCEL, Intent.RESUME],
    "joint_report": [Intent.JOINT_REPORT],
    "figures": [Intent.FIGURES],
    "insight": [Intent.SUBJECT_ACCESS],
    "settings": [Intent.SETTINGS, Intent.AWAY],
}
COMMANDS = {"new", "ny", "my cases", "mine sager", "status", "resume", "fortsæt", "help", "hjælp"}
COMMANDS |= {"rapport for oktober", "report for October"}
COMMANDS |= {"I am back", "jeg er tilbage", "hi", "hej"}
COMMANDS |= {"indsigt", "vores opgaver", "our tasks"}


@IN_BOTH
def test_each_command_quoted_in_a_text_is_understood(wording: Wording) -> None:
    quoted = {command for text in wording.texts.values() for command in QUOTED.findall(text)}
    assert quoted
    assert quoted <= COMMANDS
    assert [c for c in quoted if understand(c, NAMES, NOW).intent is None] == []


@IN_BOTH
@pytest.mark.parametrize("line", HELP_LINES)
def test_what_the_help_writes_in_bold_does_what_the_help_says(wording: Wording, line: str) -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", wording(f"help.line.{line}"))
    assert [understand(said, NAMES, NOW).intent for said in bold] == HELP_LINES[line]


@IN_BOTH
def test_the_help_names_both_languages_as_they_are_understood(wording: Wording) -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", wording("help.line.language"))
    assert {understand(said, NAMES, NOW).intent for said in bold} == {Intent.DANISH, Intent.ENGLISH}


@IN_BOTH
@pytest.mark.parametrize("intent", [Intent.NEW, Intent.NEW_MEETING, Intent.MY_CASES, Intent.UNIT_TASKS])
def test_a_main_button_may_be_typed_instead(wording: Wording, intent: Intent) -> None:
    assert understand(wording(f"help.{intent}"), NAMES, NOW).intent is intent


@IN_BOTH
def test_the_example_in_the_help_fills_in_a_form(wording: Wording) -> None:
    said = understand(wording("help.example").split(": ")[1], NAMES, NOW)
    assert (said.intent, said.day, said.time) == (Intent.NEW_MEETING, date(2026, 11, 26), time(10, 0))
    assert said.municipalities == ("hvidovre",)
    assert said.open_questions == ()


@IN_BOTH
@pytest.mark.parametrize("key", ["help.line.status", "status.which.text"])
def test_the_example_of_a_status_names_a_case(wording: Wording, key: str) -> None:
    example = re.search(r": (status \S+\d)", wording(key))
    assert example
    said = understand(example[1], NAMES, NOW)
    assert (said.intent, said.case_number) == (Intent.STATUS, "26-1042")


@IN_BOTH
def test_a_page_a_question_points_to_is_called_that(wording: Wording) -> None:
    pages = {page for text in wording.texts.values() for page in PAGES.findall(text)}
    assert pages == {wording("form.meeting_request.times.title")}
