"""Coordinators ask for the joint report, follow how it is made, fetch it, and note what the forum decides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.notices import NoticeRenderer
from domain.people import Person
from domain.subject import Subject, SubjectKind
from tests.factories import (
    COLLEAGUE,
    DIRECTORY,
    MUNICIPAL_COORDINATOR,
    NOW,
    NURSE,
    NURSE_LEADER,
    REGION_COORDINATOR,
    a_forum_action,
)
from tests.unit.dialogs.bot_in_process import Bot, make_desk
from tests.unit.dialogs.card_reading import text_of, verbs_of
from tests.unit.dialogs.report_cards import a_report
from workflows.chat import Card
from workflows.forum_actions import remind_of_actions
from workflows.notice import NoticeKind
from workflows.ports import Records
from workflows.ports.reports import ReportFile, ReportOrder, Stage

FILES = {ReportFile.PDF: b"%PDF", ReportFile.WORKBOOK: b"PK"}
ACTION = {"text": "Alle afsnit skriver en dato", "due": "2026-12-01"}
MESSAGE = "the report's message"


def the_order(records: Records) -> ReportOrder:
    order = records.reports.get(1)
    assert order is not None
    return order


async def published(bot: Bot) -> Card:
    """The card of a report that was asked for and made."""
    menu = await bot.says(REGION_COORDINATOR, "rapport for 3. kvartal")
    await bot.presses(REGION_COORDINATOR, menu, "report.make", MESSAGE)
    await bot.reads(lambda r: r.reports.publish(the_order(r), a_report(1), FILES))
    return await bot.says(REGION_COORDINATOR, "rapport 1")


async def noted(bot: Bot, owner: Person = REGION_COORDINATOR, **changed: str) -> Card:
    form = await bot.presses(REGION_COORDINATOR, await published(bot), "report.decide")
    return await bot.presses(REGION_COORDINATOR, form, "form.next", owner=owner.id, **{**ACTION, **changed})


async def test_without_a_period_the_last_quarter_and_month_are_offered(bot: Bot) -> None:
    text = text_of(await bot.says(REGION_COORDINATOR, "driftsforum"))
    assert "Lav: 3. kvartal 2026" in text
    assert "Lav: oktober 2026" in text


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("driftsforum rapport for oktober", "Lav: oktober 2026"),
        ("rapport 3. kvartal", "Lav: 3. kvartal 2026"),
        ("rapport 1. september til 31. oktober", "Lav: september til oktober 2026"),
    ],
)
async def test_the_period_that_was_said_is_offered(bot: Bot, said: str, offered: str) -> None:
    card = await bot.says(REGION_COORDINATOR, said)
    assert offered in text_of(card)
    assert "report.make" in verbs_of(card)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("rapport for december 2026", "ikke begyndt"),
        ("rapport for november", "ikke slut"),
        ("rapport 1. september til 15. oktober", "hele måneder"),
        ("rapport for 5. kvartal", "kan jeg ikke læse"),
        ("rapport fra 1. januar 2024 til 31. marts 2026", "12 måneder"),
    ],
)
async def test_a_period_that_cannot_be_reported_is_answered_with_why_and_what_can(
    bot: Bot, said: str, why: str
) -> None:
    card = await bot.says(REGION_COORDINATOR, said)
    assert why in text_of(card)
    assert "report.make" in verbs_of(card)


async def test_missing_lists_are_told_of_before_the_figures_are_settled(bot: Bot) -> None:
    text = text_of(await bot.says(REGION_COORDINATOR, "rapport for oktober"))
    assert "mangler en liste over udskrivninger fra Psykiatrisk Center Glostrup" in text


@pytest.mark.parametrize("person", [NURSE, NURSE_LEADER], ids=["frontline", "leader"])
async def test_others_are_not_given_a_report(bot: Bot, person: Person) -> None:
    await published(bot)
    for said in ("rapport for oktober", "rapport 1"):
        assert verbs_of(await bot.says(person, said)) == set()
    for verb, data in (("report.make", {"first": "2026-10-01", "months": 1}), ("report.pdf", {"number": 1})):
        reply = await bot.clicks(person, verb, data)
        assert reply.card is not None
        assert verbs_of(reply.card) == set()


async def test_the_card_says_how_far_the_report_is(bot: Bot) -> None:
    menu = await bot.says(REGION_COORDINATOR, "rapport for oktober")
    waiting = text_of(await bot.presses(REGION_COORDINATOR, menu, "report.make", MESSAGE))
    assert "○ Tallene tælles" in waiting
    await bot.reads(lambda r: r.reports.move(the_order(r), Stage.PRINTING))
    shown = text_of(await bot.says(REGION_COORDINATOR, "rapport 1"))
    assert "✓ Tallene tælles" in shown
    assert "● Rapporten skrives" in shown


async def test_the_card_that_ordered_it_is_brought_up_to_date(bot: Bot) -> None:
    await published(bot)
    subject = Subject(SubjectKind.REPORT, "1")
    assert REGION_COORDINATOR.id in await bot.reads(lambda r: r.posts.holders(subject))


async def test_a_finished_report_says_first_how_it_goes(bot: Bot) -> None:
    text = text_of(await published(bot))
    assert "**60 %** af udskrivningerne i målgruppen" in text
    assert "20 procentpoint under målet på 80 %." in text
    assert "3 procentpoint mere end i perioden før." in text


async def test_each_file_is_fetched_by_a_link_that_is_made_for_each_click(bot: Bot) -> None:
    card = await published(bot)
    verbs = ("report.pdf", "report.pdf", "report.workbook")
    links = [links_of(await bot.presses(REGION_COORDINATOR, card, verb)) for verb in verbs]
    assert [len(each) for each in links] == [1, 1, 1]
    assert len({link for (link,) in links}) == 3
    assert all(link.startswith("https://example.invalid/file/") for (link,) in links)


def links_of(card: Card) -> list[str]:
    return [action["url"] for action in card["actions"] if action["type"] == "Action.OpenUrl"]


async def test_a_file_of_a_report_that_is_not_ready_or_not_there_is_not_handed_out(bot: Bot) -> None:
    menu = await bot.says(REGION_COORDINATOR, "rapport for oktober")
    await bot.presses(REGION_COORDINATOR, menu, "report.make", MESSAGE)
    for number in (1, 2, "x", -1, 10**12, None):
        reply = await bot.clicks(REGION_COORDINATOR, "report.pdf", {"number": number})
        assert reply.card is not None
        assert "https://" not in text_of(reply.card)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"first": "2026-10-02", "months": 1},
        {"first": "x", "months": 1},
        {"first": "2026-10-01", "months": 99},
        {"first": "2026-10-01", "months": []},
        {"first": "2026-10-01", "months": "9" * 5000},
        {"first": [], "months": 1},
        {"first": "0001-01-01", "months": 1},
        {"first": "9999-12-01", "months": 12},
    ],
)
async def test_a_button_that_says_no_period_orders_nothing(bot: Bot, data: dict[str, object]) -> None:
    await bot.clicks(REGION_COORDINATOR, "report.make", data)
    assert await bot.reads(lambda r: r.reports.get(1)) is None


async def test_what_the_forum_decides_is_noted_and_shown(bot: Bot) -> None:
    text = text_of(await noted(bot))
    assert "Indsatsen er skrevet ned" in text
    assert "Alle afsnit skriver en dato" in text
    assert REGION_COORDINATOR.name in text


async def test_a_cpr_number_in_an_action_is_masked(bot: Bot) -> None:
    await noted(bot, text="Ring om 610190-4321")
    (action,) = await bot.reads(lambda r: r.forum_actions.open())
    assert "4321" not in action.text.reveal()


async def test_an_action_cannot_be_due_before_today(bot: Bot) -> None:
    assert "Dagen er gået" in text_of(await noted(bot, due="2026-11-19"))
    assert await bot.reads(lambda r: r.forum_actions.open()) == ()


async def test_a_done_action_leaves_the_card(bot: Bot) -> None:
    card = await noted(bot)
    after = await bot.presses(REGION_COORDINATOR, card, "report.action_done")
    assert "Indsatsen er gjort" in text_of(after)
    assert "report.action_done" not in verbs_of(after)


async def reminded(bot: Bot, days: int) -> list[str]:
    """Who is told what by the reminders of that day's late morning."""
    at = NOW + timedelta(days=days)

    def remind(records: Records) -> list[tuple[str, str]]:
        remind_of_actions(make_desk(records, at))
        due = records.outbox.claim(at, timedelta(minutes=1), 50)
        new = (each.notice for each in due if each.notice.occurrence.date() == at.date())
        return [(notice.recipient_id, notice.detail) for notice in new]

    return [f"{person} {what}" for person, what in await bot.store.run(remind)]


