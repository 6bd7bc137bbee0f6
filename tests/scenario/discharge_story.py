"""A citizen's way from admission to the last follow-up, in both sectors: what both discharge stories share.

Each step looks at the chats as they are then, so that the bot may be killed between any two of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, time

from domain.document_kind import DocumentKind
from tests.scenario.actor import Actor
from tests.scenario.cards import CardSeen
from tests.scenario.cast import MUNICIPALITY, Cast
from tests.scenario.ending import NUMBER
from tests.scenario.filling import Filled, fills_in
from tests.scenario.story import accepts
from tests.scenario.town import MONDAY
from tests.scenario.written import (
    DISCHARGE,
    DISCHARGE_NOTICE,
    EARLY_NOTICE,
    FIRST_FOLLOW_UP,
    HOME_VISIT,
    MEDICINE_TALK,
    MINUTES,
    MUNICIPAL_STATUS,
    NETWORK_MEETING,
    READINESS_NOTICE,
)

Step = Callable[[Cast], Awaitable[object]]

MEETING_DAY = date(2026, 3, 5)
VISIT_DAY = date(2026, 3, 19)
READY_DAY = date(2026, 3, 12)
MOST_INPUTS_OF_A_NOTICE, MOST_PAGES_OF_A_NOTICE = 6, 2
"""On a case that is known, where everything known is reused."""


# From the first notice to the minutes


async def they_meet_the_bot(cast: Cast) -> None:
    await cast.town.arrive(*cast.everybody)


async def she_begins_an_early_notice(cast: Cast) -> None:
    await cast.nurse.says("ny")
    await begins(cast.nurse, DocumentKind.EARLY_NOTICE, name_of_early_notice(cast))


async def she_tells_the_municipality_early(cast: Cast) -> None:
    nurse, citizen = cast.nurse, cast.names.citizen
    page = nurse.latest_card()
    municipality = page.choices("other_organisation")[MUNICIPALITY]
    about = {"cpr": citizen.cpr, "citizen_name": citizen.name, "other_organisation": municipality}
    basis = {"basis": "consent_citizen", "consent_on": MONDAY.isoformat()}
    filled = await fills_in(nurse, page, {**about, **EARLY_NOTICE, **basis})
    assert filled.card.heading == nurse.wording("form.review.title")
    await nurse.presses("form.notice.send")
    assert nurse.sees("receipt.document_sent", number=NUMBER, receiver=MUNICIPALITY)


async def the_caseworker_reads_and_acknowledges_it(cast: Cast) -> None:
    """What was written is shown on request only; of a sixteen-year-old, with the hint on the transition."""
    caseworker = cast.caseworker
    notice = caseworker.wording("notice.document.sent", number=NUMBER, name=name_of_early_notice(cast))
    assert EARLY_NOTICE["citizens_wish"] not in caseworker.card_of(notice).texts
    details = await caseworker.opens(notice, "document.show")
    assert EARLY_NOTICE["citizens_wish"] in details.texts
    hint = caseworker.wording("meeting.transition_hint")
    assert (hint in details.texts) is not cast.is_adult
    assert (hint in (await on_the_case(caseworker)).texts) is not cast.is_adult
    await caseworker.opens(notice, "document.action.acknowledge")


async def the_caseworker_tells_how_the_citizen_is_known(cast: Cast) -> None:
    filled = await writes_on_the_case(cast.caseworker, DocumentKind.MUNICIPAL_STATUS, MUNICIPAL_STATUS)
    check_little_work(filled)
    await cast.caseworker.presses("form.notice.send")


async def she_acknowledges_the_municipal_status(cast: Cast) -> None:
    await cast.nurse.presses("document.action.acknowledge")


async def she_asks_for_a_network_meeting(cast: Cast) -> None:
    nurse = cast.nurse
    page = await on_the_case(nurse, "case.action.new")
    page = await nurse.presses("menu.start", name=nurse.wording("case.meeting"))
    filled = await fills_in(nurse, page, NETWORK_MEETING)
    assert EARLY_NOTICE["citizens_wish"] in filled.card.texts, "the citizen's wish is known already"
    await nurse.presses("form.meeting_request.send")


async def the_caseworker_accepts_the_time(cast: Cast) -> None:
    await accepts(cast.caseworker, MEETING_DAY, time(10))


async def the_meeting_is_held(cast: Cast) -> None:
    await cast.town.wind_to(MEETING_DAY, time(12))


async def she_shares_the_minutes(cast: Cast) -> None:
    nurse = cast.nurse
    page = await nurse.presses("meeting.action.write_minutes")
    owners = page.choices("owner_1")
    ward = nurse.wording("choice.whole_unit", unit=f"{cast.names.centre}, {cast.names.ward}")
    rows = {
        "minutes": MINUTES,
        "text_1": HOME_VISIT,
        "owner_1": owners[f"{cast.names.caseworker}, {MUNICIPALITY}"],
        "due_1": VISIT_DAY.isoformat(),
        "text_2": MEDICINE_TALK,
        "owner_2": owners[ward],
        "due_2": VISIT_DAY.isoformat(),
    }
    await fills_in(nurse, page, rows)
    await nurse.presses("form.minutes.send")


# The law, and the discharge comes near


async def she_is_asked_for_a_date(cast: Cast) -> None:
    """Nobody knows when the citizen will be discharged, so the ward is asked."""
    what = cast.nurse.wording("task.kind.set_discharge_date")
    assert cast.nurse.has_been_told("notice.reminder", what=what, number=NUMBER)
    assert not cast.caseworker.has_been_told("notice.reminder", what=what, number=NUMBER)


async def she_gives_notice_of_the_discharge(cast: Cast) -> None:
    filled = await writes_on_the_case(cast.nurse, DocumentKind.DISCHARGE_NOTICE, DISCHARGE_NOTICE)
    check_little_work(filled)
    await cast.nurse.presses("form.notice.send")


async def the_caseworker_acknowledges_the_discharge_notice(cast: Cast) -> None:
    await acknowledges(cast.caseworker, DocumentKind.DISCHARGE_NOTICE)


async def the_treatment_is_finished(cast: Cast) -> None:
    await cast.town.wind_to(READY_DAY, time(9))


async def she_reports_the_citizen_ready(cast: Cast) -> None:
    """There is no agreement yet, and she is told so at once."""
    filled = await writes_on_the_case(cast.nurse, DocumentKind.READINESS_NOTICE, READINESS_NOTICE)
    check_little_work(filled)
    await cast.nurse.presses("form.notice.send")
    assert cast.nurse.sees("receipt.ready_without_agreement", number=NUMBER, receiver=MUNICIPALITY)


async def the_caseworker_acknowledges_the_readiness_notice(cast: Cast) -> None:
    await acknowledges(cast.caseworker, DocumentKind.READINESS_NOTICE)


# After the agreement


async def the_day_of_discharge_comes(cast: Cast) -> None:
    await cast.town.wind_to(DISCHARGE, time(10))


async def she_records_the_discharge(cast: Cast) -> None:
    nurse = cast.nurse
    await opens_the_admission(nurse)
    page = await nurse.presses("admission.action.discharged")
    await fills_in(nurse, page, {"on": DISCHARGE.isoformat(), "discharge_kind": "planned", "homeless": "no"})
    await nurse.presses("form.discharged.send")
    assert nurse.sees("receipt.discharged")
    day = nurse.wording.day_and_year(DISCHARGE)
    in_time = nurse.wording("admission.status.in_time", discharged=day)
    assert in_time in (await opens_the_admission(nurse)).texts
    assert in_time in (await opens_the_admission(cast.caseworker)).texts


async def what_the_meeting_agreed_is_done(cast: Cast) -> None:
    await cast.town.wind_to(VISIT_DAY, time(8, 1))
    for actor in (cast.caseworker, cast.nurse):
        assert actor.has_been_told("notice.reminder", what=follow_up(actor), number=NUMBER)
        await actor.presses("task.action.done")


async def the_first_follow_up_is_reminded_of(cast: Cast) -> None:
    before = cast.nurse.has_been_told("notice.reminder", what=follow_up(cast.nurse), number=NUMBER)
    await cast.town.wind_to(FIRST_FOLLOW_UP, time(8, 1))
    now = cast.nurse.has_been_told("notice.reminder", what=follow_up(cast.nurse), number=NUMBER)
    assert now > before


async def the_first_follow_up_is_done(cast: Cast) -> None:
    await cast.nurse.presses("task.action.done")


async def she_closes_the_case(cast: Cast) -> None:
    nurse = cast.nurse
    card = await on_the_case(nurse)
    assert nurse.wording("case.nothing_next") in card.texts
    await nurse.presses("case.action.close")
    await nurse.presses("form.close_case.send")
    assert nurse.sees("receipt.case_closed")


# Parts of them


def name_of_early_notice(cast: Cast) -> str:
    """The children's agreement has a name of its own for it."""
    own = {"Børne- og Ungdomspsykiatrisk Center": "Underretning (orientering)"}
    return own.get(cast.names.centre, cast.nurse.wording(f"document.name.{DocumentKind.EARLY_NOTICE}"))


