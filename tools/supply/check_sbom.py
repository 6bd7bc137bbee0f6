"""Checks a CycloneDX file against the schema of its version. Run with the environment's own Python."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main(file: str) -> int:
    text = Path(file).read_text("utf-8")
    version = SchemaVersion.from_version(json.loads(text)["specVersion"])
    fault = JsonStrictValidator(version).validate_str(text)
    if fault is not None:
        sys.stdout.write(f"{str(fault)[:500]}\n")
    return 0 if fault is None else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
