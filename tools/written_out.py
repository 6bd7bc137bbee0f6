"""A page of the documentation that is generated: written, or with `--check` compared with what would be."""

from __future__ import annotations

import sys
from pathlib import Path


def write_or_check(target: Path, written: str, arguments: list[str]) -> int:
    """The exit code: 1 where the page is not what its tables say."""
    if "--check" not in arguments:
        target.write_text(written, encoding="utf-8")
        return 0
    if target.exists() and target.read_text(encoding="utf-8") == written:
        return 0
    sys.stderr.write(f"{target.name} is not what its tables say: run the same without --check\n")
    return 1
