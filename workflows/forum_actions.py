"""What the operations forum decides to do: written down from a report, reminded of, done.

Coordinators write an action down and give it to one of the staff; that person, who hears for them while they
are away, or any coordinator says that it is done. Once the owner has left, who wrote it down has it. It is
about the work and not about a citizen; a CPR number typed into it was masked before.
"""

from __future__ import annotations

from datetime import date, datetime

from domain.errors import BadValue, NotAllowed, NotFound
from domain.forum_action import LONGEST_TEXT, ForumAction, action_done, reminder_of
from domain.people import Area, Person
from domain.sensitive import Sensitive
from domain.subject import Subject, SubjectKind
from workflows.desk import Desk
from workflows.notice import Notice, NoticeKind
from workflows.reaching import agreement_for, hearing
from workflows.reports import check_may_report, find_report, may_report


def decide_action(
    desk: Desk, person: Person, number: int, text: str, owner_id: str, due: date
) -> ForumAction:
    """Raises `NotAllowed`, `NotFound` for an unknown report, and `BadValue` for what cannot be."""
    find_report(desk, person, number)
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise BadValue("forum.action.no_text")
    if due < desk.today:
        raise BadValue("forum.action.in_past")
    if owner_id not in {each.id for each in possible_owners(desk, person)}:
        raise BadValue("forum.action.no_owner")
    action = ForumAction(
        desk.new_id(), Sensitive(text.strip()), owner_id, due, desk.now, person.id, report_number=number
    )
    desk.records.forum_actions.add(action)
    desk.audit(person, "forum_action.decide", f"forum_action:{action.id}", report=str(number))
    return action


def possible_owners(desk: Desk, person: Person) -> tuple[Person, ...]:
    """The coordinators of either area, and those who work with the person in a unit; each once, by name."""
    directory = desk.records.directory
    areas = {membership.unit.area for membership in person.memberships}
    found = [each for area in areas for each in directory.coordinators(area)]
    found += [each for m in person.memberships for each in directory.staff_of(m.unit.id)]
    return tuple(sorted({each.id: each for each in (person, *found)}.values(), key=lambda each: each.name))


def finish_action(desk: Desk, person: Person, action_id: str) -> ForumAction:
    """Raises `NotFound` where there is none, `NotAllowed` for who neither is reminded of it nor coordinates,
    and `WrongStatus` where it is done already."""
    action = find_action(desk, person, action_id)
    done = action_done(action, desk.today)
    desk.records.forum_actions.save(done)
    desk.audit(person, "forum_action.done", f"forum_action:{action.id}")
    holders = desk.records.posts.holders(Subject(SubjectKind.FORUM_ACTION, action.id))
    desk.tell([_notice(action, NoticeKind.REFRESH, who, f"v{done.version}", desk.now) for who in holders])
    return done


def find_action(desk: Desk, person: Person, action_id: str) -> ForumAction:
    action = desk.records.forum_actions.get(action_id)
    if action is None:
        raise NotFound("no such action")
    if not may_report(person) and person not in _hearing_of(desk, action):
        raise NotAllowed("the action is somebody else's")
    return action


def _hearing_of(desk: Desk, action: ForumAction) -> tuple[Person, ...]:
    """Who has it, and who hears for them while they are away."""
    having = _having(desk, action)
    return (*having, *(each for who in having for each in hearing(desk, (who,), who.home.id)))


def _having(desk: Desk, action: ForumAction) -> tuple[Person, ...]:
    """Its owner; once the owner has left, who wrote it down; once both have, all coordinators."""
    directory = desk.records.directory
    named = (directory.person(person_id) for person_id in (action.owner_id, action.decided_by))
    found = next((who for who in named if who is not None), None)
    if found is not None:
        return (found,)
    everybody = (who for area in (Area.ADULTS, Area.CHILDREN) for who in directory.coordinators(area))
    return tuple({who.id: who for who in everybody}.values())


def open_actions(desk: Desk, person: Person) -> tuple[ForumAction, ...]:
    check_may_report(person)
    return desk.records.forum_actions.open()


def remind_of_actions(desk: Desk) -> None:
    """Queue what is due; decided once for each action, kind of reminder and day."""
    for action in desk.records.forum_actions.open():
        for who in _having(desk, action):
            desk.records.outbox.queue(_due(desk, action, who), desk.now)


def _due(desk: Desk, action: ForumAction, having: Person) -> list[Notice]:
    agreement = agreement_for(desk, having.home)
    due = reminder_of(action, agreement.reminders, desk.agreements.calendar(agreement.id), desk.now)
    if due is None:
        return []
    told = hearing(desk, (having,), having.home.id)
    return [_notice(action, NoticeKind.FORUM_ACTION, each.id, due.kind, due.moment) for each in told]


def _notice(action: ForumAction, kind: NoticeKind, to: str, what: str, at: datetime) -> Notice:
    subject = Subject(SubjectKind.FORUM_ACTION, action.id)
    return Notice(kind, subject, to, f"forum_action:{action.id}:{action.due}:{what}", at, what)
