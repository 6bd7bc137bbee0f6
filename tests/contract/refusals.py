"""What somebody is told who asks for what they may not see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.errors import NotFound
from storage.store import SqlStore
from workflows.ports import Records


async def refusals(store: SqlStore, *questions: Callable[[Records], object]) -> list[str]:
    """The answer to each question, every one a `NotFound`."""
    answers = []
    for question in questions:
        with pytest.raises(NotFound) as refused:
            await store.run(question)
        answers.append(str(refused.value))
    return answers
