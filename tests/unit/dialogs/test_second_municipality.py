"""Two municipalities on a case, in the chat: brought on it by a form, named on its card, taken off again."""

from __future__ import annotations

from dialogs.forms.choices import Choices
from domain.case import Case
from domain.document_kind import DocumentKind
from domain.people import Person
from domain.subject import Subject, SubjectKind
from tests.factories import CASEWORKER, NOW, NURSE, OUTSIDER
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import buttons_of, text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory
from tests.unit.dialogs.document_story import Papers
from workflows.chat import Card
from workflows.notice import Notice, NoticeKind, Outgoing, State

ALBERTSLUND = OUTSIDER.home
MANAGING = {"case.add_municipality", "case.remove_municipality", "case.change_municipality", "case.close"}


async def case_card(bot: Bot, person: Person, case: Case) -> Card:
    return (await bot.clicks(person, "case.card", {"id": case.id})).card or {}


async def added(bot: Bot, case: Case, person: Person = NURSE, **inputs: str) -> Card:
    form = await bot.presses(person, await case_card(bot, person, case), "case.add_municipality")
    given = {"new_unit": ALBERTSLUND.id, "reason": "Kommunen er opholdskommune", **inputs}
    return await bot.presses(person, form, "form.next", **given)


async def test_the_ward_brings_a_second_municipality_on_the_case_and_the_card_names_both(bot: Bot) -> None:
    case = await Papers(bot).case()
    assert DANISH("case.second_municipality") not in text_of(await case_card(bot, NURSE, case))
    receipt = await added(bot, case)
    told = text_of(receipt)
    assert DANISH("receipt.municipality_added") in told
    assert DANISH("event.case.add_municipality") in told
    for key, name in (("admission.municipality", "Hvidovre"), ("case.second_municipality", "Albertslund")):
        assert f"{DANISH(key)}\n{name} Kommune\n" in told
    assert "case.add_municipality" not in verbs_of(receipt)
    assert (await Papers(bot).read_case()).second_unit_id == ALBERTSLUND.id


async def test_the_second_municipality_reads_and_is_offered_nothing_it_may_not_do(bot: Bot) -> None:
    case = await Papers(bot).case()
    await added(bot, case, CASEWORKER)
    card = await case_card(bot, OUTSIDER, case)
    assert "26-1001" in text_of(card)
    assert verbs_of(card).isdisjoint({*MANAGING, "case.new"})
    assert "26-1001" in text_of(await bot.says(OUTSIDER, "mine sager"))
    document = await bot.presses(OUTSIDER, card, "document.card")
    assert "document.acknowledge" not in verbs_of(document)
    assert "At bo for sig selv" in text_of(await bot.presses(OUTSIDER, document, "document.show"))


async def test_its_staff_can_be_given_follow_ups(bot: Bot) -> None:
    case = await Papers(bot).case()
    await added(bot, case)
    on_case = await Papers(bot).read_case()
    owners = await bot.talks(
        NURSE, lambda t: Choices(t.desk, t.person, t.wording, on_case)("task_owners", {})
    )
    assert {f"{ALBERTSLUND.id}:", f"{ALBERTSLUND.id}:{OUTSIDER.id}"} <= {choice.value for choice in owners}


async def test_what_is_missing_is_asked_for_and_nobody_new_is_on_the_case(bot: Bot) -> None:
    case = await Papers(bot).case()
    assert DANISH("field.required") in text_of(await added(bot, case, reason=""))
    own = await added(bot, case, reason="Opholdskommune", new_unit=CASEWORKER.home.id)
    assert DANISH("field.not_a_choice") in text_of(own)
    assert (await Papers(bot).read_case()).second_unit_id is None


async def test_a_button_of_an_earlier_card_says_how_many_municipalities_there_are(bot: Bot) -> None:
    case = await Papers(bot).case()
    before = await case_card(bot, NURSE, case)
    receipt = await added(bot, case)
    again = await bot.presses(NURSE, before, "case.add_municipality")
    assert DANISH("case.has_two_municipalities") in text_of(again)
    await removed(bot, case)
    gone = await bot.presses(NURSE, receipt, "case.remove_municipality")
    assert DANISH("case.has_one_municipality") in text_of(gone)


async def removed(bot: Bot, case: Case) -> Card:
    form = await bot.presses(NURSE, await case_card(bot, NURSE, case), "case.remove_municipality")
    return await bot.presses(NURSE, form, "form.next", reason="Borgeren er tilmeldt i Hvidovre")


async def test_removed_it_is_off_the_card_and_sees_no_more(bot: Bot) -> None:
    case = await Papers(bot).case()
    await added(bot, case)
    receipt = await removed(bot, case)
    told = text_of(receipt)
    assert DANISH("receipt.municipality_removed") in told
    assert DANISH("event.case.remove_municipality") in told
    assert "Albertslund" not in told
    assert DANISH("error.not_found") in text_of(await case_card(bot, OUTSIDER, case))


async def test_its_inbox_reads_that_it_is_off_the_case_and_no_more(bot: Bot) -> None:
    case = await Papers(bot).case()
    await added(bot, case)
    await removed(bot, case)
    notice = Notice(
        NoticeKind.CASE, Subject(SubjectKind.CASE, case.id), OUTSIDER.id, f"case:{case.id}:v3", NOW
    )
    outgoing = Outgoing("a" * 32, notice, State.SENDING, 1, NOW)
    message = await bot.store.run(lambda records: bot.renderer(records, outgoing, NOW))
    assert message is not None
    assert message.summary == DANISH("notice.case.moved", number="26-1001")
    assert DANISH("case.moved_text") in text_of(message.card)
    assert buttons_of(message.card) == []


async def test_it_marks_its_own_journal_under_the_details_of_what_it_took_part_in(bot: Bot) -> None:
    case = await Papers(bot).case()
    await added(bot, case)
    sent = await CourseStory(bot).sent(DocumentKind.MUNICIPAL_STATUS, CASEWORKER)
    details = await CourseStory(bot).card(OUTSIDER, "document.show", sent.id)
    assert DANISH("journal.unmarked", who="Albertslund Kommune") in text_of(details)
    await bot.presses(OUTSIDER, details, "document.journal")
    again = await CourseStory(bot).card(OUTSIDER, "document.show", sent.id)
    assert "document.journal_undo" in verbs_of(again)
    assert DANISH("journal.unmarked", who="Albertslund Kommune") not in text_of(again)
