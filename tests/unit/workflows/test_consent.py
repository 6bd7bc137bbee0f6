"""Consent taken back: nothing more is shared on it, § 13 c stands, and a newer consent works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.document import CITIZEN, DocumentContent
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import BadValue
from domain.people import Person
from domain.sensitive import Sensitive
from tests import factories as f
from tests.office import Office, a_new_case, a_request, ask_for_meeting, send_document, told
from tests.texts import consented, whole_parts, whole_text
from workflows.cases import withdraw_consent
from workflows.citizens_word import citizen_declines, hand_over_copy
from workflows.documents import acknowledge, open_document, revise, sign, withdraw
from workflows.meetings import open_details
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

TODAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 21)
NOTICE, AGREEMENT = DocumentKind.EARLY_NOTICE, DocumentKind.DISCHARGE_AGREEMENT
WITHDRAWN = (BadValue, "basis.withdrawn")
ON_CONSENT = consented(NOTICE)
BY_LAW = whole_text(NOTICE)
CORRECTED = whole_parts(NOTICE, function_level="Klarer sig selv hjemme")


async def taken_back(
    office: Office, content: DocumentContent = ON_CONSENT, kind: DocumentKind = NOTICE
) -> DocumentOnCase:
    """A document was sent, and the next day the citizen took the consent back."""
    found = await office.sent(kind, content=content)
    office.now += timedelta(days=1)
    await office.does(withdraw_consent, f.CASEWORKER, found.case.id, TOMORROW)
    office.news()
    return found


async def refused(
    office: Office, use_case: Callable[..., object], *values: object
) -> tuple[type[Exception], str]:
    refusal = await office.refuses(use_case, *values)
    return type(refusal), refusal.key


async def test_both_sectors_are_told_that_it_was_taken_back(office: Office) -> None:
    found = await office.sent(NOTICE, content=ON_CONSENT)
    office.news()
    case = await office.does(withdraw_consent, f.NURSE, found.case.id, TODAY)
    assert (case.consent_withdrawn_on, case.version) == (TODAY, 2)
    assert office.news() == told(NoticeKind.CASE, f.COLLEAGUE, f.CASEWORKER)
    assert (await office.events(found.document))[-1] == ("case.withdraw_consent", "open")
    assert office.audited()[-1] == (f.NURSE.id, "case.withdraw_consent", f"case:{case.id}")


async def test_it_is_not_taken_back_on_a_day_to_come(office: Office) -> None:
    found = await office.sent(NOTICE, content=ON_CONSENT)
    assert await refused(office, withdraw_consent, f.NURSE, found.case.id, TOMORROW) == (
        BadValue,
        "basis.consent_in_future",
    )


async def test_nothing_more_is_sent_on_it_by_either_sector(office: Office) -> None:
    await taken_back(office)
    for caller, kind in ((f.NURSE, NOTICE), (f.CASEWORKER, DocumentKind.MUNICIPAL_STATUS)):
        content = Sensitive(consented(kind))
        assert await refused(office, send_document, caller, a_new_case(caller), kind, content) == WITHDRAWN
        assert await refused(office, ask_for_meeting, caller, a_new_case(caller), a_request()) == WITHDRAWN


async def test_what_was_sent_on_it_is_not_changed_any_more(office: Office) -> None:
    found = await taken_back(office)
    values = (f.NURSE, found.document.id, 1, CORRECTED, "Ny viden")
    assert await refused(office, revise, *values) == WITHDRAWN


@pytest.mark.parametrize("reader", [f.CASEWORKER, f.CASEWORKER_LEADER], ids=lambda p: p.title)
async def test_who_received_it_opens_it_no_more(office: Office, reader: Person) -> None:
    found = await taken_back(office)
    assert await refused(office, open_document, reader, found.document.id) == WITHDRAWN


async def test_a_participant_opens_it_no_more_either(office: Office) -> None:
    found = await taken_back(office)
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert await refused(office, open_document, f.OUTSIDER, found.document.id) == WITHDRAWN


async def test_who_wrote_it_still_sees_what_they_wrote(office: Office) -> None:
    found = await taken_back(office)
    seen = await office.does(open_document, f.COLLEAGUE, found.document.id)
    assert seen.document.content.reveal() == ON_CONSENT


async def test_it_may_still_be_acknowledged_and_withdrawn_which_shares_nothing(office: Office) -> None:
    found = await taken_back(office)
    await office.does(acknowledge, f.CASEWORKER, found.document.id)
    gone = await office.does(withdraw, f.NURSE, found.document.id, "Samtykket er trukket tilbage")
    assert gone.document.status is Status.WITHDRAWN


async def test_a_meeting_asked_for_on_it_is_opened_by_who_asked_and_nobody_else(office: Office) -> None:
    found = await office.asked()
    await office.does(withdraw_consent, f.NURSE, found.case.id, TODAY)
    assert await refused(office, open_details, f.CASEWORKER, found.meeting.id) == WITHDRAWN
    seen = await office.does(open_details, f.NURSE, found.meeting.id)
    assert seen.meeting == found.meeting


async def test_what_rests_on_the_law_stands_and_goes_on(office: Office) -> None:
    found = await taken_back(office, BY_LAW)
    seen = await office.does(open_document, f.CASEWORKER, found.document.id)
    assert seen.document.content.reveal() == BY_LAW
    await office.does(revise, f.NURSE, found.document.id, 1, CORRECTED, "Ny viden")
    again = await office.sent(DocumentKind.DISCHARGE_NOTICE)
    assert again.case.id == found.case.id


async def test_a_newer_consent_is_shared_on(office: Office) -> None:
    await taken_back(office)
    office.now += timedelta(days=1)
    newer = consented(NOTICE, consent_on=TOMORROW + timedelta(days=1))
    found = await office.sent(NOTICE, content=newer)
    seen = await office.does(open_document, f.CASEWORKER, found.document.id)
    assert seen.document.content.reveal() == newer
    revised = await office.does(revise, f.NURSE, found.document.id, 1, CORRECTED, "Ny viden")
    assert revised.document.content_version == 2


@pytest.mark.parametrize("given", [TODAY, TOMORROW], ids=["before", "on the same day"])
async def test_a_consent_from_before_or_that_same_day_is_the_one_taken_back(
    office: Office, given: date
) -> None:
    await taken_back(office)
    content = Sensitive(consented(NOTICE, consent_on=given))
    assert await refused(office, send_document, f.NURSE, a_new_case(), NOTICE, content) == WITHDRAWN


async def test_it_is_taken_back_on_one_case_and_stands_on_another(office: Office) -> None:
    await taken_back(office)
    other = await office.sent(NOTICE, content=ON_CONSENT, cpr=f.a_cpr("620190-4321"))
    assert (await office.does(open_document, f.CASEWORKER, other.document.id)).document == other.document


async def test_an_agreement_signed_on_it_is_neither_changed_nor_does_it_lose_its_signatures(
    office: Office,
) -> None:
    found = await office.sent(AGREEMENT, content=consented(AGREEMENT))
    signed = await office.does(sign, f.NURSE_LEADER, found.document.id, 1)
    office.now += timedelta(days=1)
    await office.does(withdraw_consent, f.NURSE, found.case.id, TOMORROW)
    changed = whole_parts(AGREEMENT, social_offers="Ingen støtte mere efter aftale")
    values: tuple[Any, ...] = (f.NURSE, found.document.id, 1, changed, "Ændret")
    assert await refused(office, revise, *values) == WITHDRAWN
    assert (await office.document(found.document.id)).signatures == signed.document.signatures


async def test_a_citizen_who_takes_consent_back_and_declines_gets_a_plan_by_law(office: Office) -> None:
    found = await taken_back(office, consented(AGREEMENT), AGREEMENT)
    plan = await office.does(citizen_declines, f.NURSE, found.document.id, TOMORROW, "Vil ikke deltage")
    seen = await office.does(open_document, f.CASEWORKER, plan.document.id)
    assert seen.document.kind is DocumentKind.COORDINATION_PLAN


async def test_another_stated_basis_is_no_consent_and_stands(office: Office) -> None:
    other = replace(BY_LAW.basis, basis=type(BY_LAW.basis.basis).OTHER, other="Sundhedsloven § 41")
    found = await taken_back(office, replace(BY_LAW, basis=other))
    seen = await office.does(open_document, f.CASEWORKER, found.document.id)
    assert seen.document.content.reveal().basis == other


async def test_no_copy_goes_to_others_than_the_citizen(office: Office) -> None:
    found = await taken_back(office)
    to_others = (f.NURSE, found.document.id, 1, TOMORROW, "Egen læge", "Sikker post")
    assert await refused(office, hand_over_copy, *to_others) == WITHDRAWN
    given = await office.does(hand_over_copy, *to_others[:4], CITIZEN, "På papir")
    assert len(given.document.content.reveal().copies) == 1


async def test_taken_back_twice_the_later_day_counts(office: Office) -> None:
    found = await taken_back(office)
    case = await office.does(withdraw_consent, f.NURSE, found.case.id, TODAY)
    assert case.consent_withdrawn_on == TOMORROW
