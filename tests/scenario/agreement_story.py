"""The first story: the citizen takes part, and an udskrivningsaftale is in force before the discharge.

It is written with a gap and cannot be sent, is changed after a signature and asked for again, and gets the
citizen's own yes and copy.
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
    AGREED_HOW,
    CHANGED_BECAUSE,
    COPY_HOW,
    DISCHARGE_AGREEMENT,
    FILLER,
    FIRST_FOLLOW_UP,
    GAPS,
    HOME_VISIT,
    MEDICINE_TALK,
    NEW_CRISIS_PLAN,
)

KIND = DocumentKind.DISCHARGE_AGREEMENT
MOST_INPUTS_OF_AN_AGREEMENT = 12
"""Beyond what the case knows."""


async def she_goes_through_the_laws_questions(cast: Cast) -> None:
    """The short path on demand: at most three questions, one a page. Under 18 support is information only."""
    nurse, wording = cast.nurse, cast.nurse.wording
    page = await nurse.says(f"skal der laves en aftale? sag {NUMBER}")
    answers = {"support": "yes", "support_child": "yes", "will_not_seek": "yes", "takes_part": "yes"}
    await fills_in(nurse, page, answers)
    await nurse.presses("form.assessment.send")
    required = wording("admission.requirement.required", name=within_a_sentence(name(cast)))
    paragraph = "section_13a_1" if cast.is_adult else "section_13a_2"
    for actor in (nurse, cast.caseworker):
        card = await opens_the_admission(actor)
        assert required in card.texts
        card = await actor.presses("admission.show")
        assert wording(f"admission.paragraph.{paragraph}") in card.texts


async def both_see_that_the_agreement_is_missing(cast: Cast) -> None:
    """A readiness notice without an agreement says so to both."""
    wording = cast.nurse.wording
    need = wording("admission.need.no_agreement", name=name(cast))
    missing = wording("admission.lacks", what=need)
    told = wording("notice.admission.admitted", number=NUMBER)
    assert missing in cast.caseworker.card_of(told).texts
    for actor in (cast.nurse, cast.caseworker):
        assert missing in (await on_the_case(actor)).texts


async def she_writes_an_agreement_with_gaps(cast: Cast) -> None:
    nurse = cast.nurse
    filled = await writes_on_the_case(nurse, KIND, DISCHARGE_AGREEMENT, supervisor=FILLER)
    assert len(filled.inputs) + len(GAPS) <= MOST_INPUTS_OF_AN_AGREEMENT, filled.inputs
    for known in (HOME_VISIT, MEDICINE_TALK, nurse.wording.day_and_year(FIRST_FOLLOW_UP)):
        assert known in filled.card.texts, "what the minutes and the notices said is reused"
    assert nurse.wording.count("form.lacking", 2) in filled.card.texts


async def it_cannot_be_sent(cast: Cast) -> None:
    """She is led to what is missing; going on leaves it for later, and it is still not sent."""
    nurse = cast.nurse
    page = await nurse.presses("form.agreement.send")
    assert page.faults_at("supervisor") == (nurse.wording("part.lack.filler"),)
    assert page.faults_at("if_not_kept") == (nurse.wording("part.lack.empty"),)
    assert nurse.wording.count("form.lacking", 2) in (await fills_in(nurse, page, {})).card.texts
    assert KIND not in cast.town.kept.document_statuses()


async def she_jumps_to_what_is_missing_and_sends_it(cast: Cast) -> None:
    nurse = cast.nurse
    page = await nurse.presses("button.fill_in", what=nurse.wording("part.if_not_kept.label"))
    supervisor = f"{cast.names.nurse}, tlf. 00 00 00 00"
    filled = await fills_in(nurse, page, GAPS, overwrite={"supervisor": supervisor})
    assert filled.inputs == [*GAPS]
    await nurse.presses("form.agreement.send")
    assert nurse.sees("receipt.agreement_sent", number=NUMBER)


async def the_manager_signs(cast: Cast) -> None:
    manager = cast.manager
    told = manager.wording("notice.document.signing", number=NUMBER, name=name(cast))
    await manager.opens(told, "document.show")
    await manager.opens(told, "document.action.sign")
    signed = manager.wording("document.tick.signature", who=MUNICIPALITY)
    assert signed in manager.card_of(told).texts


async def the_caseworker_cannot_sign(cast: Cast) -> None:
    caseworker = cast.caseworker
    told = caseworker.wording("notice.document.signing", number=NUMBER, name=name(cast))
    card = await caseworker.opens(told, "document.show")
    assert caseworker.wording("document.action.sign") not in card.buttons
    assert caseworker.wording("document.signed_by", names=cast.names.manager) in card.texts


async def she_changes_the_text_after_the_signature(cast: Cast) -> None:
    nurse = cast.nurse
    await _on_the_agreement(cast)
    page = await nurse.presses("document.action.revise")
    overwrite = {"crisis_plan": NEW_CRISIS_PLAN, "reason": CHANGED_BECAUSE}
    filled = await fills_in(nurse, page, {}, overwrite=overwrite)
    assert CHANGED_BECAUSE in filled.card.texts
    await nurse.presses("form.revised_agreement.send")
    assert nurse.sees("receipt.document_revised")


async def the_manager_sees_what_changed_and_signs_again(cast: Cast) -> None:
    manager, wording = cast.manager, cast.manager.wording
    told = wording("notice.document.signing", number=NUMBER, name=name(cast))
    card = await manager.opens(told, "document.show")
    assert wording("document.tick.no_signature", who=MUNICIPALITY) in card.texts
    assert wording("document.changed_since", number=1) in card.texts
    assert wording("document.was", text=DISCHARGE_AGREEMENT["crisis_plan"]) in card.texts
    assert NEW_CRISIS_PLAN in card.texts
    await manager.opens(told, "document.action.sign")


async def the_chief_physician_signs(cast: Cast) -> None:
    physician = cast.physician
    told = physician.wording("notice.document.signing", number=NUMBER, name=name(cast))
    card = await physician.opens(told, "document.action.sign")
    signed = physician.wording("document.tick.signature", who=cast.names.centre)
    assert signed in card.texts
    assert cast.town.kept.document_statuses()[KIND] == ["signed"]


async def the_citizen_agrees(cast: Cast) -> None:
    nurse = cast.nurse
    await _on_the_agreement(cast)
    page = await nurse.presses("document.action.citizen_agrees")
    await fills_in(nurse, page, {"how": AGREED_HOW})
    await nurse.presses("form.citizen_agrees.send")
    assert nurse.sees("receipt.citizen_agreed")
    assert cast.town.kept.document_statuses()[KIND] == ["signed"], "a copy is still to be handed over"


async def the_citizen_gets_a_copy(cast: Cast) -> None:
    nurse = cast.nurse
    page = await nurse.presses("document.action.hand_over_copy")
    await fills_in(nurse, page, {"how": COPY_HOW})
    await nurse.presses("form.hand_over_copy.send")
    assert nurse.sees("document.status.in_force.author")


async def both_hear_that_it_is_in_force(cast: Cast) -> None:
    in_force = cast.town.da("notice.document.in_force", number=NUMBER, name=name(cast))
    assert in_force in cast.caseworker.notifications()
    in_place = cast.town.da("admission.there", what=cast.town.da("admission.need.agreement", name=name(cast)))
    for actor in (cast.nurse, cast.caseworker):
        assert in_place in (await opens_the_admission(actor)).texts


STORY: tuple[Step, ...] = (
    way.they_meet_the_bot,
    way.she_begins_an_early_notice,
    way.she_tells_the_municipality_early,
    way.the_caseworker_reads_and_acknowledges_it,
    way.the_caseworker_tells_how_the_citizen_is_known,
    way.she_acknowledges_the_municipal_status,
    way.she_asks_for_a_network_meeting,
    way.the_caseworker_accepts_the_time,
    way.the_meeting_is_held,
    way.she_shares_the_minutes,
    way.she_is_asked_for_a_date,
    she_goes_through_the_laws_questions,
    way.she_gives_notice_of_the_discharge,
    way.the_caseworker_acknowledges_the_discharge_notice,
    way.the_treatment_is_finished,
    way.she_reports_the_citizen_ready,
    way.the_caseworker_acknowledges_the_readiness_notice,
    both_see_that_the_agreement_is_missing,
    she_writes_an_agreement_with_gaps,
    it_cannot_be_sent,
    she_jumps_to_what_is_missing_and_sends_it,
    the_caseworker_cannot_sign,
    the_manager_signs,
    she_changes_the_text_after_the_signature,
    the_manager_sees_what_changed_and_signs_again,
    the_chief_physician_signs,
    the_citizen_agrees,
    the_citizen_gets_a_copy,
    both_hear_that_it_is_in_force,
    way.the_day_of_discharge_comes,
    way.she_records_the_discharge,
    way.what_the_meeting_agreed_is_done,
    way.the_first_follow_up_is_reminded_of,
    way.the_first_follow_up_is_done,
    way.she_closes_the_case,
)


def name(cast: Cast) -> str:
    return cast.nurse.wording(f"document.name.{KIND}")


async def _on_the_agreement(cast: Cast) -> None:
    await on_the_case(cast.nurse)
    await cast.nurse.presses("case.open_matter", name=name(cast))
