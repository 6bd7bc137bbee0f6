"""How the wording finds a text, fills it in, and writes days, moments and counts."""

from datetime import UTC, date, datetime, time

import pytest

from dialogs.wording import LANGUAGES, Wording, load_catalogues

CATALOGUES = load_catalogues()
DANISH, ENGLISH = CATALOGUES.by_language["da"], CATALOGUES.by_language["en"]


def test_every_language_has_a_catalogue() -> None:
    assert tuple(CATALOGUES.by_language) == LANGUAGES
    assert all(CATALOGUES.by_language[language].language == language for language in LANGUAGES)


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("da", "da"),
        ("da-DK", "da"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN-us", "en"),
        ("sv-SE", "da"),
        ("", "da"),
    ],
)
def test_english_is_for_english_locales_and_danish_for_all_others(locale: str, language: str) -> None:
    assert CATALOGUES.speaking(locale).language == language


def test_a_text_is_filled_in_with_its_values() -> None:
    assert DANISH("cases.case", number="26-1042") == "Sag 26-1042"
    assert ENGLISH("cases.case", number="26-1042") == "Case 26-1042"


def test_what_a_person_wrote_is_filled_in_as_it_stands() -> None:
    assert DANISH("form.optional", label="{number} 100 %") == "{number} 100 % (valgfrit)"


def test_a_key_of_no_text_is_an_error() -> None:
    assert not DANISH.has("cases.no_such_text")
    with pytest.raises(KeyError):
        DANISH("cases.no_such_text")


def test_a_table_of_texts_is_no_text() -> None:
    assert DANISH.has("form.review.title")
    assert not DANISH.has("form.review")


def test_a_day_is_written_as_the_language_does() -> None:
    friday = date(2026, 11, 27)
    assert DANISH.day(friday) == "fredag 27. november"
    assert ENGLISH.day(friday) == "Friday 27 November"
    assert DANISH.day_and_year(friday) == "fredag 27. november 2026"
    assert ENGLISH.day_and_year(friday) == "Friday 27 November 2026"


@pytest.mark.parametrize(
    ("moment", "danish", "english"),
    [
        (
            datetime(2026, 11, 27, 9, 0, tzinfo=UTC),
            "fredag 27. november kl. 10.00",
            "Friday 27 November at 10:00",
        ),
        (datetime(2026, 7, 1, 6, 5, tzinfo=UTC), "onsdag 1. juli kl. 08.05", "Wednesday 1 July at 08:05"),
        (
            datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
            "fredag 1. januar kl. 00.30",
            "Friday 1 January at 00:30",
        ),
    ],
    ids=["winter time", "summer time", "past midnight in Copenhagen"],
)
def test_a_moment_is_written_in_the_time_of_copenhagen(moment: datetime, danish: str, english: str) -> None:
    assert DANISH.moment(moment) == danish
    assert ENGLISH.moment(moment) == english


@pytest.mark.parametrize(
    ("of_day", "danish", "english"), [(time(10, 30), "10.30", "10:30"), (time(8, 5), "08.05", "08:05")]
)
def test_a_time_of_day_has_a_full_stop_in_danish_and_a_colon_in_english(
    of_day: time, danish: str, english: str
) -> None:
    assert DANISH.time(of_day) == danish
    assert ENGLISH.time(of_day) == english


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        DANISH.moment(datetime(2026, 11, 27, 9, 0))


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [
        (0, "0 medarbejdere", "0 employees"),
        (1, "1 medarbejder", "1 employee"),
        (2, "2 medarbejdere", "2 employees"),
        (21, "21 medarbejdere", "21 employees"),
    ],
)
def test_one_is_counted_apart_from_all_other_numbers(number: int, danish: str, english: str) -> None:
    assert DANISH.count("meeting.told_count", number) == danish
    assert ENGLISH.count("meeting.told_count", number) == english


def test_a_wording_in_a_log_does_not_list_its_texts() -> None:
    assert repr(Wording("da", {"a.b": "en tekst"})) == "Wording(language='da')"
