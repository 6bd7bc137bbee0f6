"""Where a link to a file may be made."""

from __future__ import annotations

import pytest

from dialogs.talk import no_file_link
from tests.factories import NURSE
from tests.unit.dialogs.bot_in_process import Bot


async def test_no_file_is_handed_out_in_a_notice_for_nobody_asked_for_it_there(bot: Bot) -> None:
    with pytest.raises(RuntimeError, match="who asked for it"):
        no_file_link("token")
    assert (
        await bot.talks(NURSE, lambda talk: talk.file_link("token")) == "https://example.invalid/file/token"
    )
