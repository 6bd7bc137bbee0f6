"""Finds the browser the page is tried in, and gets one when the machine has none.

First one on the path, then Debian's package when we may install it, then Playwright's own. Without a
browser the test fails and says what to do; it is never left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_MINUTES = 60.0
_PLAYWRIGHT_KEEPS_IT = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*/Contents/MacOS/*")


class NoBrowser(RuntimeError):
    """No Chromium was found, and none could be installed."""


def find_chromium() -> Path:
    """The path of a Chromium that can be started. Raises `NoBrowser` with the remedy."""
    for find in (_on_the_path, _debians_own, _playwrights_own):
        found = find()
        if found is not None:
            return found
    raise NoBrowser(
        "no Chromium on the PATH, and none could be installed: install the package `chromium`,"
        " or run `python -m playwright install --with-deps chromium`"
    )


def _on_the_path() -> Path | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def _debians_own() -> Path | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _try(["apt-get", "update"], 5 * _MINUTES, unattended)
    _try(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], 15 * _MINUTES, unattended)
    return _on_the_path()


def _playwrights_own() -> Path | None:
    if not _try([sys.executable, "-m", "playwright", "install", "chromium"], 15 * _MINUTES, dict(os.environ)):
        return None
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    installed = sorted(found for where in _PLAYWRIGHT_KEEPS_IT for found in folder.glob(where))
    return installed[-1] if installed else None


def _try(command: list[str], seconds: float, environment: dict[str, str]) -> bool:
    try:
        subprocess.run(command, check=True, timeout=seconds, env=environment, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return False
    return True
