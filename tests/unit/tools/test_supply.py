"""What an audit of the locked packages comes to: recorded answers of the tools in, a verdict out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tools.supply.audit import EXEMPTIONS
from tools.supply.reading import pinned, read_npm_audit, read_pip_audit
from tools.supply.verdict import (
    CLEAN,
    NOT_AUDITED,
    VULNERABLE,
    Advisory,
    Audited,
    BadExemptions,
    Exemption,
    read_exemptions,
    verdict,
)

TODAY = date(2026, 11, 27)
LOCK = "requirements.txt"
EXPECTED = frozenset({"aiohttp", "typing-extensions"})
REQUIREMENTS = """aiohttp==3.14.4 \\
    --hash=sha256:00
    # via brobygger (pyproject.toml)
typing_extensions[x]==4.16.0 \\
    --hash=sha256:01
"""
VULN = {
    "id": "PYSEC-2026-1",
    "fix_versions": ["3.14.5"],
    "aliases": ["CVE-2026-1", "GHSA-aaaa"],
    "description": "",
}
NOT_ON_THE_INDEX = (
    "ERROR:pip_audit._cli:aiohappyeyeballs: Dependency not found on PyPI and could not be audited: "
    "aiohappyeyeballs (2.7.1)\n"
)
NPM_REFUSED = json.dumps(
    {
        "message": "405 Method Not Allowed - POST https://registry.npmjs.org/-/npm/v1/security/advisories/bulk",
        "method": "POST",
        "statusCode": 405,
        "body": "",
        "error": {"summary": "", "detail": ""},
    }
)


def pip_answer(*vulns: dict[str, Any], skipped: str = "") -> str:
    dependencies: list[dict[str, Any]] = [
        {"name": "aiohttp", "version": "3.14.4", "vulns": list(vulns)},
        {"name": "typing_extensions", "version": "4.16.0", "vulns": []},
    ]
    if skipped:
        dependencies[1] = {"name": "typing_extensions", "skip_reason": skipped}
    return json.dumps({"dependencies": dependencies, "fixes": []})


def npm_answer(**vulnerabilities: Any) -> str:
    metadata = {"dependencies": {"prod": 8, "total": 9}}
    return json.dumps({"auditReportVersion": 2, "vulnerabilities": vulnerabilities, "metadata": metadata})


def of_npm(via: Any) -> dict[str, Any]:
    return {"name": "markdown-it", "severity": "high", "range": "<15.0.4", "via": [via]}


def test_pinned_packages_are_read_from_a_lock() -> None:
    assert pinned(REQUIREMENTS) == EXPECTED


def test_a_whole_answer_without_advisories_is_clean() -> None:
    audited = read_pip_audit(LOCK, EXPECTED, pip_answer(), "")
    assert audited == Audited(LOCK, packages=2)
    found = verdict([audited, read_npm_audit("demo", npm_answer())], ())
    assert found.code == CLEAN
    assert found.lines == ("requirements.txt: 2 packages audited", "demo: 9 packages audited")


def test_an_advisory_makes_it_vulnerable() -> None:
    audited = read_pip_audit(LOCK, EXPECTED, pip_answer(VULN), "")
    found = verdict([audited], ())
    assert (found.code, found.lines) == (
        VULNERABLE,
        ("requirements.txt: VULNERABLE: aiohttp 3.14.4: PYSEC-2026-1",),
    )


def test_an_advisory_of_npm_is_named_by_its_address() -> None:
    via = {"source": 1, "title": "odd", "url": "https://github.com/advisories/GHSA-bbbb", "severity": "high"}
    audited = read_npm_audit(
        "demo", npm_answer(**{"markdown-it": of_npm(via), "other": of_npm("markdown-it")})
    )
    assert audited.advisories == (Advisory("GHSA-bbbb", frozenset(), "markdown-it", "<15.0.4"),)
    assert verdict([audited], ()).code == VULNERABLE


NO_ANSWERS = [
    pytest.param(
        read_pip_audit(LOCK, EXPECTED, "", NOT_ON_THE_INDEX), "could not be audited", id="an index only"
    ),
    pytest.param(read_pip_audit(LOCK, EXPECTED, "", ""), "gave no answer", id="silence"),
    pytest.param(read_pip_audit(LOCK, EXPECTED, "[]", ""), "gave no answer", id="another form"),
    pytest.param(
        read_pip_audit(LOCK, EXPECTED, pip_answer(skipped="?"), ""), "1 packages were not", id="skipped"
    ),
    pytest.param(
        read_pip_audit(LOCK, EXPECTED | {"left-out"}, pip_answer(), ""), "left-out among them", id="left out"
    ),
    pytest.param(read_npm_audit("demo", NPM_REFUSED), "405 Method Not Allowed", id="npm's mirror"),
    pytest.param(read_npm_audit("demo", ""), "npm gave no answer", id="npm silent"),
    pytest.param(read_npm_audit("demo", "[]"), "npm gave no answer", id="npm in another form"),
    pytest.param(
        read_npm_audit("demo", npm_answer(a=of_npm("b"))), "without an advisory", id="npm without advisory"
    ),
]


@pytest.mark.parametrize(("audited", "why"), NO_ANSWERS)
def test_what_could_not_be_audited_is_no_pass(audited: Audited, why: str) -> None:
    clean = read_pip_audit("other.txt", EXPECTED, pip_answer(), "")
    found = verdict([clean, audited], ())
    assert found.code == NOT_AUDITED
    assert f"{audited.lock}: NOT AUDITED: " in found.lines[1]
    assert why in found.lines[1]


def test_what_is_known_to_be_bad_is_worse_than_what_is_not_known() -> None:
    bad = read_pip_audit(LOCK, EXPECTED, pip_answer(VULN), "")
    assert verdict([read_npm_audit("demo", NPM_REFUSED), bad], ()).code == VULNERABLE


def test_advisories_are_told_even_where_another_package_was_not_looked_up() -> None:
    assert read_pip_audit(LOCK, EXPECTED, pip_answer(VULN, skipped="?"), "").advisories


@pytest.mark.parametrize("id_", ["PYSEC-2026-1", "CVE-2026-1", "GHSA-aaaa"])
def test_an_exception_lets_an_advisory_stand_under_any_of_its_names(id_: str) -> None:
    exemption = Exemption(id_, "only when parsing XML, which we never do", date(2026, 12, 31))
    found = verdict([read_pip_audit(LOCK, EXPECTED, pip_answer(VULN), "")], [exemption])
    assert found.code == CLEAN
    assert "stands until 2026-12-31" in found.lines[0]


def test_an_exception_that_was_not_met_is_told() -> None:
    exemption = Exemption("PYSEC-1", "only when parsing XML, which we never do", date(2026, 12, 31))
    found = verdict([read_pip_audit(LOCK, EXPECTED, pip_answer(), "")], [exemption])
    assert (found.code, found.lines[-1]) == (CLEAN, "exceptions: PYSEC-1 was not met: take it out")


def exception(**changes: str) -> str:
    given = {"id": '"GHSA-x"', "reason": '"only when parsing XML, which we never do"', "until": "2026-12-31"}
    lines = (f"{name} = {value}" for name, value in {**given, **changes}.items() if value)
    return "[[exception]]\n" + "\n".join(lines)


def test_exceptions_are_read() -> None:
    (read,) = read_exemptions(exception(), TODAY)
    assert (read.id, read.until) == ("GHSA-x", date(2026, 12, 31))
    assert read_exemptions("", TODAY) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (exception(until="2026-11-27"), "its time was over on 2026-11-27"),
        (exception(until="2025-01-01"), "its time was over"),
        (exception(until="2027-12-31"), "it lasts longer than 92 days"),
        (exception(until='"2026-12-31"'), "until is a day"),
        (exception(until="2026-12-31T00:00:00"), "until is a day"),
        (exception(until=""), "write id, reason and until"),
        (exception(reason='"odd"'), "say in the reason why"),
        (exception(reason="7"), "say in the reason why"),
        (exception(id='""'), "write id, reason and until"),
        (exception(owner='"me"'), "write id, reason and until, and nothing else"),
        ("[[exception", "is not TOML"),
    ],
)
def test_an_exception_out_of_time_or_without_a_reason_fails(text: str, fault: str) -> None:
    with pytest.raises(BadExemptions, match=fault):
        read_exemptions(text, TODAY)


def test_the_products_own_exceptions_can_be_read() -> None:
    read_exemptions(EXEMPTIONS.read_text("utf-8"), date.min)
