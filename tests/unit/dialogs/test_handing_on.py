"""A case goes to another municipality, or to another contact person; a colleague's work goes to others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from dialogs.forms.choices import Choices
from dialogs.talk import Talk
from domain.admission import DischargeKind
from domain.case import Case
from domain.people import Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from domain.task import TaskKind
from tests import factories as f
from tests.factories import (
    CASEWORKER,
    CASEWORKER_LEADER,
    COLLEAGUE,
    NOW,
    NURSE,
    NURSE_LEADER,
    OUTSIDER,
    REGION_COORDINATOR,
)
from tests.unit.dialogs.bot_in_process import DANISH, Bot
from tests.unit.dialogs.card_reading import buttons_of, everything_in, inputs_of, text_of, verbs_of
from tests.unit.dialogs.document_story import Papers
from workflows.admissions import current_admission
from workflows.cases import close_case
from workflows.chat import Card
from workflows.discharges import Discharge, record_discharge
from workflows.follow_ups import AgreedRow, add_follow_up
from workflows.notice import Notice, NoticeKind, Outgoing, State

ALBERTSLUND = OUTSIDER.home


async def case_card(bot: Bot, person: Person, case: Case) -> Card:
    return (await bot.clicks(person, "case.card", {"id": case.id})).card or {}


async def changes_municipality(bot: Bot, person: Person, case: Case, **inputs: str) -> Card:
    form = await bot.presses(person, await case_card(bot, person, case), "case.change_municipality")
    given = {"new_unit": ALBERTSLUND.id, "reason": "Borgeren er flyttet", **inputs}
    return await bot.presses(person, form, "form.next", **given)


async def offered(
    bot: Bot, person: Person, source: str, case: Case | None = None, about: str = ""
) -> list[str]:
    found = await bot.talks(
        person, lambda t: Choices(t.desk, t.person, t.wording, case, subject_id=about)(source, {})
    )
    return [choice.title for choice in found]


async def test_the_ward_gives_the_case_to_another_municipality(bot: Bot) -> None:
    case = await Papers(bot).case()
    assert await offered(bot, NURSE, "other_municipalities", case) == [ALBERTSLUND.full_name]
    receipt = await changes_municipality(bot, NURSE, case)
    assert DANISH("receipt.municipality_changed") in text_of(receipt)
    assert "Albertslund Kommune" in text_of(receipt)
    assert DANISH("event.case.change_municipality") in text_of(receipt)
    assert "26-1001" in text_of(await case_card(bot, OUTSIDER, case))


async def test_in_words_the_form_opens_with_the_municipality_the_citizen_has_moved_to(bot: Bot) -> None:
    row = next(row for row in f.DIRECTORY if row.person == OUTSIDER.name)
    taarnby = replace(row, organisation="Tårnby Kommune", person="Mia Demo", user_id=f.made_up_id("user Mia"))
    await bot.reads(lambda records: records.directory.replace((*f.DIRECTORY, taarnby)))
    case = await Papers(bot).case()
    assert len(await offered(bot, NURSE, "other_municipalities", case)) == 2
    form = await bot.says(NURSE, "borgeren er flyttet til Albertslund, sag 26-1001")
    assert inputs_of(form) == {"new_unit": ALBERTSLUND.id, "reason": None}
    receipt = await bot.presses(NURSE, form, "form.next", new_unit=ALBERTSLUND.id, reason="Flyttet")
    assert DANISH("receipt.municipality_changed") in text_of(receipt)
    assert "26-1001" in text_of(await case_card(bot, OUTSIDER, case))


async def test_in_words_the_contact_person_is_changed_on_the_named_case_or_the_citizen_s(bot: Bot) -> None:
    await Papers(bot).case()
    for words in ("sag 26-1001", f"for {f.CPR_TEXT}"):
        form = await bot.says(NURSE, f"skift kontaktperson {words}")
        assert "contact" in inputs_of(form)
    asked = await bot.says(NURSE, "skift kontaktperson")
    assert verbs_of(asked) == {"case.change_contact"}


async def test_who_may_not_see_the_case_changes_nothing_on_it_in_words(bot: Bot) -> None:
    await Papers(bot).case()
    for words in ("skift kontaktperson på sag 26-1001", "skift kommune på sag 26-1001"):
        assert DANISH("error.not_found") in text_of(await bot.says(OUTSIDER, words))


async def test_the_former_municipality_gives_it_on_and_sees_it_no_more(bot: Bot) -> None:
    case = await Papers(bot).case()
    receipt = await changes_municipality(bot, CASEWORKER, case)
    assert text_of(receipt).splitlines() == [
        DANISH("notice.case.moved", number="26-1001"),
        DANISH("case.moved_text"),
    ]
    assert buttons_of(receipt) == []
    assert DANISH("error.not_found") in text_of(await case_card(bot, CASEWORKER, case))
    assert "26-1001" not in everything_in(await bot.says(CASEWORKER, "mine sager"))
    assert "26-1001" not in everything_in(await bot.says(CASEWORKER, "status 26-1001"))


async def test_what_is_missing_is_asked_for_and_nothing_has_moved(bot: Bot) -> None:
    case = await Papers(bot).case()
    form = await changes_municipality(bot, NURSE, case, reason="")
    assert DANISH("field.required") in text_of(form)
    form = await bot.presses(NURSE, form, "form.next", new_unit=CASEWORKER.home.id, reason="Flyttet")
    assert DANISH("field.not_a_choice") in text_of(form)
    assert (await Papers(bot).read_case()).municipality_unit_id == CASEWORKER.home.id


async def test_the_former_unit_s_inbox_reads_the_number_and_no_more(bot: Bot) -> None:
    case = await Papers(bot).case()
    await changes_municipality(bot, NURSE, case)
    notice = Notice(
        NoticeKind.CASE, Subject(SubjectKind.CASE, case.id), CASEWORKER.id, f"case:{case.id}:v2", NOW
    )
    outgoing = Outgoing("a" * 32, notice, State.SENDING, 1, NOW)
    message = await bot.store.run(lambda records: bot.renderer(records, outgoing, NOW))
    assert message is not None
    assert message.summary == DANISH("notice.case.moved", number="26-1001")
    assert DANISH("case.moved_text") in text_of(message.card)
    told = everything_in(message.card)
    assert not any(word in told for word in ("Asta", f.CPR_TEXT, "Albertslund", "Afsnit 1", case.id))


async def test_one_case_gets_another_contact_person(bot: Bot) -> None:
    case = await Papers(bot).case()
    form = await bot.presses(NURSE, await case_card(bot, NURSE, case), "case.change_contact")
    assert set(inputs_of(form)) == {"contact"}
    assert await offered(bot, NURSE, "new_contacts", case) == [
        "Lene Demo, Afdelingsleder",
        "Åge Demo, Sygeplejerske",
    ]
    receipt = await bot.presses(NURSE, form, "form.next", contact=COLLEAGUE.id)
    assert DANISH("receipt.contact_changed") in text_of(receipt)
    assert DANISH("event.case.change_contact") in text_of(receipt)
    (document,) = await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))
    assert document.author.person_id == COLLEAGUE.id


async def another_case(bot: Bot, cpr: str) -> Case:
    """The nurse has asked for a meeting about another citizen."""
    await bot.requests_a_meeting(cpr=cpr)
    return (await bot.reads(lambda r: r.cases.of_citizen(f.a_cpr(cpr), NURSE)))[0]


async def inviter(bot: Bot, case: Case) -> str | None:
    (meeting,) = await bot.reads(lambda r: r.meetings.of_case(case.id, NURSE))
    return meeting.inviter.person_id


async def test_changing_one_asks_which_open_cases_it_concerns(bot: Bot) -> None:
    case = await Papers(bot).case()
    second, closed = [await another_case(bot, cpr) for cpr in ("620280-4321", "630370-4321")]
    await bot.talks(NURSE, lambda t: close_case(t.desk, t.person, closed.id, "Slut"))
    form = await bot.presses(COLLEAGUE, await case_card(bot, COLLEAGUE, case), "case.change_contact")
    assert set(inputs_of(form)) == {"contact", "which_cases"}
    choice = DANISH("choice.contact_cases.all", n=2, name="Nora Demo")
    assert await offered(bot, COLLEAGUE, "contact_cases", case) == [
        DANISH("choice.contact_cases.this"),
        choice,
    ]
    await bot.presses(COLLEAGUE, form, "form.next", contact=NURSE_LEADER.id, which_cases="all")
    assert await inviter(bot, second) == NURSE_LEADER.id
    assert await inviter(bot, closed) == NURSE.id


async def test_a_former_colleague_is_named_as_such_where_their_cases_are_counted(bot: Bot) -> None:
    case = await Papers(bot).case()
    await another_case(bot, "620280-4321")
    await leaves(bot, NURSE)
    _, every = await offered(bot, COLLEAGUE, "contact_cases", case)
    assert every == DANISH("choice.contact_cases.all", n=2, name=DANISH("colleagues.a_former"))


async def leaves(bot: Bot, person: Person) -> None:
    rows = [row for row in f.DIRECTORY if row.user_id != person.user_id]
    await bot.store.run(lambda records: records.directory.replace(rows))


async def agreed(bot: Bot, *owners: Person) -> Case:
    """A case with a follow-up for each."""
    case = await Papers(bot).case()
    (document,) = await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))
    for owner in owners:
        row = AgreedRow(Sensitive("Ring til borgeren"), owner.home.id, owner.id, date(2026, 11, 27))
        await bot.talks(NURSE, partial(_adds, document.id, row))
    return case


def _adds(document_id: str, row: AgreedRow, talk: Talk) -> None:
    add_follow_up(talk.desk, talk.person, document_id, row)


async def owners(bot: Bot, case: Case) -> list[str | None]:
    tasks = await bot.reads(lambda r: r.tasks.of_case(case.id, COLLEAGUE))
    return [task.owner_id for task in tasks if task.kind is TaskKind.FOLLOW_UP]


async def test_a_leaver_s_work_is_listed_and_given_on_in_one_step(bot: Bot) -> None:
    case = await agreed(bot, NURSE, NURSE, COLLEAGUE, CASEWORKER)
    await leaves(bot, NURSE)
    card = await bot.says(COLLEAGUE, "Nora er stoppet, fordel hendes opgaver")
    former, own = DANISH("colleagues.former"), "Åge Demo"
    assert f"**{former}** – 2 åbne opgaver\n" in text_of(card)
    assert f"**{own}** – 1 åben opgave\n" in text_of(card)
    assert "Sara Demo" not in text_of(card)
    form = await bot.presses(COLLEAGUE, card, "colleagues.hand_over_all")
    assert DANISH("colleagues.about", who=former, tasks="2 åbne opgaver") in text_of(form)
    receipt = await bot.presses(COLLEAGUE, form, "form.next", to=COLLEAGUE.id)
    assert "2 åbne opgaver er givet videre til Åge Demo." in text_of(receipt)
    assert sorted(map(str, await owners(bot, case))) == sorted([COLLEAGUE.id] * 3 + [CASEWORKER.id])


async def test_it_may_go_to_the_whole_unit_but_not_back_to_the_same(bot: Bot) -> None:
    case = await agreed(bot, NURSE)
    assert await offered(bot, NURSE, "takers_over", about=NURSE.id) == [
        "Afsnit 1 (hele enheden)", "Lene Demo, Afdelingsleder", "Åge Demo, Sygeplejerske",
    ]  # fmt: skip
    form = await bot.presses(
        NURSE, await bot.says(NURSE, "fordel en kollegas opgaver"), "colleagues.hand_over_all"
    )
    again = await bot.presses(NURSE, form, "form.next", to=NURSE.id)
    assert DANISH("field.not_a_choice") in text_of(again)
    receipt = await bot.presses(NURSE, again, "form.next", to="unit")
    assert "1 åben opgave er givet videre til hele enheden." in text_of(receipt)
    assert await owners(bot, case) == [None]


async def test_what_a_colleague_gave_on_meanwhile_is_not_given_on_twice(bot: Bot) -> None:
    case = await agreed(bot, NURSE)
    card = await bot.says(NURSE_LEADER, "fordel en kollegas opgaver")
    form = await bot.presses(NURSE_LEADER, card, "colleagues.hand_over_all")
    other = await bot.presses(
        COLLEAGUE, await bot.says(COLLEAGUE, "omfordel opgaverne"), "colleagues.hand_over_all"
    )
    await bot.presses(COLLEAGUE, other, "form.next", to=COLLEAGUE.id)
    receipt = await bot.presses(NURSE_LEADER, form, "form.next", to="unit")
    assert DANISH("colleagues.nothing_left") in text_of(receipt)
    assert await owners(bot, case) == [COLLEAGUE.id]
    stale = await bot.presses(NURSE_LEADER, card, "colleagues.hand_over_all")
    assert "Åge Demo" in text_of(stale)


async def test_only_who_works_in_the_unit_sees_and_gives_on_its_work(bot: Bot) -> None:
    case = await agreed(bot, NURSE)
    asked = await bot.says(REGION_COORDINATOR, "fordel en kollegas opgaver")
    assert DANISH("error.not_allowed") in text_of(asked)
    clicked = (await bot.clicks(REGION_COORDINATOR, "colleagues.hand_over_all", {"id": NURSE.id})).card
    assert "form.next" not in verbs_of(clicked)
    theirs = (await bot.clicks(CASEWORKER_LEADER, "colleagues.hand_over_all", {"id": NURSE.id})).card
    assert DANISH("colleagues.none") in text_of(theirs)
    assert "command.handover_all" in verbs_of(await bot.says(NURSE, "vores opgaver"))
    assert "command.handover_all" not in verbs_of(await bot.says(REGION_COORDINATOR, "vores opgaver"))
    assert await owners(bot, case) == [NURSE.id]


async def test_a_homeless_citizen_s_acting_municipality_is_shown_as_not_settled(bot: Bot) -> None:
    case = await Papers(bot).case()
    admission = await bot.talks(NURSE, lambda t: current_admission(t.desk, case))
    assert admission is not None
    values = (admission.id, Discharge(NOW.date(), DischargeKind.PLANNED, homeless=True))
    await bot.talks(NURSE, lambda t: record_discharge(t.desk, t.person, *values))
    card = (await bot.clicks(CASEWORKER, "admission.card", {"id": admission.id})).card or {}
    settled_by = {"who": "Hvidovre Kommune", "by": "mandag 23. november"}
    assert DANISH("admission.acting_unsettled", **settled_by) in text_of(card)
    task = await bot.presses(CASEWORKER, card, "task.card")
    details = await bot.presses(CASEWORKER, task, "task.show")
    assert DANISH("part.acting_municipality.label") in text_of(details)
    await bot.presses(CASEWORKER, details, "task.done")
    after = (await bot.clicks(NURSE, "admission.card", {"id": admission.id})).card
    assert DANISH("admission.acting") not in text_of(after)
