"""A network meeting's card, seen from one person's side.

Closed, it shows case number, status, times and whose turn it is, and nothing that tells who the citizen
is. Its details are shown on request, after an access check, and can be hidden again.
"""

from __future__ import annotations

from dataclasses import dataclass

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.case_words import basis_text, contact
from dialogs.cards.elements import (
    Tone,
    banner,
    button,
    buttons,
    card,
    facts,
    fitting,
    heading,
    line,
    link,
    subheading,
)
from dialogs.cards.follow_up_lines import follow_up_lines
from dialogs.cards.journal_lines import JournalView, journal_lines
from dialogs.cards.remark_lines import remark_rows
from dialogs.wording import Wording
from domain.case import Case
from domain.network_meeting import (
    Action as Act,
)
from domain.network_meeting import (
    MeetingTime,
    NetworkMeeting,
    Side,
    Status,
    actions_for,
)
from domain.people import Person, Unit
from domain.remark import Remark
from domain.task import Task
from workflows.chat import Card

TONES: dict[Status, Tone] = {
    Status.REQUESTED: "accent",
    Status.ACKNOWLEDGED: "accent",
    Status.TIMES_PROPOSED: "warning",
    Status.QUESTION_ASKED: "warning",
    Status.SCHEDULED: "good",
    Status.MINUTES_DUE: "warning",
    Status.CONCLUDED: "good",
    Status.CANCELLED: "default",
}

BUTTONS = (Act.ACKNOWLEDGE, Act.PROPOSE_TIMES, Act.ASK, Act.ANSWER, Act.WRITE_MINUTES, Act.MOVE, Act.CANCEL)
"""The order of the buttons; accepting a time has one of its own beside each time."""
FIRST_CHOICE = (Act.ACKNOWLEDGE, Act.ANSWER, Act.WRITE_MINUTES)


@dataclass(frozen=True)
class MeetingView:
    """Everything a meeting's card may show one person, looked up beforehand."""

    case: Case
    meeting: NetworkMeeting
    side: Side | None
    """The viewer's side; None for a participant from elsewhere, who only reads."""
    inviter_unit: Unit
    receiver_unit: Unit
    inviter: Person | None
    receiver: Person | None
    told: int
    """How many people of the receiving unit the request is sent to."""
    follow_ups: tuple[Task, ...]
    owners: dict[str, str]
    """Names of the people who own the follow-ups."""
    agreement: str
    now_times: tuple[MeetingTime, ...]
    calendar_link: str
    transition_hint: bool
    """The citizen is 16 or 17: the municipality prepares the transition to adulthood."""
    journal: JournalView | None = None
    """In whose journals the minutes stand; looked up for the details only."""
    remarks: tuple[Remark, ...] = ()
    """What the citizen has remarked on it or on the case; looked up for the details only."""


def meeting_title(case_number: str, wording: Wording) -> str:
    return wording("meeting.title", number=case_number)


def status_line(view: MeetingView, wording: Wording) -> str:
    """Where the meeting stands and who is next, for this viewer."""
    meeting = view.meeting
    values = {
        "inviter": view.inviter_unit.organisation,
        "receiver": view.receiver_unit.organisation,
        "by": wording.day(meeting.find_time_by),
        "when": wording.moment(meeting.agreed.start) if meeting.agreed else "",
    }
    own = f"meeting.status.{meeting.status}.{view.side}"
    return wording(own if wording.has(own) else f"meeting.status.{meeting.status}.other", **values)


def meeting_card(
    view: MeetingView, wording: Wording, details: bool = False, note: str = "", tone: Tone = "good"
) -> Card:
    return fitting(lambda longest: _card(view, wording, details, note, tone, longest))


def _card(view: MeetingView, wording: Wording, details: bool, note: str, tone: Tone, longest: int) -> Card:
    body: list[CardElement] = [heading(meeting_title(view.case.number, wording))]
    if note:
        body.append(banner(note, tone))
    body.append(banner(status_line(view, wording), TONES[view.meeting.status]))
    body.append(facts(_open_facts(view, wording)))
    if details:
        body += _details(view, wording, longest)
        body += journal_lines(view.journal, wording)
    body += _times(view, wording)
    body += _follow_ups(view, wording, details, longest)
    actions = _actions(view, wording)
    if actions:
        body.append(buttons(actions))
    return card(body, _footer(view, wording, details), wording.language)


