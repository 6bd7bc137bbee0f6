"""The look through what the ninety leave behind finds what it looks for, in each place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from tests.scenario import leaks
from tests.scenario.leaks import Leaked
from tests.scenario.ninety import writing
from tests.scenario.ninety.drawing import ninety
from tests.scenario.ninety.leaving import marks_of, seen_from_outside
from tests.scenario.ninety.town import rows
from tests.scenario.ninety.year import Year, lived
from tests.stores import KEYS, raw
from tests.texts import AGREED
from workflows.chat import Message

ONE = ninety()[:1]
NAME, CPR, STAFF, UNIT = writing.name_of(ONE[0]), writing.cpr_of(ONE[0]), rows()[0].person, rows()[0].unit


async def test_what_was_planted_in_any_place_is_found(tmp_path: Path) -> None:
    with capture_logs() as log:
        async with lived(tmp_path, ONE) as year:
            leaks.check(await seen_from_outside(year, log), marks_of(ONE))
            expected = set(plant_everywhere(year))
            places = await seen_from_outside(year, log)
    with pytest.raises(Leaked) as leaked:
        leaks.check([*places, *leaks.files_of(year.url, "when it has ended")], marks_of(ONE))
    assert expected - set(str(leaked.value).splitlines()) == set()


def plant_everywhere(year: Year) -> Iterator[str]:
    """Something of each kind, and how it should be told."""
    structlog.get_logger().info("odd", about=CPR, by=STAFF)
    yield from (f"log: {CPR}", f"log: {STAFF}")
    raw(year.url, f"UPDATE people SET title = '{b64encode(NAME.encode()).decode()}'")
    key = KEYS.keys[KEYS.current].hex()
    raw(year.url, f"INSERT INTO effects (key, answer, at) VALUES ('key', X'{key}', 4e15)")
    yield from (f"brobygger.db-wal while it runs: {NAME}", "brobygger.db-wal while it runs: a key")
    yield from (f"brobygger.db when it has ended: {NAME}", "brobygger.db when it has ended: a key")
    yield from (f"backup: {NAME}", "backup: a key")
    year.rendered += [
        Message(f"Svar om {NAME}"),
        Message("Sag 26-1001", {"body": [{"text": AGREED}, {"text": UNIT}]}),
        Message("Din morgen", {"body": [{"text": CPR.replace("-", "")}]}),
    ]
    yield from (f"notification: {NAME}", f"closed card: {AGREED}", f"closed card: {UNIT}")
    yield f"card of many cases: {CPR.replace('-', '')}"