async def test_its_owner_is_reminded_before_on_the_day_and_when_it_is_late(bot: Bot) -> None:
    await noted(bot, owner=MUNICIPAL_COORDINATOR)
    owner = MUNICIPAL_COORDINATOR.id
    assert await reminded(bot, days=3) == []
    assert await reminded(bot, days=7) == [f"{owner} before"]
    assert await reminded(bot, days=11) == [f"{owner} on_day"]
    assert await reminded(bot, days=12) == [f"{owner} overdue"]
    assert await reminded(bot, days=12) == []


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ({NURSE}, {REGION_COORDINATOR}),
        ({NURSE, REGION_COORDINATOR}, {MUNICIPAL_COORDINATOR}),
    ],
    ids=["who wrote it down is there", "both have left"],
)
async def test_an_action_whose_owner_has_left_is_still_somebody_s(
    bot: Bot, gone: set[Person], told: set[Person]
) -> None:
    action = a_forum_action(owner_id=NURSE.id)
    await bot.reads(lambda r: r.forum_actions.add(action))
    left = {person.name for person in gone}
    staff = [row for row in DIRECTORY if row.person not in left]
    await bot.store.run(lambda r: r.directory.replace(staff))
    assert await reminded(bot, days=11) == [f"{person.id} on_day" for person in told]
    (holder,) = told
    await bot.clicks(holder, "forum_action.done", {"id": action.id})
    assert await bot.reads(lambda r: r.forum_actions.open()) == ()


