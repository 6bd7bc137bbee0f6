"""What has been kept long enough is erased with every trace, logged with its rule, and its cards are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case import Case, Hold, HoldKind
from domain.document_kind import DocumentKind
from domain.errors import NotFound
from domain.people import Person
from domain.retention import Retention, Waits
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from tests import factories as f
from tests.agreements import an_agreement, in_force
from tests.office import CLOCK, Office, told
from tests.stores import raw
from workflows.cases import close_case
from workflows.erasing import Erased, erase_due, may_be_due
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.journal import mark_in_journal
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase, Records
from workflows.retention_report import DueLine, due_lines
from workflows.searching import search_citizen
from workflows.subject_access import find_for, gather_all

NOTICE = DocumentKind.EARLY_NOTICE
BOTH = (f.NURSE, f.CASEWORKER)


def about(found: DocumentOnCase) -> Subject:
    return Subject(SubjectKind.DOCUMENT, found.document.id)


async def closed(office: Office, marking: Sequence[Person] = BOTH) -> DocumentOnCase:
    """A notice was sent, marked by these, and the case closed on the day."""
    found = await office.sent(NOTICE)
    for person in marking:
        await office.does(mark_in_journal, person, about(found))
    await office.does(close_case, f.NURSE, found.case.id, "Forløbet er slut")
    office.news()
    return found


async def after(office: Office, days: int, found: DocumentOnCase) -> Erased:
    """What is erased of the case so many days after it was closed."""
    office.now = f.NOW + timedelta(days=days)
    return await office.does(erase_due, found.case.id)


async def hold(office: Office, found: DocumentOnCase, kind: HoldKind | None) -> None:
    def change(records: Records) -> None:
        case = records.cases.get(found.case.id, CLOCK)
        why = Hold(kind, f.NOW, f.NURSE.home.id, Sensitive("Klagesag")) if kind else None
        records.cases.save(replace(case, hold=why, version=case.version + 1))

    await office.store.run(change)


async def test_a_notice_is_erased_after_its_period_and_the_case_after_its_own(office: Office) -> None:
    found = await closed(office)
    assert await after(office, 89, found) == Erased()
    assert await after(office, 90, found) == Erased(records=1)
    with pytest.raises(NotFound):
        await office.document(found.document.id)
    assert (await office.events(found.document))[-1] == ("document.erase", "erased")
    assert await after(office, 364, found) == Erased()
    assert await after(office, 365, found) == Erased(cases=1)
    assert raw(office.url, "SELECT 1 FROM cases") == []
    assert await after(office, 366, found) == Erased()


async def test_what_is_erased_is_logged_by_pseudonym_with_the_rule(office: Office) -> None:
    found = await closed(office)
    await after(office, 90, found)
    assert await bases(office, found) == ["retention: early_notice 90 days"]
    await after(office, 365, found)
    assert await bases(office, found) == [""], "what the log holds of an erased case cannot be read any more"
    erased = [entry for entry in office.audited() if "erase" in entry[1]]
    assert erased == [
        ("clock", "document.erase", f"document:{found.document.id}"),
        ("clock", "case.erase", f"case:{found.case.id}"),
    ]


async def test_no_entry_that_opens_says_whose_an_erased_case_was(office: Office) -> None:
    """Also not by what was searched for at the moment when it was begun or written on."""
    found = await closed(office)
    await office.does(search_citizen, f.CASEWORKER, f.a_cpr())
    await office.does(find_for, f.NURSE_LEADER, f.a_cpr())
    await office.does(gather_all, f.a_cpr(), [f.NURSE.home])
    await office.does(search_citizen, f.OUTSIDER, f.a_cpr())
    await after(office, 365, found)
    assert await naming_the_citizen(office) == [f.OUTSIDER.id], "who searched in vain can still be told"


async def naming_the_citizen(office: Office) -> list[str]:
    """Whose entries tell, opened, which citizen they are about."""
    citizen = await office.store.run(lambda r: r.cases.hash_of(f.a_cpr()))
    numbers = [row[0] for row in raw(office.url, "SELECT seq FROM audit ORDER BY seq")]
    entries = await office.store.run(lambda r: r.seals.entries(numbers))  # type: ignore[arg-type]
    return [entry.actor_id for entry in entries if citizen in entry.detail.values()]


async def bases(office: Office, found: DocumentOnCase) -> list[str]:
    """Of the erasures that are logged with the case."""
    entries = await office.store.run(lambda r: r.audit.of_case(found.case.id, CLOCK))
    return [entry.basis for entry in entries if "erase" in entry.action]


@pytest.mark.parametrize("marking", [(), (f.NURSE,), (f.CASEWORKER,)])
async def test_nothing_is_erased_before_both_have_it_in_their_journals(
    office: Office, marking: tuple[Person, ...]
) -> None:
    found = await closed(office, marking)
    assert await after(office, 4000, found) == Erased()
    for person in BOTH:
        await office.does(mark_in_journal, person, about(found))
    assert await after(office, 4000, found) == Erased(cases=1)


async def test_who_has_not_marked_is_asked_as_long_as_it_takes(office: Office) -> None:
    found = await closed(office, (f.NURSE,))
    raw(office.url, "DELETE FROM tasks")
    await after(office, 400, found)
    (asked,) = [task for task in await office.tasks(found.document) if task.kind is TaskKind.JOURNAL]
    assert asked.unit_id == f.CASEWORKER.home.id


@pytest.mark.parametrize("kind", HoldKind)
async def test_a_case_that_is_held_back_keeps_everything(office: Office, kind: HoldKind) -> None:
    found = await closed(office)
    await hold(office, found, kind)
    assert await after(office, 4000, found) == Erased()
    await hold(office, found, None)
    assert await after(office, 4000, found) == Erased(cases=1)


async def test_an_open_case_keeps_everything(office: Office) -> None:
    found = await office.sent(NOTICE)
    for person in BOTH:
        await office.does(mark_in_journal, person, about(found))
    assert await after(office, 4000, found) == Erased()


async def test_what_is_planned_after_closing_prolongs_every_period(office: Office) -> None:
    found = await office.sent(NOTICE)
    due = f.NOW.date() + timedelta(days=60)
    row = AgreedRow(Sensitive("Ring til borgeren"), f.CASEWORKER.home.id, None, due)
    await office.does(add_follow_up, f.NURSE, found.document.id, row)
    for person in BOTH:
        await office.does(mark_in_journal, person, about(found))
    await office.does(close_case, f.NURSE, found.case.id, "Forløbet er slut")
    assert await after(office, 149, found) == Erased()
    assert await after(office, 150, found) == Erased(records=1)


async def test_the_periods_are_the_agreements(office: Office) -> None:
    kept = Retention(documents=dict.fromkeys(DocumentKind, 20), meetings=20, case=40)
    office.agreements = in_force(an_agreement(retention=kept))
    found = await closed(office)
    assert await after(office, 20, found) == Erased(records=1)
    assert await after(office, 40, found) == Erased(cases=1)


async def test_the_cards_of_what_is_erased_are_brought_up_to_date(office: Office) -> None:
    found = await closed(office)
    await office.hold(about(found), f.NURSE, f.CASEWORKER)
    office.news()
    await after(office, 90, found)
    assert office.news() == told(NoticeKind.REFRESH, f.NURSE, f.CASEWORKER)
    await office.hold(Subject(SubjectKind.CASE, found.case.id), f.NURSE_LEADER)
    await after(office, 365, found)
    assert office.news() == told(NoticeKind.REFRESH, f.NURSE_LEADER)


async def test_what_is_not_worth_looking_at_is_not(office: Office) -> None:
    found = await closed(office)
    case = await office.store.run(lambda r: r.cases.get(found.case.id, CLOCK))
    office.now = f.NOW + timedelta(days=89)
    assert not await office.does(may_be_due, case)
    office.now += timedelta(days=1)
    assert await office.does(may_be_due, case)


async def report(office: Office, found: DocumentOnCase) -> tuple[DueLine, ...]:
    def lines(records: Records) -> tuple[DueLine, ...]:
        cases: tuple[Case, ...] = (records.cases.get(found.case.id, CLOCK),)
        return due_lines(office.desk(records), cases)

    return await office.store.run(lines)


async def test_the_report_says_what_is_due_when_and_what_it_waits_for(office: Office) -> None:
    found = await closed(office, (f.NURSE,))
    number, day = found.case.number, f.NOW.date()
    of_notice, of_case = day + timedelta(days=90), day + timedelta(days=365)
    missing = (f.CASEWORKER.home.full_name,)
    assert await report(office, found) == (
        DueLine(number, "early_notice", of_notice, Waits.NOT_YET, missing),
        DueLine(number, "case", of_case, Waits.NOT_YET),
    )
    office.now = f.NOW + timedelta(days=365)
    assert [line.waits for line in await report(office, found)] == [Waits.NOT_IN_JOURNAL] * 2
    await office.does(mark_in_journal, f.CASEWORKER, about(found))
    assert [line.waits for line in await report(office, found)] == [None, None]
