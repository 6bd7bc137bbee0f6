"""The main story, step by step: a network meeting asked for in one sector, answered in the other.

Each step looks at the chats as they are then, so that the bot may be killed between any two of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, time

from domain.local_time import at_local
from tests.scenario.actor import Actor
from tests.scenario.cards import CardSeen
from tests.scenario.citizens import (
    ADULT,
    AGENDA,
    GP,
    HOME_VISIT,
    MEDICINE_CHECK,
    MINUTES,
    MOVED_BECAUSE,
    PLACE,
    PURPOSE,
    RELATIVES,
    WISH,
    Citizen,
)
from tests.scenario.town import MONDAY, Town

THURSDAY = date(2026, 3, 5)
FRIDAY = date(2026, 3, 6)
NEXT_MONDAY = date(2026, 3, 9)
NEXT_THURSDAY = date(2026, 3, 12)
HVIDOVRE = "Hvidovre Kommune"
GLOSTRUP = "Psykiatrisk Center Glostrup"

Step = Callable[[Town], Awaitable[object]]


async def they_meet_the_bot(town: Town) -> None:
    await town.arrive(town.mette, town.henrik)


async def she_begins_a_request(town: Town) -> None:
    await town.mette.presses("help.new_meeting")


async def she_tells_who_it_is_about(town: Town) -> None:
    await fill_in_citizen(town.mette)


async def she_writes_the_citizens_own_wish(town: Town) -> None:
    await fill_in_wish(town.mette)


async def she_chooses_who_takes_part(town: Town) -> None:
    await fill_in_participants(town.mette)


async def she_states_the_legal_basis(town: Town) -> None:
    await fill_in_basis(town.mette)


async def she_proposes_a_time(town: Town) -> None:
    await fill_in_times(town.mette, THURSDAY)


async def she_sends_it(town: Town) -> None:
    await town.mette.presses("form.meeting_request.send")


async def he_opens_the_details(town: Town) -> None:
    await town.henrik.presses("meeting.show")


async def he_acknowledges(town: Town) -> None:
    await town.henrik.presses("meeting.action.acknowledge")


async def he_begins_to_propose_other_times(town: Town) -> None:
    await town.henrik.presses("meeting.action.propose_times")


async def he_sends_his_times(town: Town) -> None:
    town.henrik.fills(day_1=FRIDAY.isoformat(), time_1="13:00")
    await town.henrik.presses("form.propose_times.send")


async def she_accepts_one(town: Town) -> None:
    await accepts(town.mette, FRIDAY, time(13))


async def he_begins_to_move_it(town: Town) -> None:
    await town.henrik.presses("meeting.action.move")


async def he_moves_it_with_a_reason(town: Town) -> None:
    town.henrik.fills(day_1=NEXT_MONDAY.isoformat(), time_1="11:00", reason=MOVED_BECAUSE)
    await town.henrik.presses("form.move.send")


async def she_accepts_the_new_time(town: Town) -> None:
    await accepts(town.mette, NEXT_MONDAY, time(11))


async def the_meeting_is_held(town: Town) -> None:
    await town.wind_to(NEXT_MONDAY, time(12, 30))


async def she_begins_the_minutes(town: Town) -> None:
    await town.mette.presses("meeting.action.write_minutes")


async def she_writes_who_does_what_by_when(town: Town) -> None:
    await fill_in_minutes(town.mette)


async def she_shares_the_minutes(town: Town) -> None:
    await town.mette.presses("form.minutes.send")


async def the_follow_ups_come_near(town: Town) -> None:
    await town.wind_to(date(2026, 3, 10), time(8, 1))


async def he_has_visited(town: Town) -> None:
    await town.henrik.presses("task.action.done")


async def she_has_had_the_talk(town: Town) -> None:
    await town.mette.presses("task.action.done")


STORY: tuple[Step, ...] = (
    they_meet_the_bot,
    she_begins_a_request,
    she_tells_who_it_is_about,
    she_writes_the_citizens_own_wish,
    she_chooses_who_takes_part,
    she_states_the_legal_basis,
    she_proposes_a_time,
    she_sends_it,
    he_opens_the_details,
    he_acknowledges,
    he_begins_to_propose_other_times,
    he_sends_his_times,
    she_accepts_one,
    he_begins_to_move_it,
    he_moves_it_with_a_reason,
    she_accepts_the_new_time,
    the_meeting_is_held,
    she_begins_the_minutes,
    she_writes_who_does_what_by_when,
    she_shares_the_minutes,
    the_follow_ups_come_near,
    he_has_visited,
    she_has_had_the_talk,
)


# Parts of it, for other stories to begin with


async def tell(town: Town, last: Step) -> None:
    """The story up to and with `last`."""
    for step in STORY[: STORY.index(last) + 1]:
        await step(town)
        await town.delivers()


async def fill_in_citizen(inviter: Actor, citizen: Citizen = ADULT, receiver: str = HVIDOVRE) -> CardSeen:
    organisation = inviter.latest_card().choices("other_organisation")[receiver]
    inviter.fills(cpr=citizen.cpr, citizen_name=citizen.name, other_organisation=organisation)
    return await turn_the_page(inviter)


async def fill_in_wish(inviter: Actor) -> CardSeen:
    inviter.fills(citizens_wish=WISH, purpose=PURPOSE, agenda=AGENDA)
    return await turn_the_page(inviter)


async def fill_in_participants(inviter: Actor, **changes: str) -> CardSeen:
    inviter.fills(gp=GP, relatives_wish="yes", relatives=RELATIVES)
    return await turn_the_page(inviter.fills(**changes))


async def fill_in_basis(inviter: Actor, giver: str = "citizen") -> CardSeen:
    inviter.fills(basis=f"consent_{giver}", consent_on=MONDAY.isoformat())
    return await turn_the_page(inviter)


async def fill_in_times(inviter: Actor, day: date) -> CardSeen:
    inviter.fills(method="physical", place=PLACE, day_1=day.isoformat(), time_1="10:00")
    return await turn_the_page(inviter)


async def fill_in_request(
    inviter: Actor, citizen: Citizen = ADULT, receiver: str = HVIDOVRE, day: date = THURSDAY
) -> CardSeen:
    """From the first page to the review."""
    await fill_in_citizen(inviter, citizen, receiver)
    await fill_in_wish(inviter)
    await fill_in_participants(inviter)
    await fill_in_basis(inviter)
    return await fill_in_times(inviter, day)


async def turn_the_page(person: Actor) -> CardSeen:
    """Go on in the form; everything filled in so far must be in order."""
    card = await person.presses("button.next")
    assert card.fault_count == 0, card.everything
    return card


async def fill_in_minutes(inviter: Actor) -> CardSeen:
    """A follow-up for a person in the municipality, and one for the whole ward; both due on Thursday."""
    owners = inviter.latest_card().choices("owner_1")
    ward = inviter.wording("choice.whole_unit", unit=f"{GLOSTRUP}, Sengeafsnit")
    inviter.fills(
        minutes=MINUTES,
        text_1=HOME_VISIT,
        owner_1=owners[f"Henrik Ravn, {HVIDOVRE}"],
        due_1=NEXT_THURSDAY.isoformat(),
        text_2=MEDICINE_CHECK,
        owner_2=owners[ward],
        due_2=NEXT_THURSDAY.isoformat(),
    )
    return await turn_the_page(inviter)


async def accepts(actor: Actor, day: date, at: time, minutes: int = 60) -> CardSeen:
    """Choose one of the proposed times."""
    return await actor.presses("", titled=accept_title(actor, day, at, minutes))


def accept_title(actor: Actor, day: date, at: time, minutes: int = 60) -> str:
    when = actor.wording.moment(at_local(day, at))
    return actor.wording("meeting.accept", time=actor.wording("meeting.time", when=when, minutes=minutes))
