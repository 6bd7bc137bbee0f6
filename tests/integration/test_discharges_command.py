"""`app.py discharges import`: a file in, an answer that may be passed on out; all is kept, or nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from domain.admission import Admission, AdmissionStatus
from domain.discharge_count import DischargeCount
from tests import factories as f
from tests.integration.command_line import IN_TEAMS, run_command
from tests.stores import begin_migrated, opened, raw, sqlite_url, stored
from workflows.ports import AdmissionOnCase, Clockwork

MONTH = date(2024, 2, 1)
"""Long past, whatever the clock shows."""
HEADER = "centre;municipality;area;discharged_on;cpr\n"
GLOSTRUP, HVIDOVRE = "Psykiatrisk Center Glostrup", "Hvidovre Kommune"
NUMBERS = [f"62{1 + n % 12:02d}88-{1000 + n}" for n in range(8)]
"""Of citizens the bot has never heard of."""


def a_list(*cprs: str) -> bytes:
    lines = [f"{GLOSTRUP};{HVIDOVRE};adults;2024-02-12;{cpr}\n" for cpr in cprs]
    return (HEADER + "".join(lines)).encode()


async def prepare(url: str, *admitted: AdmissionOnCase) -> None:
    begin_migrated(url)
    async with opened(url) as store:
        await store.run(lambda records: records.directory.replace(f.DIRECTORY))
        for found in admitted:
            await stored(store, found.case, found.admission)


async def look(url: str) -> tuple[tuple[DischargeCount, ...], Admission]:
    """The month's counts, and the one admission."""
    async with opened(url) as store:
        counts = await store.run(lambda r: r.discharge_counts.of_month(MONTH))
        admissions = await store.run(lambda r: r.admissions.of_citizen(f.a_cpr(), Clockwork()))
        return counts, admissions[0].admission


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with the directory, and a citizen in the ward since January 2024."""
    case = f.a_case()
    admission = f.an_admission(case, admitted_at=datetime(2024, 1, 8, 9, tzinfo=UTC))
    asyncio.run(prepare(sqlite_url(tmp_path), AdmissionOnCase(case, admission)))
    return sqlite_url(tmp_path)


def run(url: str, content: bytes, *options: str) -> Result:
    file = Path(url.removeprefix("sqlite:///")).with_name("discharges.csv")
    file.write_bytes(content)
    return run_command(url, IN_TEAMS, "discharges", "import", str(file), *options)


def test_a_list_is_counted_ends_the_admission_it_shows_is_over_and_is_answered_in_danish(url: str) -> None:
    answer = run(url, a_list(f.CPR_TEXT, *NUMBERS[:4]))
    assert answer.exit_code == 0
    assert answer.output.splitlines() == [
        "Læst 5 udskrivninger: <5 kendte, <5 som Brobygger ikke har hørt om.",
        f"{HVIDOVRE}: 5 udskrivninger, <5 kendte, <5 som Brobygger ikke har hørt om.",
    ]
    (count,), admission = asyncio.run(look(url))
    assert (count.listed, count.known) == (5, 1)
    assert admission.status is AdmissionStatus.WITHOUT_AGREEMENT
    assert admission.discharged_on == date(2024, 2, 12)
    assert ("import", "import", "discharges:2024-02") in raw(
        url, "SELECT actor_id, action, subject FROM audit"
    )


def test_counts_are_answered_in_english_where_that_is_asked_for(url: str) -> None:
    header = "centre,municipality,area,month,discharges\n"
    answer = run(url, f"{header}{GLOSTRUP},{HVIDOVRE},adults,2024-02,14\n".encode(), "--language", "en")
    assert answer.output.splitlines()[0] == "Read 14 discharges: 0 known, 14 that Brobygger has not heard of."


def test_a_file_with_faults_changes_nothing_and_its_numbers_are_not_repeated(url: str) -> None:
    before = asyncio.run(look(url))
    content = a_list(f.CPR_TEXT, *NUMBERS, "713190-9999", f.CPR_TEXT)
    answer = run(url, content)
    assert answer.exit_code == 1
    assert answer.stderr.splitlines() == [
        "Intet er importeret. Ret dette:",
        "linje 11: cpr: er ikke et CPR-nummer: det har ti tegn, og de første seks er en dato",
        "linje 12: står allerede i en tidligere linje: behold den ene",
    ]
    assert asyncio.run(look(url)) == before


def test_an_organisation_the_directory_does_not_have_changes_nothing(url: str) -> None:
    before = asyncio.run(look(url))
    wrong = f"{GLOSTRUP};Lilleby Kommune;adults;2024-02-12;{NUMBERS[0]}\n".encode()
    answer = run(url, a_list(f.CPR_TEXT) + wrong)
    assert answer.exit_code == 1
    assert answer.stderr.splitlines()[1].startswith("linje 3: municipality: er ikke på medarbejderlisten")
    assert asyncio.run(look(url)) == before
