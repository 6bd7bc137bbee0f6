"""A document filled in and sent in the chat: on a new case, on a known one, with gaps, and with doubt."""

from __future__ import annotations

from dialogs.forms.submit import FORMS
from domain.discharge_law import Answers, Paragraph, Requirement
from domain.document import CITIZEN
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.legal_basis import Basis
from domain.parts import PARTS
from domain.task import TaskKind
from tests.factories import CASEWORKER, NURSE
from tests.unit.dialogs.bot_in_process import BASIS_PAGE, CITIZEN_PAGE, DANISH, Bot
from tests.unit.dialogs.card_limits import faults_of
from tests.unit.dialogs.card_reading import buttons_of, inputs_of, text_of
from tests.unit.dialogs.document_story import AGREEMENT, DISCHARGE, EARLY, ON_13C, Papers
from workflows import admissions, cases
from workflows.chat import Card


def page_of(kind: DocumentKind, name: str, given: dict[str, str]) -> dict[str, str]:
    page = FORMS[kind].form.page(name)
    assert page is not None
    return {field.name: given[field.name] for field in page.fields if field.name in given}


async def test_an_early_notice_opens_a_case_in_the_chat(bot: Bot) -> None:
    papers, kind = Papers(bot), DocumentKind.EARLY_NOTICE
    card = await papers.begins(NURSE, kind, "")
    wish = await bot.presses(NURSE, card, "form.next", **CITIZEN_PAGE)
    assert "Dette er ikke en underretning efter barnets lov og erstatter den ikke." in text_of(wish)
    pages = [page_of(kind, "wish", EARLY), page_of(kind, "admission", EARLY), BASIS_PAGE]
    review = await bot.fills(NURSE, wish, *pages)
    assert faults_of(review) == []
    receipt = await bot.presses(NURSE, review, "form.send")
    case = await papers.read_case()
    assert case.number in text_of(receipt)
    (document,) = await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))
    content = document.content.reveal()
    assert (document.kind, document.status, dict(content.parts)) == (kind, Status.SENT, EARLY)
    assert content.basis.basis is Basis.SECTION_13C
    assert await bot.reads(lambda r: r.drafts.latest(NURSE.id)) is None


async def test_a_notice_on_the_case_needs_neither_citizen_nor_basis_again(bot: Bot) -> None:
    papers, kind = Papers(bot), DocumentKind.DISCHARGE_NOTICE
    case = await papers.case()
    card = await papers.begins(NURSE, kind, case.id)
    pages = [
        page_of(kind, "discharge", DISCHARGE),
        {**page_of(kind, "watch", DISCHARGE), "required_by": "support"},
    ]
    review = await bot.fills(NURSE, card, *pages)
    await bot.presses(NURSE, review, "form.send")
    documents = await bot.reads(lambda r: r.documents.of_case(case.id, CASEWORKER))
    assert {each.kind for each in documents} == {DocumentKind.EARLY_NOTICE, kind}
    admission = await bot.talks(NURSE, lambda t: admissions.current_admission(t.desk, case))
    assert admission is not None
    found = admission.assessment.reveal()
    assert found is not None
    assert (found.requirement, found.paragraph) == (Requirement.REQUIRED, Paragraph.SECTION_13A_1)


async def test_whoever_is_in_doubt_answers_the_questions_in_the_notice(bot: Bot) -> None:
    papers, kind = Papers(bot), DocumentKind.DISCHARGE_NOTICE
    case = await papers.case()
    card = await papers.begins(NURSE, kind, case.id)
    watch = {**page_of(kind, "watch", DISCHARGE), "required_by": "guide_me"}
    path = [{"support": "no"}, {"will_not_seek": "yes"}, {"takes_part": "no"}]
    review = await bot.fills(NURSE, card, page_of(kind, "discharge", DISCHARGE), watch, *path)
    await bot.presses(NURSE, review, "form.send")
    admission = await bot.talks(NURSE, lambda t: admissions.current_admission(t.desk, case))
    assert admission is not None
    found = admission.assessment.reveal()
    assert found is not None
    assert found.answers == Answers(support=False, will_not_seek=True, takes_part=False)
    assert found.document is DocumentKind.COORDINATION_PLAN


async def review_of(bot: Bot, papers: Papers, **changed: str) -> Card:
    """The review of a discharge agreement, some of it changed or left out."""
    kind = DocumentKind.DISCHARGE_AGREEMENT
    case = await papers.case(ON_13C)
    card = await papers.begins(NURSE, kind, case.id)
    names = [part.name for part in PARTS[kind]]
    for _ in FORMS[kind].form.pages:
        asked = [name for name in inputs_of(card) if name in names]
        if not asked:
            break
        given = {name: changed.get(name, AGREEMENT.get(name, "")) for name in asked}
        card = await bot.presses(NURSE, card, "form.next", **given)
    return card


