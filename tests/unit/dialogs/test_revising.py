"""Two people change the same document: the later is shown the difference, and neither loses a word."""

from __future__ import annotations

import pytest

from dialogs.forms.document_forms import PAGES
from dialogs.forms.receive_revisions import SHOWN_OF_THEIRS
from domain.case import Case
from domain.document import Document
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import BadValue, NotFound, WrongStatus
from tests.factories import CASEWORKER, COLLEAGUE, NURSE, OUTSIDER
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_limits import faults_of
from tests.unit.dialogs.card_reading import inputs_of, text_of, verbs_of
from tests.unit.dialogs.document_story import AGREEMENT, ON_13C, Papers
from workflows import cases, documents
from workflows.chat import Card

KIND = DocumentKind.DISCHARGE_AGREEMENT
FORM = f"revise_{KIND}"


async def an_agreement(papers: Papers, **changed: str) -> tuple[Case, Document]:
    case = await papers.case(ON_13C)
    return case, await papers.send(NURSE, case, KIND, {**AGREEMENT, **changed}, ON_13C)


async def at_review(bot: Bot, papers: Papers, document: Document, **changed: str) -> Card:
    """The colleague's change, on its review."""
    card = await papers.begins(COLLEAGUE, FORM, document.id)
    for _ in PAGES[KIND]:
        given = {name: changed[name] for name in inputs_of(card) if name in changed}
        card = await bot.presses(COLLEAGUE, card, "form.next", **given)
    return await bot.presses(COLLEAGUE, card, "form.next", reason="Ny læge")


async def meanwhile(bot: Bot, document: Document, **changed: str) -> None:
    """The caseworker changes the same document and sends it first."""
    now = (await Papers(bot).document(document.id)).content_version
    parts = {**document.content.reveal().parts, **changed}
    await bot.talks(
        CASEWORKER, lambda t: documents.revise(t.desk, t.person, document.id, now, parts, "Rettelse")
    )


