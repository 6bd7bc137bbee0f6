"""The outbox's states: every one has a way out or is an end, and what stands still is shown to somebody."""

from __future__ import annotations

from itertools import groupby

import pytest

from workflows.notice import State
from workflows.outbox_states import END, ENDS, FACTS, SHOWN, STARTS, TRANSITIONS, WAITS_FOR, Event

BY_ITSELF = frozenset(Event) - FACTS
"""What happens without anybody's doing: the bot's own work."""


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_way_out_or_is_an_end(state: State) -> None:
    ways_out = [each for each in TRANSITIONS if each.start is state]
    assert (ways_out == []) is (state in ENDS)


@pytest.mark.parametrize("state", State)
def test_where_nothing_moves_a_row_by_itself_it_has_ended_or_is_shown_to_somebody(state: State) -> None:
    moves_on = [each for each in TRANSITIONS if each.start is state and each.event in BY_ITSELF]
    assert (moves_on == []) is (state in ENDS | SHOWN)


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached_and_says_what_it_waits_for(state: State) -> None:
    assert state is State.PENDING or state in {each.end for each in TRANSITIONS}
    assert WAITS_FOR[state]


@pytest.mark.parametrize("event", Event)
def test_an_event_leads_to_one_state_wherever_it_comes_from(event: Event) -> None:
    assert STARTS[event]
    assert {each.end for each in TRANSITIONS if each.event is event} == {END[event]}


def test_no_event_is_in_the_table_twice_for_a_state() -> None:
    pairs = sorted((each.start, each.event) for each in TRANSITIONS)
    assert [pair for pair, same in groupby(pairs) if len(list(same)) > 1] == []


def test_nobody_but_the_holder_says_that_a_message_did_not_arrive() -> None:
    assert {END[event] for event in FACTS if not event.endswith("by_operator")} == {State.SENT}


def test_what_is_shown_can_be_sent_again_or_dropped_by_who_sees_it() -> None:
    for state in SHOWN:
        assert state in STARTS[Event.RETRIED_BY_OPERATOR] & STARTS[Event.DROPPED_BY_OPERATOR]
