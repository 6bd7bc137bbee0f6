"""The two catalogues: complete, alike, each in its own language, and with no text that nobody reads."""

import re
from collections.abc import Iterable, Mapping
from string import Formatter

import pytest

from dialogs.cards.sheet import field_text
from dialogs.verbs import VERBS
from dialogs.wording import Wording, load_catalogues
from domain.permission import NOBODYS, STEPS
from tests.unit.dialogs.key_families import FIELDS, NO_TEXTS, families, needed
from tests.unit.dialogs.source_keys import refusal_keys, templates, uses, written_out

CATALOGUES = load_catalogues()
DANISH, ENGLISH = CATALOGUES.by_language["da"], CATALOGUES.by_language["en"]
TABLES = frozenset(key.split(".")[0] for key in DANISH.texts)

STATUS_VALUES = frozenset({"inviter", "receiver", "by", "when"})
GIVEN_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "meeting.status.": STATUS_VALUES,
    "receipt.": frozenset({"number", "receiver", "name"}),
    "task.escalation.": frozenset({"late", "organisation", "by"}),
    "field.": frozenset({"n"}),
}
"""The values of the texts that are filled in through `**values`."""

SAME_IN_BOTH = frozenset({
    "choice.methods.video", "forum.column.definition", "forum.sheet.data", "intent.danish", "intent.english",
})  # fmt: skip
DANISH_WORDS = frozenset({
    "og", "ikke", "det", "jeg", "du", "er", "på", "til", "af", "med", "der", "som", "eller", "dit", "din",
    "dig", "vi", "hvad", "hvem", "hvornår", "skriv", "vælg", "sag", "sagen", "møde", "mødet",
    "netværksmøde", "frist", "borger", "borgeren", "referat", "opgave", "opgaver", "kommune", "enhed",
    "tid", "aftale",
})  # fmt: skip
ENGLISH_WORDS = frozenset({
    "the", "and", "of", "is", "was", "you", "your", "not", "this", "that", "will", "please", "choose",
    "write", "resume", "help", "meeting", "case", "cases", "task", "tasks", "deadline", "minutes",
    "citizen", "network", "reminder", "unit", "agreement",
})  # fmt: skip
"""Words that the other language does not have."""


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def words(text: str) -> frozenset[str]:
    """The words of a text in small letters, placeholders left out."""
    return frozenset(re.findall(r"[^\W\d_]+", re.sub(r"\{\w*\}", " ", text).lower()))


def expanded(keys: Iterable[str]) -> frozenset[str]:
    """Templates as all they can become; keys as they are."""
    return frozenset(full for key in keys for full in families().get(key, {key}))


def test_both_catalogues_have_the_same_texts_in_the_same_order() -> None:
    assert list(DANISH.texts) == list(ENGLISH.texts)


def test_a_text_takes_the_same_values_in_both_languages() -> None:
    assert [
        key for key in DANISH.texts if placeholders(DANISH.texts[key]) != placeholders(ENGLISH.texts[key])
    ] == []


@pytest.mark.parametrize("wording", [DANISH, ENGLISH], ids=["da", "en"])
def test_no_text_is_empty_or_has_stray_blanks(wording: Wording) -> None:
    assert [
        key for key, text in wording.texts.items() if not text.strip() or text != " ".join(text.split())
    ] == []


def test_no_english_leaks_into_the_danish_texts() -> None:
    leaks = {key: found for key, text in DANISH.texts.items() if (found := words(text) & ENGLISH_WORDS)}
    assert leaks == {}


def test_no_danish_leaks_into_the_english_texts() -> None:
    letters = re.compile("[æøåÆØÅ»«]")
    leaks = {
        key: text for key, text in ENGLISH.texts.items() if letters.search(text) or words(text) & DANISH_WORDS
    }
    assert leaks == {}


def test_every_text_is_translated() -> None:
    same = {
        key
        for key, text in DANISH.texts.items()
        if text == ENGLISH.texts[key] and words(text) - {"brobygger", "status", "cpr"}
    }
    assert same - SAME_IN_BOTH == set()


@pytest.mark.parametrize(
    ("wording", "other", "verb"), [(DANISH, "English", "english"), (ENGLISH, "Dansk", "danish")]
)
def test_the_help_offers_the_other_language(wording: Wording, other: str, verb: str) -> None:
    assert (wording("help.other_language"), wording("help.other_language_verb")) == (other, verb)
    assert f"command.{verb}" in VERBS


def test_every_text_the_code_names_is_in_the_catalogues() -> None:
    steps = STEPS.keys() | NOBODYS.keys()
    assert written_out(TABLES) - VERBS.keys() - steps - DANISH.texts.keys() == set()


def test_every_key_made_from_parts_belongs_to_a_known_family() -> None:
    assert templates(TABLES) == families().keys() | NO_TEXTS
    assert NO_TEXTS.isdisjoint({use.key for use in uses()})


@pytest.mark.parametrize("family", needed())
def test_every_member_of_a_family_is_in_the_catalogues(family: str) -> None:
    assert needed()[family]
    assert needed()[family] - DANISH.texts.keys() == set()


@pytest.mark.parametrize("wording", [DANISH, ENGLISH], ids=["da", "en"])
def test_every_field_of_every_form_has_a_label(wording: Wording) -> None:
    assert [
        f"{form.name}.{field.name}" for form, field in FIELDS if not field_text(wording, form, field, "label")
    ] == []


def test_no_text_is_left_that_nobody_reads() -> None:
    used = written_out(TABLES) | expanded(families())
    assert DANISH.texts.keys() - used == set()


def test_every_text_gets_the_values_it_asks_for() -> None:
    lacking = {
        (full, name)
        for use in uses()
        for full in expanded([use.key]) & DANISH.texts.keys()
        for name in placeholders(DANISH.texts[full]) - use.values
        if not any(full.startswith(begin) for begin in GIVEN_ELSEWHERE)
    }
    assert lacking == set()


@pytest.mark.parametrize("begin", GIVEN_ELSEWHERE)
def test_texts_filled_in_elsewhere_ask_for_known_values_only(begin: str) -> None:
    asked = {
        name for key, text in DANISH.texts.items() if key.startswith(begin) for name in placeholders(text)
    }
    assert asked == GIVEN_ELSEWHERE[begin]


def test_a_refusal_needs_no_values() -> None:
    errors = {key for key in DANISH.texts if key.startswith("error.")} - {"error.apology"}
    refusals = expanded(refusal_keys()) | errors
    assert refusals <= DANISH.texts.keys()
    assert {key for key in refusals if placeholders(DANISH.texts[key])} == set()
