"""What may hold nothing personal when a story ends, and whether it does: the log, the database with its
write-ahead log and a backup, the metrics, the process list, and everything sent outside a details view.

What a person's own chat holds is a details view; what reaches everybody's screen is not: summaries, texts
beside cards, cards that came unasked, offers of files, calendar entries and addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.scenario.citizens import PERSONAL, SPELLINGS
from tests.scenario.marks import Marks
from tests.scenario.wire import OnTheWire
from tests.stores import Postgres, backup_of, file_of

if TYPE_CHECKING:
    from tests.scenario.town import Town

CITIZENS = (*PERSONAL, *SPELLINGS)
CASE = ("Sag ", "Case ")
"""How the summary of every message begins that is not the answer to somebody; its card is closed."""
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
_SQLITE = "sqlite"


class Leaked(AssertionError):
    """Something personal, or a key, stands where nobody may see it. Everybody in a story is made up."""

    def __init__(self, found: Iterable[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{place}: {word}" for place, word in sorted(found)))


class Of(StrEnum):
    """Whose words they are."""

    CITIZENS_AND_KEYS = "citizens and keys"
    STAFF = "staff"
    UNITS = "units"


@dataclass(frozen=True)
class Place:
    name: str
    content: bytes
    may_name: frozenset[Of] = frozenset()


KNOWS_STAFF = frozenset({Of.STAFF, Of.UNITS})
"""A database holds the directory."""
NAMES_WHO_ACTS = frozenset({Of.STAFF})
"""A closed card says who acts and who may sign, and no ward."""


def check(places: Iterable[Place], marks: Mapping[Of, Marks]) -> None:
    """Raises `Leaked`, naming every place and word."""
    found = {
        (place.name, word)
        for place in places
        for of, words in marks.items()
        if of not in place.may_name
        for word in words.in_(place.content)
    }
    if found:
        raise Leaked(found)


def of_running(town: Town) -> list[Place]:
    """Places that are there only while the bot runs, or that change when it ends. To be gathered first."""
    return [*files_of(town.bot.database_url, "while it runs"), *processes_of(town.bot.pid)]


async def asked_of_running(town: Town) -> list[Place]:
    """What anybody gets who asks the running bot over HTTP."""
    metrics = await town.fetch(town.bot.metrics_url)
    places = [Place("metrics", metrics[1])]
    for url in sorted(_calendar_links(town)):
        places.append(Place("calendar entry", (await town.fetch(url))[1]))
    return places


def left_behind(town: Town) -> list[Place]:
    """What stays when the bot has ended, and all it sent."""
    names = "\n".join(file.name for file in town.state.rglob("*"))
    return [
        *(Place(f"log {log.name}", log.read_bytes()) for log in town.state.glob("*.stderr")),
        Place("names of files", names.encode()),
        *files_of(town.bot.database_url, "when it has ended"),
        backup(town.bot.database_url),
        *_sent(town),
    ]


def check_server(server: Postgres) -> None:
    """Of PostgreSQL what lies in its files when its last story has ended, the write-ahead log among them."""
    server.run("CHECKPOINT")
    files = (file for file in server.folder.rglob("*") if file.is_file())
    places = (Place(file.name, file.read_bytes(), may_name=KNOWS_STAFF) for file in files)
    check(places, {Of.CITIZENS_AND_KEYS: Marks.of(CITIZENS)})


def files_of(url: str, when: str) -> Iterator[Place]:
    """A SQLite database's files, the write-ahead log among them; PostgreSQL's belong to the whole session."""
    if not url.startswith(_SQLITE):
        return
    file = file_of(url)
    for each in file.parent.glob(f"{file.name}*"):
        yield Place(f"{each.name} {when}", each.read_bytes(), may_name=KNOWS_STAFF)


def backup(url: str) -> Place:
    return Place("backup", backup_of(url), may_name=KNOWS_STAFF)


def processes_of(pid: int) -> list[Place]:
    """The command line of the bot and of all it started, as anybody on the machine may see them."""
    return [
        Place("process list", line)
        for process in Path("/proc").glob("[0-9]*")
        if (line := _in_session(process, pid))
    ]


def _in_session(process: Path, session: int) -> bytes:
    """Its command line; nothing where it belongs elsewhere, or has ended meanwhile."""
    try:
        status = (process / "stat").read_text().rpartition(")")[2].split()
        return (process / "cmdline").read_bytes() if int(status[3]) == session else b""
    except OSError:
        return b""


def _sent(town: Town) -> Iterator[Place]:
    for number, request in enumerate(town.wire.requests):
        yield Place(f"request {number}", request)
    for sent in town.wire.sent:
        yield Place("notification", _seen_outside(sent).encode())
        if sent.summary.startswith(CASE):
            closed = json.dumps(sent.activity, ensure_ascii=False).encode()
            yield Place("closed card", closed, may_name=NAMES_WHO_ACTS)


def _seen_outside(sent: OnTheWire) -> str:
    """What is seen of a message without opening its chat, and what a file that it offers is called."""
    activity = sent.activity
    attachments: list[dict[str, Any]] = activity.get("attachments") or []
    offers = [each for each in attachments if each.get("contentType") == CONSENT]
    names = [str(each.get("name", "")) for each in attachments]
    fallbacks = [str((each.get("content") or {}).get("fallbackText", "")) for each in attachments]
    spoken = [sent.summary, str(activity.get("text", "")), str(activity.get("speak", ""))]
    return "\n".join([*spoken, *names, *fallbacks, json.dumps(offers, ensure_ascii=False)])


def _calendar_links(town: Town) -> set[str]:
    sent = json.dumps([each.activity for each in town.wire.sent])
    return set(re.findall(rf"{re.escape(town.bot.url)}/calendar/[\w.]+", sent))
