"""What holds for every test: property tests draw the same examples each time and have no time limit of their
own, since a machine with other work to do is not a fault of the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.stores import make_staffed_file

settings.register_profile("brobygger", deadline=None, derandomize=True)
settings.load_profile("brobygger")


@pytest.fixture(scope="session")
def staffed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and staffed SQLite file, for the tests to begin with copies of."""
    return make_staffed_file(tmp_path_factory.mktemp("staffed"))
