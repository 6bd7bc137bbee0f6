"""An entry says from where: which kind of chat, of which tenant, by which activity; or that time acted."""

from __future__ import annotations

from pathlib import Path

from dialogs.turn import ChatKind, TextSaid
from tests import factories as f
from tests.stores import raw, with_a_case
from tests.unit.dialogs.bot_in_process import Bot, running_bot
from workflows.ports import Clockwork, LoggedEntry, Origin, Source


async def log_of(bot: Bot, case_id: str) -> list[LoggedEntry]:
    return list(await bot.reads(lambda r: r.audit.of_case(case_id, Clockwork())))


async def test_a_look_comes_from_the_chat_it_was_asked_in(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        case, meeting, _ = await with_a_case(bot.store)
        await bot.clicks(f.CASEWORKER, "meeting.show", {"id": meeting.id})
        (look,) = await log_of(bot, case.id)
    assert look.action == "read"
    assert look.organisation_id == f.CASEWORKER.home.organisation_id
    assert look.source.origin is Origin.CHAT
    assert (look.source.place, look.source.tenant_id) == (ChatKind.PERSONAL, f.CASEWORKER.tenant_id)
    assert look.source.reference.startswith("activity ")
    assert look.basis == "consent"


async def test_a_refusal_says_which_button_and_never_what_came_in_its_place(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        case, meeting, _ = await with_a_case(bot.store)
        await bot.clicks(f.OUTSIDER, "meeting.show", {"id": meeting.id})
        await bot.clicks(f.OUTSIDER, f"meeting.{f.CPR_TEXT}", {"id": meeting.id})
        await bot.says(f.OUTSIDER, f"status {case.number}")
        entries = raw(bot.url, "SELECT actor_id, action, subject FROM audit")
    assert entries == [
        (f.OUTSIDER.id, "refuse", "meeting.show"),
        (f.OUTSIDER.id, "refuse", "TextSaid"),
    ]


async def test_a_stranger_in_a_channel_is_told_by_where_they_were(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        turn = bot.turn(f.NURSE, TextSaid("hej"), ChatKind.GROUP)
        stranger = type(turn.sender)("a tenant", "nobody")
        await bot.conversation.handle(type(turn)(turn.activity_id, stranger, turn.chat, turn.event))
        await bot.store.run(lambda r: r.seals.seal(f.NOW))
        (entry,) = await bot.reads(lambda r: r.seals.entries([1]))
    assert (entry.actor_id, entry.action, entry.organisation_id) == ("unknown", "refuse", "")
    assert entry.source == Source(Origin.CHAT, "group", "a tenant", turn.activity_id)
