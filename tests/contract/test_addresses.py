"""Where people are reached, and what is assumed of somebody who has not met the bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage.store import SqlStore
from tests.factories import CASEWORKER, COLLEAGUE, NOW, NURSE, NURSE_LEADER
from workflows.chat import Address

AT = Address("https://teams.invalid/emea", NURSE.tenant_id, NURSE.user_id, "conversation 1", "bot 1")
COLLEAGUE_AT = replace(AT, user_id=COLLEAGUE.user_id, conversation_id="conversation 2", bot_id="bot 2")


async def test_an_address_is_remembered_and_replaced(store: SqlStore) -> None:
    await store.run(lambda r: r.addresses.remember(NURSE.id, AT))
    assert await store.run(lambda r: r.addresses.of(NURSE.id)) == AT
    moved = replace(AT, conversation_id="conversation 9", service_url="https://teams.invalid/amer")
    await store.run(lambda r: r.addresses.remember(NURSE.id, moved))
    assert await store.run(lambda r: r.addresses.of(NURSE.id)) == moved


async def test_in_a_tenant_nobody_has_written_from_no_address_is_known(store: SqlStore) -> None:
    await store.run(lambda r: r.addresses.remember(NURSE.id, AT))
    assert await store.run(lambda r: r.addresses.of(CASEWORKER.id)) is None
    assert await store.run(lambda r: r.addresses.of("nobody")) is None


async def test_somebody_who_has_not_met_the_bot_is_reached_as_their_tenant_last_was(store: SqlStore) -> None:
    await store.run(lambda r: r.addresses.remember(NURSE.id, AT))
    await store.run(lambda r: r.addresses.remember(COLLEAGUE.id, COLLEAGUE_AT))
    leader_at = replace(COLLEAGUE_AT, user_id=NURSE_LEADER.user_id, conversation_id=None)
    assert await store.run(lambda r: r.addresses.of(NURSE_LEADER.id)) == leader_at
    await store.run(lambda r: r.addresses.remember(NURSE.id, AT))
    latest = await store.run(lambda r: r.addresses.of(NURSE_LEADER.id))
    assert latest == replace(leader_at, bot_id="bot 1")


async def test_whoever_removed_the_bot_has_no_conversation_any_more(store: SqlStore) -> None:
    await store.run(lambda r: r.addresses.remember(NURSE.id, AT))
    await store.run(lambda r: r.addresses.forget(NURSE.id))
    assert await store.run(lambda r: r.addresses.of(NURSE.id)) == replace(AT, conversation_id=None)


async def test_who_cannot_be_reached_is_known_since_when_until_they_write_again(store: SqlStore) -> None:
    later = NOW + timedelta(days=1)
    await store.run(lambda r: r.addresses.mark_unreachable(NURSE.id, NOW))
    await store.run(lambda r: r.addresses.mark_unreachable(NURSE.id, later))
    asked = (NURSE.id, CASEWORKER.id)
    assert await store.run(lambda r: r.addresses.unreachable(asked)) == {NURSE.id: NOW}
    await store.run(lambda r: r.addresses.remember(NURSE.id, AT))
    assert await store.run(lambda r: r.addresses.unreachable(asked)) == {}
