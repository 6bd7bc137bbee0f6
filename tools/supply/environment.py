"""The virtual environment of the tools that look at what we depend on, apart from the product's own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / ".venv"
_LOCK = Path(__file__).parent / "requirements.txt"
_DONE = FOLDER / ".done"


def in_environment(words: Sequence[str]) -> subprocess.CompletedProcess[str] | None:
    """Run one of its commands to the end; None where the environment cannot be made."""
    if not _is_ready():
        return None
    command = [str(FOLDER / "bin" / words[0]), *words[1:]]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words


def _is_ready() -> bool:
    if _DONE.exists() and _DONE.stat().st_mtime >= _LOCK.stat().st_mtime:
        return True
    pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = ([sys.executable, "-m", "venv", str(FOLDER)], [*pip, "--require-hashes", "-r", str(_LOCK)])
    if any(subprocess.call(step, stderr=subprocess.DEVNULL) for step in steps):  # noqa: S603 - our own words
        return False
    _DONE.touch()
    return True
