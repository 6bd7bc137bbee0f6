"""The second story: the citizen will not take part, and the same text becomes a koordinationsplan (§ 13 b).

The municipality has signed the agreement by then; nothing is typed again, and both sign the plan.
"""

from __future__ import annotations

from dialogs.cards.document_words import within_a_sentence
from domain.document_kind import DocumentKind
from tests.scenario import discharge_story as way
from tests.scenario.cast import MUNICIPALITY, Cast
from tests.scenario.discharge_story import Step, on_the_case, opens_the_admission, writes_on_the_case
from tests.scenario.ending import NUMBER
from tests.scenario.filling import fills_in
from tests.scenario.written import (
    DECLINED_BECAUSE,
    DISCHARGE_AGREEMENT,
    DISCHARGE_NOTICE,
    GAPS,
    NETWORK_MEETING,
    SOCIAL,
    TREATMENT,
)

AGREEMENT, PLAN = DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN
WITHOUT_A_MEETING = {
    **DISCHARGE_AGREEMENT,
    **GAPS,
    "treatment_offers": TREATMENT,
    "social_offers": SOCIAL,
    "contact_gp": NETWORK_MEETING["gp"],
    "relatives": NETWORK_MEETING["relatives"],
}


async def she_gives_notice_and_answers_the_laws_question(cast: Cast) -> None:
    """One question stands for the path, within the six inputs on two pages."""
    answers = {**DISCHARGE_NOTICE, "required_by": "will_not_seek"}
    filled = await writes_on_the_case(cast.nurse, DocumentKind.DISCHARGE_NOTICE, answers)
    way.check_little_work(filled)
    await cast.nurse.presses("form.notice.send")
    named = within_a_sentence(_name(cast, AGREEMENT))
    required = cast.nurse.wording("admission.requirement.required", name=named)
    for actor in (cast.nurse, cast.caseworker):
        assert required in (await opens_the_admission(actor)).texts


async def she_sends_an_agreement(cast: Cast) -> None:
    await writes_on_the_case(cast.nurse, AGREEMENT, WITHOUT_A_MEETING)
    await cast.nurse.presses("form.agreement.send")


async def the_manager_signs_it(cast: Cast) -> None:
    await _signs(cast, AGREEMENT)


async def the_citizen_declines(cast: Cast) -> None:
    nurse = cast.nurse
    await on_the_case(nurse)
    await nurse.presses("case.open_matter", name=_name(cast, AGREEMENT))
    page = await nurse.presses("document.action.citizen_declines")
    assert page.fields["offered_on"] == way.READY_DAY.isoformat()
    await fills_in(nurse, page, {"reason": DECLINED_BECAUSE})
    await nurse.presses("form.citizen_declines.send")
    assert nurse.sees("receipt.citizen_declined")
    assert cast.town.kept.document_statuses()[AGREEMENT] == ["replaced"]
    assert cast.town.kept.document_statuses()[PLAN] == ["signing"]


async def the_plan_holds_all_that_was_written(cast: Cast) -> None:
    """Nobody's signature is carried over: both are asked anew, about the whole text."""
    manager, wording = cast.manager, cast.manager.wording
    told = wording("notice.document.signing", number=NUMBER, name=_name(cast, PLAN))
    card = await manager.opens(told, "document.show")
    for written in (text for text in WITHOUT_A_MEETING.values() if " " in text):
        assert written in card.texts
    assert wording("part.offered_on.label") in card.texts
    assert wording("document.tick.no_signature", who=MUNICIPALITY) in card.texts
    assert wording("document.tick.no_signature", who=cast.names.centre) in card.texts


async def both_sign_the_plan(cast: Cast) -> None:
    await _signs(cast, PLAN)
    told = cast.physician.wording("notice.document.signing", number=NUMBER, name=_name(cast, PLAN))
    card = await cast.physician.opens(told, "document.action.sign")
    assert cast.physician.wording("document.status.in_force.author") in card.texts
    assert cast.town.kept.document_statuses()[PLAN] == ["in_force"]


async def both_see_that_the_plan_is_in_place(cast: Cast) -> None:
    there = cast.town.da("admission.need.agreement", name=_name(cast, PLAN))
    for actor in (cast.nurse, cast.caseworker):
        assert actor.wording("admission.there", what=there) in (await opens_the_admission(actor)).texts


STORY: tuple[Step, ...] = (
    way.they_meet_the_bot,
    way.she_begins_an_early_notice,
    way.she_tells_the_municipality_early,
    way.the_caseworker_reads_and_acknowledges_it,
    way.the_caseworker_tells_how_the_citizen_is_known,
    way.she_acknowledges_the_municipal_status,
    she_gives_notice_and_answers_the_laws_question,
    way.the_caseworker_acknowledges_the_discharge_notice,
    way.the_treatment_is_finished,
    way.she_reports_the_citizen_ready,
    way.the_caseworker_acknowledges_the_readiness_notice,
    she_sends_an_agreement,
    the_manager_signs_it,
    the_citizen_declines,
    the_plan_holds_all_that_was_written,
    both_sign_the_plan,
    both_see_that_the_plan_is_in_place,
    way.the_day_of_discharge_comes,
    way.she_records_the_discharge,
    way.the_first_follow_up_is_reminded_of,
    way.the_first_follow_up_is_done,
    way.she_closes_the_case,
)


def _name(cast: Cast, kind: DocumentKind) -> str:
    return cast.nurse.wording(f"document.name.{kind}")


async def _signs(cast: Cast, kind: DocumentKind) -> None:
    """The municipality's leader."""
    manager = cast.manager
    told = manager.wording("notice.document.signing", number=NUMBER, name=_name(cast, kind))
    card = await manager.opens(told, "document.action.sign")
    assert manager.wording("document.tick.signature", who=MUNICIPALITY) in card.texts
