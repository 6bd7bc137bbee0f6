"""How a row of the outbox moves: one table, state × event → state, that everything which moves a row obeys.

A row ends as sent, dropped, or where somebody is shown it: uncertain or dead. One that is gathered has no way
of its own: it shares that of the morning message that carries it. A row is on its way in every other state
and has a way out of each. What an event means to the person is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.notice import State


class Event(StrEnum):
    """What happens to a row."""

    CLAIMED = "claimed"
    """A replica took it, for the length of a lease."""
    LEASE_RAN_OUT = "lease_ran_out"
    """The replica that claimed it did not begin to send it in time."""
    HELD_BACK = "held_back"
    """Nothing was sent: its recipient is off work, the channel takes no more, or its replica stops."""
    NOWHERE_TO_SEND = "nowhere_to_send"
    """The person's tenant has not met the bot, so there is no address yet."""
    ON_ITS_OWN = "on_its_own"
    """It cannot be shown in its recipient's morning message, which goes out without it."""
    NO_LONGER_TRUE = "no_longer_true"
    """There is nothing left to say."""
    NOT_MADE = "not_made"
    """Its card could not be made: a fault of ours, or of the database. Nothing was sent."""
    INTENT_COMMITTED = "intent_committed"
    """From here on it may have arrived, whatever happens."""
    ARRIVED = "arrived"
    """The channel took it and gave its id; also the late word of an earlier attempt."""
    SAFE_TO_SEND_AGAIN = "safe_to_send_again"
    """It certainly was not accepted and may be later; or it is an update, which may be repeated."""
    GIVEN_UP = "given_up"
    """It certainly was not accepted, or never made, and trying again is no use."""
    NOT_KNOWN = "not_known"
    """Nobody knows whether it arrived: a timeout, or its sender stopped. It is repeated once, labelled."""
    STILL_NOT_KNOWN = "still_not_known"
    """Nor does anybody of its repeat."""
    ACTED_ON = "acted_on"
    """Its recipient used a button on its card, so it has arrived."""
    RETRIED_BY_OPERATOR = "retried_by_operator"
    DROPPED_BY_OPERATOR = "dropped_by_operator"


@dataclass(frozen=True)
class Transition:
    start: State
    event: Event
    end: State


TRANSITIONS = (
    Transition(State.PENDING, Event.CLAIMED, State.CLAIMED),
    Transition(State.PENDING, Event.ARRIVED, State.SENT),
    Transition(State.PENDING, Event.ACTED_ON, State.SENT),
    Transition(State.PENDING, Event.RETRIED_BY_OPERATOR, State.PENDING),
    Transition(State.PENDING, Event.DROPPED_BY_OPERATOR, State.DROPPED),
    Transition(State.CLAIMED, Event.LEASE_RAN_OUT, State.PENDING),
    Transition(State.CLAIMED, Event.HELD_BACK, State.PENDING),
    Transition(State.CLAIMED, Event.NOWHERE_TO_SEND, State.PENDING),
    Transition(State.CLAIMED, Event.NOT_MADE, State.PENDING),
    Transition(State.CLAIMED, Event.GIVEN_UP, State.DEAD),
    Transition(State.CLAIMED, Event.NO_LONGER_TRUE, State.DROPPED),
    Transition(State.GATHERED, Event.NO_LONGER_TRUE, State.DROPPED),
    Transition(State.GATHERED, Event.ON_ITS_OWN, State.PENDING),
    Transition(State.CLAIMED, Event.INTENT_COMMITTED, State.SENDING),
    Transition(State.CLAIMED, Event.ARRIVED, State.SENT),
    Transition(State.CLAIMED, Event.ACTED_ON, State.SENT),
    Transition(State.SENDING, Event.ARRIVED, State.SENT),
    Transition(State.SENDING, Event.SAFE_TO_SEND_AGAIN, State.PENDING),
    Transition(State.SENDING, Event.GIVEN_UP, State.DEAD),
    Transition(State.SENDING, Event.NOT_KNOWN, State.PENDING),
    Transition(State.SENDING, Event.STILL_NOT_KNOWN, State.UNCERTAIN),
    Transition(State.SENDING, Event.ACTED_ON, State.SENT),
    Transition(State.UNCERTAIN, Event.ARRIVED, State.SENT),
    Transition(State.UNCERTAIN, Event.ACTED_ON, State.SENT),
    Transition(State.UNCERTAIN, Event.RETRIED_BY_OPERATOR, State.PENDING),
    Transition(State.UNCERTAIN, Event.DROPPED_BY_OPERATOR, State.DROPPED),
    Transition(State.DEAD, Event.ARRIVED, State.SENT),
    Transition(State.DEAD, Event.ACTED_ON, State.SENT),
    Transition(State.DEAD, Event.RETRIED_BY_OPERATOR, State.PENDING),
    Transition(State.DEAD, Event.DROPPED_BY_OPERATOR, State.DROPPED),
)

BEGINS = (State.PENDING, State.GATHERED)
"""How a row is written when it is decided: by itself, or as part of its recipient's morning message. One that
was dropped as no longer true is written anew when the same is decided again."""
ENDS = frozenset({State.SENT, State.DROPPED})
"""States that nothing changes any more."""
SHOWN = frozenset({State.UNCERTAIN, State.DEAD})
"""States that are shown to whoever runs the service, row by row: nothing moves it on by itself."""
FACTS = frozenset({Event.ARRIVED, Event.ACTED_ON, Event.RETRIED_BY_OPERATOR, Event.DROPPED_BY_OPERATOR})
"""True whoever brings them. Every other event is the word of the one who holds the claim."""

END: Mapping[Event, State] = {each.event: each.end for each in TRANSITIONS}
"""Where each event leads, wherever it comes from."""
STARTS: Mapping[Event, frozenset[State]] = {
    event: frozenset(each.start for each in TRANSITIONS if each.event is event) for event in Event
}

WAITS_FOR: Mapping[State, str] = {
    State.PENDING: "its time",
    State.CLAIMED: "the replica that holds it, as long as its lease lasts",
    State.SENDING: "the channel's word, as long as its lease lasts",
    State.SENT: "nothing: it has ended",
    State.GATHERED: "the morning message that carries it, whose own row says how that went",
    State.UNCERTAIN: "a click on its card, or whoever runs the service",
    State.DEAD: "whoever runs the service",
    State.DROPPED: "nothing: it has ended",
}
