"""Any character a person can type comes out as itself, as a box, or not at all, and never stops the print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.characters import BOX, DRAWN, drawn
from papers.pdf import print_paper
from tests.unit.papers.papers import a_paper
from tests.unit.papers.reading import Printed
from workflows.paper import Section


def test_danish_and_foreign_letters_stay_as_they_are() -> None:
    text = "Blåbærgrød på Ærø · Łódź, Müller, Şükran, Nguyễn, Жанна · 100 € · § 13 a · »citat« – ½"
    assert drawn(text) == text


def test_a_letter_typed_as_two_characters_becomes_the_one_it_is() -> None:
    assert drawn("a\u030a") == "å"


@pytest.mark.parametrize("lines", ["et\r\nto", "et\rto", "et\u2028to", "et\x0bto"])
def test_every_kind_of_line_break_is_one(lines: str) -> None:
    assert drawn(lines) == "et\nto"


def test_what_has_no_shape_is_seen_to_be_missing() -> None:
    assert drawn("godt 😀 中") == f"godt {BOX} {BOX}"


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\ud800", "\u202e", "\u2066", "\ufeff"])
def test_what_is_no_character_or_turns_the_reading_round_goes_out(hidden: str) -> None:
    assert drawn(f"a{hidden}b") == "ab"


def test_every_character_kept_has_a_shape() -> None:
    kept = [drawn(chr(number)) for first, last in DRAWN for number in range(first, last + 1)]
    every = Section("Alle tegn", "\n".join(kept))
    assert len(Printed(print_paper(a_paper(sections=(every,)))).pages) > 10


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_stops_the_print(text: str) -> None:
    paper = a_paper(
        title=text, facts=((text, text),), sections=(Section(text, text),), signatures=(text,), footer=text
    )
    assert print_paper(paper).startswith(b"%PDF-")
