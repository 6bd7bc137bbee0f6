"""Our bot under measurement on its real job: one step of the guided form, authenticated and stored.

Everything is as in production - endpoint, conversation, forms, cards, encryption, a committed transaction per
turn on SQLite - with made-up people who each have a draft to go on with.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import secrets
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from aiohttp import web

from benchmarks.identity import PEOPLE, TENANT_ID, draft_id, user_id
from benchmarks.our_server import application, channel
from benchmarks.serving import serve
from dialogs.conversation import Conversation
from dialogs.forms.meeting_request import NAME
from dialogs.wording import load_catalogues
from domain.people import Area, Sector
from storage.sealing.encryption import KeyRing
from storage.store import SqlStore, open_store
from workflows.agreements import Agreements, load_agreements
from workflows.desk import Desk
from workflows.ports import DirectoryRow, Draft, Records

CENTRE, MUNICIPALITY = "Psykiatrisk Center Glostrup", "Hvidovre Kommune"
OTHER_TENANT = "dddddddd-eeee-4fff-8aaa-bbbbbbbbbbbb"


def now() -> datetime:
    return datetime.now(UTC)


def row(number: int, organisation: str, sector: Sector, tenant_id: str) -> DirectoryRow:
    return DirectoryRow(
        organisation, sector, tenant_id, "Team", Area.ADULTS, f"Person {number}", "Sygeplejerske",
        user_id(number), f"p{number}@demo.example", "00 00 00 00", "frontline", True,
    )  # fmt: skip


async def fill(store: SqlStore) -> None:
    """The people who write, somebody to write to, and a draft for each."""
    rows = [row(n, CENTRE, Sector.REGION, TENANT_ID) for n in range(PEOPLE)]
    rows.append(row(0, MUNICIPALITY, Sector.MUNICIPALITY, OTHER_TENANT))

    def write(records: Records) -> None:
        records.directory.replace(rows)
        for number in range(PEOPLE):
            person = records.directory.person_by_account(TENANT_ID, user_id(number))
            if person is None:
                raise LookupError("a person who was just imported is not there")
            draft = Draft(draft_id(number), person.id, NAME, "", "citizen", {}, 1, now())
            records.drafts.save(draft)

    await store.start()
    await store.run(write)


def conversation(store: SqlStore, agreements: Agreements) -> Conversation:
    def desk(records: Records, moment: datetime) -> Desk:
        return Desk(records, moment, agreements, lambda: uuid4().hex)

    return Conversation(store, desk, load_catalogues(), lambda _id: "", "nobody", now, lambda _token: "")


def guided(metadata: str, login: str, database: str) -> web.Application:
    store = open_store(database, KeyRing({"k": secrets.token_bytes(32)}, "k"), secrets.token_bytes(32))
    agreements = load_agreements(Path(__file__).parent.parent / "agreements")
    app = application(channel(metadata, login), conversation(store, agreements).handle)

    async def running(_: web.Application) -> AsyncIterator[None]:
        await fill(store)
        gc.collect()
        gc.freeze()
        yield
        await store.close()

    app.cleanup_ctx.append(running)
    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--metadata", required=True)
    parser.add_argument("--login", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-db-") as folder:
        database = f"sqlite:///{folder}/bench.db"
        asyncio.run(serve(guided(options.metadata, options.login, database)))
