"""Notices: sent whole, read, asked about, answered, corrected, withdrawn - each step with all it entails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.agreement import Receiver
from domain.document import DocumentContent
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import BadValue, NotAllowed, NotFound, WrongStatus
from domain.legal_basis import Basis, LegalBasis
from domain.people import Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind, TaskStatus
from tests import factories as f
from tests.agreements import a_rule, an_agreement, in_force
from tests.office import Office, a_new_case, send_document, told
from tests.texts import whole_parts, whole_text
from workflows.agreements import Agreements
from workflows.documents import (
    acknowledge,
    answer,
    ask,
    changes_since,
    end,
    open_document,
    return_with,
    revise,
    send,
    sign,
    withdraw,
)
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

NOTICE = DocumentKind.EARLY_NOTICE
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
TEXT = whole_text(NOTICE, setting="outpatient")
"""About an outpatient, so that no admission begins with it."""
CORRECTED = {**TEXT.parts, "function_level": "Står op alene og laver mad"}


async def notified(office: Office) -> DocumentOnCase:
    """The nurse has sent an early notice, and its messages have been read."""
    found = await office.sent(NOTICE, content=TEXT)
    office.news()
    return found


def about(found: DocumentOnCase) -> Subject:
    return Subject(SubjectKind.DOCUMENT, found.document.id)


async def test_a_notice_goes_to_the_other_unit_s_inbox_which_has_a_day_to_read_it(office: Office) -> None:
    found = await office.sent(NOTICE, content=TEXT)
    document = found.document
    assert (document.status, document.content_version, document.version) == (Status.SENT, 1, 1)
    assert (document.author.person_id, document.receiver.person_id) == (f.NURSE.id, None)
    assert await office.document(document.id) == document
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    (task,) = await office.tasks(document)
    assert (task.kind, task.unit_id, task.owner_id) == (TaskKind.READ_NOTICE, f.CASEWORKER.home.id, None)
    assert (task.due, task.subject) == (MONDAY, about(found))
    assert await office.events(document) == [("case.open", "open"), ("document.send", "sent")]
    assert office.audited()[-1] == (f.NURSE.id, "document.send", f"document:{document.id}")


def with_receivers(kind: DocumentKind, *receivers: Receiver) -> Agreements:
    """The adults' agreement, with these receivers of the one document."""
    rules = (a_rule(each, receivers=receivers) if each is kind else a_rule(each) for each in DocumentKind)
    return in_force(an_agreement(documents=tuple(rules)))


@pytest.mark.parametrize("kind", [NOTICE, DocumentKind.INTERVENTION_PLAN])
async def test_the_agreement_says_who_is_told_when_a_document_comes_and_of_no_other(
    office: Office, kind: DocumentKind
) -> None:
    await office.staff(*f.SIGNERS)
    signers = [f.CHIEF_PHYSICIAN, f.MANAGER] if kind is not NOTICE else []
    office.agreements = with_receivers(kind, Receiver.LEADERS)
    text = TEXT if kind is NOTICE else None
    found = await office.sent(kind, content=text)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER_LEADER, *signers)
    await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    assert office.news() == told(NoticeKind.DOCUMENT, f.NURSE)
    assert (await office.document(found.document.id)).receiver.person_id is None


async def test_who_took_the_course_on_is_told_beside_the_leaders_the_agreement_names(office: Office) -> None:
    office.agreements = with_receivers(NOTICE, Receiver.INBOX, Receiver.LEADERS)
    first = await office.sent(NOTICE, content=TEXT)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER, f.CASEWORKER_LEADER)
    await office.does(acknowledge, f.CASEWORKER, first.document.id)
    office.news()
    await office.sent(NOTICE, f.COLLEAGUE, content=TEXT)
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER, f.CASEWORKER_LEADER)


async def test_only_its_coming_is_told_to_the_agreement_s_receivers(office: Office) -> None:
    office.agreements = with_receivers(NOTICE, Receiver.LEADERS)
    found = await notified(office)
    await office.does(revise, f.NURSE, found.document.id, 1, CORRECTED, "Rettet")
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)


async def test_the_first_version_of_the_text_is_kept_with_who_wrote_it_when(office: Office) -> None:
    found = await office.sent(NOTICE, content=TEXT)
    kept = await office.store.run(lambda r: r.documents.version_of(found.document.id, 1, f.CASEWORKER))
    assert (kept.number, kept.written_by, kept.written_at) == (1, f.NURSE.id, office.now)
    assert kept.content.reveal() == TEXT


