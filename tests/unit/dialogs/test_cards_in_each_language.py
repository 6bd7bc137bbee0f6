"""What a card takes from data - topics, times of day - is written in the language of the person."""

import pytest

from dialogs.cards.form_card import form_card
from dialogs.cards.help_card import guidance_card
from dialogs.forms.engine import REVIEW, Step
from dialogs.forms.meeting_request import FORM
from dialogs.wording import load_catalogues
from tests.agreements import an_agreement
from tests.factories import a_draft
from tests.unit.dialogs.card_reading import text_of
from tests.unit.dialogs.form_surroundings import around

CATALOGUES = load_catalogues()


@pytest.mark.parametrize(
    ("language", "topic", "text", "other"),
    [("da", "Frister", "Fem arbejdsdage.", "Deadlines"), ("en", "Deadlines", "Five days.", "Frister")],
)
def test_guidance_has_its_topic_in_the_language_of_its_text(
    language: str, topic: str, text: str, other: str
) -> None:
    shown = text_of(guidance_card(an_agreement().guidance, CATALOGUES.speaking(language)))
    assert topic in shown
    assert text in shown
    assert other not in shown


@pytest.mark.parametrize(("language", "time", "other"), [("da", "10.30", "10:30"), ("en", "10:30", "10.30")])
def test_a_review_writes_the_time_of_day_as_the_language_does(language: str, time: str, other: str) -> None:
    proposed = {"day_1": "2026-11-25", "time_1": "10:30"}
    card = form_card(
        FORM, a_draft(form=FORM.name), Step(REVIEW, proposed), around(), CATALOGUES.speaking(language)
    )
    assert time in text_of(card).splitlines()
    assert other not in text_of(card)