def _open_facts(view: MeetingView, wording: Wording) -> list[tuple[str, str]]:
    meeting = view.meeting
    rows = [
        (wording("meeting.from"), view.inviter_unit.organisation),
        (wording("meeting.to"), view.receiver_unit.organisation),
        (wording("meeting.method"), wording(f"choice.methods.{meeting.content.reveal().method}")),
    ]
    if meeting.status is Status.REQUESTED and view.side is Side.INVITER:
        told = wording.count("meeting.told_count", view.told)
        rows.append((wording("meeting.told"), f"{view.receiver_unit.organisation}, {told}"))
    if meeting.is_open and meeting.agreed is None:
        rows.append((wording("meeting.deadline"), wording.day(meeting.find_time_by)))
    next_key = f"meeting.next.{meeting.status}"
    if wording.has(next_key):
        rows.append((wording("meeting.next_title"), wording(next_key)))
    return rows


def _details(view: MeetingView, wording: Wording, longest: int) -> list[CardElement]:
    content = view.meeting.content.reveal()
    citizen = view.case.citizen
    basis = content.basis
    rows = [
        ("citizen", f"{citizen.name.reveal()}, {citizen.cpr.formatted()}"),
        ("citizens_wish", content.citizens_wish),
        ("purpose", content.purpose),
        ("agenda", content.agenda),
        ("place", content.place),
        ("inviter", contact(view.inviter, view.inviter_unit)),
        ("receiver", contact(view.receiver, view.receiver_unit)),
        ("gp", content.gp),
        ("relatives", content.relatives),
        ("others", content.others),
        ("basis", basis_text(basis, wording)),
        ("basis_other", basis.other),
        ("agreement", view.agreement),
        ("override_reason", view.case.override_reason.reveal()),
        ("question", content.question),
        ("answer", content.answer),
        ("reason", content.reason),
        ("minutes", content.minutes),
    ]
    shown: list[CardElement] = [
        subheading(wording("meeting.details")),
        facts(
            [
                *((wording(f"meeting.detail.{name}"), value) for name, value in rows),
                *remark_rows(view.remarks, wording),
            ],
            longest,
        ),
    ]
    if view.transition_hint:
        shown.append(banner(wording("meeting.transition_hint"), "accent"))
    return shown


def _times(view: MeetingView, wording: Wording) -> list[CardElement]:
    """The proposed times, each with its own button for the one whose turn it is."""
    if view.meeting.agreed is not None or not view.meeting.is_open or not view.meeting.proposed:
        return []
    title = [subheading(wording("meeting.proposed"))]
    if not view.now_times:
        return [*title, line(wording("meeting.all_times_passed"))]
    if Act.ACCEPT_TIME not in actions_for(view.meeting, view.side):
        return [*title, *(line(_time(t, wording)) for t in view.now_times)]
    ids = {"id": view.meeting.id, "version": view.meeting.version}
    accept = [
        button(
            wording("meeting.accept", time=_time(t, wording)),
            "meeting.accept_time",
            ids | {"start": t.start.isoformat()},
            "positive",
        )
        for t in view.now_times
    ]
    return [*title, *(buttons([action]) for action in accept)]


def _time(time: MeetingTime, wording: Wording) -> str:
    return wording("meeting.time", when=wording.moment(time.start), minutes=time.minutes)


def _follow_ups(view: MeetingView, wording: Wording, details: bool, longest: int) -> list[CardElement]:
    units = {unit.id: unit for unit in (view.inviter_unit, view.receiver_unit)}
    shown = longest if details else 0
    on_case = view.side is not None
    return follow_up_lines(view.follow_ups, units, view.owners, wording, longest=shown, may_open=on_case)


def _actions(view: MeetingView, wording: Wording) -> list[Action]:
    possible = actions_for(view.meeting, view.side)
    ids = {"id": view.meeting.id, "version": view.meeting.version}
    return [
        button(
            wording(f"meeting.action.{act}"),
            f"meeting.{act}",
            ids,
            "positive" if act in FIRST_CHOICE else "destructive" if act is Act.CANCEL else "default",
        )
        for act in BUTTONS
        if act in possible
    ]


def _footer(view: MeetingView, wording: Wording, details: bool) -> list[Action]:
    ids = {"id": view.meeting.id}
    key, verb = ("meeting.hide", "meeting.hide") if details else ("meeting.show", "meeting.show")
    actions: list[Action] = [button(wording(key), verb, ids)]
    actions.append(button(wording("case.see"), "case.card", {"id": view.case.id}))
    if view.calendar_link and (view.meeting.agreed is not None or view.meeting.invitation):
        gone = view.meeting.status is Status.CANCELLED or view.meeting.agreed is None
        title = wording("meeting.calendar_remove" if gone else "meeting.calendar_add")
        actions.append(link(title, view.calendar_link))
    return actions
