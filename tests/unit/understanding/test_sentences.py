"""Free text is understood, not matched: every sentence of the tables gives exactly what it says."""

import pytest

from dialogs.understanding import Intent, OpenQuestion, understand
from tests.unit.understanding.commands import COMMANDS
from tests.unit.understanding.course import COURSE
from tests.unit.understanding.days import DAYS
from tests.unit.understanding.document_questions import DOCUMENT_QUESTIONS
from tests.unit.understanding.documents import DOCUMENTS
from tests.unit.understanding.emergencies import EMERGENCIES
from tests.unit.understanding.figures import FIGURES
from tests.unit.understanding.parties import NAMES, TUESDAY_MORNING
from tests.unit.understanding.reports import REPORTS
from tests.unit.understanding.requests import REQUESTS
from tests.unit.understanding.sentence import Sentence, understood
from tests.unit.understanding.settings import SETTINGS
from tests.unit.understanding.times import TIMES
from tests.unit.understanding.whole_requests import WHOLE_REQUESTS

ALL = (
    *COMMANDS, *REQUESTS, *DAYS, *TIMES, *WHOLE_REQUESTS, *DOCUMENTS, *DOCUMENT_QUESTIONS, *COURSE, *SETTINGS,
    *EMERGENCIES,
    *FIGURES, *REPORTS,
)  # fmt: skip


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.name)
def test_a_sentence_means_exactly_what_the_table_says(sentence: Sentence) -> None:
    assert understood(understand(sentence.text, NAMES, TUESDAY_MORNING)) == sentence.expected


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.name)
def test_capitals_and_surrounding_space_change_nothing(sentence: Sentence) -> None:
    loud = f"  {sentence.text.upper()} \n"
    assert understood(understand(loud, NAMES, TUESDAY_MORNING)) == sentence.expected


def test_the_tables_hold_enough_sentences_each_once() -> None:
    assert len({sentence.text for sentence in ALL}) == len(ALL) >= 450


def test_every_intent_and_every_open_question_has_a_sentence() -> None:
    intents = {sentence.expected.get("intent") for sentence in ALL} - {None}
    questions = {question for sentence in ALL for question in sentence.expected["open_questions"]}
    assert intents == set(Intent)
    assert questions == set(OpenQuestion)


def test_no_test_id_holds_a_figure() -> None:
    assert not any(character.isdigit() for sentence in ALL for character in sentence.name)