async def test_who_acknowledges_takes_it_on_and_nobody_gets_a_message(office: Office) -> None:
    found = await notified(office)
    await office.hold(about(found), f.NURSE)
    office.now += timedelta(hours=2)
    read = (await office.does(acknowledge, f.CASEWORKER, found.document.id)).document
    assert (read.status, read.acknowledged_at) == (Status.ACKNOWLEDGED, office.now)
    assert read.receiver.person_id == f.CASEWORKER.id
    assert office.news() == told(NoticeKind.REFRESH, f.NURSE)
    assert await office.tasks(read) == []
    assert [t.kind for t in await office.tasks(read, TaskStatus.DONE)] == [TaskKind.READ_NOTICE]
    assert (await office.events(read))[-1] == ("document.acknowledge", "acknowledged")


@pytest.mark.parametrize("read_first", [True, False], ids=["read first", "asked at once"])
async def test_a_question_gives_the_turn_to_who_wrote_it_and_the_answer_ends_it(
    office: Office, read_first: bool
) -> None:
    found = await notified(office)
    if read_first:
        await office.does(acknowledge, f.CASEWORKER, found.document.id)
    office.now += timedelta(days=3)
    asked = (await office.does(ask, f.CASEWORKER, found.document.id, "Har borgeren bolig?")).document
    assert asked.status is Status.QUESTION_ASKED
    assert asked.acknowledged_at is not None
    assert office.news() == told(NoticeKind.DOCUMENT, f.NURSE)
    (task,) = await office.tasks(asked)
    assert (task.kind, task.owner_id, task.due) == (TaskKind.ANSWER_QUESTION, f.NURSE.id, TUESDAY)
    answered = (await office.does(answer, f.COLLEAGUE, found.document.id, "Ja, egen lejlighed")).document
    content = answered.content.reveal()
    assert (answered.status, content.question, content.answer) == (
        Status.ACKNOWLEDGED,
        "Har borgeren bolig?",
        "Ja, egen lejlighed",
    )
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    assert await office.tasks(answered) == []
    finished = {t.kind for t in await office.tasks(answered, TaskStatus.DONE)}
    assert finished == {TaskKind.READ_NOTICE, TaskKind.ANSWER_QUESTION}


async def test_a_second_question_does_not_stand_beside_the_first_one_s_answer(office: Office) -> None:
    found = await notified(office)
    await office.does(ask, f.CASEWORKER, found.document.id, "Første?")
    await office.does(answer, f.NURSE, found.document.id, "Ja")
    again = await office.does(ask, f.CASEWORKER, found.document.id, "Anden?")
    content = again.document.content.reveal()
    assert (content.question, content.answer) == ("Anden?", "")


async def test_a_corrected_notice_is_a_new_version_to_read(office: Office) -> None:
    found = await notified(office)
    await office.does(ask, f.CASEWORKER, found.document.id, "Hvad kan borgeren?")
    office.news()
    office.now += timedelta(days=3)
    revised = await office.does(revise, f.NURSE, found.document.id, 1, CORRECTED, "Ny viden")
    document = revised.document
    assert (document.status, document.content_version, document.acknowledged_at) == (Status.SENT, 2, None)
    content = document.content.reveal()
    assert (content.parts, content.reason, content.question) == (CORRECTED, "Ny viden", "")
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    (task,) = await office.tasks(document)
    assert (task.kind, task.owner_id, task.due) == (TaskKind.READ_NOTICE, f.CASEWORKER.id, TUESDAY)
    changed = await office.does(changes_since, f.CASEWORKER, document.id, 1)
    assert changed == ("function_level",)
    kept = await office.store.run(lambda r: r.documents.version_of(document.id, 1, f.NURSE))
    assert kept.content.reveal() == TEXT


async def test_a_withdrawn_notice_says_why_and_asks_nothing_more(office: Office) -> None:
    found = await notified(office)
    gone = (await office.does(withdraw, f.COLLEAGUE, found.document.id, "Sendt på forkert borger")).document
    assert (gone.status, gone.content.reveal().reason) == (Status.WITHDRAWN, "Sendt på forkert borger")
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER)
    assert await office.tasks(gone) == []
    assert [t.kind for t in await office.tasks(gone, TaskStatus.WITHDRAWN)] == [TaskKind.READ_NOTICE]
    events = await office.store.run(lambda r: r.events.of_case(gone.case_id, f.CASEWORKER))
    assert events[-1].reason.reveal() == "Sendt på forkert borger"


async def test_a_look_at_the_text_is_logged_with_the_basis_it_rests_on(office: Office) -> None:
    found = await notified(office)
    seen = await office.does(open_document, f.CASEWORKER, found.document.id)
    assert seen.document.content.reveal() == TEXT
    assert office.audited()[-1] == (f.CASEWORKER.id, "read", f"document:{found.document.id}")


async def test_the_municipality_s_status_goes_the_other_way(office: Office) -> None:
    found = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    assert office.news() == told(NoticeKind.DOCUMENT, f.NURSE, f.COLLEAGUE)
    assert found.document.receiver.unit_id == f.NURSE.home.id


