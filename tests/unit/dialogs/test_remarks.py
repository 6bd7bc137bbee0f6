"""In the chat: the citizen's remark on what is not corrected, from the case to details and extract."""

from __future__ import annotations

from dialogs.files import answer_file
from dialogs.insight import INSIGHT
from dialogs.turn import FileAnswered
from domain.document import Document
from domain.document_kind import DocumentKind
from domain.subject import Subject, SubjectKind
from tests.factories import CASEWORKER, NURSE, NURSE_LEADER, OUTSIDER
from tests.stores import raw
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import text_of, verbs_of
from tests.unit.dialogs.course_story import CourseStory
from workflows.chat import Card
from workflows.paper import DataFile

NOTICE = DocumentKind.EARLY_NOTICE
SAID = "Jeg var ikke fuld den aften"


async def remarked(bot: Bot, document: Document, about: Subject, **inputs: str) -> Card:
    """What answers the form, begun from the case's card."""
    card = await CourseStory(bot).card(NURSE, "case.card", document.case_id)
    form = await bot.presses(NURSE, card, "case.remark")
    given = {"remark_about": f"{about.kind}:{about.id}", "remark": SAID, **inputs}
    return await bot.presses(NURSE, form, "form.next", **given)


def on(document: Document) -> Subject:
    return Subject(SubjectKind.DOCUMENT, document.id)


async def details(bot: Bot, document: Document) -> str:
    return text_of(await CourseStory(bot).card(CASEWORKER, "document.show", document.id))


async def extract(bot: Bot, document: Document) -> str:
    yes = FileAnswered(True, {"kind": INSIGHT, "id": document.case_id, "format": "json"})
    reply = await bot.talks(NURSE_LEADER, lambda talk: answer_file(talk, yes))
    assert reply.file is not None
    assert isinstance(reply.file.paper, DataFile)
    return reply.file.paper.content.decode()


async def test_the_remark_is_read_under_the_details_and_handed_out(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    receipt = await remarked(bot, document, on(document))
    assert DANISH("receipt.remark_added") in text_of(receipt)
    assert DANISH("event.case.remark") in text_of(receipt)
    assert SAID not in text_of(receipt), "a closed card holds no text"
    day = DANISH.day_and_year(bot.time.date())
    assert f"{DANISH('remark.made', day=day)}\n{SAID}" in await details(bot, document)
    assert SAID in await extract(bot, document)
    closed = text_of(await CourseStory(bot).card(CASEWORKER, "document.card", document.id))
    assert SAID not in closed
    assert ("case.remark",) in raw(bot.url, "SELECT action FROM audit")


async def test_one_about_another_document_stands_with_that_and_one_about_the_case_with_all(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    other = await CourseStory(bot).sent(DocumentKind.MUNICIPAL_STATUS, CASEWORKER)
    await remarked(bot, document, on(other))
    assert SAID not in await details(bot, document)
    assert SAID in await details(bot, other)
    everything = "Jeg vil gerne have en anden kontaktperson"
    await remarked(bot, document, Subject(SubjectKind.CASE, document.case_id), remark=everything)
    for each in (document, other):
        assert everything in await details(bot, each)


async def test_a_closed_case_takes_one_too(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    card = await CourseStory(bot).card(NURSE, "case.card", document.case_id)
    await bot.presses(NURSE, await bot.presses(NURSE, card, "case.close"), "form.next", reason="Slut")
    await remarked(bot, document, on(document))
    assert SAID in await details(bot, document)


async def test_what_is_missing_or_to_come_is_asked_for_at_its_field(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    empty = await remarked(bot, document, on(document), remark=" ")
    assert DANISH("field.required") in text_of(empty)
    ahead = await remarked(bot, document, on(document), on="2099-01-01")
    assert DANISH("remark.in_future") in text_of(ahead)
    assert raw(bot.url, "SELECT 1 FROM remarks") == []


async def test_a_cpr_number_in_it_is_masked(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    await remarked(bot, document, on(document), remark="Det var 620190-4321, der sagde det")
    assert "620190" not in await details(bot, document)


async def test_where_nothing_is_corrected_one_is_led_to_it(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    card = await CourseStory(bot).card(NURSE, "case.card", document.case_id)
    form = await bot.presses(NURSE, card, "case.correct")
    assert DANISH("case.nothing_corrected") in text_of(
        await bot.presses(NURSE, form, "form.next", reason="Borgeren er uenig")
    )


async def test_who_does_not_manage_the_case_adds_none(bot: Bot) -> None:
    document = await CourseStory(bot).sent(NOTICE)
    refused = await bot.clicks(OUTSIDER, "case.remark", {"id": document.case_id})
    assert refused.card is not None
    assert DANISH("error.not_found") in text_of(refused.card)
    assert "case.remark" not in verbs_of(refused.card)
