"""Ninety courses of the audit's kind end as their descriptions say, and the right people were told."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from domain.case import Case
from domain.document import citizen_agreed, copy_handed_over
from domain.document_kind import DocumentKind
from domain.document_steps import Side, Status
from domain.errors import BadValue, NotFound
from domain.local_time import local_day
from domain.people import Person, Sector
from domain.task import TaskKind
from tests.scenario import leaks
from tests.scenario.leaks import Place
from tests.scenario.ninety import writing
from tests.scenario.ninety.alarms import BOTH, NEVER, WATCH, Alarm, Level
from tests.scenario.ninety.course import Homeless, Story, in_words
from tests.scenario.ninety.drawing import ninety
from tests.scenario.ninety.ends import Lived, ends_of, is_complete, sectors_told, table
from tests.scenario.ninety.foretelling import End
from tests.scenario.ninety.leaving import LogLine, marks_of, seen_from_outside
from tests.scenario.ninety.shares import SHARES
from tests.scenario.ninety.working_days import is_open, shift
from tests.scenario.ninety.year import Year, lived
from tests.stores import sqlite_url
from workflows.cases import close_case
from workflows.notice import NoticeKind

Sentence = Callable[[Lived, Year], bool]


def test_the_shares_are_ninety_and_the_same_seed_draws_the_same() -> None:
    courses = ninety()
    assert len(courses) == 90
    assert Counter(course.story for course in courses) == SHARES
    assert courses == ninety()
    assert len({writing.cpr_of(course) for course in courses}) == 90


async def test_ninety_courses_end_as_their_descriptions_say_and_leave_nothing_personal_behind(
    tmp_path: Path,
) -> None:
    with capture_logs() as log:
        places = await _live_through(tmp_path, log)
    leaks.check([*places, *leaks.files_of(sqlite_url(tmp_path), "when it has ended")], marks_of(ninety()))


async def _live_through(folder: Path, log: Sequence[LogLine]) -> list[Place]:
    """The places that are there only while the store is open."""
    async with lived(folder, ninety()) as year:
        ends = await ends_of(year)
        sys.stdout.write(f"\n{table(ends)}\n")
        untrue = [
            f"{sentence.__name__}: {in_words(each.course)}"
            for each in ends
            for sentence in SENTENCES
            if not sentence(each, year)
        ]
        assert not untrue, "\n".join(untrue)
        await only_finished_cases_close_without_a_reason(ends, year)
        await the_former_municipality_sees_nothing_any_more(ends, year)
        return await seen_from_outside(year, log)


def it_ends_as_described(each: Lived, year: Year) -> bool:
    return each.end is each.foretold.end


def where_both_sectors_answer_it_is_complete_and_signed_before_discharge(each: Lived, year: Year) -> bool:
    return not each.foretold.both_answer or each.end is End.IN_TIME


def what_is_in_force_is_signed_by_both_in_the_same_version(each: Lived, year: Year) -> bool:
    in_force = [document for document in each.agreements if document.status is Status.IN_FORCE]
    same = (
        all(document.has_signed(side) for side in Side)
        and {signature.content_version for signature in document.signatures} == {document.content_version}
        for document in in_force
    )
    return all(same) and len(in_force) <= 1


def what_is_in_force_holds_everything_the_guidance_asks_for(each: Lived, year: Year) -> bool:
    return all(is_complete(document) for document in each.agreements if document.status is Status.IN_FORCE)


def the_citizen_agreed_to_that_version_and_has_a_copy(each: Lived, year: Year) -> bool:
    kinds = (DocumentKind.DISCHARGE_AGREEMENT,)
    found = [d for d in each.agreements if d.status is Status.IN_FORCE and d.kind in kinds]
    return all(citizen_agreed(document) and copy_handed_over(document) for document in found)


def it_comes_into_force_on_the_day_foretold(each: Lived, year: Year) -> bool:
    days = [
        local_day(d.in_force_at) for d in each.agreements if d.in_force_at and d.status is Status.IN_FORCE
    ]
    foretold = each.foretold.complete_on
    if not each.course.asks_for_agreement:
        return not days
    return days == ([] if foretold == NEVER else [foretold])


def exactly_these_alarms_went_out(each: Lived, year: Year) -> bool:
    return {alarm for alarm, _ in each.escalations()} == each.foretold.alarms


def each_alarm_went_to_exactly_the_leaders_of_who_is_late_or_to_both_coordinators(
    each: Lived, year: Year
) -> bool:
    told: defaultdict[Alarm, set[str]] = defaultdict(set)
    for alarm, person_id in each.escalations():
        told[alarm].add(person_id)
    return all(people == meant_by(alarm, each, year) for alarm, people in told.items())


def meant_by(alarm: Alarm, each: Lived, year: Year) -> frozenset[str]:
    """The people whom such an alarm is for, on its day."""
    if alarm.level is Level.COORDINATORS:
        return year.town.coordinators[writing.area_of(each.course)]
    staff, moves_on = each.staff, each.course.moves_on
    before = staff.former is not None and moves_on is not None and alarm.day < moves_on
    municipality = staff.former if before and staff.former else staff.municipality
    return frozenset({(staff.ward if alarm.sector is Sector.REGION else municipality).leader.id})


def without_an_agreement_on_the_day_both_leaders_and_both_coordinators_hear(each: Lived, year: Year) -> bool:
    course, foretold = each.course, each.foretold
    day = course.left_on if is_open(course.left_on) else shift(course.left_on, -1)
    missing = foretold.end in (End.LATE, End.EXPLAINED, End.ESCALATED)
    if not missing or foretold.date_told_on > day:
        return True
    people = {person for alarm, person in each.escalations() if alarm.task == WATCH and alarm.day == day}
    leaders = {each.staff.ward.leader.id, each.staff.municipality.leader.id}
    return people == leaders | year.town.coordinators[writing.area_of(course)]


def a_discharge_without_an_agreement_is_told_to_both_sectors_at_once(each: Lived, year: Year) -> bool:
    if each.foretold.end not in (End.LATE, End.EXPLAINED, End.ESCALATED) or not each.course.records:
        return True
    told = each.news(NoticeKind.ADMISSION, each.course.left_on)
    return sectors_told(each, told) == frozenset(BOTH)


def a_homeless_citizen_is_flagged_to_both_sectors_the_same_day(each: Lived, year: Year) -> bool:
    if each.course.homeless is Homeless.NO:
        return True
    written = each.course.homeless is Homeless.WRITTEN
    day = each.foretold.sent_on if written else each.course.left_on
    return each.admission.homeless and sectors_told(each, each.news(NoticeKind.ADMISSION, day)) == frozenset(
        BOTH
    )


def a_readiness_notice_is_told_to_both_sectors(each: Lived, year: Year) -> bool:
    day = each.course.ready_on
    return day is None or sectors_told(each, each.news(NoticeKind.ADMISSION, day)) == frozenset(BOTH)


def a_silent_receivers_leader_hears_after_two_days_and_coordinators_after_four(
    each: Lived, year: Year
) -> bool:
    if each.course.story is not Story.SILENT:
        return True
    due = shift(each.course.admitted_on, 1)
    days = {
        alarm.level: alarm.day
        for alarm, _ in sorted(each.escalations(), reverse=True)
        if alarm.task == TaskKind.READ_NOTICE
    }
    return days == {Level.LEADER: shift(due, 2), Level.COORDINATORS: shift(due, 4)}


def nobody_is_reminded_twice_of_the_same(each: Lived, year: Year) -> bool:
    unasked = (NoticeKind.REMINDER, NoticeKind.ESCALATION)
    notices = [message.notice for message in each.messages if message.notice.kind in unasked]
    decided = Counter((notice.rule, notice.occurrence, notice.recipient_id) for notice in notices)
    days = Counter(
        (m.notice.subject.id, m.notice.recipient_id, m.notice.detail, local_day(m.at))
        for m in each.messages
        if m.notice.kind in unasked
    )
    return max([0, *decided.values(), *days.values()]) <= 1


def nothing_but_case_number_and_type_is_in_a_notification(each: Lived, year: Year) -> bool:
    digits = writing.cpr_of(each.course)
    places = [team.worker.home.organisation for team in (each.staff.ward, each.staff.municipality)]
    never = (
        writing.name_of(each.course),
        digits,
        digits.replace("-", ""),
        "Sengeafsnit",
        "Voksenenheden",
        *places,
    )
    summaries = {message.summary for message in each.messages}
    return all(each.case.number in said and not any(word in said for word in never) for said in summaries)


def no_deadline_lay_in_the_past_when_it_was_set(each: Lived, year: Year) -> bool:
    return all(task.due >= local_day(task.opened_at) for task in each.tasks.values())


def only_what_the_description_leaves_open_is_open(each: Lived, year: Year) -> bool:
    return frozenset(task.kind for task in each.open_tasks) == each.foretold.stays_open


def what_is_missing_is_on_both_sectors_lists(each: Lived, year: Year) -> bool:
    if each.foretold.end is not End.ESCALATED:
        return True
    watched = (TaskKind.EXPLAIN_DISCHARGE, TaskKind.AGREEMENT_BY_DISCHARGE)
    return {task.sector for task in each.open_tasks if task.kind in watched} == set(BOTH)


SENTENCES: tuple[Sentence, ...] = (
    it_ends_as_described,
    where_both_sectors_answer_it_is_complete_and_signed_before_discharge,
    what_is_in_force_is_signed_by_both_in_the_same_version,
    what_is_in_force_holds_everything_the_guidance_asks_for,
    the_citizen_agreed_to_that_version_and_has_a_copy,
    it_comes_into_force_on_the_day_foretold,
    exactly_these_alarms_went_out,
    each_alarm_went_to_exactly_the_leaders_of_who_is_late_or_to_both_coordinators,
    without_an_agreement_on_the_day_both_leaders_and_both_coordinators_hear,
    a_discharge_without_an_agreement_is_told_to_both_sectors_at_once,
    a_homeless_citizen_is_flagged_to_both_sectors_the_same_day,
    a_readiness_notice_is_told_to_both_sectors,
    a_silent_receivers_leader_hears_after_two_days_and_coordinators_after_four,
    nobody_is_reminded_twice_of_the_same,
    nothing_but_case_number_and_type_is_in_a_notification,
    no_deadline_lay_in_the_past_when_it_was_set,
    only_what_the_description_leaves_open_is_open,
    what_is_missing_is_on_both_sectors_lists,
)
"""What must be true of every one of the ninety."""


async def only_finished_cases_close_without_a_reason(ends: tuple[Lived, ...], year: Year) -> None:
    for each in ends:
        if each.foretold.stays_open:
            with pytest.raises(BadValue):
                await closes(each, year)
        else:
            assert not (await closes(each, year)).is_open


async def closes(each: Lived, year: Year) -> Case:
    return await year.does(lambda desk: close_case(desk, each.staff.ward.worker, each.case.id, ""))


async def the_former_municipality_sees_nothing_any_more(ends: tuple[Lived, ...], year: Year) -> None:
    moved = [each for each in ends if each.course.moves_on]
    assert len(moved) == SHARES[Story.MOVES]
    for each in moved:
        former, day = each.staff.former, each.course.moves_on
        assert former is not None
        assert day is not None
        with pytest.raises(NotFound):
            await looks(former.worker, each.case.id, year)
        told = {message.notice.recipient_id for message in each.messages if local_day(message.at) > day}
        assert not told & former.people


async def looks(person: Person, case_id: str, year: Year) -> Case:
    return await year.does(lambda desk: desk.records.cases.get(case_id, person))
