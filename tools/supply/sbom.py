"""`make sbom`: what the product is made of, as CycloneDX JSON in `var/sbom`, checked against its schema.

One file for the locked Python packages, with their hashes, those of the tests and checks among them; one for
each of the two npm locks.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tools.supply.environment import in_environment

ROOT = Path(__file__).parents[2]
OUT = ROOT / "var" / "sbom"
NPM = ("demo", "teams")


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    faults = [fault for fault in (_python(), *map(_npm, NPM)) if fault]
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


def _python() -> str:
    """What went wrong, or nothing."""
    file = OUT / "python.json"
    project = ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"]
    command = ["cyclonedx-py", "requirements", str(ROOT / "requirements.txt"), *project, "--of", "JSON"]
    ran = in_environment([*command, "--output-reproducible", "--validate", "-o", str(file)])
    if ran is None:
        return "cyclonedx-bom could not be installed"
    return ran.stderr if ran.returncode else _told(file)


def _npm(folder: str) -> str:
    file = OUT / f"{folder}.json"
    npm = [sys.executable, "-m", "tools.npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]
    command = [*npm, "--prefix", folder]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if ran.returncode:
        return f"{folder}: {ran.stderr}"
    file.write_text(ran.stdout, "utf-8")
    checked = in_environment(["python", str(Path(__file__).parent / "check_sbom.py"), str(file)])
    if checked is None or checked.returncode:
        return f"{folder}: {checked.stdout if checked else 'cyclonedx-bom could not be installed'}"
    return _told(file)


def _told(file: Path) -> str:
    """Prints how much is in it; a fault where that is nothing."""
    components = json.loads(file.read_text("utf-8")).get("components", [])
    sys.stdout.write(f"{file.relative_to(ROOT)}: {len(components)} components\n")
    return "" if components else f"{file.name}: holds nothing"


if __name__ == "__main__":
    sys.exit(main())
