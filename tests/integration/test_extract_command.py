"""`app.py extract`: everything on a citizen in two files, the CPR number from standard input only."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import Result

from domain.document import DocumentVersion
from domain.people import Person
from tests import factories as f
from tests.contract.earlier import at_0003
from tests.contract.everything import a_full_document, an_explained_admission
from tests.integration.command_line import ON_LOOPBACK, run_command
from tests.stores import opened, raw, sqlite_url, staffed
from workflows.ports import AuditEntry, Records

REGION, MUNICIPALITY, OTHER = "Psykiatrisk Center Glostrup", "Hvidovre Kommune", "Albertslund Kommune"
NOW = f.NOW - timedelta(days=365)


def fill(records: Records) -> None:
    case = f.a_case(opened_at=NOW)
    document = a_full_document(case)
    records.cases.add(case)
    records.meetings.add(f.a_meeting(case))
    records.documents.add(document)
    records.documents.keep_version(document.id, DocumentVersion(1, f.NURSE.id, NOW, document.content))
    records.admissions.add(an_explained_admission(case))
    records.events.append(f.an_event(case, at=NOW))
    for person in (f.NURSE, f.CASEWORKER):
        entry = f.an_entry(
            f"document:{document.id}", action="read", case_id=case.id, actor_id=person.id,
            organisation_id=person.home.organisation_id, at=NOW,
        )  # fmt: skip
        records.audit.write(entry)


async def prepare(url: str) -> None:
    async with staffed(url) as store:
        await store.run(fill)


@pytest.fixture
def url(tmp_path: Path) -> str:
    (tmp_path / "data").mkdir()
    (tmp_path / "out").mkdir()
    asyncio.run(prepare(sqlite_url(tmp_path / "data")))
    return sqlite_url(tmp_path / "data")


def extract(url: str, folder: Path, organisation: str = REGION, cpr: str = f.CPR_TEXT) -> Result:
    return run_command(url, ON_LOOPBACK, "extract", organisation, str(folder), typed=f"{cpr}\n")


def test_everything_is_in_both_files_and_nothing_personal_on_the_screen(url: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = extract(url, out)
    assert done.exit_code == 0, done.output
    assert (
        done.stdout
        == "Written: indsigt.pdf and indsigt.json. Hand them out by secure post, and delete them.\n"
    )
    assert {each.name for each in out.iterdir()} == {"indsigt.pdf", "indsigt.json"}
    assert {each.stat().st_mode & 0o777 for each in out.iterdir()} == {0o600}
    data = (out / "indsigt.json").read_text("utf-8")
    pages = PdfReader(BytesIO((out / "indsigt.pdf").read_bytes())).pages
    paper = " ".join(" ".join(page.extract_text() for page in pages).split())
    for text in (
        f.CITIZEN_NAME, "610190-4321", "lejlighed og få søvnen", "Hvem følger op?", "Det gør distriktet",
        "Adressen var forkert", "Ved mødet på afsnittet", "Lægehuset, Digital Post", "Rejste før lægen kom",
        "Støtte efter udskrivning", "Lægerne på Torvet", "Bolig og medicin",
    ):  # fmt: skip
        assert text in data, text
        assert text in paper, text
    assert all(text not in done.output for text in (f.CITIZEN_NAME, "4321"))


def test_the_log_tells_who_of_ones_own_by_title_and_how_often_others(url: str, tmp_path: Path) -> None:
    extract(url, tmp_path / "out")
    (case,) = json.loads((tmp_path / "out" / "indsigt.json").read_text("utf-8"))["sager"]
    looks = [entry for entry in case["log"] if entry["hvad"] == "Har set"]
    assert [(each["om"], each["hvem"]) for each in looks] == [
        ("et dokument", "Sygeplejerske, Psykiatrisk Center Glostrup, Afsnit 1")
    ]
    assert case["log_hos_andre"] == ["Hvidovre Kommune: 1 gang. Spørg dem om indsigt i det."]
    assert "Nora Demo" not in json.dumps(case["log"], ensure_ascii=False)


def a_search(person: Person, action: str = "search", **detail: str) -> AuditEntry:
    return f.an_entry(
        "citizen",
        action=action,
        actor_id=person.id,
        organisation_id=person.home.organisation_id,
        detail=detail,
    )


def hash_of(url: str, cpr: str = f.CPR_TEXT) -> str:
    async def ask() -> str:
        async with opened(url) as store:
            return await store.run(lambda r: r.cases.hash_of(f.a_cpr(cpr)))

    return asyncio.run(ask())


def test_who_of_ones_own_searched_for_the_citizen_is_told(url: str, tmp_path: Path) -> None:
    citizen = {"citizen": hash_of(url), "found": "0"}
    log(
        url,
        a_search(f.NURSE, **citizen),
        a_search(f.NURSE_LEADER, "refuse", **citizen),
        a_search(f.NURSE_LEADER, "emergency.ask", number="26-1001"),
        a_search(f.NURSE, citizen=hash_of(url, "620190-4321"), found="0"),
        a_search(f.NURSE_LEADER, "emergency.ask", number="26-1999"),
        a_search(f.CASEWORKER, **citizen),
    )
    extract(url, tmp_path / "out")
    searches = json.loads((tmp_path / "out" / "indsigt.json").read_text("utf-8"))["søgninger"]
    nurse, leader = (f"{p.title}, {p.home.full_name}" for p in (f.NURSE, f.NURSE_LEADER))
    assert {each["om"] for each in searches} == {"dit CPR-nummer"}
    assert [(each["hvad"], each["hvem"]) for each in searches] == [
        ("Har søgt", nurse),
        ("Blev afvist", leader),
        ("Har brugt værdispring", leader),
    ]
    pages = PdfReader(BytesIO((tmp_path / "out" / "indsigt.pdf").read_bytes())).pages
    assert "Hvem har søgt på dit CPR-nummer" in " ".join(page.extract_text() for page in pages)


def test_who_was_searched_for_where_there_is_no_case_is_told_that_and_nothing_else(
    url: str, tmp_path: Path
) -> None:
    log(url, a_search(f.OUTSIDER, citizen=hash_of(url), found="0"))
    done = extract(url, tmp_path / "out", OTHER)
    assert done.exit_code == 0, done.output
    told = json.loads((tmp_path / "out" / "indsigt.json").read_text("utf-8"))
    assert (told["sager"], len(told["søgninger"])) == ([], 1)
    assert f.CITIZEN_NAME not in json.dumps(told, ensure_ascii=False)
    assert ("extract", "citizen") in raw(url, "SELECT action, subject FROM audit")


def log(url: str, *entries: AuditEntry) -> None:
    def within(records: Records) -> None:
        for entry in entries:
            records.audit.write(entry)

    async def write() -> None:
        async with opened(url) as store:
            await store.run(within)

    asyncio.run(write())


def test_of_an_entry_that_names_no_organisation_the_directory_says_whose_it_is(
    url: str, tmp_path: Path
) -> None:
    both = (f.NURSE, f.CASEWORKER)
    log(url, *(f.an_entry("task:1", case_id=f.a_case().id, actor_id=each.id, at=NOW) for each in both))
    extract(url, tmp_path / "out")
    (case,) = json.loads((tmp_path / "out" / "indsigt.json").read_text("utf-8"))["sager"]
    looks = [entry["hvem"] for entry in case["log"] if entry.get("om") == "en opgave"]
    assert looks == ["Sygeplejerske, Psykiatrisk Center Glostrup, Afsnit 1"]
    assert case["log_hos_andre"] == ["Hvidovre Kommune: 2 gange. Spørg dem om indsigt i det."]


def test_what_the_log_rests_on_is_said_in_words(url: str, tmp_path: Path) -> None:
    bases = ("emergency:" + "e" * 32, "retention: early_notice 90 days", "unheard of")
    log(url, *(f.an_entry("case:1", case_id=f.a_case().id, at=NOW, basis=basis) for basis in bases))
    extract(url, tmp_path / "out")
    told = (tmp_path / "out" / "indsigt.json").read_text("utf-8")
    (case,) = json.loads(told)["sager"]
    words = [entry["hjemmel"] for entry in case["log"] if "hjemmel" in entry]
    assert words == ["værdispring", "slettefristen i samarbejdsaftalen"]
    assert not any(basis in told for basis in bases)


def test_that_it_was_taken_out_is_logged(url: str, tmp_path: Path) -> None:
    extract(url, tmp_path / "out", MUNICIPALITY)
    assert ("extract", f"case:{f.a_case().id}") in raw(url, "SELECT action, subject FROM audit")


@pytest.mark.parametrize(
    ("organisation", "cpr", "why"),
    [
        (OTHER, f.CPR_TEXT, "nothing on this citizen"),
        ("Ukendt Kommune", f.CPR_TEXT, "nothing on this citizen"),
        (REGION, "620190-4321", "nothing on this citizen"),
        (REGION, "hej", "no CPR number"),
    ],
)
def test_what_it_does_not_have_it_does_not_hand_out(
    url: str, tmp_path: Path, organisation: str, cpr: str, why: str
) -> None:
    refused = extract(url, tmp_path / "out", organisation, cpr)
    assert refused.exit_code == 1
    assert why in refused.stderr
    assert list((tmp_path / "out").iterdir()) == []
    assert cpr not in refused.output


def test_that_it_was_looked_for_is_logged_also_in_vain(url: str, tmp_path: Path) -> None:
    extract(url, tmp_path / "out", cpr="620190-4321")
    assert raw(url, "SELECT actor_id, action, subject FROM audit WHERE action <> 'read'") == [
        ("operator", "search", "citizen")
    ]


def test_files_that_are_there_are_not_written_over(url: str, tmp_path: Path) -> None:
    extract(url, tmp_path / "out")
    before = (tmp_path / "out" / "indsigt.json").read_bytes()
    again = extract(url, tmp_path / "out")
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)
    assert (tmp_path / "out" / "indsigt.json").read_bytes() == before


def test_a_database_of_an_earlier_version_is_taken_over_and_holds_nothing_on_the_citizen(
    tmp_path: Path,
) -> None:
    (tmp_path / "out").mkdir()
    asyncio.run(at_0003(sqlite_url(tmp_path), lambda _: None))
    done = extract(sqlite_url(tmp_path), tmp_path / "out")
    assert done.exit_code == 1
    assert done.stderr == "Nothing was written: that organisation has nothing on this citizen.\n"
