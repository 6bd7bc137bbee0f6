"""What happened in the demo's town before a story begins, put straight into the bot's database."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace

from domain.case import Case
from domain.people import Person
from storage.sealing.encryption import KeyRing
from storage.store import open_store
from tests import factories as f
from tests.integration.demo.running import demo_people
from tests.scenario.bot_process import BotProcess
from workflows.ports import Records

NURSE = demo_people().of_organisation("Psykiatrisk Center Glostrup")[0]
CASEWORKER = demo_people().of_organisation("Hvidovre Kommune")[0]


async def in_its_store(bot: BotProcess, work: Callable[[Records], None]) -> None:
    key_id, _, key = bot.environment["BROBYGGER_KEYS"].partition(":")
    lookup_key = b64decode(bot.environment["BROBYGGER_LOOKUP_KEY"])
    store = open_store(bot.database_url, KeyRing({key_id: b64decode(key)}, key_id), lookup_key)
    try:
        await store.run(work)
    finally:
        await store.close()


def a_case_between(records: Records) -> tuple[Case, Person]:
    """A case between the nurse's ward and the caseworker's unit, stored; and the nurse."""
    nurse, caseworker = (
        records.directory.person_by_account(each.tenant_id, each.user_id) for each in (NURSE, CASEWORKER)
    )
    assert nurse is not None
    assert caseworker is not None
    case = replace(f.a_case(), region_unit_id=nurse.home.id, municipality_unit_id=caseworker.home.id)
    records.cases.add(case)
    return case, nurse
