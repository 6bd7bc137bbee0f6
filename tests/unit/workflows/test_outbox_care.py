"""Whoever runs the service sees what stands still, without a name, and may send it again or give it up."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.office import Office
from workflows.notice import Outgoing
from workflows.outbox_care import MOST_SHOWN, NotMended, mend, outbox_report, rule_in_words
from workflows.outbox_states import Event
from workflows.ports import Origin, Records, Source

BY_HAND = Source(Origin.COMMAND_LINE, "outbox retry", reference="drift")
RETRY, DROP = Event.RETRIED_BY_OPERATOR, Event.DROPPED_BY_OPERATOR


async def one_that(office: Office, *events: Event) -> Outgoing:
    """A notice that was claimed, and to which then all this happened."""

    def happen(records: Records) -> Outgoing:
        records.outbox.queue([f.a_notice()], office.now)
        (outgoing,) = records.outbox.claim(office.now, f.A_LEASE, 1)
        for event in events:
            if event is Event.INTENT_COMMITTED:
                assert records.outbox.begin_sending(outgoing, office.now, f.A_LEASE)
            else:
                assert records.outbox.settle(outgoing, event, "why")
        return outgoing

    return await office.store.run(happen)


async def mended(office: Office, outgoing: Outgoing, event: Event) -> None:
    await office.store.run(lambda r: mend(r, outgoing.id, event, office.now, BY_HAND))


DEAD = (Event.INTENT_COMMITTED, Event.GIVEN_UP)
UNCERTAIN = (Event.INTENT_COMMITTED, Event.STILL_NOT_KNOWN)


@pytest.mark.parametrize("stands", [DEAD, UNCERTAIN], ids=["dead", "uncertain"])
@pytest.mark.parametrize(("event", "action", "end"), [(RETRY, "retry", "pending"), (DROP, "drop", "dropped")])
async def test_what_stands_still_can_be_sent_again_or_given_up_and_it_is_logged_who_did(
    office: Office, stands: tuple[Event, ...], event: Event, action: str, end: str
) -> None:
    outgoing = await one_that(office, *stands)
    await mended(office, outgoing, event)
    assert office.states() == {end: 1}
    assert office.audited() == [("operator", action, f"outgoing:{outgoing.id}")]


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        ((), "claimed"),
        ((Event.INTENT_COMMITTED,), "sending"),
        ((Event.ARRIVED,), "sent"),
        ((Event.NO_LONGER_TRUE,), "dropped"),
    ],
)
@pytest.mark.parametrize("event", [RETRY, DROP])
async def test_what_is_under_way_or_has_ended_is_left_alone_and_the_refusal_says_why(
    office: Office, happened: tuple[Event, ...], state: str, event: Event
) -> None:
    outgoing = await one_that(office, *happened)
    before = office.everything()
    with pytest.raises(NotMended, match=f"message {outgoing.id} is {state}: .* dead, pending, uncertain"):
        await mended(office, outgoing, event)
    assert office.everything() == before


async def test_a_message_there_is_not_is_said_to_be_none(office: Office) -> None:
    with pytest.raises(NotMended, match="there is no message 4711"):
        await office.store.run(lambda r: mend(r, "4711", RETRY, office.now, BY_HAND))


async def test_a_report_counts_every_state_and_shows_what_stands_still(office: Office) -> None:
    outgoing = await one_that(office, *DEAD)
    report = await office.store.run(outbox_report)
    assert (report.counts["dead"], sum(report.counts.values())) == (1, 1)
    assert [each.id for each in report.shown] == [outgoing.id]
    assert not report.more


async def test_a_long_list_is_cut_and_says_so(office: Office) -> None:
    def all_dead(records: Records) -> None:
        records.outbox.queue([f.a_notice(f"no. {n}") for n in range(MOST_SHOWN + 1)], office.now)
        for outgoing in records.outbox.claim(office.now, f.A_LEASE, MOST_SHOWN + 1):
            records.outbox.begin_sending(outgoing, office.now, f.A_LEASE)
            records.outbox.settle(outgoing, Event.GIVEN_UP, "rejected")

    await office.store.run(all_dead)
    report = await office.store.run(outbox_report)
    assert (len(report.shown), report.more) == (MOST_SHOWN, True)


async def test_what_decided_it_is_told_without_ids_and_dates(office: Office) -> None:
    assert rule_in_words(await one_that(office)) == "task overdue"
