"""What counts as filled in: an answer, or a reason why there is none; filler is a question still open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.completeness import Lack, Missing, lack_of, missing_parts
from domain.document_kind import DocumentKind
from domain.parts import PARTS, PartKind, part

PLAN = DocumentKind.COORDINATION_PLAN
EARLY = DocumentKind.EARLY_NOTICE
OFFERS, RELATIVES = part(PLAN, "treatment_offers"), part(PLAN, "relatives")
GP, HOUSING, OFFERED_ON = part(PLAN, "contact_gp"), part(PLAN, "housing"), part(PLAN, "offered_on")
FILLERS = (
    "ved ikke", "ved vi ikke", "det ved jeg ikke", "se journal", "se journalen", "se venligst journalen",
    "jf. journal", "jf. journalen", "fremgår af journal", "det fremgår af journalen", "n/a", "i.r.",
    "ikke oplyst", "ukendt", "tba", "xxx", "ingen kommentar", "intet at bemærke", "udfyldes senere",
    "kommer senere", "se Nexus", "se Sundhedsplatformen", "I don't know", "see journal", "see the record",
    "not known", "please see journal", "aaaa", "ved ikke, se journal",
)  # fmt: skip
ANSWERS = (
    "Samtale hver anden uge i distriktspsykiatrien",
    "Medicinen er beskrevet; se journal for doser, og ring ved tvivl",
    "Borgeren ved ikke endnu, om hun vil i gruppe, men tager imod samtaler",
    "Ingen behandling ud over medicin hos egen læge",
    "Lithium",
    "Nana",
    "Ærø",
)
noise = st.text(" \t\n.,;:!?-–—…*_()[]\"'/\u00a0\u200b", max_size=6)
words = st.text("abdefghijklmnoprstuvyæøå", min_size=3, max_size=9).filter(lambda word: len(set(word)) > 1)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\u00a0 "])
def test_a_blank_part_is_empty(text: str) -> None:
    assert {lack_of(each, text) for each in PARTS[PLAN]} == {Lack.EMPTY}


@pytest.mark.parametrize("text", ["-", ".", "?", "--", "...", "- / -", "x", "0", "aaaa", "AAaa", "…", "👍"])
def test_punctuation_and_one_character_over_and_over_say_nothing(text: str) -> None:
    assert lack_of(OFFERS, text) is Lack.FILLER


@pytest.mark.parametrize("text", FILLERS)
def test_filler_says_nothing(text: str) -> None:
    assert lack_of(OFFERS, text) is Lack.FILLER
    assert lack_of(RELATIVES, text) is Lack.FILLER
    assert lack_of(GP, text) is Lack.FILLER


@given(
    st.sampled_from(FILLERS), noise, noise, st.sampled_from((str.upper, str.title, str.swapcase, str.lower))
)
def test_nothing_around_a_filler_and_no_capitals_make_it_an_answer(
    filler: str, before: str, after: str, spelled: object
) -> None:
    assert callable(spelled)
    assert lack_of(OFFERS, f"{before}{spelled(filler)}{after}") is Lack.FILLER


@given(st.sampled_from(FILLERS), st.integers(1, 4), st.sampled_from((" ", "\n", "\u00a0", "\t")))
def test_the_spaces_within_a_filler_do_not_make_it_an_answer(filler: str, times: int, space: str) -> None:
    assert lack_of(OFFERS, filler.replace(" ", space * times)) is Lack.FILLER


@given(st.lists(words, min_size=2, max_size=6), st.lists(words, max_size=6), st.sampled_from(FILLERS))
def test_filler_within_a_longer_text_is_part_of_an_answer(
    before: list[str], after: list[str], filler: str
) -> None:
    text = " ".join(["Borgeren", *before, filler, *after])
    assert lack_of(OFFERS, text) is None


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_an_answer(text: str) -> None:
    assert lack_of(OFFERS, text) is None


@pytest.mark.parametrize("text", ["Ingen", "ingen.", "INTET", "none"])
def test_none_alone_is_no_answer_where_the_work_is_to_name_something(text: str) -> None:
    for name in ("treatment_offers", "social_offers", "citizens_wish"):
        assert lack_of(part(PLAN, name), text) is Lack.FILLER
    assert lack_of(part(DocumentKind.INTERVENTION_PLAN, "goals"), text) is Lack.FILLER
    assert lack_of(RELATIVES, text) is None


def test_no_relatives_is_an_answer() -> None:
    assert lack_of(RELATIVES, "ingen pårørende") is None


@pytest.mark.parametrize(
    "text",
    [
        "Ikke relevant",
        "ikke relevant.",
        "IKKE  RELEVANT",
        "Det er ikke relevant",
        "Not relevant",
        "irrelevant",
        "Ikke relevant, fordi",
        "Ikke relevant, fordi ...",
        "Ikke relevant, fordi: se journal",
        "Ikke relevant for borgeren",
        "Ikke relevant lige nu",
        "Ikke aktuelt",
        "Ikke relevant, fordi det er ikke relevant",
    ],
)
def test_not_relevant_without_a_reason_asks_for_it(text: str) -> None:
    assert lack_of(OFFERS, text) is Lack.NO_REASON


@pytest.mark.parametrize(
    "text",
    [
        "Ikke relevant, fordi borgeren ikke har pårørende.",
        "ikke relevant: borgeren bor på botilbud",
        "Ikke relevant da hun er fulgt af egen læge",
        "Not relevant because he moves abroad",
        "Ikke aktuelt, barnet er 12 år",
    ],
)
def test_not_relevant_with_a_reason_is_filled_in(text: str) -> None:
    assert lack_of(OFFERS, text) is None
    assert lack_of(GP, text) is None


def test_what_merely_begins_like_not_relevant_is_an_answer() -> None:
    assert lack_of(OFFERS, "Ikke relevante tilbud er fravalgt; samtaler fortsætter") is None


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("Nora Demo, sygeplejerske, 00 00 00 00", None),
        ("Lægehuset på Torvet (tlf.: 38-63-00-00)", None),
        ("+45 38630000 Nora", None),
        ("Nora 3863 0000 (ferie til 20-11-2026)", None),
        ("Nora Demo", Lack.NO_PHONE),
        ("Nora Demo, 1. sal", Lack.NO_PHONE),
        ("Nora Demo, fra 20-11-2026", Lack.NO_PHONE),
        ("Nora Demo, fra 2026-11-20", Lack.NO_PHONE),
        ("Nora Demo 3863 00", Lack.NO_PHONE),
        ("38 63 00 00", Lack.NO_NAME),
        ("tlf. 38 63 00 00", Lack.NO_NAME),
        ("ukendt, 38 63 00 00", Lack.NO_NAME),
    ],
)
def test_a_contact_is_a_name_with_a_telephone_number(text: str, lack: Lack | None) -> None:
    assert lack_of(GP, text) is lack


def test_a_day_or_a_choice_lacks_only_when_it_is_empty() -> None:
    assert (HOUSING.kind, OFFERED_ON.kind) == (PartKind.CHOICE, PartKind.DAY)
    assert lack_of(HOUSING, "homeless") is None
    assert lack_of(OFFERED_ON, "2026-11-20") is None
    assert lack_of(part(PLAN, "follow_up_every"), "0") is None


def test_what_is_missing_is_told_in_the_order_of_the_document() -> None:
    parts = {"citizens_wish": "se journal", "asked_to_look_at": "Bolig og bostøtte", "setting": "admission"}
    required = ("contact_psychiatry", "setting", "function_level", "asked_to_look_at", "citizens_wish")
    assert missing_parts(EARLY, parts, required) == (
        Missing("citizens_wish", Lack.FILLER),
        Missing("function_level", Lack.EMPTY),
        Missing("contact_psychiatry", Lack.EMPTY),
    )


def test_a_part_that_is_not_required_may_be_left_out_or_hold_anything() -> None:
    assert missing_parts(EARLY, {"function_level": "-"}, ()) == ()
    assert missing_parts(EARLY, {}, ("expected_discharge",)) == (Missing("expected_discharge", Lack.EMPTY),)


@given(st.sampled_from(DocumentKind), st.data())
def test_every_required_part_is_missing_from_an_empty_document(
    kind: DocumentKind, data: st.DataObject
) -> None:
    names = [each.name for each in PARTS[kind]]
    required = data.draw(st.lists(st.sampled_from(names), unique=True))
    found = [missing.part for missing in missing_parts(kind, {}, required)]
    assert found == [name for name in names if name in required]
