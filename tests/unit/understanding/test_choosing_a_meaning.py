"""Who is asked "what did you mean?" and answers goes on with all that was typed."""

from datetime import date, time

import pytest

from dialogs.understanding import Intent, OpenQuestion, understand
from domain.network_meeting import Method
from tests.unit.understanding.parties import NAMES, TUESDAY_MORNING
from tests.unit.understanding.sentence import Sentence, understood
from tests.unit.understanding.test_sentences import ALL

UNCERTAIN = [sentence for sentence in ALL if "possible_intents" in sentence.expected]
OF_THE_INTENT = {"intent", "possible_intents", "topic", "happened_on", "open_questions"}


def test_the_citizen_the_party_the_day_and_the_time_are_kept() -> None:
    asked = understand("610190-1234 torsdag kl. 10 Hvidovre på Teams", NAMES, TUESDAY_MORNING)
    assert asked.possible_intents == (Intent.NEW_MEETING,)
    assert understood(asked.meaning(Intent.NEW_MEETING)) == {
        "intent": Intent.NEW_MEETING,
        "cpr": "6101901234",
        "municipalities": ("hvidovre",),
        "day": date(2026, 11, 26),
        "time": time(10),
        "method": Method.VIDEO,
        "open_questions": (),
    }


@pytest.mark.parametrize("sentence", UNCERTAIN, ids=lambda sentence: sentence.name)
def test_any_possible_meaning_keeps_all_that_was_said(sentence: Sentence) -> None:
    asked = understand(sentence.text, NAMES, TUESDAY_MORNING)
    said = {name: value for name, value in understood(asked).items() if name not in OF_THE_INTENT}
    for intent in asked.possible_intents:
        chosen = asked.meaning(intent)
        assert (chosen.intent, chosen.possible_intents) == (intent, ())
        assert OpenQuestion.WHICH_INTENT not in chosen.open_questions
        assert said == {name: v for name, v in understood(chosen).items() if name not in OF_THE_INTENT}
        assert {*asked.open_questions} - {OpenQuestion.WHICH_INTENT} <= {*chosen.open_questions}


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.name)
def test_meaning_what_was_already_understood_changes_nothing(sentence: Sentence) -> None:
    meaning = understand(sentence.text, NAMES, TUESDAY_MORNING)
    assert meaning.intent is None or meaning.meaning(meaning.intent) == meaning


def test_from_the_menu_of_documents_one_goes_on_with_the_citizen_and_the_case() -> None:
    menu = understand("ny på 26-1001", NAMES, TUESDAY_MORNING)
    notice = menu.meaning(Intent.DISCHARGE_NOTICE)
    assert (notice.intent, notice.case_number) == (Intent.DISCHARGE_NOTICE, "26-1001")


def test_a_meaning_that_needs_a_case_asks_for_it() -> None:
    asked = understand("annuller netværksmødet", NAMES, TUESDAY_MORNING)
    assert asked.meaning(Intent.CANCEL_MEETING).open_questions == (OpenQuestion.WHICH_CASE,)
    assert asked.meaning(Intent.CANCEL).open_questions == ()


def test_a_citizen_leads_to_the_case_of_a_discharge_but_not_to_its_status() -> None:
    said = understand("udskrivning på mandag 610190-1234", NAMES, TUESDAY_MORNING)
    assert said.meaning(Intent.DISCHARGE_DATE).open_questions == ()
    assert said.meaning(Intent.STATUS).open_questions == (OpenQuestion.WHICH_CASE,)


def test_a_day_ahead_is_not_the_day_of_a_discharge_that_has_happened() -> None:
    said = understand("udskrivning på mandag 26-1001", NAMES, TUESDAY_MORNING).meaning(Intent.DISCHARGED)
    assert (said.day, said.happened_on) == (None, None)
    assert said.open_questions == (OpenQuestion.WHICH_DAY,)
