"""The browser may take as long as all else that is waited for: a busy machine is no fault of the page."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.scenario.waiting import PATIENCE


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE * 1000)
