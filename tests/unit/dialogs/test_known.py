"""What the case knows already: nothing is typed twice, and nothing is reused that may not be."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dialogs.forms.document_forms import DOCUMENT_FORMS
from dialogs.forms.form import Known
from dialogs.known import known_about, known_basis, known_for_meeting, known_values
from domain.case import Case
from domain.discharge_law import Answers
from domain.document_kind import DocumentKind
from domain.errors import BadValue, NotAllowed, NotFound
from domain.legal_basis import Basis, LegalBasis
from domain.parts import PARTS
from domain.people import Person
from domain.sensitive import Sensitive
from tests.factories import CASEWORKER, COLLEAGUE, NOW, NURSE, OUTSIDER, a_time, some_content
from tests.stores import raw, sqlite_url
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import inputs_of, text_of
from tests.unit.dialogs.document_story import AGREEMENT, CONSENT, DISCHARGE, EARLY, ON_13C, Papers
from tests.unit.dialogs.meeting_story import Story
from workflows import admissions, cases, documents
from workflows.meetings import MeetingRequest, request_meeting

WITHDRAWN_ON = NOW.date()


async def values(bot: Bot, case: Case | None, kind: DocumentKind, person: Person = NURSE) -> dict[str, str]:
    return await bot.talks(person, lambda talk: known_values(talk, case, kind))


async def basis(bot: Bot, case: Case, kind: DocumentKind | None, person: Person = NURSE) -> LegalBasis | None:
    return await bot.talks(person, lambda talk: known_basis(talk, case, kind))


async def withdrawn(bot: Bot, case: Case, on: date = WITHDRAWN_ON) -> Case:
    return await bot.talks(NURSE, lambda t: cases.withdraw_consent(t.desk, t.person, case.id, on))


async def test_a_new_case_knows_who_is_writing(bot: Bot) -> None:
    found = await values(bot, None, DocumentKind.EARLY_NOTICE)
    assert found == {"contact_psychiatry": "Nora Demo, Sygeplejerske, tlf. 00 00 00 00"}
    status = await values(bot, None, DocumentKind.MUNICIPAL_STATUS, CASEWORKER)
    assert status == {"contact_municipality": "Sara Demo, Sagsbehandler, tlf. 00 00 00 00"}


async def test_a_later_document_begins_with_what_the_earlier_ones_said(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    await papers.send(NURSE, case, DocumentKind.DISCHARGE_NOTICE, DISCHARGE)
    found = await values(bot, case, DocumentKind.DISCHARGE_AGREEMENT)
    expected = {
        "citizens_wish": EARLY["citizens_wish"],
        "contact_psychiatry": EARLY["contact_psychiatry"],
        "warning_signs": DISCHARGE["warning_signs"],
        "medication_responsible": DISCHARGE["medication_responsible"],
        "first_follow_up": "2026-12-14",
        "basis": "section_13c",
    }
    assert expected.items() <= found.items()


async def test_of_two_texts_the_newest_is_reused(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    bot.time += timedelta(hours=1)
    await papers.send(NURSE, case, DocumentKind.EARLY_NOTICE, {**EARLY, "citizens_wish": "At få et arbejde"})
    found = await values(bot, case, DocumentKind.DISCHARGE_AGREEMENT)
    assert found["citizens_wish"] == "At få et arbejde"


async def test_what_was_withdrawn_is_not_reused(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    wrong = await papers.send(NURSE, case, DocumentKind.DISCHARGE_NOTICE, DISCHARGE)
    await bot.talks(NURSE, lambda t: documents.withdraw(t.desk, t.person, wrong.id, "Forkert borger"))
    assert "warning_signs" not in await values(bot, case, DocumentKind.DISCHARGE_AGREEMENT)


async def test_a_day_that_has_passed_is_not_proposed_again(bot: Bot) -> None:
    case = await Papers(bot).case()
    assert (await values(bot, case, DocumentKind.DISCHARGE_NOTICE))["expected_discharge"] == "2026-12-04"
    bot.time += timedelta(days=30)
    assert "expected_discharge" not in await values(bot, case, DocumentKind.DISCHARGE_NOTICE)


async def test_a_new_expected_date_counts_before_the_one_a_notice_gave(bot: Bot) -> None:
    case = await Papers(bot).case()
    admission = await bot.talks(NURSE, lambda t: admissions.current_admission(t.desk, case))
    assert admission is not None
    day = date(2026, 12, 21)
    await bot.talks(NURSE, lambda t: admissions.set_expected_date(t.desk, t.person, admission.id, day))
    found = await values(bot, case, DocumentKind.DISCHARGE_NOTICE)
    assert found["expected_discharge"] == "2026-12-21"
    agreement = await values(bot, case, DocumentKind.DISCHARGE_AGREEMENT)
    assert agreement["first_follow_up"] == "2026-12-28"


async def test_the_meeting_gives_the_gp_and_the_relatives(bot: Bot) -> None:
    case = await Papers(bot).case()
    request = MeetingRequest(Sensitive(some_content()), (a_time(),))
    await bot.talks(NURSE, lambda t: request_meeting(t.desk, t.person, case, request))
    found = await values(bot, case, DocumentKind.DISCHARGE_AGREEMENT)
    assert (found["contact_gp"], found["relatives"]) == ("Lægerne på Torvet", "En søster")


async def test_the_minutes_give_the_offers_of_each_sector(bot: Bot) -> None:
    await Story(bot).concluded()
    found = await values(bot, await Papers(bot).read_case(), DocumentKind.DISCHARGE_AGREEMENT)
    assert found["social_offers"] == "Ring til borgeren"
    assert found["treatment_offers"] == "Skriv til egen læge"
    assert found["contact_municipality"].startswith("Sara Demo")


async def test_an_agreement_asks_for_twelve_things_at_most_beyond_what_is_known(bot: Bot) -> None:
    await Story(bot).concluded()
    papers = Papers(bot)
    case = await papers.read_case()
    await papers.send(NURSE, case, DocumentKind.EARLY_NOTICE, EARLY, ON_13C)
    await papers.send(NURSE, case, DocumentKind.DISCHARGE_NOTICE, {**DISCHARGE, **_LATER}, ON_13C)
    for kind in (DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN):
        assert await empty_inputs(bot, papers, kind, case) <= 12


_LATER = {"expected_discharge": "2027-01-04"}


async def empty_inputs(bot: Bot, papers: Papers, kind: DocumentKind, case: Case) -> int:
    """Counted on the form's pages, from the first to the last."""
    card = await papers.begins(NURSE, kind, case.id)
    empty = 0
    for _ in range(len(DOCUMENT_FORMS[kind].pages)):
        held = inputs_of(card)
        empty += len([value for value in held.values() if not value])
        if not held:
            break
        card = await bot.presses(NURSE, card, "form.next")
    return empty


