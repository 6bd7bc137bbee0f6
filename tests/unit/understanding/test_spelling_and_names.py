"""Slips of the pen, and names that are near each other."""

import pytest

from dialogs.understanding import OpenQuestion, PartyNames, understand
from dialogs.understanding.spelling import nearest, slips
from tests.unit.understanding.parties import NAMES, TUESDAY_MORNING


@pytest.mark.parametrize(
    ("typed", "meant", "distance"),
    [
        ("status", "status", 0),
        ("stauts", "status", 1),
        ("staus", "status", 1),
        ("statuss", "status", 1),
        ("stadus", "status", 1),
        ("ntevrksmoede", "netvaerksmoede", None),
        ("netvarksmode", "netvaerksmoede", 2),
        ("hvidover", "hvidovre", 1),
    ],
)
def test_slips_are_counted(typed: str, meant: str, distance: int | None) -> None:
    assert slips(typed, meant, 2) == slips(meant, typed, 2) == distance


def test_a_short_word_is_never_mended() -> None:
    assert nearest("stp", {"stop"}) == frozenset()


def test_a_slip_in_the_first_letter_is_believed_in_long_words_only() -> None:
    assert nearest("tager", {"sager"}) == frozenset()
    assert nearest("etvaerksmoede", {"netvaerksmoede"}) == {"netvaerksmoede"}


@pytest.mark.parametrize(
    ("typed", "municipality"),
    [
        ("hvidover", "hvidovre"),
        ("Hvidovre kommune", "hvidovre"),
        ("Hvidovres", "hvidovre"),
        ("Taastrup", "hoje-taastrup"),
        ("Tåstrup", "hoje-taastrup"),
        ("høje taastrup", "hoje-taastrup"),
        ("Høje-Tåstrup Kommune", "hoje-taastrup"),
        ("Kbh", "kobenhavn"),
        ("Københavns Kommune", "kobenhavn"),
        ("København", "kobenhavn"),
        ("koebenhavn", "kobenhavn"),
        ("Kobenhavn", "kobenhavn"),
        ("Aalbertslund", "albertslund"),
        ("Taarnby", "tarnby"),
        ("Brøndby's", "brondby"),
        ("Ishoj", "ishoj"),
        ("Dragoer", "dragor"),
        ("Valensbæk", "vallensbaek"),
        ("Glostrup Kommune", "glostrup"),
    ],
)
def test_a_municipality_is_known_by_what_people_write(typed: str, municipality: str) -> None:
    meaning = understand(f"netværksmøde med {typed}", NAMES, TUESDAY_MORNING)
    assert (meaning.municipalities, meaning.open_questions) == ((municipality,), ())


@pytest.mark.parametrize("typed", ["Glostrupvej 4", "Hvidovrevej", "Ishøjcentret", "det drager ud", "højere"])
def test_part_of_a_word_is_no_municipality(typed: str) -> None:
    assert understand(f"borgeren, {typed}", NAMES, TUESDAY_MORNING).municipalities == ()


def test_two_names_equally_near_are_both_asked_about() -> None:
    names = PartyNames({"herlev": "Herlev Kommune", "hersev": "Hersev Kommune"}, {})
    meaning = understand("netværksmøde med hertev", names, TUESDAY_MORNING)
    assert set(meaning.municipalities) == {"herlev", "hersev"}
    assert meaning.open_questions == (OpenQuestion.WHICH_MUNICIPALITY,)


def test_without_any_known_party_a_name_is_just_a_word() -> None:
    meaning = understand("nyt netværksmøde i Hvidovre", PartyNames({}, {}), TUESDAY_MORNING)
    assert (meaning.municipalities, meaning.centres) == ((), ())
