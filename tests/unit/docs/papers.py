"""The product's papers as the tests read them: their text, tables, fenced blocks and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Paper:
    path: Path

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def links(self) -> list[str]:
        """Links and pictures to other files of the product."""
        return [
            to for to in _LINK.findall(self.text) if not to.startswith(("https://", "http://", "mailto:"))
        ]

    def anchors(self) -> set[str]:
        """What a link can point to within the paper."""
        return {
            re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in _HEADING.findall(self.text)
        }

    def blocks(self, language: str) -> list[str]:
        return [block for kind, block in _FENCE.findall(self.text) if kind == language]

    def code(self) -> list[str]:
        """Everything in backticks within a line."""
        return _CODE.findall(_FENCE.sub("", self.text))

    def table(self, *header: str) -> list[list[str]]:
        """The rows of the table with this header. Fails where there is none."""
        lines = self.text.splitlines()
        start = next((n for n, line in enumerate(lines) if cells(line) == list(header)), None)
        assert start is not None, f"{self.name} has no table {header}"
        rows = []
        for line in lines[start + 2 :]:
            if not line.startswith("|"):
                break
            rows.append(cells(line))
        return rows


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []


def named(cell: str) -> list[str]:
    """What a cell names in backticks."""
    return _CODE.findall(cell)


README = Paper(ROOT / "README.md")
PRIVACY = Paper(ROOT / "docs" / "privacy.md")
OPERATIONS = Paper(ROOT / "docs" / "operations.md")
ARCHITECTURE = Paper(ROOT / "docs" / "architecture.md")
GLOSSARY = Paper(ROOT / "docs" / "glossary.md")
PAPERS = (README, *(Paper(path) for path in sorted((ROOT / "docs").rglob("*.md"))))