async def test_a_change_begins_with_the_text_as_it_is(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    first = inputs_of(await papers.begins(COLLEAGUE, FORM, document.id))
    assert first == {name: AGREEMENT[name] for name in PAGES[KIND]["wish"]}


async def test_a_change_makes_a_new_version_that_nobody_has_signed(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    review = await at_review(bot, papers, document, contact_gp="Lægerne Øst, tlf. 11 11 11 11")
    receipt = await bot.presses(COLLEAGUE, review, "form.send")
    changed = await papers.document(document.id)
    assert (changed.content_version, changed.signatures, changed.status) == (2, (), Status.SIGNING)
    assert changed.content.reveal().parts["contact_gp"] == "Lægerne Øst, tlf. 11 11 11 11"
    assert DANISH("receipt.document_revised") in text_of(receipt)


async def test_the_later_is_shown_what_the_colleague_changed(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    review = await at_review(bot, papers, document, revision="Hver måned")
    await meanwhile(bot, document, revision="Hvert kvartal", relatives="Ingen", housing="homeless")
    shown = await bot.presses(COLLEAGUE, review, "form.send")
    told = text_of(shown)
    assert DANISH("form.changed_meanwhile") in told
    for name, theirs in (
        ("revision", "Hvert kvartal"),
        ("relatives", "Ingen"),
        ("housing", DANISH("choice.housing.homeless")),
    ):
        assert DANISH("form.theirs", label=DANISH(f"part.{name}.label"), theirs=theirs) in told
    assert {"form.send", "form.jump"} <= verbs_of(shown)
    assert (await papers.document(document.id)).content_version == 2


async def test_sending_again_is_a_choice_that_keeps_both_peoples_words(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    review = await at_review(bot, papers, document, revision="Hver måned")
    await meanwhile(bot, document, revision="Hvert kvartal", relatives="Ingen")
    shown = await bot.presses(COLLEAGUE, review, "form.send")
    await bot.presses(COLLEAGUE, shown, "form.send")
    changed = await papers.document(document.id)
    parts = changed.content.reveal().parts
    assert (changed.content_version, parts["revision"], parts["relatives"]) == (3, "Hver måned", "Ingen")
    before = await bot.reads(lambda r: r.documents.version_of(document.id, 2, NURSE))
    assert before.content.reveal().parts["revision"] == "Hvert kvartal"


async def test_what_one_typed_is_kept_when_the_colleague_is_first_twice(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    review = await at_review(bot, papers, document, revision="Hver måned")
    await meanwhile(bot, document, relatives="Ingen")
    first = await bot.presses(COLLEAGUE, review, "form.send")
    await meanwhile(bot, document, relatives="En bror", copies_to="Borgeren")
    second = await bot.presses(COLLEAGUE, first, "form.send")
    assert DANISH("form.changed_meanwhile") in text_of(second)
    await bot.presses(COLLEAGUE, second, "form.send")
    parts = (await papers.document(document.id)).content.reveal().parts
    assert (parts["revision"], parts["relatives"], parts["copies_to"]) == (
        "Hver måned",
        "En bror",
        "Borgeren",
    )


async def test_long_texts_of_both_fit_on_one_card(bot: Bot) -> None:
    papers = Papers(bot)
    long = {name: ("Ord " * 250).strip() for name in ("treatment_offers", "social_offers", "if_not_kept")}
    long |= {name: ("Ord " * 250).strip() for name in ("crisis_plan", "warning_signs", "citizens_wish")}
    _, document = await an_agreement(papers, **long)
    mine = {name: "Mit " + text[:899] for name, text in long.items()}
    review = await at_review(bot, papers, document, **mine)
    await meanwhile(bot, document, **{name: "Deres " + text[:899] for name, text in long.items()})
    shown = await bot.presses(COLLEAGUE, review, "form.send")
    assert faults_of(shown) == []
    assert len("Deres " + long["crisis_plan"][:899]) > SHOWN_OF_THEIRS
    await bot.presses(COLLEAGUE, shown, "form.send")
    assert (await papers.document(document.id)).content.reveal().parts["crisis_plan"] == mine["crisis_plan"]


async def test_a_change_that_changes_nothing_is_told(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    shown = await bot.presses(COLLEAGUE, await at_review(bot, papers, document), "form.send")
    assert DANISH("document.nothing_changed") in text_of(shown)


async def test_the_citizens_yes_is_to_the_version_it_was_asked_about(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    card = await papers.begins(NURSE, "citizen_agrees", document.id)
    await meanwhile(bot, document, relatives="Ingen")
    told = await bot.presses(NURSE, card, "form.next", how="Mundtligt")
    assert DANISH("form.newer_version") in text_of(told)
    assert inputs_of(told)["how"] == "Mundtligt"
    assert (await papers.document(document.id)).content.reveal().citizen is None
    await bot.presses(NURSE, told, "form.next")
    citizen = (await papers.document(document.id)).content.reveal().citizen
    assert citizen is not None
    assert citizen.content_version == 2


async def test_an_outsider_changes_nothing(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    with pytest.raises(NotFound):
        await papers.begins(OUTSIDER, FORM, document.id)


async def test_a_document_of_another_kind_or_no_longer_alive_is_not_begun_on(bot: Bot) -> None:
    papers = Papers(bot)
    _, document = await an_agreement(papers)
    with pytest.raises(WrongStatus):
        await papers.begins(COLLEAGUE, "revise_coordination_plan", document.id)
    await bot.talks(NURSE, lambda t: documents.withdraw(t.desk, t.person, document.id, "Forkert borger"))
    with pytest.raises(WrongStatus):
        await papers.begins(COLLEAGUE, FORM, document.id)


async def test_the_other_side_begins_on_nothing_that_a_withdrawn_consent_shared(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    sent = await papers.send(NURSE, case, KIND, AGREEMENT)
    await bot.talks(NURSE, lambda t: cases.withdraw_consent(t.desk, t.person, case.id, bot.time.date()))
    with pytest.raises(BadValue):
        await papers.begins(CASEWORKER, FORM, sent.id)
