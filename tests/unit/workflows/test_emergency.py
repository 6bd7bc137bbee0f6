"""Emergency access: asked for with a reason, alike whether there is a case, over in a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.agreement import EmergencyRule
from domain.case import HoldKind
from domain.cpr import MASK
from domain.document_kind import DocumentKind
from domain.emergency import LASTS, SHORTEST_REASON
from domain.errors import BadValue, CaseRestricted, NotAllowed, NotFound, TooManySearches
from domain.people import Person, Role
from domain.sensitive import Sensitive
from storage.schema.identity import person_id
from tests import factories as f
from tests.agreements import PARTIES, an_agreement, in_force
from tests.office import CLOCK, Office, told
from tests.stores import raw
from workflows.documents import acknowledge, open_document, take_document
from workflows.emergency import Sought, ask_for_access, held_now, open_reason, with_emergencies
from workflows.holding import hold_case
from workflows.holding_back import AT_ONCE
from workflows.meetings import open_details
from workflows.notice import NoticeKind
from workflows.ports import DirectoryRow

REASON = "Borgeren er fundet bevidstløs, og vi kender ikke medicinen"
CHIEF_ROW: DirectoryRow = replace(
    f.ANOTHER_CENTRE,
    person="Yrsa Demo",
    title="Overlæge",
    user_id=f.made_up_id("user Yrsa"),
    role=Role.LEADER,
)
HEAD_ROW: DirectoryRow = replace(CHIEF_ROW, person="Per Demo", user_id=f.made_up_id("user Per"))
CHIEF_ID, HEAD_ID = (person_id(row.tenant_id, row.user_id) for row in (CHIEF_ROW, HEAD_ROW))
AMAGER = "Psykiatrisk Center Amager"
RULE = EmergencyRule(frozenset({Role.LEADER}))


@pytest.fixture
def office(office: Office) -> Office:
    agreement = an_agreement(parties=(*PARTIES, AMAGER), emergency=RULE)
    return replace(office, agreements=in_force(agreement))


async def chief(office: Office, rule: EmergencyRule | None = None) -> Person:
    """Leads a unit of another centre, as they stand at this moment."""
    if await office.store.run(lambda r: r.directory.person(CHIEF_ID)) is None:
        await office.staff(f.ANOTHER_CENTRE, CHIEF_ROW, HEAD_ROW)

    def find(desk) -> Person:  # type: ignore[no-untyped-def]
        person = desk.records.directory.person(CHIEF_ID)
        return with_emergencies(desk, person)

    return await office.does(find)


async def test_who_is_named_sees_the_case_for_24_hours_and_no_longer(office: Office) -> None:
    found = await office.asked()
    person = await chief(office)
    with pytest.raises(NotFound):
        await office.does(open_details, person, found.meeting.id)
    await office.does(ask_for_access, person, Sought("26-1001"), REASON)
    for moment in (office.now, office.now + LASTS - timedelta(seconds=1)):
        then = replace(office, now=moment)
        assert (await then.does(open_details, await chief(then), found.meeting.id)) == found
    over = replace(office, now=office.now + LASTS)
    with pytest.raises(NotFound):
        await over.does(open_details, await chief(over), found.meeting.id)


async def test_it_gives_a_look_and_nothing_else(office: Office) -> None:
    document = (await office.sent(DocumentKind.EARLY_NOTICE)).document
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), REASON)
    person = await chief(office)
    assert (await office.does(open_document, person, document.id)).document == document
    assert isinstance(await office.refuses(acknowledge, person, document.id), NotFound)
    assert isinstance(await office.refuses(take_document, person, document.id), NotAllowed)


async def test_every_look_rests_on_the_emergency_in_the_log(office: Office) -> None:
    found = await office.asked()
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), REASON)
    person = await chief(office)
    await office.does(open_details, person, found.meeting.id)
    entries = [each for each in office.audited() if each[0] == CHIEF_ID]
    assert entries == [
        (CHIEF_ID, "emergency.ask", f"person:{CHIEF_ID}"),
        (CHIEF_ID, "case.emergency", f"case:{found.case.id}"),
        (CHIEF_ID, "read", f"meeting:{found.meeting.id}"),
    ]


async def test_the_leaders_of_both_sides_and_ones_own_are_told_at_once(office: Office) -> None:
    await office.asked()
    person = await chief(office)
    office.news()
    await office.does(ask_for_access, person, Sought("26-1001"), REASON)
    access_id = (await chief(office)).emergencies.popitem()[1]  # type: ignore[attr-defined]
    sides = told(NoticeKind.EMERGENCY, f.NURSE_LEADER, f.CASEWORKER_LEADER, detail=access_id)
    head = await office.store.run(lambda r: r.directory.person(HEAD_ID))
    assert head is not None
    assert office.news() == sides | told(NoticeKind.EMERGENCY, head, detail="asked 26-1001")
    assert NoticeKind.EMERGENCY in AT_ONCE


async def test_asking_for_a_case_that_is_not_there_is_told_to_ones_own_leader_alike(office: Office) -> None:
    person = await chief(office)
    office.news()
    assert await office.does(ask_for_access, person, Sought("26-1999"), REASON) is None  # type: ignore[func-returns-value]
    head = await office.store.run(lambda r: r.directory.person(HEAD_ID))
    assert head is not None
    assert office.news() == told(NoticeKind.EMERGENCY, head, detail="asked 26-1999")
    assert office.audited()[-1] == (CHIEF_ID, "emergency.ask", f"person:{CHIEF_ID}")
    assert (await chief(office)).emergencies == {}


async def test_who_leads_alone_is_looked_after_by_the_coordinators_of_their_sector(office: Office) -> None:
    await office.staff(f.ANOTHER_CENTRE, CHIEF_ROW)
    person = await chief(office)
    await office.does(ask_for_access, person, Sought("26-1999"), REASON)
    assert office.news() == told(NoticeKind.EMERGENCY, f.REGION_COORDINATOR, detail="asked 26-1999")


async def test_the_citizens_number_opens_the_open_cases_and_counts_as_a_search(office: Office) -> None:
    first = await office.asked()
    await office.asked(cpr=f.a_cpr("620190-4321"))
    await office.does(ask_for_access, await chief(office), Sought(cpr=f.a_cpr()), REASON)
    held = await office.does(held_now, await chief(office))
    assert [each.case for each in held] == [first.case]
    assert [action for _, action, _ in office.audited()].count("search") == 3
    assert len(raw(office.url, "SELECT * FROM citizen_searches")) == 1


async def test_the_search_stands_on_the_case_so_that_it_goes_with_it(office: Office) -> None:
    """Beside the entry that opens the case, a search that stayed would say whose it was."""
    first = await office.asked()
    await office.does(ask_for_access, await chief(office), Sought(cpr=f.a_cpr()), REASON)
    logged = await office.store.run(lambda r: r.audit.of_case(first.case.id, CLOCK))
    done = [each.action for each in logged if each.actor_id == CHIEF_ID]
    assert done == ["search", "case.emergency"]


async def test_it_is_no_way_around_the_limit_on_searches(office: Office) -> None:
    agreement = an_agreement(parties=(*PARTIES, AMAGER), emergency=RULE, citizens_per_hour=1)
    office = replace(office, agreements=in_force(agreement))
    person = await chief(office)
    await office.does(ask_for_access, person, Sought(cpr=f.a_cpr("620190-4321")), REASON)
    refused = await office.refuses(ask_for_access, person, Sought(cpr=f.a_cpr()), REASON)
    assert isinstance(refused, TooManySearches)


async def test_a_reason_of_a_few_letters_is_none(office: Office) -> None:
    await office.asked()
    short = "x" * (SHORTEST_REASON - 1)
    refused = await office.refuses(ask_for_access, await chief(office), Sought("26-1001"), f"  {short}  ")
    assert isinstance(refused, BadValue)
    assert refused.key == "emergency.reason_too_short"


async def test_a_number_in_the_reason_is_masked(office: Office) -> None:
    await office.asked()
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), f"{REASON} {f.CPR_TEXT}")
    (held,) = await office.does(held_now, await chief(office))
    assert held.access.reason == Sensitive(f"{REASON} {MASK}")


@pytest.mark.parametrize(
    "rule",
    [
        EmergencyRule(),
        EmergencyRule(frozenset({Role.FRONTLINE, Role.SIGNATORY})),
        EmergencyRule(frozenset({Role.LEADER}), frozenset({"Psykiatrisk Center Glostrup, Afsnit 1"})),
    ],
    ids=["nobody", "other roles", "another unit"],
)
async def test_whom_the_agreement_does_not_name_is_told_so_whatever_the_case(
    office: Office, rule: EmergencyRule
) -> None:
    await office.asked()
    agreement = an_agreement(parties=(*PARTIES, AMAGER), emergency=rule)
    strict = replace(office, agreements=in_force(agreement))
    person = await chief(strict)
    keys = set()
    for number in ("26-1001", "26-1999"):
        keys.add((await strict.refuses(ask_for_access, person, Sought(number), REASON)).key)
    assert keys == {"emergency.not_named"}


async def test_an_agreement_that_does_not_bind_them_opens_nothing(office: Office) -> None:
    await office.asked()
    another = an_agreement(id="other", parties=(AMAGER, "Ishøj Kommune"), emergency=RULE)
    apart = replace(office, agreements=in_force(an_agreement(emergency=RULE), another))
    await apart.does(ask_for_access, await chief(apart), Sought("26-1001"), REASON)
    assert (await chief(apart)).emergencies == {}


async def test_it_ends_at_once_where_the_agreement_no_longer_names_them(office: Office) -> None:
    found = await office.asked()
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), REASON)
    agreement = an_agreement(parties=(*PARTIES, AMAGER))
    strict = replace(office, agreements=in_force(agreement))
    with pytest.raises(NotFound):
        await strict.does(open_details, await chief(strict), found.meeting.id)


async def test_it_ends_there_too_where_another_agreement_still_names_them(office: Office) -> None:
    found = await office.asked()
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), REASON)
    own = an_agreement(parties=(*PARTIES, AMAGER))
    another = an_agreement(id="other", parties=(AMAGER, "Ishøj Kommune"), emergency=RULE)
    strict = replace(office, agreements=in_force(own, another))
    assert (await chief(strict)).emergencies == {}
    with pytest.raises(NotFound):
        await strict.does(open_details, await chief(strict), found.meeting.id)


async def test_a_case_whose_agreement_is_gone_is_answered_like_none(office: Office) -> None:
    await office.asked()
    another = an_agreement(id="other", parties=(AMAGER, "Ishøj Kommune"), emergency=RULE)
    without = replace(office, agreements=in_force(another))
    assert await without.does(ask_for_access, await chief(without), Sought("26-1001"), REASON) is None  # type: ignore[func-returns-value]
    assert (await chief(without)).emergencies == {}


@pytest.mark.parametrize("sought", [Sought("26-1001"), Sought(cpr=f.a_cpr())], ids=["number", "CPR number"])
async def test_a_restricted_case_is_answered_like_none(office: Office, sought: Sought) -> None:
    found = await office.asked()
    await office.does(hold_case, f.NURSE_LEADER, found.case.id, HoldKind.RESTRICTED, "Bestridt")
    person = await chief(office)
    office.news()
    assert await office.does(ask_for_access, person, sought, REASON) is None  # type: ignore[func-returns-value]
    head = await office.store.run(lambda r: r.directory.person(HEAD_ID))
    assert head is not None
    assert office.news() == told(NoticeKind.EMERGENCY, head, detail=f"asked {sought.number}".strip())
    assert (await chief(office)).emergencies == {}


async def test_a_case_that_is_restricted_meanwhile_is_opened_no_more(office: Office) -> None:
    found = await office.asked()
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), REASON)
    await office.does(hold_case, f.NURSE_LEADER, found.case.id, HoldKind.RESTRICTED, "Bestridt")
    refusal = await office.refuses(open_details, await chief(office), found.meeting.id)
    assert isinstance(refusal, CaseRestricted)


async def test_who_is_on_the_case_needs_none_while_it_is_restricted_either(office: Office) -> None:
    found = await office.asked()
    rule = EmergencyRule(frozenset(Role))
    office = replace(office, agreements=in_force(an_agreement(emergency=rule)))
    await office.does(hold_case, f.NURSE_LEADER, found.case.id, HoldKind.RESTRICTED, "Bestridt")
    await office.does(ask_for_access, f.NURSE, Sought("26-1001"), REASON)
    assert raw(office.url, "SELECT * FROM emergency_accesses") == []


async def test_who_is_on_the_case_needs_none(office: Office) -> None:
    await office.asked()
    office.news()
    await office.does(ask_for_access, f.NURSE_LEADER, Sought("26-1001"), REASON)
    assert office.news() == told(NoticeKind.EMERGENCY, f.REGION_COORDINATOR, detail="asked 26-1001")
    assert raw(office.url, "SELECT * FROM emergency_accesses") == []


async def test_why_is_read_by_the_cases_own_units_and_the_look_is_logged(office: Office) -> None:
    await office.asked()
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), REASON)
    person = await chief(office)
    (held,) = await office.does(held_now, person)
    shown = await office.does(open_reason, f.CASEWORKER_LEADER, held.access.id)
    assert shown.access.reason.reveal() == REASON
    assert office.audited()[-1] == (f.CASEWORKER_LEADER.id, "read", f"emergency:{held.access.id}")
    for outsider in (person, f.OUTSIDER, f.REGION_COORDINATOR):
        assert isinstance(await office.refuses(open_reason, outsider, held.access.id), NotFound)


async def test_it_stands_in_the_cases_history(office: Office) -> None:
    found = await office.asked()
    await office.does(ask_for_access, await chief(office), Sought("26-1001"), REASON)
    assert (await office.events(found.meeting))[-1] == ("case.emergency", "open")
