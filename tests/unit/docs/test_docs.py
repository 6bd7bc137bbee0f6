"""The papers say what the code does: links, commands, settings, permissions, columns and examples."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr
from sqlalchemy import LargeBinary

from app import cli
from dialogs.discharge_report import import_report
from dialogs.wording import load_catalogues
from domain.document_kind import FAMILY, DocumentKind, Family
from domain.people import Role
from domain.permission import Relation, Setting
from domain.retention import Retention
from metrics.meter import PREFIX as METRIC_PREFIX
from metrics.meter import Meter
from reminders.scan import ANSWERS_KEPT
from secret_files import SUFFIX
from settings import PREFIX, Settings, secret_settings
from storage.schema.columns import metadata
from tests.unit.docs.papers import (
    ARCHITECTURE,
    GLOSSARY,
    OPERATIONS,
    PAPERS,
    PRIVACY,
    README,
    ROOT,
    Paper,
    named,
)
from workflows.directory_import import COLUMNS, ImportRefused, read_directory
from workflows.discharge_file import COUNT_COLUMNS, LIST_COLUMNS, MAY_BE_MISSING, read_discharges
from workflows.discharge_import import ImportedMonth, MunicipalityTotal
from workflows.handouts import HANDOUT_LIFETIME
from workflows.notice import State
from workflows.ports import DRAFT_LIFETIME

every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)

TODAY = date(2026, 12, 1)
IN_FILES = {f"{name}{SUFFIX}".removeprefix(PREFIX).lower() for name in secret_settings()}
"""What names a file of a secret, in place of the secret."""
HASHES = {
    ("audit", "previous"),
    ("audit", "hash"),
    ("audit_seals", "root"),
    ("audit_seals", "previous"),
    ("audit_seals", "hash"),
}
"""Bytes that are no sealed value."""
KEPT_AFTER = (
    "notices, network meetings and minutes",
    "agreements and plans",
    "the case with everything else on it: admissions, tasks, events, marks, the citizen",
)
"""What is kept so many days after the end of the course."""
_MACHINE_PATH = re.compile(r"(?<![\w./:])/(?:home|root|Users|work|tmp|usr|opt|var|srv|mnt)/|[A-Z]:\\")
_LEFT_OPEN = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|lorem ipsum", re.IGNORECASE)
_COMMAND = re.compile(r"app\.py ((?:[a-z]+ ?)+)")
_FILE = re.compile(r"[\w./-]+/(?:[\w-]+\.(?:py|toml|md|csv))?")


@every_paper
def test_every_link_within_the_product_leads_somewhere(paper: Paper) -> None:
    for link in paper.links():
        file, _, anchor = link.partition("#")
        target = (paper.path.parent / file).resolve() if file else paper.path
        assert target.exists(), link
        assert not anchor or anchor in Paper(target).anchors(), link


@every_paper
def test_a_paper_holds_no_path_of_one_machine_and_nothing_left_open(paper: Paper) -> None:
    assert not _MACHINE_PATH.findall(paper.text)
    assert not _LEFT_OPEN.findall(paper.text)


@pytest.mark.parametrize("paper", [README, ARCHITECTURE, GLOSSARY, PRIVACY], ids=lambda paper: paper.name)
def test_files_and_folders_named_in_a_paper_exist(paper: Paper) -> None:
    found = [code for code in paper.code() if _FILE.fullmatch(code) and not code.startswith(("/", "var/"))]
    assert found
    assert [name for name in found if not (ROOT / name).exists()] == []


@every_paper
def test_commands_and_targets_named_in_a_paper_exist(paper: Paper) -> None:
    for words in _COMMAND.findall(paper.text):
        assert _starts_with_a_command(words.split()), words
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", paper.text)) <= targets


def test_every_decision_says_what_why_and_what_follows() -> None:
    papers = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    for number, path in enumerate(papers, start=1):
        text = path.read_text("utf-8")
        assert path.name.startswith(f"{number:04d}-")
        assert re.match(rf"# {number}\. [^\n]+\n\n\*\*Decision\.\*\* ", text), path.name
        assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == ["Decision", "Why", "Consequences"], (
            path.name
        )


def test_the_readme_lists_every_command() -> None:
    listed = {
        " ".join(_words(named(row[0])[0])) for row in README.table("command", "does") if "app.py" in row[0]
    }
    assert listed == {" ".join(words) for words in _commands(typer.main.get_command(cli))}


def test_the_readme_lists_exactly_the_settings_with_their_defaults() -> None:
    listed = {named(row[0])[0]: row[1] for row in README.table("setting", "default", "meaning")}
    assert listed == {PREFIX + name.upper(): _default(name) for name in Settings.model_fields}


def test_settings_named_in_any_paper_exist() -> None:
    for paper in PAPERS:
        named_there = {
            name.removeprefix(PREFIX).lower() for name in re.findall(rf"{PREFIX}[A-Z_]+", paper.text)
        }
        assert named_there <= {*Settings.model_fields, *IN_FILES}, paper.name


def test_the_readme_names_every_secret_that_may_stand_in_a_file() -> None:
    _, told = README.text.split("A secret may stand in a file instead")
    assert set(re.findall(rf"`({PREFIX}[A-Z_]+)`", told.split("\n\n")[0])) == {
        *secret_settings(),
        f"{PREFIX}KEYS{SUFFIX}",
    }


def test_the_screenshot_is_small_enough_to_load_at_once() -> None:
    assert (ROOT / "docs" / "screenshot.png").stat().st_size < 200_000


def test_every_relation_and_every_setting_is_explained() -> None:
    explained = set(re.findall(r"^- \*\*(\w+)\*\*:", PRIVACY.text, re.MULTILINE))
    assert explained >= {*Relation, *Setting}


def test_the_sealed_columns_are_the_tables_own() -> None:
    listed: dict[str, set[str]] = {}
    for tables, sealed, _ in PRIVACY.table("table", "sealed columns", "in the clear"):
        listed |= {table: set(named(sealed)) for table in named(tables)}
    assert listed == {
        table.name: {
            column.name
            for column in table.columns
            if isinstance(column.type, LargeBinary) and (table.name, column.name) not in HASHES
        }
        for table in metadata.sorted_tables
    }


def test_how_long_things_are_kept_is_what_the_scan_does() -> None:
    kept = dict(PRIVACY.table("what", "kept"))
    assert kept["drafts"].startswith(f"{DRAFT_LIFETIME.days} days")
    minutes = int(HANDOUT_LIFETIME.total_seconds() // 60)
    assert f"{minutes} minutes at most" in kept["a file to fetch by a link"]
    assert kept["remembered answers (so that nothing happens twice)"] == f"{ANSWERS_KEPT.days} days"
    told, usual = {words: int(kept[words].split()[0]) for words in KEPT_AFTER}, Retention()
    notices, agreements, case = (told[words] for words in KEPT_AFTER)
    assert {usual.documents[kind] for kind in DocumentKind if FAMILY[kind] is Family.NOTICE} == {notices}
    assert {usual.documents[kind] for kind in DocumentKind if FAMILY[kind] is Family.AGREEMENT} == {
        agreements
    }
    assert (usual.meetings, usual.case) == (notices, case)
    assert kept["messages that have gone or were given up"].startswith(f"{usual.messages} days")


def test_every_state_of_the_outbox_is_explained() -> None:
    assert [named(state)[0] for state, _ in ARCHITECTURE.table("state", "means")] == [
        "pending", "claimed", "sending", "sent", "uncertain", "dead", "gathered", "dropped",
    ] == [state.value for state in State]  # fmt: skip


def test_terms_of_the_glossary_stand_in_the_file_it_names() -> None:
    for danish, _, code, file in GLOSSARY.table("Danish", "English", "code", "file"):
        source = (ROOT / named(file)[0]).read_text("utf-8")
        assert re.search(rf"\b{named(code)[0]}\b", source), danish


def test_every_log_event_is_in_the_table_and_in_the_code() -> None:
    listed = {event for row in OPERATIONS.table("event", "level", "means") for event in named(row[0])}
    rooms = ("bot", "metrics", "reminders", "summaries")
    files = [file for room in rooms for file in (ROOT / room).glob("*.py")]
    assert listed == set(_logged(ROOT / "app.py", *files))


def test_every_metric_is_in_the_table_and_on_the_page() -> None:
    listed = {name for row in OPERATIONS.table("metric", "tells") for name in named(row[0])}
    meter = Meter()
    meter.refused("error.not_found")
    meter.request("/health", 200)
    shown = set(
        re.findall(
            rf"^({METRIC_PREFIX}\w+?)(?:_bucket|_sum|_count)?(?:{{| )", meter.page(()).decode(), re.MULTILINE
        )
    )
    read = set(re.findall(r'Gauge\(\s*"(\w+)"', (ROOT / "workflows" / "watching.py").read_text("utf-8")))
    made = {name for name in shown if not name.endswith("_created")}
    assert listed == made | {METRIC_PREFIX + name for name in read}


def test_the_directory_columns_are_the_imports() -> None:
    assert tuple(named(column)[0] for column, _ in OPERATIONS.table("column", "holds")) == COLUMNS


def test_the_example_directory_is_imported_and_the_faulty_one_reported_as_shown() -> None:
    good, faulty = OPERATIONS.blocks("csv")[:2]
    rows = read_directory(good.splitlines(keepends=True))
    assert [row.role for row in rows] == [Role.FRONTLINE, Role.SIGNATORY, Role.FRONTLINE, Role.LEADER]
    with pytest.raises(ImportRefused) as refused:
        read_directory(faulty.splitlines(keepends=True))
    shown = OPERATIONS.blocks("text")[1]
    assert shown.splitlines() == [
        "Nothing was imported. Correct these lines:",
        *str(refused.value).splitlines(),
    ]


def test_the_example_discharges_are_read_and_answered_as_shown() -> None:
    a_list, counts = (read_discharges(block.encode(), TODAY) for block in OPERATIONS.blocks("csv")[2:])
    assert (len(a_list.listed), a_list.month) == (3, counts.month)
    heard = {"Albertslund Kommune": 9, "Hvidovre Kommune": 25}
    totals = [MunicipalityTotal(r.municipality, r.discharges, heard[r.municipality]) for r in counts.counted]
    imported = ImportedMonth(counts.month, tuple(sorted(totals, key=lambda t: t.name)), holds_unnamed=False)
    report = import_report(load_catalogues().speaking("da"), imported)
    assert [report] == [block.rstrip("\n") for block in OPERATIONS.blocks("text")[2:]]


def test_the_columns_of_discharges_are_the_imports() -> None:
    listed = [name for column, _ in OPERATIONS.table("column", "is") for name in named(column)]
    assert set(listed) == {*LIST_COLUMNS, *MAY_BE_MISSING, *COUNT_COLUMNS}


def _commands(command: object) -> list[list[str]]:
    """The words of every command that does something."""
    below: dict[str, object] | None = getattr(command, "commands", None)
    if below is None:
        return [[]]
    own: list[list[str]] = [[]] if getattr(command, "invoke_without_command", False) else []
    return own + [[name, *words] for name, deeper in below.items() for words in _commands(deeper)]


def _starts_with_a_command(words: list[str]) -> bool:
    return any(words[: len(command)] == command for command in _commands(typer.main.get_command(cli)))


def _words(command: str) -> list[str]:
    """`app.py directory import FILE.csv` without the program and what is put in."""
    return [word for word in command.split()[1:] if word.islower()]


def _default(name: str) -> str:
    """How the README writes what a setting is when it is not set."""
    field = Settings.model_fields[name]
    if field.is_required():
        return "must be set"
    match field.default:
        case None:
            return "not set"
        case "" | SecretStr():
            return "must be set for one bot"
        case Path():
            return f"`{field.default.relative_to(ROOT).as_posix()}`"
        case value:
            return f"`{value}`"


def _logged(*files: Path) -> list[str]:
    written = re.compile(r'(?:log|get_logger\(\))\.(?:info|warning|error)\(\s*"([^"]+)"')
    return [event for file in files for event in written.findall(file.read_text("utf-8"))]