async def test_the_review_of_an_agreement_lists_what_is_missing_and_jumps_there(bot: Bot) -> None:
    review = await review_of(bot, Papers(bot), crisis_plan="-", revision="")
    assert DANISH.count("form.lacking", 2) in text_of(review)
    assert faults_of(review) == []
    jumps = {b["title"]: b["data"]["page"] for b in buttons_of(review) if b["verb"] == "form.jump"}
    label = DANISH("part.crisis_plan.label")
    assert jumps[DANISH("button.fill_in", what=label)] == "everyday"
    assert jumps[DANISH("button.fill_in", what=DANISH("part.revision.label"))] == "ending"
    there = await bot.clicks(
        NURSE, "form.jump", next(b for b in buttons_of(review) if label in b["title"])["data"]
    )
    assert "crisis_plan" in inputs_of(there.card)


async def test_sending_an_agreement_with_a_gap_asks_for_it_at_its_field(bot: Bot) -> None:
    papers = Papers(bot)
    review = await review_of(bot, papers, crisis_plan="se journal")
    asked = await bot.presses(NURSE, review, "form.send")
    assert DANISH("part.lack.filler") in text_of(asked)
    assert inputs_of(asked)["crisis_plan"] == "se journal"
    case = await papers.read_case()
    assert len(await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))) == 1


async def test_a_complete_agreement_is_sent_for_sign_off(bot: Bot) -> None:
    papers = Papers(bot)
    receipt = await bot.presses(NURSE, await review_of(bot, papers), "form.send")
    case = await papers.read_case()
    documents = await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))
    stands = {each.kind: each.status for each in documents}
    assert stands[DocumentKind.DISCHARGE_AGREEMENT] is Status.SIGNING
    assert DANISH("receipt.agreement_sent", number=case.number) in text_of(receipt)


async def test_consent_withdrawn_while_one_writes_asks_for_a_basis_and_loses_nothing(bot: Bot) -> None:
    papers, kind = Papers(bot), DocumentKind.EARLY_NOTICE
    case = await papers.case()
    card = await papers.begins(NURSE, kind, case.id)
    review = await bot.fills(NURSE, card, page_of(kind, "wish", EARLY), page_of(kind, "admission", EARLY))
    day = bot.time.date()
    await bot.talks(CASEWORKER, lambda t: cases.withdraw_consent(t.desk, t.person, case.id, day))
    asked = await bot.presses(NURSE, review, "form.send")
    assert "basis" in inputs_of(asked)
    again = await bot.presses(NURSE, asked, "form.next", basis="section_13c")
    await bot.presses(NURSE, again, "form.send")
    documents = await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))
    assert [dict(each.content.reveal().parts) for each in documents] == [EARLY, EARLY]


