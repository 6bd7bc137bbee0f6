"""What a notification, a preview or the activity feed shows: a case number and a kind, whatever is told."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from dialogs.wording import LANGUAGES, load_catalogues
from tests import factories as f
from tests.stores import raw
from tests.unit.access.course import CPR, MARK, a_course
from workflows.notice import NoticeKind

CATALOGUES = load_catalogues()
ROOM = frozenset({"number", "name", "what", "n", "overview", "summary"})
"""A case number, the document's kind as the agreement calls it, the task's kind, how many; and, around a
text of these, that it is a repeat or that some is late."""
PERSONAL = (
    f.CITIZEN_NAME, *f.CITIZEN_NAME.split(), CPR, CPR.partition("-")[0], MARK, "Afsnit", "Voksenenheden",
    "Demo", "Lægerne", "søster",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_texts_have_room_for_nothing_else(language: str) -> None:
    texts = CATALOGUES.by_language[language]
    keys = [key for key in texts.texts if key.startswith("notice.")]
    assert len(keys) >= 30
    asked = {key: set(re.findall(r"{(\w+)}", texts.texts[key])) for key in keys}
    assert {key: names - ROOM for key, names in asked.items() if names - ROOM} == {}


async def test_of_a_whole_course_nothing_personal_is_told_to_anybody(tmp_path: Path) -> None:
    async with a_course(tmp_path) as (bot, _):
        raw(bot.url, "UPDATE outbox SET state = 'pending', not_before = 0")
        lease = timedelta(minutes=1)
        waiting = await bot.reads(lambda r: r.outbox.claim(bot.time, lease, 1000))
        told: dict[NoticeKind, set[str]] = {}
        for outgoing in waiting:
            message = await bot.reads(lambda r, each=outgoing: bot.renderer(r, each, bot.time))  # type: ignore[misc]
            if message is not None:
                told.setdefault(outgoing.notice.kind, set()).add(message.summary)
    kinds = {"MEETING", "DOCUMENT", "ADMISSION", "CASE", "EMERGENCY"}
    assert {kind.name for kind in told} >= kinds
    every = [summary for summaries in told.values() for summary in summaries]
    assert [summary for summary in every if any(word in summary for word in PERSONAL)] == []