def follow_up(actor: Actor) -> str:
    return actor.wording("task.kind.follow_up")


async def begins(actor: Actor, kind: DocumentKind, name: str = "") -> CardSeen:
    return await actor.presses("menu.start", name=name or actor.wording(f"document.name.{kind}"))


async def on_the_case(actor: Actor, button: str = "") -> CardSeen:
    """The case's card by its number, and a button on it."""
    card = await actor.says(f"sag {NUMBER}")
    return await actor.presses(button) if button else card


async def writes_on_the_case(
    actor: Actor, kind: DocumentKind, answers: Mapping[str, str], **overwrite: str
) -> Filled:
    """From the case's card to the document's review."""
    await on_the_case(actor, "case.action.new")
    page = await begins(actor, kind)
    filled = await fills_in(actor, page, answers, overwrite=overwrite)
    assert filled.card.heading == actor.wording("form.review.title")
    return filled


def check_little_work(filled: Filled) -> None:
    assert len(filled.inputs) <= MOST_INPUTS_OF_A_NOTICE, filled.inputs
    assert filled.pages <= MOST_PAGES_OF_A_NOTICE


async def acknowledges(actor: Actor, kind: DocumentKind) -> None:
    name = actor.wording(f"document.name.{kind}")
    notice = actor.wording("notice.document.sent", number=NUMBER, name=name)
    await actor.opens(notice, "document.action.acknowledge")
    assert actor.wording("receipt.document_acknowledged") in actor.card_of(notice).texts


async def opens_the_admission(actor: Actor) -> CardSeen:
    """From the case's card, where it stands among the case's matters."""
    await on_the_case(actor)
    return await actor.presses("case.open_matter", name=actor.wording("case.admission"))