async def test_an_assessment_is_changed_from_what_was_answered_last(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    card = await papers.begins(NURSE, "assessment", case.id)
    takes_part = await bot.presses(NURSE, card, "form.next", support="yes")
    await bot.presses(NURSE, takes_part, "form.next", takes_part="not_asked")
    again = await papers.begins(NURSE, "assessment", case.id)
    assert inputs_of(again) == {"support": "yes"}
    last = await bot.presses(NURSE, again, "form.next")
    await bot.presses(NURSE, last, "form.next", takes_part="no")
    admission = await bot.talks(NURSE, lambda t: admissions.current_admission(t.desk, case))
    assert admission is not None
    found = admission.assessment.reveal()
    assert found is not None
    assert (found.version, found.document) == (2, DocumentKind.COORDINATION_PLAN)


async def test_a_meeting_is_asked_for_on_a_case_that_is_there(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    card = await papers.begins(NURSE, "meeting_request", case.id)
    review = await bot.fills(
        NURSE,
        card,
        {"purpose": "Støtte efter udskrivning"},
        {"relatives_wish": "no"},
        {"method": "video", "day_1": "2026-11-25", "time_1": "10:00", "duration": "60"},
    )
    await bot.presses(NURSE, review, "form.send")
    (meeting,) = await bot.reads(lambda r: r.meetings.of_case(case.id, NURSE))
    assert meeting.content.reveal().citizens_wish == EARLY["citizens_wish"]
    assert len(await bot.reads(lambda r: r.cases.of_person(NURSE))) == 1


async def answered(bot: Bot, papers: Papers, form: str, subject_id: str, **given: str) -> Card:
    """A short form begun and sent; the nurse's."""
    card = await papers.begins(NURSE, form, subject_id)
    return await bot.presses(NURSE, card, "form.next", **given)


async def test_the_citizens_word_and_copy_are_recorded_of_the_present_version(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case(ON_13C)
    sent = await papers.send(NURSE, case, DocumentKind.DISCHARGE_AGREEMENT, AGREEMENT, ON_13C)
    begun = inputs_of(await papers.begins(NURSE, "citizen_agrees", sent.id))
    assert begun == {"on": "2026-11-20", "how": None, "witness": "Nora Demo, Sygeplejerske"}
    await answered(bot, papers, "citizen_agrees", sent.id, how="Mundtligt")
    await answered(bot, papers, "hand_over_copy", sent.id, how="På papir")
    await answered(
        bot, papers, "hand_over_copy", sent.id, how="Post", copy_to="relatives", to_name="En søster"
    )
    content = (await papers.document(sent.id)).content.reveal()
    assert content.citizen is not None
    assert content.citizen.content_version == 1
    assert [copy.to for copy in content.copies] == [CITIZEN, "Pårørende: En søster"]


async def test_a_no_from_the_citizen_makes_the_plan(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case(ON_13C)
    sent = await papers.send(NURSE, case, DocumentKind.DISCHARGE_AGREEMENT, AGREEMENT, ON_13C)
    await answered(bot, papers, "citizen_declines", sent.id, reason="Vil ikke være med")
    plan = await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))
    live = [each for each in plan if each.kind is DocumentKind.COORDINATION_PLAN]
    assert live[0].content.reveal().parts["offered_on"] == "2026-11-20"


async def test_a_series_of_follow_ups_is_agreed(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case(ON_13C)
    sent = await papers.send(NURSE, case, DocumentKind.DISCHARGE_AGREEMENT, AGREEMENT, ON_13C)
    await answered(
        bot, papers, "follow_up", sent.id, text="Ring til borgeren", owner=f"{NURSE.home.id}:",
        due="2026-12-01", follow_up_every="14", until="2027-02-01",
    )  # fmt: skip
    tasks = await bot.reads(lambda r: r.tasks.of_case(case.id, NURSE))
    (series,) = [task for task in tasks if task.kind is TaskKind.FOLLOW_UP]
    assert (series.every_days, f"{series.until}") == (14, "2027-02-01")


async def test_a_date_a_discharge_and_its_explanation_are_recorded(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    admission = await bot.talks(NURSE, lambda t: admissions.current_admission(t.desk, case))
    assert admission is not None
    assert inputs_of(await papers.begins(NURSE, "discharge_date", admission.id)) == {
        "expected_on": "2026-12-04"
    }
    await answered(bot, papers, "discharge_date", admission.id, expected_on="2026-12-10")
    await answered(bot, papers, "discharged", admission.id, discharge_kind="own_request", homeless="no")
    await answered(bot, papers, "explain_discharge", admission.id, reason="Borgeren gik samme aften")
    found = (await bot.reads(lambda r: r.admissions.get(admission.id, NURSE))).admission
    assert (f"{found.expected_on}", f"{found.discharged_on}") == ("2026-12-10", "2026-11-20")
    assert found.reason.reveal() == "Borgeren gik samme aften"


async def test_coercion_is_registered_with_the_discharge_and_shown_to_the_ward_alone(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    admission = await bot.talks(NURSE, lambda t: admissions.current_admission(t.desk, case))
    assert admission is not None
    await answered(
        bot, papers, "discharged", admission.id, discharge_kind="planned", homeless="no", coercive="yes"
    )
    assert (await bot.reads(lambda r: r.admissions.get(admission.id, NURSE))).admission.coercive is True
    seen = [
        await bot.clicks(person, "admission.show", {"id": admission.id}) for person in (NURSE, CASEWORKER)
    ]
    assert ["Tvangsindlagt\nJa" in text_of(reply.card) for reply in seen if reply.card] == [True, False]


async def test_a_case_with_something_open_is_closed_with_a_reason(bot: Bot) -> None:
    papers = Papers(bot)
    case = await papers.case()
    asked = await answered(bot, papers, "close_case", case.id)
    assert DANISH("case.reason_missing") in text_of(asked)
    await bot.presses(NURSE, asked, "form.next", reason="Flyttet")
    assert not (await papers.read_case()).is_open


async def test_a_question_is_asked_answered_and_a_notice_withdrawn(bot: Bot) -> None:
    papers = Papers(bot)
    await papers.case()
    case = await papers.read_case()
    (notice,) = await bot.reads(lambda r: r.documents.of_case(case.id, NURSE))
    card = await papers.begins(CASEWORKER, "document_ask", notice.id)
    await bot.presses(CASEWORKER, card, "form.next", question="Hvornår?")
    await answered(bot, papers, "document_answer", notice.id, answer="På mandag")
    assert (await papers.document(notice.id)).content.reveal().answer == "På mandag"
    await answered(bot, papers, "document_withdraw", notice.id, reason="Forkert borger")
    assert (await papers.document(notice.id)).status is Status.WITHDRAWN
