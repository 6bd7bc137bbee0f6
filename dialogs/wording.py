"""The wording: every sentence a person reads is in `texts/*.toml`, Danish first, English complete.

A text is found by its key and filled in with named values. Dates and times are written out the way the
language does it, always in Copenhagen's time.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from domain.local_time import local

LANGUAGES = ("da", "en")
_FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Wording:
    """One language's texts."""

    language: str
    texts: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, filled in. Raises `KeyError` for a key no catalogue has."""
        return self.texts[key].format(**values)

    def has(self, key: str) -> bool:
        return key in self.texts

    def day(self, day: dt.date) -> str:
        """`fredag 27. november`"""
        return format_date(day, "EEEE d. MMMM" if self.language == "da" else "EEEE d MMMM", self.language)

    def day_and_year(self, day: dt.date) -> str:
        return f"{self.day(day)} {day.year}"

    def time(self, of_day: dt.time) -> str:
        """`10.30`, in English `10:30`."""
        return f"{of_day:%H.%M}" if self.language == "da" else f"{of_day:%H:%M}"

    def moment(self, moment: dt.datetime) -> str:
        """`fredag 27. november kl. 10.00`, in Copenhagen's time."""
        pattern = "EEEE d. MMMM 'kl'. HH.mm" if self.language == "da" else "EEEE d MMMM 'at' HH:mm"
        return format_datetime(local(moment), pattern, tzinfo=local(moment).tzinfo, locale=self.language)

    def number(self, number: float) -> str:
        """`1.204` and `9,5`, in English `1,204` and `9.5`."""
        return format_decimal(number, locale=self.language)

    def count(self, key: str, number: int) -> str:
        """The text `key.one` or `key.many` with `{n}`."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", n=number)


@dataclass(frozen=True)
class Catalogues:
    by_language: Mapping[str, Wording]

    def speaking(self, language: str) -> Wording:
        """The wording nearest to a language or locale: English for English, else Danish."""
        return self.by_language["en" if language.lower().startswith("en") else "da"]


def load_catalogues() -> Catalogues:
    return Catalogues({language: Wording(language, _read(language)) for language in LANGUAGES})


def _read(language: str) -> dict[str, str]:
    tables = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return dict(_flatten("", tables))


def _flatten(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            flat.append((key, value))
        elif isinstance(value, Mapping):
            flat += _flatten(f"{key}.", value)
    return flat