async def test_whoever_was_in_touch_on_the_case_gets_the_next_document(office: Office) -> None:
    first = await notified(office)
    await office.does(acknowledge, f.CASEWORKER, first.document.id)
    status = await office.sent(DocumentKind.MUNICIPAL_STATUS, f.CASEWORKER)
    assert status.case == first.case
    assert office.news() == told(NoticeKind.DOCUMENT, f.NURSE)
    office.now += timedelta(minutes=1)
    again = await office.sent(NOTICE, f.COLLEAGUE, content=TEXT)
    assert again.document.receiver.person_id == f.CASEWORKER.id


async def test_who_has_left_the_unit_is_not_written_to_again(office: Office) -> None:
    first = await notified(office)
    await office.does(acknowledge, f.CASEWORKER, first.document.id)
    left = [row for row in f.DIRECTORY if row.user_id != f.CASEWORKER.user_id]
    await office.store.run(lambda records: records.directory.replace(left))
    again = await office.sent(NOTICE, content=TEXT)
    assert again.document.receiver.person_id is None
    assert office.news() == told(NoticeKind.DOCUMENT, f.CASEWORKER_LEADER)


Use = tuple[Callable[..., Any], tuple[Any, ...]]
ACKNOWLEDGE: Use = (acknowledge, ())
ASK: Use = (ask, ("Hvornår?",))
ANSWER: Use = (answer, ("Snart",))
REVISE: Use = (revise, (1, CORRECTED, "Ny viden"))
WITHDRAW: Use = (withdraw, ("Fejl",))
SIGN: Use = (sign, (1,))
RETURN: Use = (return_with, ("Mangler",))
END: Use = (end, ("Slut",))
OF_NOTICES = (ACKNOWLEDGE, ASK, ANSWER, REVISE, WITHDRAW)
OF_AGREEMENTS = (SIGN, RETURN, END)
LOOKS: tuple[Use, ...] = ((open_document, ()), (changes_since, (1,)))


def by_name(value: object) -> str:
    return value[0].__name__ if isinstance(value, tuple) else ""


async def refused(office: Office, caller: Person, found: DocumentOnCase, use: Use) -> Exception:
    return await office.refuses(use[0], caller, found.document.id, *use[1])


@pytest.mark.parametrize("use", [*OF_NOTICES, *OF_AGREEMENTS, *LOOKS], ids=by_name)
async def test_for_an_outsider_there_is_no_document(office: Office, use: Use) -> None:
    found = await notified(office)
    for outsider in (f.OUTSIDER, f.MUNICIPAL_COORDINATOR, f.ADMINISTRATOR):
        assert type(await refused(office, outsider, found, use)) is NotFound


@pytest.mark.parametrize("use", [ACKNOWLEDGE, ASK, ANSWER, REVISE, WITHDRAW, RETURN, END], ids=by_name)
async def test_a_participant_from_elsewhere_reads_it_and_changes_nothing(office: Office, use: Use) -> None:
    found = await notified(office)
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    assert type(await refused(office, f.OUTSIDER, found, use)) is NotFound
    seen = await office.does(open_document, f.OUTSIDER, found.document.id)
    assert seen.document.content.reveal() == TEXT


async def test_a_participant_from_elsewhere_sends_nothing(office: Office) -> None:
    found = await notified(office)
    await office.store.run(lambda r: r.cases.add_participant(found.case.id, f.OUTSIDER.id))
    case = await office.store.run(lambda r: r.cases.get(found.case.id, f.OUTSIDER))
    refusal = await office.refuses(send, f.OUTSIDER, case, DocumentKind.MUNICIPAL_STATUS, Sensitive(TEXT))
    assert type(refusal) is NotFound


@pytest.mark.parametrize("use", OF_AGREEMENTS, ids=by_name)
async def test_a_notice_is_neither_signed_nor_returned_nor_ended(office: Office, use: Use) -> None:
    found = await notified(office)
    for leader in (f.NURSE_LEADER, f.CASEWORKER_LEADER):
        assert type(await refused(office, leader, found, use)) is WrongStatus


@pytest.mark.parametrize(
    ("caller", "use", "error"),
    [
        (f.NURSE, ACKNOWLEDGE, NotAllowed),
        (f.NURSE, ASK, NotAllowed),
        (f.CASEWORKER, ANSWER, WrongStatus),
        (f.NURSE, ANSWER, WrongStatus),
        (f.CASEWORKER, REVISE, NotAllowed),
        (f.CASEWORKER, WITHDRAW, NotAllowed),
    ],
    ids=by_name,
)
async def test_what_is_the_other_side_s_or_too_early_is_refused(
    office: Office, caller: Person, use: Use, error: type[Exception]
) -> None:
    assert type(await refused(office, caller, await notified(office), use)) is error


