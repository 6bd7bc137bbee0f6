"""A document on paper: readable for everybody, complete, the same every time, and silent about the citizen
to whoever does not open it."""

from __future__ import annotations

from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from papers.pdf import TEMPLATE, print_paper
from tests.unit.papers.papers import a_paper
from tests.unit.papers.reading import Printed
from workflows.paper import Section, likely_size

LONG = "Samtaler i ambulatoriet hver anden uge, og telefonen er åben hver dag. " * 40
MARKUP = r'#panic("x") *fed* _kursiv_ $x^2$ <mærke> @henvisning `kode` // note /* note */ [a](b) \ ~ #{1+1}'


def printed(**changed: Any) -> Printed:
    return Printed(print_paper(a_paper(**changed)))


def test_a_paper_is_an_a4_pdf() -> None:
    paper = printed()
    assert paper.content.startswith(b"%PDF-1.7")
    box = paper.reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_a_paper_is_tagged_and_says_that_it_keeps_to_pdf_ua_1() -> None:
    paper = printed()
    assert bool(paper.catalogue["/MarkInfo"]["/Marked"].value) is True
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.told_without_opening


@pytest.mark.parametrize(("language", "told"), [("da", "da-DK"), ("en", "en-GB")])
def test_a_paper_tells_its_language(language: str, told: str) -> None:
    assert printed(language=language).catalogue["/Lang"] == told


def test_a_screen_reader_shows_the_title_and_goes_from_heading_to_heading() -> None:
    paper = printed()
    assert bool(paper.catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value) is True
    assert [tag for tag in paper.tags if tag.startswith("/H")] == ["/H1", "/H2", "/H2", "/H2"]
    assert paper.tags.count("/LI") == len(a_paper().facts) + len(a_paper().signatures)


def test_every_word_of_a_paper_can_be_found_in_its_order() -> None:
    words, place = printed().words, 0
    paper = a_paper()
    expected = [
        paper.title,
        paper.subtitle,
        *(part for fact in paper.facts for part in fact),
        "Borgerens egne ord", "Jeg vil bo for mig selv.", "Og sove om natten.",
        "Behandlingstilbud", "Samtaler i ambulatoriet hver anden uge.",
        "Godkendt af", *paper.signatures,
        paper.footer,
    ]  # fmt: skip
    for text in expected:
        place = words.index(text, place) + len(text)


def test_danish_letters_are_right() -> None:
    text = "Æblegrød på Ærø, rødgrød med fløde, Åse går. »Sådan« – 1½ time, § 13 a"
    assert text in printed(sections=(Section("Ønsker", text),)).words


def test_a_long_text_flows_over_pages_that_are_numbered_and_bear_the_case_number() -> None:
    paper = printed(sections=tuple(Section(f"Punkt {n}", LONG) for n in range(1, 4)))
    of = len(paper.pages)
    assert of > 1
    for number, page in enumerate(paper.pages, start=1):
        assert page.startswith("26-1001")
        assert page.rstrip().endswith(f"Side {number} af {of}")
    assert paper.words.count("hver anden uge") == 3 * 40


def test_an_english_paper_is_numbered_in_english() -> None:
    words = printed(language="en").words
    assert "Page 1 of 1" in words
    assert "Agreed to by" in words


@pytest.mark.parametrize("place", ["title", "subtitle", "footer", "facts", "sections", "signatures"])
def test_markup_in_a_text_is_only_text(place: str) -> None:
    whole = {
        "facts": (("Bemærkning", MARKUP), (MARKUP, "x")),
        "sections": (Section(MARKUP, MARKUP),),
        "signatures": (MARKUP,),
    }
    words = printed(**{place: whole.get(place, MARKUP)}).words
    assert "".join(MARKUP.split()) in "".join(words.split())


def test_lines_stay_lines_and_what_begins_like_a_list_or_heading_stays_what_it_is() -> None:
    paper = printed(sections=(Section("Aftalt", "= ingen overskrift\n- en\n+ to\n/ tre: fire"),))
    lines = [line.strip() for line in paper.pages[0].splitlines()]
    at = lines.index("= ingen overskrift")
    assert lines[at : at + 4] == ["= ingen overskrift", "- en", "+ to", "/ tre: fire"]
    assert paper.tags.count("/H2") == 2


def test_a_word_without_end_stays_on_the_page() -> None:
    widest = max(map(len, printed(sections=(Section("Aftalt", "a" * 500),)).pages[0].splitlines()))
    assert widest < 120


def test_a_paper_of_a_title_alone_is_printed() -> None:
    bare = printed(subtitle="", facts=(), sections=(), signatures=(), footer="")
    assert bare.words == "26-1001 Udskrivningsaftale Side 1 af 1"


def test_the_same_paper_gives_the_same_bytes_and_another_moment_others() -> None:
    assert printed().content == printed().content
    assert printed(printed_at=datetime(2026, 6, 4, tzinfo=UTC)).content != printed().content


def test_a_paper_is_printed_at_any_moment_and_told_to_the_second() -> None:
    moment = datetime(2026, 6, 4, 8, 0, 1, 123_456, tzinfo=UTC)
    assert printed(printed_at=moment).content == printed(printed_at=moment.replace(microsecond=0)).content


def test_what_is_told_without_opening_the_file_is_the_documents_kind_and_the_case_number() -> None:
    paper = printed()
    assert paper.reader.metadata is not None
    assert paper.reader.metadata.title == "Udskrivningsaftale · 26-1001"
    assert paper.reader.metadata.author is None
    for personal in ("Asta", "4321", "Glostrup", "§ 13", "sove", "Prøve"):
        assert personal not in paper.told_without_opening


def test_printing_writes_no_file(tmp_path: Path) -> None:
    before = sorted(TEMPLATE.parent.iterdir())
    with chdir(tmp_path):
        printed()
    assert list(tmp_path.iterdir()) == []
    assert sorted(TEMPLATE.parent.iterdir()) == before


def test_a_paper_never_shows_itself() -> None:
    paper = a_paper()
    assert repr(paper) == "Paper(***)"
    assert repr(paper.sections[0]) == "Section(***)"
    assert str(paper) == "Paper(***)"


@pytest.mark.parametrize("times", [0, 1, 5])
def test_the_likely_size_of_a_paper_is_near_its_size(times: int) -> None:
    paper = a_paper(sections=(Section("Aftalt", LONG * times),))
    assert 0.4 < likely_size(paper) / len(print_paper(paper)) < 2.5
