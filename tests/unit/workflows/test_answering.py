"""Answering a request: acknowledge, agree on a time, propose others, ask and answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import BadValue, BrobyggerError, NotAllowed, NotFound, NothingLeft, WrongStatus
from domain.network_meeting import Status
from domain.people import Person
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.office import Office, told
from workflows.meetings import (
    accept_time,
    acknowledge,
    answer_question,
    ask_for_more,
    cancel,
    move,
    open_details,
    propose_times,
    writing,
)
from workflows.notice import NoticeKind, Post

ANOTHER_TIME = (f.a_time(6), f.a_time(7))
FRIDAY_AFTER = date(2026, 11, 27)


async def test_who_acknowledges_takes_the_request_on(office: Office) -> None:
    found = await office.asked()
    office.now += timedelta(hours=1)
    acknowledged = await office.does(acknowledge, f.CASEWORKER, found.meeting.id)
    meeting = acknowledged.meeting
    assert (meeting.status, meeting.acknowledged_at) == (Status.ACKNOWLEDGED, office.now)
    assert meeting.receiver.person_id == f.CASEWORKER.id
    stored = await office.found(meeting.id)
    assert stored.meeting == meeting
    assert [(t.kind, t.owner_id, t.due) for t in await office.tasks(meeting)] == [
        (TaskKind.FIND_TIME, f.CASEWORKER.id, FRIDAY_AFTER)
    ]
    (finished,) = await office.tasks(meeting, TaskStatus.DONE)
    assert finished.kind is TaskKind.ACKNOWLEDGE


async def test_an_acknowledgement_sends_no_message_and_freshens_the_inviter_s_card(office: Office) -> None:
    found = await office.asked()
    subject = Subject(SubjectKind.MEETING, found.meeting.id)
    for person in (f.NURSE, f.CASEWORKER):
        post = Post(person.id, subject, "chat", "card", office.now)
        await office.store.run(lambda r, post=post: r.posts.record(post))  # type: ignore[misc]
    office.news()
    await office.does(acknowledge, f.CASEWORKER, found.meeting.id)
    assert office.news() == told(NoticeKind.REFRESH, f.NURSE, f.CASEWORKER)


async def test_accepting_a_time_tells_both_and_gives_each_a_meeting_to_attend(office: Office) -> None:
    found = await office.asked()
    office.news()
    second = found.meeting.proposed[1]
    agreed = (await office.does(accept_time, f.CASEWORKER, found.meeting.id, second.start)).meeting
    assert (agreed.status, agreed.agreed, agreed.invitation) == (Status.SCHEDULED, second, 1)
    assert agreed.acknowledged_at == office.now
    assert office.news() == told(NoticeKind.MEETING, f.NURSE)
    attend = [(t.kind, t.unit_id, t.owner_id, t.due) for t in await office.tasks(agreed)]
    assert sorted(attend, key=lambda row: row[1]) == sorted(
        (
            (TaskKind.ATTEND, person.home.id, person.id, second.start.date())
            for person in (f.NURSE, f.CASEWORKER)
        ),
        key=lambda row: row[1],
    )
    finished = {t.kind for t in await office.tasks(agreed, TaskStatus.DONE)}
    assert finished == {TaskKind.ACKNOWLEDGE, TaskKind.FIND_TIME}
    assert await office.events(agreed) == [
        ("case.open", "open"),
        ("meeting.request", "requested"),
        ("meeting.accept_time", "scheduled"),
    ]
    assert office.audited()[-1] == (f.CASEWORKER.id, "meeting.accept_time", f"meeting:{agreed.id}")


async def test_a_colleague_may_answer_and_the_contact_person_is_told(office: Office) -> None:
    found = await office.asked()
    await office.does(acknowledge, f.CASEWORKER, found.meeting.id)
    office.news()
    start = found.meeting.proposed[0].start
    agreed = await office.does(accept_time, f.CASEWORKER_LEADER, found.meeting.id, start)
    assert agreed.meeting.receiver.person_id == f.CASEWORKER.id
    assert office.news() == told(NoticeKind.MEETING, f.NURSE, f.CASEWORKER)


async def test_the_turn_and_its_deadline_go_back_and_forth_with_proposed_times(office: Office) -> None:
    found = await office.asked()
    office.news()
    theirs = await office.does(propose_times, f.CASEWORKER, found.meeting.id, ANOTHER_TIME)
    assert (theirs.meeting.status, theirs.meeting.proposed) == (Status.TIMES_PROPOSED, ANOTHER_TIME)
    assert office.news() == told(NoticeKind.MEETING, f.NURSE)
    (task,) = await office.tasks(theirs.meeting)
    assert (task.kind, task.owner_id, task.due) == (TaskKind.FIND_TIME, f.NURSE.id, FRIDAY_AFTER)
    assert [t.kind for t in await office.tasks(theirs.meeting, TaskStatus.DONE)] == [TaskKind.ACKNOWLEDGE]

    ours = await office.does(propose_times, f.NURSE, found.meeting.id, (f.a_time(9),))
    assert ours.meeting.status is Status.ACKNOWLEDGED
    assert office.news() == told(NoticeKind.MEETING, f.CASEWORKER)
    (back,) = await office.tasks(ours.meeting)
    assert (back.id, back.owner_id, back.due) == (task.id, f.CASEWORKER.id, FRIDAY_AFTER)

    agreed = await office.does(accept_time, f.CASEWORKER, found.meeting.id, f.a_time(9).start)
    assert agreed.meeting.agreed == f.a_time(9)


async def test_the_inviter_accepts_a_time_the_receiver_proposed(office: Office) -> None:
    found = await office.asked()
    await office.does(propose_times, f.CASEWORKER, found.meeting.id, ANOTHER_TIME)
    office.news()
    agreed = await office.does(accept_time, f.NURSE, found.meeting.id, ANOTHER_TIME[1].start)
    assert agreed.meeting.agreed == ANOTHER_TIME[1]
    assert office.news() == told(NoticeKind.MEETING, f.CASEWORKER)


async def test_a_question_gives_the_turn_to_the_inviter_and_the_answer_gives_it_back(office: Office) -> None:
    found = await office.asked()
    office.news()
    asked = await office.does(ask_for_more, f.CASEWORKER, found.meeting.id, "Er bostøtte bevilget?")
    assert asked.meeting.status is Status.QUESTION_ASKED
    assert office.news() == told(NoticeKind.MEETING, f.NURSE)
    assert [t.owner_id for t in await office.tasks(asked.meeting)] == [f.NURSE.id]

    answered = await office.does(answer_question, f.NURSE, found.meeting.id, "Ja, fra mandag")
    content = (await office.found(found.meeting.id)).meeting.content.reveal()
    assert answered.meeting.status is Status.ACKNOWLEDGED
    assert (content.question, content.answer) == ("Er bostøtte bevilget?", "Ja, fra mandag")
    assert office.news() == told(NoticeKind.MEETING, f.CASEWORKER)


async def test_a_second_question_does_not_stand_beside_the_first_one_s_answer(office: Office) -> None:
    found = await office.asked()
    await office.does(ask_for_more, f.CASEWORKER, found.meeting.id, "Første?")
    await office.does(answer_question, f.NURSE, found.meeting.id, "Ja")
    again = await office.does(ask_for_more, f.CASEWORKER, found.meeting.id, "Anden?")
    content = again.meeting.content.reveal()
    assert (content.question, content.answer) == ("Anden?", "")


Use = tuple[Callable[..., Any], tuple[Any, ...]]
ACKNOWLEDGE: Use = (acknowledge, ())
ACCEPT: Use = (accept_time, (f.a_time(3).start,))
PROPOSE: Use = (propose_times, (ANOTHER_TIME,))
ASK: Use = (ask_for_more, ("Hvornår?",))
ANSWER: Use = (answer_question, ("Snart",))
MOVE: Use = (move, ("Sygdom", ANOTHER_TIME))
CANCEL: Use = (cancel, ("Udskrevet",))
EVERY_USE = (ACKNOWLEDGE, ACCEPT, PROPOSE, ASK, ANSWER, MOVE, CANCEL)


async def refused(office: Office, caller: Person, meeting_id: str, use: Use) -> BrobyggerError:
    """The refusal, after which nothing is stored."""
    before, (use_case, values) = office.everything(), use
    with pytest.raises(BrobyggerError) as refusal:
        await office.does(use_case, caller, meeting_id, *values)
    assert office.everything() == before
    return refusal.value


@pytest.mark.parametrize("use", EVERY_USE, ids=lambda use: use[0].__name__)
@pytest.mark.parametrize("caller", [f.OUTSIDER, f.MUNICIPAL_COORDINATOR], ids=["outsider", "coordinator"])
async def test_for_an_outsider_there_is_no_meeting(office: Office, caller: Person, use: Use) -> None:
    found = await office.asked()
    assert type(await refused(office, caller, found.meeting.id, use)) is NotFound


@pytest.mark.parametrize("use", EVERY_USE, ids=lambda use: use[0].__name__)
async def test_a_participant_from_elsewhere_sees_the_meeting_and_changes_nothing(
    office: Office, use: Use
) -> None:
    found = await office.asked()
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert type(await refused(office, f.OUTSIDER, found.meeting.id, use)) is NotFound


@pytest.mark.parametrize(
    ("caller", "use", "error"),
    [
        (f.NURSE, ACKNOWLEDGE, NotAllowed),
        (f.NURSE, ACCEPT, NotAllowed),
        (f.NURSE, PROPOSE, NotAllowed),
        (f.NURSE, ASK, NotAllowed),
        (f.CASEWORKER, CANCEL, NotAllowed),
        (f.CASEWORKER, ANSWER, WrongStatus),
        (f.CASEWORKER, MOVE, WrongStatus),
        (f.NURSE, MOVE, WrongStatus),
    ],
    ids=lambda value: value[0].__name__ if isinstance(value, tuple) else "",
)
async def test_what_is_the_other_side_s_turn_or_too_early_is_refused(
    office: Office, caller: Person, use: Use, error: type[BrobyggerError]
) -> None:
    found = await office.asked()
    assert type(await refused(office, caller, found.meeting.id, use)) is error


@pytest.mark.parametrize("use", EVERY_USE, ids=lambda use: use[0].__name__)
async def test_nothing_happens_to_a_cancelled_meeting(office: Office, use: Use) -> None:
    found = await office.asked()
    await office.does(cancel, f.NURSE, found.meeting.id, "Udskrevet")
    for caller in (f.NURSE, f.CASEWORKER):
        assert type(await refused(office, caller, found.meeting.id, use)) is WrongStatus


async def test_a_time_that_was_not_proposed_cannot_be_accepted(office: Office) -> None:
    found = await office.asked()
    refusal = await refused(office, f.CASEWORKER, found.meeting.id, (accept_time, (f.a_time(5).start,)))
    assert (type(refusal), refusal.key) == (BadValue, "meeting.time_gone")


async def test_a_proposed_time_that_has_passed_cannot_be_accepted(office: Office) -> None:
    found = await office.asked()
    first, second = found.meeting.proposed
    office.now = first.start
    refusal = await refused(office, f.CASEWORKER, found.meeting.id, (accept_time, (first.start,)))
    assert refusal.key == "meeting.time_gone"
    agreed = await office.does(accept_time, f.CASEWORKER, found.meeting.id, second.start)
    assert agreed.meeting.agreed == second


@pytest.mark.parametrize("times", [(), (f.a_time(-1),)], ids=["no time", "a time that has passed"])
async def test_times_in_the_past_are_not_proposed(office: Office, times: tuple[Any, ...]) -> None:
    found = await office.scheduled()
    for use in ((propose_times, (times,)), (move, ("Sygdom", times))):
        assert type(await refused(office, f.CASEWORKER, found.meeting.id, use)) is NothingLeft


def test_only_the_content_s_texts_are_written_as_texts() -> None:
    with pytest.raises(TypeError, match="texts"):
        writing(basis="samtykke")(f.a_meeting(f.a_case()))


async def test_who_moves_to_another_unit_sees_the_case_no_more_and_the_inbox_hears_instead(
    office: Office,
) -> None:
    found = await office.asked()
    await office.does(acknowledge, f.CASEWORKER, found.meeting.id)
    office.news()
    moved = [
        replace(row, unit="Jobcenter") if row.user_id == f.CASEWORKER.user_id else row for row in f.DIRECTORY
    ]
    await office.store.run(lambda records: records.directory.replace(moved))
    caseworker = await office.store.run(lambda records: records.directory.person(f.CASEWORKER.id))
    assert caseworker is not None
    with pytest.raises(NotFound):
        await office.does(open_details, caseworker, found.meeting.id)
    await office.does(cancel, f.NURSE, found.meeting.id, "Borgeren er syg")
    assert office.news() == told(NoticeKind.MEETING, f.CASEWORKER_LEADER)
