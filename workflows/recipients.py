"""Who is meant: the people behind a unit, a meeting's side, a task, an escalation.

Whoever took a matter on hears about it; until then the unit's inbox does. A unit without an inbox answers
with all its frontline staff, and without those with its leaders, so that nothing falls on the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from domain.agreement import Receiver
from domain.party import Party
from domain.people import Person, Role
from domain.task import Task, TaskKind
from workflows.ports import Directory


def inbox_of(directory: Directory, unit_id: str) -> tuple[Person, ...]:
    staff = directory.staff_of(unit_id)
    working = [(p, m) for p in staff for m in p.memberships if m.unit.id == unit_id]
    for wanted in (
        [p for p, m in working if m.receives and m.role in (Role.FRONTLINE, Role.LEADER)],
        [p for p, m in working if m.role is Role.FRONTLINE],
        [p for p, m in working if m.role is Role.LEADER],
    ):
        if wanted:
            return tuple(dict.fromkeys(wanted))
    return ()


def owner_or_inbox(directory: Directory, unit_id: str, owner_id: str | None) -> tuple[Person, ...]:
    """The owner while they work in the unit; else its inbox, for somebody must hear."""
    return _owner(directory, unit_id, owner_id) or inbox_of(directory, unit_id)


def _owner(directory: Directory, unit_id: str, owner_id: str | None) -> tuple[Person, ...]:
    owner = directory.person(owner_id) if owner_id else None
    return (owner,) if owner and owner.works_in(unit_id) else ()


def people_of_party(directory: Directory, party: Party) -> tuple[Person, ...]:
    return owner_or_inbox(directory, party.unit_id, party.person_id)


def receivers_of(directory: Directory, party: Party, receivers: Iterable[Receiver]) -> tuple[Person, ...]:
    """Who hears that something has come: those named, and whoever took the matter on, in the inbox's place.

    The inbox, where that is nobody.
    """
    owner = _owner(directory, party.unit_id, party.person_id)
    named = [who for who in receivers if not (owner and who is Receiver.INBOX)]
    found = [person for who in named for person in _FOUND_BY[who](directory, party.unit_id)]
    return tuple(dict.fromkeys((*owner, *found))) or inbox_of(directory, party.unit_id)


def people_of_task(directory: Directory, task: Task) -> tuple[Person, ...]:
    """Of a task to sign: those who sign for the unit, unless one of them has taken it on."""
    if task.kind is not TaskKind.SIGN:
        return owner_or_inbox(directory, task.unit_id, task.owner_id)
    signing = signers_of(directory, task.unit_id)
    owner = tuple(person for person in signing if person.id == task.owner_id)
    return owner or signing or inbox_of(directory, task.unit_id)


def signers_of(directory: Directory, unit_id: str) -> tuple[Person, ...]:
    """Who signs for the unit: its signatories, or its leaders where it has none."""
    staff = directory.staff_of(unit_id)
    for role in (Role.SIGNATORY, Role.LEADER):
        found = [p for p in staff for m in p.memberships if m.unit.id == unit_id and m.role is role]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def leaders_of(directory: Directory, unit_id: str) -> tuple[Person, ...]:
    return tuple(
        person
        for person in directory.staff_of(unit_id)
        if any(m.unit.id == unit_id and m.role is Role.LEADER for m in person.memberships)
    )


def inbox_and_leaders_of(directory: Directory, unit_id: str) -> tuple[Person, ...]:
    """Who hears when the one it was for cannot be reached."""
    return tuple(dict.fromkeys((*inbox_of(directory, unit_id), *leaders_of(directory, unit_id))))


_FOUND_BY: Mapping[Receiver, Callable[[Directory, str], tuple[Person, ...]]] = {
    Receiver.INBOX: inbox_of,
    Receiver.LEADERS: leaders_of,
    Receiver.SIGNATORIES: signers_of,
}
