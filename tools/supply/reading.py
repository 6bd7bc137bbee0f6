"""What pip-audit and npm print, read as what was audited; anything but a whole answer is "not audited"."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from tools.supply.verdict import Advisory, Audited

_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==", re.MULTILINE)
_LONGEST = 200
"""Characters of another tool's words."""


def pinned(requirements: str) -> frozenset[str]:
    """The packages of a requirements file, by their names as PyPI compares them."""
    return frozenset(_normal(name) for name in _PINNED.findall(requirements))


def read_pip_audit(lock: str, expected: frozenset[str], printed: str, said: str) -> Audited:
    """`printed` is its JSON, `said` what it wrote beside. Each pinned package must have been looked up."""
    try:
        dependencies = json.loads(printed)["dependencies"]
        skipped = [_normal(each["name"]) for each in dependencies if "skip_reason" in each]
        looked_up = {_normal(each["name"]) for each in dependencies if "vulns" in each}
        advisories = tuple(
            _pip_advisory(each, vuln) for each in dependencies for vuln in each.get("vulns", ())
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Audited(lock, not_because=_last_line(said) or "pip-audit gave no answer")
    left_out = sorted({*skipped, *(expected - looked_up)})
    if left_out and not advisories:
        return Audited(
            lock, not_because=f"{len(left_out)} packages were not looked up, {left_out[0]} among them"
        )
    return Audited(lock, len(looked_up), advisories)


def _pip_advisory(dependency: Mapping[str, Any], vuln: Mapping[str, Any]) -> Advisory:
    aliases = frozenset(map(str, vuln.get("aliases", ())))
    return Advisory(str(vuln["id"]), aliases, str(dependency["name"]), str(dependency["version"]))


def read_npm_audit(lock: str, printed: str) -> Audited:
    """What `npm audit --json` printed. An advisory is named by the end of its address."""
    try:
        answer = json.loads(printed)
        vulnerable = answer["vulnerabilities"]
        packages = int(answer["metadata"]["dependencies"]["total"])
        advisories = {
            (PurePath(via["url"]).name, name): Advisory(
                PurePath(via["url"]).name, frozenset(), name, str(each["range"])
            )
            for name, each in vulnerable.items()
            for via in each["via"]
            if isinstance(via, dict)
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return Audited(lock, not_because=_npm_message(printed))
    if vulnerable and not advisories:
        return Audited(lock, not_because="npm names packages without an advisory")
    return Audited(lock, packages, tuple(advisories.values()))


def _npm_message(printed: str) -> str:
    try:
        message = json.loads(printed).get("message")
    except (ValueError, AttributeError):
        message = None
    return str(message)[:_LONGEST] if message else "npm gave no answer"


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][:_LONGEST] if lines else ""


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
