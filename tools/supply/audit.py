"""`make audit`: asks whether anything locked has a known vulnerability, and says so where nobody can tell.

Exit code 0: all was audited and nothing stands but dated exceptions. 1: something is vulnerable, or an
exception's time is over. 3: something could not be audited; that is printed as NOT AUDITED and is no pass.
A package index that is a mirror may answer without advisories, so it is first asked for one that is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from tools.supply.environment import in_environment
from tools.supply.reading import pinned, read_npm_audit, read_pip_audit
from tools.supply.verdict import VULNERABLE, Audited, BadExemptions, read_exemptions, verdict

ROOT = Path(__file__).parents[2]
EXEMPTIONS = Path(__file__).parent / "exceptions.toml"
REQUIREMENTS = ("requirements.txt", "tools/supply/requirements.txt")
NPM = ("demo", "teams")
KNOWN_TO_BE_BAD = "https://pypi.org/pypi/urllib3/1.26.4/json"
"""An old version with advisories, which PyPI lists there."""
NO_ADVISORIES = "the advisory service of PyPI does not answer from here"
_SECONDS = 20


def main() -> int:
    try:
        exemptions = read_exemptions(EXEMPTIONS.read_text("utf-8"), datetime.now(UTC).date())
    except BadExemptions as error:
        sys.stdout.write(f"{error}\n")
        return VULNERABLE
    found = verdict([*_python(), *map(_npm, NPM)], exemptions)
    sys.stdout.write("\n".join(found.lines) + "\n")
    return found.code


def _python() -> list[Audited]:
    if not _advisories_answer():
        return [Audited(lock, not_because=NO_ADVISORIES) for lock in REQUIREMENTS]
    return [_pip_audit(lock) for lock in REQUIREMENTS]


def _advisories_answer() -> bool:
    try:
        with urllib.request.urlopen(KNOWN_TO_BE_BAD, timeout=_SECONDS) as answer:
            return bool(json.load(answer).get("vulnerabilities"))
    except (OSError, ValueError, AttributeError):
        return False


def _pip_audit(lock: str) -> Audited:
    command = ["pip-audit", "--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    ran = in_environment([*command, "--format", "json", "--requirement", str(ROOT / lock)])
    if ran is None:
        return Audited(lock, not_because="pip-audit could not be installed")
    return read_pip_audit(lock, pinned((ROOT / lock).read_text("utf-8")), ran.stdout, ran.stderr)


def _npm(folder: str) -> Audited:
    command = [
        sys.executable,
        "-m",
        "tools.npm",
        "audit",
        "--json",
        "--package-lock-only",
        "--prefix",
        folder,
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    return read_npm_audit(f"{folder}/package-lock.json", ran.stdout)


if __name__ == "__main__":
    sys.exit(main())
