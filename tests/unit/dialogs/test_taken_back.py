"""A consent is withdrawn while the other sector has a form open that proposes what was sent on it."""

from __future__ import annotations

from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.people import Person
from domain.sensitive import Sensitive
from tests.factories import CASEWORKER, NURSE
from tests.office import a_new_case
from tests.texts import whole_parts
from tests.unit.dialogs.bot_in_process import BASIS_PAGE, DANISH, Bot
from tests.unit.dialogs.card_reading import inputs_of, text_of
from workflows.cases import open_case, withdraw_consent
from workflows.chat import Card
from workflows.documents import send
from workflows.ports import DocumentOnCase

NOTICE = DocumentKind.EARLY_NOTICE
WISH, OWN = "At bo for sig selv, sagt i fortrolighed", "Hun vil helst bo i byen"
PURPOSE = "Støtte efter udskrivning"


async def sent_on_consent(bot: Bot) -> DocumentOnCase:
    basis = LegalBasis(Basis.CONSENT, ConsentFrom.CITIZEN, bot.time.date())
    text = Sensitive(DocumentContent(whole_parts(NOTICE, citizens_wish=WISH), basis))
    return await bot.talks(
        NURSE, lambda t: send(t.desk, t.person, open_case(t.desk, t.person, a_new_case()), NOTICE, text)
    )


async def begun(bot: Bot, person: Person) -> tuple[DocumentOnCase, Card]:
    """A meeting's form on the case, its first page."""
    found = await sent_on_consent(bot)
    reply = await bot.clicks(person, "case.start", {"id": found.case.id, "kind": "meeting"})
    assert reply.card is not None
    assert inputs_of(reply.card)["citizens_wish"] == WISH
    return found, reply.card


async def withdrawn(bot: Bot, found: DocumentOnCase) -> None:
    await bot.talks(NURSE, lambda t: withdraw_consent(t.desk, t.person, found.case.id, bot.time.date()))


async def test_a_form_that_is_taken_up_shows_it_no_more(bot: Bot) -> None:
    found, _ = await begun(bot, CASEWORKER)
    await withdrawn(bot, found)
    again = await bot.says(CASEWORKER, "fortsæt")
    assert DANISH("form.taken_back") in text_of(again)
    assert WISH not in str(again)
    page = await bot.presses(CASEWORKER, again, "form.next", citizens_wish=OWN, purpose=PURPOSE)
    assert DANISH("form.taken_back") not in text_of(page), "one is told once"


async def test_a_page_that_still_stands_in_the_chat_gives_it_no_way_on(bot: Bot) -> None:
    found, page = await begun(bot, CASEWORKER)
    await withdrawn(bot, found)
    stays = await bot.presses(CASEWORKER, page, "form.next", citizens_wish=WISH, purpose=PURPOSE)
    assert DANISH("form.taken_back") in text_of(stays)
    assert inputs_of(stays) == {**inputs_of(page), "citizens_wish": None, "purpose": PURPOSE}


async def test_what_the_reader_has_written_stays(bot: Bot) -> None:
    found, page = await begun(bot, CASEWORKER)
    await bot.presses(CASEWORKER, page, "form.next", citizens_wish=OWN, purpose=PURPOSE)
    await withdrawn(bot, found)
    again = await bot.says(CASEWORKER, "fortsæt")
    assert DANISH("form.taken_back") not in text_of(again)
    back = await bot.presses(CASEWORKER, again, "form.back")
    assert inputs_of(back)["citizens_wish"] == OWN


async def test_a_review_is_not_sent_with_it(bot: Bot) -> None:
    found, page = await begun(bot, CASEWORKER)
    pages = (
        {"citizens_wish": WISH, "purpose": PURPOSE},
        {"receiver_unit": NURSE.home.id, "relatives_wish": "no"},
        BASIS_PAGE,
        {"method": "video", "day_1": "2026-11-25", "time_1": "10:00", "duration": "60"},
    )
    review = await bot.fills(CASEWORKER, page, *pages)
    assert WISH in text_of(review)
    await withdrawn(bot, found)
    stays = await bot.presses(CASEWORKER, review, "form.send")
    assert DANISH("form.taken_back") in text_of(stays)
    assert WISH not in str(stays)
    assert await bot.reads(lambda r: r.meetings.of_case(found.case.id, CASEWORKER)) == ()


async def test_who_wrote_it_goes_on_with_it(bot: Bot) -> None:
    found, _ = await begun(bot, NURSE)
    await withdrawn(bot, found)
    assert inputs_of(await bot.says(NURSE, "fortsæt"))["citizens_wish"] == WISH
