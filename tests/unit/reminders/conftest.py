"""An office of the test's own: a staffed SQLite store, the time, the agreement."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import factories as f
from tests.office import Office, an_office
from tests.unit.reminders.post_office import PostOffice


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with an_office(tmp_path) as opened:
        yield opened


@pytest.fixture
async def out(office: Office) -> PostOffice:
    post_office = PostOffice(office)
    await post_office.reach(f.CASEWORKER)
    return post_office