async def test_a_reminder_shows_the_action_while_it_is_open(bot: Bot) -> None:
    await noted(bot)
    (action,) = await bot.reads(lambda r: r.forum_actions.open())
    renderer: NoticeRenderer = bot.renderer
    at = NOW + timedelta(days=11)

    def message(records: Records) -> str | None:
        remind_of_actions(make_desk(records, at))
        (due,) = [
            o
            for o in records.outbox.claim(at, timedelta(minutes=1), 50)
            if o.notice.kind is NoticeKind.FORUM_ACTION
        ]
        shown = renderer(records, due, at)
        return text_of(shown.card) if shown and shown.card else None

    assert "Alle afsnit skriver en dato" in (await bot.store.run(message) or "")
    reply = await bot.clicks(REGION_COORDINATOR, "forum_action.done", {"id": action.id})
    assert reply.card is not None
    assert "Indsatsen er gjort" in text_of(reply.card)


async def test_who_covers_its_owner_finishes_it_and_only_while_they_do(bot: Bot) -> None:
    action = a_forum_action(owner_id=NURSE.id)
    await bot.reads(lambda r: r.forum_actions.add(action))
    await bot.clicks(COLLEAGUE, "forum_action.done", {"id": action.id})
    assert await bot.reads(lambda r: r.forum_actions.open()) == (action,)
    form, today = await bot.says(NURSE, "jeg er væk"), NOW.date().isoformat()
    await bot.presses(NURSE, form, "form.next", colleague=COLLEAGUE.id, until=today)
    reply = await bot.clicks(COLLEAGUE, "forum_action.done", {"id": action.id})
    assert reply.card is not None
    assert "Indsatsen er gjort" in text_of(reply.card)
    assert await bot.reads(lambda r: r.forum_actions.open()) == ()


async def test_somebody_elses_action_is_not_theirs_to_finish(bot: Bot) -> None:
    await noted(bot)
    (action,) = await bot.reads(lambda r: r.forum_actions.open())
    await bot.clicks(NURSE, "forum_action.done", {"id": action.id})
    assert await bot.reads(lambda r: r.forum_actions.open()) == (action,)
