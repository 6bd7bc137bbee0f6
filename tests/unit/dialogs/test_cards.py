"""Every card keeps the limits of those who show it, tells no more than it should, and shows words as such."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dialogs.cards.elements import LONGEST_TEXTS, fitting, plain
from dialogs.wording import LANGUAGES
from tests.unit.dialogs.all_cards import closed_cards, form_cards, opened_cards, other_cards
from tests.unit.dialogs.bot_in_process import CATALOGUES
from tests.unit.dialogs.card_limits import faults_of
from tests.unit.dialogs.card_reading import everything_in, parts_of, text_of
from tests.unit.dialogs.document_cards import CPR
from workflows.chat import Card

IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
"""As the local channel reads the text of a card."""


@IN_EACH_LANGUAGE
def test_every_card_is_one_that_teams_and_the_library_show(language: str) -> None:
    wording = CATALOGUES.speaking(language)
    cards = [
        *closed_cards("mærke", wording),
        *opened_cards("mærke", wording),
        *other_cards(wording),
        *form_cards("x", wording),
    ]
    assert [faults for card in cards if (faults := faults_of(card))] == []
    assert all(card["lang"] == language for card in cards)


@pytest.mark.parametrize("text", ["Ord ", "På gensyn i morgen. ", "- *x* ", "\\", "\U0001f642"])
def test_a_card_full_of_the_longest_texts_is_small_enough(text: str) -> None:
    wording = CATALOGUES.speaking("da")
    cards = [*opened_cards(text, wording, longest=True), *form_cards(text, wording)]
    assert [faults for card in cards if (faults := faults_of(card))] == []


@pytest.mark.parametrize("text", ["Ord ", "På gensyn i morgen. "])
def test_ordinary_texts_are_shown_whole_however_long(text: str) -> None:
    wording = CATALOGUES.speaking("da")
    for card in [*opened_cards(text, wording, longest=True), *form_cards(text, wording)]:
        assert " …" not in text_of(card).replace(" …«", "")


def test_texts_are_shortened_step_by_step_until_the_card_fits() -> None:
    tried: list[int] = []

    def make(longest: int) -> Card:
        tried.append(longest)
        return {"text": "x" * longest * 30}

    assert fitting(make) == {"text": "x" * 600 * 30}
    assert tried == [4000, 1500, 600]
    assert len(fitting(lambda longest: {"text": "x" * longest * 900})["text"]) == LONGEST_TEXTS[-1] * 900


def test_a_card_that_would_be_too_large_shows_the_beginning_of_each_text() -> None:
    (first, *_) = opened_cards("\\", CATALOGUES.speaking("da"), longest=True)
    assert text_of(first).count(" …") > 5


@settings(max_examples=10, deadline=None)
@given(mark=st.uuids().map(lambda each: each.hex), language=st.sampled_from(LANGUAGES))
def test_a_closed_card_holds_nothing_personal(mark: str, language: str) -> None:
    for card in closed_cards(mark, CATALOGUES.speaking(language)):
        held = everything_in(card)
        assert mark not in held
        assert CPR.digits not in held
        assert CPR.formatted() not in held


def test_an_opened_card_shows_what_a_closed_one_hides() -> None:
    opened = [text_of(card) for card in opened_cards("mærke", CATALOGUES.speaking("da"))]
    assert all("mærke" in text for text in opened)
    assert any(CPR.formatted() in text for text in opened)


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        alphabet=st.one_of(st.sampled_from("ab1 -+*_=>#|`~:.()[]<&;!\\\n\t"), st.characters()), max_size=60
    )
)
@example("- køb ind\n+ ring\n* skriv")
@example("1. januar\n2) februar")
@example("Overskrift\n---\nEn til\n===")
@example("# Titel\n> citat")
@example("a | b\n--- | ---\n1 | 2")
@example("    kode\n\tkode\n```\nkode\n```")
@example("*a* **b** _c_ ~~d~~ `e` [f](http://g) ![h](i) <http://j> &amp; &#65;")
@example("\\*a\\*\r- b\r\n- c")
def test_peoples_own_words_are_shown_as_they_wrote_them(text: str) -> None:
    tokens = MARKDOWN.parse(plain(text))
    inner = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for child in inner} <= {"text", "text_special", "softbreak", "hardbreak"}
    shown = "\n".join(
        "".join(c.content or "\n" for c in token.children) for token in tokens if token.children
    )
    assert "".join(shown.split()) == "".join(text.replace("\0", "\ufffd").split())


def test_what_a_person_wrote_is_plain_on_every_card() -> None:
    """On a card for reading; in an input it stands as it was typed."""
    wording = CATALOGUES.speaking("da")
    for card in [*opened_cards("*m*", wording), *form_cards("*m*", wording)]:
        for part in parts_of(card):
            assert "*m*" not in part.get("text", "")
            assert not any("*m*" in fact["value"] for fact in part.get("facts", ()))
