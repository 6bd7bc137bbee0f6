"""The walk through the demo in the README: each button and sentence is there, each command understood.

That the walk can be walked is shown by the stories in `tests/scenario/`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from dialogs.understanding import PartyNames, understand
from dialogs.wording import load_catalogues
from domain.completeness import Lack, lack_of
from domain.document_kind import DocumentKind
from domain.parts import part
from tests.unit.docs.papers import README, ROOT

TITLE = "## Ten minutes in the demo"
A_FILLER = "ved ikke"
NAMES = PartyNames({"hvidovre": "Hvidovre Kommune"}, {"glostrup": "Psykiatrisk Center Glostrup"})
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

_BUTTON = re.compile(r"\*\*([^*]+)\*\*")
_SENTENCE = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
_WRITTEN = re.compile(r"`([^`]+)`")
_FILLED_IN = re.compile(r"\\\{\w+\\\}")


def the_walk() -> str:
    """Its text in one line."""
    begins = README.text.index(TITLE)
    return " ".join(README.text[begins : README.text.index("\n## ", begins + 1)].split())


WALK = the_walk()


@pytest.mark.parametrize("said", sorted({*_BUTTON.findall(WALK), *_SENTENCE.findall(WALK)}))
def test_what_the_walk_names_stands_on_the_page_or_in_the_texts(said: str) -> None:
    page = (ROOT / "demo" / "page" / "index.html").read_text("utf-8")
    texts = load_catalogues().speaking("da").texts.values()
    assert f">{said}<" in page or any(_may_read(text, said) for text in texts)


def _may_read(text: str, said: str) -> bool:
    """Whether the text, with something filled in for each of its names, reads so."""
    return re.fullmatch(_FILLED_IN.sub(".+", re.escape(text)), said) is not None and not text.startswith("{")


@pytest.mark.parametrize("written", sorted(set(_WRITTEN.findall(WALK)) - {A_FILLER}))
def test_what_the_walk_tells_one_to_write_is_understood(written: str) -> None:
    said = understand(written, NAMES, NOW)
    assert said.intent is not None
    assert said.open_questions == ()


def test_the_filler_the_walk_tells_one_to_write_counts_as_missing() -> None:
    assert f"`{A_FILLER}`" in WALK
    assert lack_of(part(DocumentKind.DISCHARGE_AGREEMENT, "supervisor"), A_FILLER) is Lack.FILLER