@pytest.mark.parametrize("use", OF_NOTICES, ids=by_name)
async def test_nothing_happens_to_a_withdrawn_notice(office: Office, use: Use) -> None:
    found = await notified(office)
    await office.does(withdraw, f.NURSE, found.document.id, "Fejl")
    for caller in (f.NURSE, f.CASEWORKER):
        assert type(await refused(office, caller, found, use)) is WrongStatus


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ((1, TEXT.parts, "Rettelse"), "document.nothing_changed"),
        ((2, CORRECTED, "Rettelse"), "document.changed_meanwhile"),
        ((1, CORRECTED | {"function_level": "-"}, "Rettelse"), "document.incomplete"),
    ],
    ids=["nothing is changed", "begun from a version that is not there", "a part is emptied"],
)
async def test_a_correction_that_says_nothing_new_is_refused(
    office: Office, values: tuple[Any, ...], key: str
) -> None:
    found = await notified(office)
    refusal = await office.refuses(revise, f.NURSE, found.document.id, *values)
    assert (type(refusal), refusal.key) == (BadValue, key)


async def test_of_two_who_correct_it_the_later_is_told_what_the_other_changed(office: Office) -> None:
    found = await notified(office)
    await office.does(revise, f.NURSE, found.document.id, 1, CORRECTED, "Ny viden")
    mine = {**TEXT.parts, "asked_to_look_at": "Se på bostøtte og økonomi"}
    refusal = await office.refuses(revise, f.COLLEAGUE, found.document.id, 1, mine, "Også ny viden")
    assert refusal.key == "document.changed_meanwhile"
    assert await office.does(changes_since, f.COLLEAGUE, found.document.id, 1) == ("function_level",)
    both = {**CORRECTED, "asked_to_look_at": mine["asked_to_look_at"]}
    merged = await office.does(revise, f.COLLEAGUE, found.document.id, 2, both, "Også ny viden")
    assert (merged.document.content_version, merged.document.content.reveal().parts) == (3, both)


async def refused_to_send(
    office: Office, kind: DocumentKind, content: DocumentContent, caller: Person = f.NURSE, **of_case: Any
) -> tuple[type[Exception], str]:
    new = a_new_case(caller, **of_case)
    refusal = await office.refuses(send_document, caller, new, kind, Sensitive(content))
    return type(refusal), refusal.key


@pytest.mark.parametrize("part", [name for name in whole_parts(NOTICE) if name != "setting"])
async def test_a_notice_that_lacks_a_required_part_is_not_sent(office: Office, part: str) -> None:
    lacking = replace(TEXT, parts={**TEXT.parts, part: " "})
    assert await refused_to_send(office, NOTICE, lacking) == (BadValue, "document.incomplete")


async def test_a_part_that_is_not_relevant_for_a_reason_is_no_hindrance(office: Office) -> None:
    reason = "Ikke relevant, fordi datoen ikke er kendt endnu"
    found = await office.sent(NOTICE, content=whole_text(NOTICE, expected_discharge=reason))
    (admission,) = await office.admissions(found.case.id)
    assert admission.expected_on is None


async def test_what_the_agreement_does_not_use_is_not_sent(office: Office) -> None:
    office.agreements = in_force(an_agreement(documents=(a_rule(DocumentKind.DISCHARGE_NOTICE),)))
    assert await refused_to_send(office, NOTICE, TEXT) == (BadValue, "document.not_in_use")


async def test_what_the_agreement_does_not_require_may_be_left_out(office: Office) -> None:
    rule = a_rule(NOTICE, required=("citizens_wish",))
    office.agreements = in_force(an_agreement(documents=(rule,)))
    short = replace(TEXT, parts={"citizens_wish": "At komme hjem", "setting": "outpatient"})
    found = await office.sent(NOTICE, content=short)
    assert found.document.status is Status.SENT


@pytest.mark.parametrize(
    ("kind", "caller"),
    [
        (DocumentKind.MUNICIPAL_STATUS, f.NURSE),
        *(
            (kind, f.CASEWORKER)
            for kind in DocumentKind
            if kind not in (DocumentKind.MUNICIPAL_STATUS, DocumentKind.INTERVENTION_PLAN)
        ),
    ],
)
async def test_a_sector_starts_only_its_own_documents(
    office: Office, kind: DocumentKind, caller: Person
) -> None:
    assert (await refused_to_send(office, kind, whole_text(kind), caller))[0] is NotAllowed


async def test_a_basis_that_says_nothing_is_refused(office: Office) -> None:
    bare = replace(TEXT, basis=LegalBasis(Basis.OTHER))
    assert await refused_to_send(office, NOTICE, bare) == (BadValue, "basis.other_needs_text")


async def test_who_works_in_no_unit_sends_nothing(office: Office) -> None:
    assert (await refused_to_send(office, NOTICE, TEXT, f.REGION_COORDINATOR))[0] is NotAllowed
