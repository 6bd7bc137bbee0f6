"""What the buttons of a network meeting's card do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from dialogs.forms import flow, small_forms
from dialogs.forms.form import Form
from dialogs.forms.times import time_values
from dialogs.receipts import receipt
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in, show
from domain.errors import BadValue
from domain.network_meeting import Action, transition
from workflows import meetings


def _card(talk: Talk, data: Data) -> Reply:
    return show(talk, talk.desk.records.meetings.get(id_in(data), talk.person))


def _details(talk: Talk, data: Data) -> Reply:
    return show(talk, meetings.open_details(talk.desk, talk.person, id_in(data)), details=True)


def _acknowledge(talk: Talk, data: Data) -> Reply:
    found = meetings.acknowledge(talk.desk, talk.person, id_in(data))
    return receipt(talk, found, "receipt.acknowledged")


def _accept_time(talk: Talk, data: Data) -> Reply:
    found = meetings.accept_time(talk.desk, talk.person, id_in(data), _moment(data.get("start")))
    return receipt(talk, found, "receipt.accepted")


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadValue("meeting.time_gone", "a card's time cannot be read")


def _form(action: Action, form: Form) -> Verb:
    """Begins a form on a meeting; refused here already when the step no longer fits."""

    def begin(talk: Talk, data: Data) -> Reply:
        found = talk.desk.records.meetings.get(id_in(data), talk.person)
        meetings.check_may_act(talk.person, found, action)
        transition(found.meeting, action, found.meeting.side_of(talk.person))
        earlier = time_values(found.meeting.proposed) if action is Action.MOVE else {}
        values = {name: value for name, value in earlier.items() if name == "duration"}
        return talk.show(flow.start(talk, form, found.meeting.id, values))

    return begin


MEETING_VERBS: Mapping[str, Verb] = {
    "meeting.card": _card,
    "meeting.hide": _card,
    "meeting.show": _details,
    "meeting.acknowledge": _acknowledge,
    "meeting.accept_time": _accept_time,
    "meeting.propose_times": _form(Action.PROPOSE_TIMES, small_forms.PROPOSE_TIMES),
    "meeting.ask": _form(Action.ASK, small_forms.ASK),
    "meeting.answer": _form(Action.ANSWER, small_forms.ANSWER),
    "meeting.move": _form(Action.MOVE, small_forms.MOVE),
    "meeting.cancel": _form(Action.CANCEL, small_forms.CANCEL),
    "meeting.write_minutes": _form(Action.WRITE_MINUTES, small_forms.MINUTES),
}
