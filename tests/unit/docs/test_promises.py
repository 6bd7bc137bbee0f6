"""What the papers for data-protection officers promise names the tests that prove it, and these exist."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.unit.docs.papers import PAPERS, ROOT, Paper, cells, named

PROMISES = ("Løfte", "Bevis")
FOR_OFFICERS = [paper for paper in PAPERS if paper.path.parent.name == "privatliv"]
every_paper = pytest.mark.parametrize("paper", FOR_OFFICERS, ids=lambda paper: paper.name)


@every_paper
def test_every_promise_names_a_test_that_exists(paper: Paper) -> None:
    for promise, proof in _promises(paper):
        assert named(proof), promise
        for test in named(proof):
            assert _exists(test), f"{promise}: {test}"


def test_there_are_promises_and_a_missing_test_is_seen() -> None:
    assert sum(1 for paper in FOR_OFFICERS for _ in _promises(paper)) > 20
    assert not _exists("tests/unit/docs/test_promises.py::test_that_nobody_wrote")
    assert not _exists("tests/unit/docs/test_nowhere.py::test_that_nobody_wrote")


def _promises(paper: Paper) -> list[tuple[str, str]]:
    """The rows of all tables of promises in the paper."""
    rows, reading = [], False
    for line in paper.text.splitlines():
        row = cells(line)
        if tuple(row) == PROMISES:
            reading = True
        elif reading and len(row) == len(PROMISES) and set(row[0]) - {"-", ":"}:
            rows.append((row[0], row[1]))
        elif not row:
            reading = False
    return rows


def _exists(test: str) -> bool:
    file, _, name = test.partition("::")
    path = ROOT / Path(file)
    return path.is_file() and name in _functions(path)


def _functions(path: Path) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)}
