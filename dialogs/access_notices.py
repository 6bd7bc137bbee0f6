"""What leaders are told of looks at what is not one's own: emergency access, and many searches in vain.

A notification holds a case number at most; who it was stands on the card. Nothing about a citizen is told.
"""

from __future__ import annotations

from dialogs.cards.elements import button, plain
from dialogs.cards.emergency_card import told_card, why_button
from dialogs.talk import Talk
from domain.errors import NotFound
from domain.people import Person
from domain.permission import Permission, Setting, is_permitted, units_with
from workflows.chat import Message
from workflows.emergency import ASKED, Held
from workflows.notice import Outgoing
from workflows.ports import Clockwork


def emergency_told(talk: Talk, outgoing: Outgoing) -> Message | None:
    """To the case's own units that somebody looks at it; to the asker's leaders that they have asked."""
    who = talk.desk.records.directory.person(outgoing.notice.subject.id)
    detail = outgoing.notice.detail
    if who is None:
        return None
    if detail.partition(" ")[0] == ASKED:
        return _asked(talk, who, outgoing, detail.partition(" ")[2])
    return _granted(talk, who, detail)


def _asked(talk: Talk, who: Person, outgoing: Outgoing, number: str) -> Message:
    """The same whether there is a case with the number."""
    wording = talk.wording
    when, name = wording.moment(outgoing.notice.occurrence), plain(who.name)
    which = wording("emergency.told.number", number=number) if number else wording("emergency.told.citizen")
    title = wording("emergency.told.asked_title")
    text = wording("emergency.told.asked", name=name, which=which, when=when)
    return Message(title, told_card(title, text, (), wording))


def _granted(talk: Talk, who: Person, access_id: str) -> Message | None:
    found = _held(talk, access_id)
    if not is_permitted(talk.person, Permission.MANAGE_CASE, found.case):
        return None
    wording, number = talk.wording, found.case.number
    unit = talk.desk.records.directory.unit(found.access.unit_id)
    title = wording("emergency.told.title", number=number)
    organisation = unit.organisation if unit else ""
    until = wording.moment(found.access.ends)
    text = wording("emergency.told.text", name=plain(who.name), organisation=organisation, until=until)
    actions = [
        why_button(wording, access_id),
        button(wording("case.see"), "case.card", {"id": found.case.id}),
    ]
    return Message(title, told_card(title, text, actions, wording))


def _held(talk: Talk, access_id: str) -> Held:
    access = talk.desk.records.emergencies.get(access_id, Clockwork())
    return Held(talk.desk.records.cases.get(access.case_id, Clockwork()), access)


def searches_told(talk: Talk, outgoing: Outgoing) -> Message | None:
    """To a leader of the unit, while they lead it."""
    try:
        who = _led(talk, outgoing.notice.subject.id)
    except NotFound:
        return None
    wording = talk.wording
    title = wording("search.told.title")
    text = wording("search.told.text", name=plain(who.name), n=outgoing.notice.detail)
    settings = button(wording("intent.settings"), "command.settings", {})
    return Message(title, told_card(title, text, [settings], wording))


def _led(talk: Talk, person_id: str) -> Person:
    """Raises `NotFound` for who works in no unit that the reader leads."""
    who = talk.desk.records.directory.person(person_id)
    led = {unit.id for unit in units_with(talk.person, Setting.SEARCHES_OF_UNIT)}
    if who is None or led.isdisjoint(m.unit.id for m in who.memberships):
        raise NotFound("nobody of theirs")
    return who