@pytest.mark.parametrize("kind", [DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN])
async def test_even_with_two_notices_alone_an_agreement_asks_for_twelve_things_at_most(
    bot: Bot, kind: DocumentKind
) -> None:
    papers = Papers(bot)
    case = await papers.case(ON_13C)
    await papers.send(NURSE, case, DocumentKind.DISCHARGE_NOTICE, DISCHARGE, ON_13C)
    said = Answers(support=True, will_not_seek=None, takes_part=False)
    await bot.talks(NURSE, lambda t: admissions.assess_case(t.desk, t.person, case.id, said))
    assert await empty_inputs(bot, papers, kind, case) <= 12


async def test_an_agreement_becomes_a_plan_with_nothing_typed_again(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case(ON_13C)
    await papers.send(NURSE, case, DocumentKind.DISCHARGE_AGREEMENT, AGREEMENT, ON_13C)
    found = await values(bot, case, DocumentKind.COORDINATION_PLAN)
    left = {part.name for part in PARTS[DocumentKind.COORDINATION_PLAN]} - found.keys()
    assert left == {"offered_on", "private_parties"}


async def test_a_long_text_is_proposed_as_long_as_the_part_may_be(bot: Bot) -> None:
    await bot.requests_a_meeting(citizens_wish="Ro. " * 400)
    found = await values(bot, await Papers(bot).read_case(), DocumentKind.EARLY_NOTICE)
    assert 900 < len(found["citizens_wish"]) <= 1000


async def test_a_basis_that_holds_is_reused(bot: Bot) -> None:
    case = await Papers(bot).case()
    assert await basis(bot, case, DocumentKind.DISCHARGE_NOTICE) == CONSENT
    known = await bot.talks(NURSE, lambda t: known_about(t, case, DocumentKind.DISCHARGE_NOTICE))
    assert known >= {Known.CASE, Known.BASIS}
    assert Known.ASSESSMENT not in known


async def test_a_consent_that_was_withdrawn_is_asked_for_again(bot: Bot) -> None:
    case = await withdrawn(bot, await Papers(bot).case())
    assert await basis(bot, case, DocumentKind.DISCHARGE_NOTICE) is None
    known = await bot.talks(NURSE, lambda t: known_about(t, case, DocumentKind.DISCHARGE_NOTICE))
    assert Known.BASIS not in known


async def test_section_13c_stands_when_consent_is_withdrawn(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    await papers.send(NURSE, case, DocumentKind.DISCHARGE_NOTICE, DISCHARGE, ON_13C)
    case = await withdrawn(bot, case)
    assert await basis(bot, case, DocumentKind.DISCHARGE_AGREEMENT) == LegalBasis(Basis.SECTION_13C)


@pytest.mark.parametrize("kind", [DocumentKind.INTERVENTION_PLAN, None])
async def test_what_is_no_agreement_on_discharge_does_not_borrow_section_13c(
    bot: Bot, kind: DocumentKind | None
) -> None:
    case = await Papers(bot).case(ON_13C)
    assert await basis(bot, case, kind) is None


async def test_a_text_shared_on_a_withdrawn_consent_stays_with_who_wrote_it(bot: Bot) -> None:
    case = await withdrawn(bot, await Papers(bot).case())
    own = await values(bot, case, DocumentKind.DISCHARGE_AGREEMENT)
    assert own["citizens_wish"] == EARLY["citizens_wish"]
    theirs = await values(bot, case, DocumentKind.INTERVENTION_PLAN, CASEWORKER)
    assert "citizens_wish" not in theirs


async def test_an_assessment_and_open_matters_are_known(bot: Bot) -> None:
    case = await Papers(bot).case()
    said = Answers(support=True, will_not_seek=None, takes_part=None)
    await bot.talks(NURSE, lambda t: admissions.assess_case(t.desk, t.person, case.id, said))
    known = await bot.talks(NURSE, lambda t: known_about(t, case, DocumentKind.DISCHARGE_NOTICE))
    assert known == {Known.CASE, Known.BASIS, Known.ASSESSMENT, Known.OPEN_MATTERS}


async def test_a_meeting_on_a_case_begins_with_the_citizens_wish(bot: Bot) -> None:
    case = await Papers(bot).case()
    found = await bot.talks(NURSE, lambda talk: known_for_meeting(talk, case))
    assert found == {"citizens_wish": EARLY["citizens_wish"]}
    first = await Papers(bot).begins(NURSE, "meeting_request", case.id)
    assert set(inputs_of(first)) == {"citizens_wish", "purpose", "agenda"}


async def test_a_known_text_never_replaces_what_was_typed(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    card = await papers.begins(COLLEAGUE, DocumentKind.DISCHARGE_AGREEMENT, case.id)
    await bot.presses(COLLEAGUE, card, "form.next", citizens_wish="At få ro", treatment_offers="")
    bot.time += timedelta(hours=1)
    await papers.send(NURSE, case, DocumentKind.EARLY_NOTICE, {**EARLY, "citizens_wish": "Noget andet"})
    again = await papers.begins(COLLEAGUE, DocumentKind.DISCHARGE_AGREEMENT, case.id)
    assert DANISH("form.resumed") in text_of(again)
    first = await bot.presses(COLLEAGUE, again, "form.back")
    assert inputs_of(first)["citizens_wish"] == "At få ro"


async def test_beginning_on_a_case_logs_the_look(bot: Bot, tmp_path: Path) -> None:
    papers = Papers(bot)
    case = await papers.case()
    await papers.begins(COLLEAGUE, DocumentKind.DISCHARGE_NOTICE, case.id)
    logged = raw(sqlite_url(tmp_path), "SELECT actor_id, action, subject FROM audit")
    assert (COLLEAGUE.id, "read", f"case:{case.id}") in logged


async def test_an_outsider_begins_nothing_on_a_case(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    with pytest.raises(NotFound):
        await papers.begins(OUTSIDER, DocumentKind.INTERVENTION_PLAN, case.id)


async def test_only_the_sector_that_starts_a_document_begins_its_form(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    with pytest.raises(NotAllowed):
        await papers.begins(CASEWORKER, DocumentKind.DISCHARGE_NOTICE, case.id)
    with pytest.raises(NotAllowed):
        await papers.begins(NURSE, DocumentKind.MUNICIPAL_STATUS, "")


async def test_nothing_is_begun_on_a_closed_case(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    await bot.talks(NURSE, lambda t: cases.close_case(t.desk, t.person, case.id, "Flyttet"))
    with pytest.raises(BadValue) as refused:
        await papers.begins(NURSE, DocumentKind.DISCHARGE_NOTICE, case.id)
    assert refused.value.key == "case.closed"
