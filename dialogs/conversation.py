"""The conversation: one turn in, one reply out, in one transaction.

Who is writing is looked up by tenant and account; a stranger is refused kindly and sees nothing. A turn
that changed something gets the same answer when it comes again, if the person may still see it; a turn that
only reads is answered anew, so that every look is checked and logged. A refusal undoes everything and is
then explained.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.cards.form_card import note_card
from dialogs.cards.help_card import help_card, welcome_card
from dialogs.commands import READING_INTENTS, answer_words
from dialogs.files import answer_file
from dialogs.groups import answer_in_group, asked_to_delete
from dialogs.once import buttons_in, key_of_group, keys_of, mark_of, marked, notice_clicked, pack, unpack
from dialogs.prefill import party_names
from dialogs.refusals import refusal_card
from dialogs.talk import CalendarLink, Clicked, FileLink, Talk
from dialogs.turn import (
    BotAdded,
    BotRemoved,
    CardAction,
    ChatKind,
    FileAnswered,
    NotUnderstood,
    Reply,
    TextSaid,
    Turn,
)
from dialogs.understanding import Understanding, understand
from dialogs.verbs import READING_VERBS, RECORD_VERBS, VERBS, check_access, fresh_card
from dialogs.wording import Catalogues
from domain.errors import BrobyggerError, NotFound
from domain.people import Person
from workflows.chat import Address, Card, Message
from workflows.desk import MakeDesk
from workflows.emergency import with_emergencies
from workflows.ports import AuditEntry, Origin, Records, Source, Store
from workflows.ports.measures import UNMEASURED, Measures

UNKNOWN = "unknown"
"""The actor in the audit log where the directory does not know the person."""


@dataclass(frozen=True)
class Conversation:
    store: Store
    desk: MakeDesk
    catalogues: Catalogues
    calendar_link: CalendarLink
    contact: str
    """Whom a stranger is told to ask."""
    now: Callable[[], datetime]
    file_link: FileLink
    measures: Measures = UNMEASURED

    async def handle(self, turn: Turn) -> Reply:
        """The answer to one turn. Raises only what is a fault of ours."""
        try:
            return await self.store.run(lambda records: self.answer(turn, records, self.now()))
        except BrobyggerError as error:
            refused = error
        self.measures.refused(refused.key)
        return await self.store.run(lambda records: self._refuse(turn, records, self.now(), refused))

    def answer(self, turn: Turn, records: Records, now: datetime) -> Reply:
        """The answer, within a transaction. Raises what refuses the turn."""
        person = records.directory.person_by_account(turn.sender.tenant_id, turn.sender.user_id)
        if person is None:
            return self._turn_away(turn, records, now)
        talk, keys = self._talk(turn, records, person, now), keys_of(turn)
        before = _answer_before(talk, turn, keys)
        if before is not None:
            return before
        _note_arrival(turn, records, person)
        said = _understood(talk, turn)
        first_contact = self._remember_address(turn, records, person)
        reply = marked(self._dispatch(talk, turn, said, first_contact), mark_of(turn))
        if reply != Reply() and not _only_reads(turn, said):
            records.effects.record(keys, pack(reply), now)
        return reply

    def _dispatch(self, talk: Talk, turn: Turn, said: Understanding, first_contact: bool) -> Reply:
        personal = turn.chat.kind is ChatKind.PERSONAL
        wording = talk.wording
        match turn.event:
            case BotAdded():
                if not personal:
                    return self._greet_group(talk, turn)
                welcome = Message(wording("welcome.summary"), welcome_card(talk.person, wording))
                return Reply(messages=(welcome,)) if first_contact else Reply()
            case BotRemoved():
                return Reply()
            case NotUnderstood():
                card = help_card(talk.person, wording, wording("unknown.kind")) if personal else None
                return Reply(messages=(Message(wording("unknown.kind"), card),))
            case TextSaid(text):
                if not personal:
                    return answer_in_group(talk, said, text, turn.activity_id)
                return Reply(messages=(Message(wording("answer.summary"), answer_words(talk, said)),))
            case CardAction(verb, data) if personal:
                do = VERBS.get(verb)
                return do(talk, data) if do else self._note(talk, "error.unknown_button")
            case FileAnswered() as answered if personal:
                return answer_file(talk, answered)
            case CardAction() | FileAnswered():
                return Reply(notice=wording("group.no_buttons"))
        raise TypeError("an event of no known kind")

    def _greet_group(self, talk: Talk, turn: Turn) -> Reply:
        """Once: a channel tells of an installation in more than one activity."""
        effects, key = talk.desk.records.effects, key_of_group(turn)
        if effects.answer_to((key,)) is not None:
            return Reply()
        effects.record((key,), pack(Reply()), talk.desk.now)
        return Reply(messages=(Message(talk.wording("group.help")),))

    def _note(self, talk: Talk, key: str) -> Reply:
        return talk.show(refusal_card(talk, key))

    def _refuse(self, turn: Turn, records: Records, now: datetime, refused: BrobyggerError) -> Reply:
        """Say why, and show the record as it is now where the person may see it. The same activity again
        gets the same refusal; the same button may be clicked again."""
        person = records.directory.person_by_account(turn.sender.tenant_id, turn.sender.user_id)
        if person is None:
            return self._turn_away(turn, records, now)
        _note_arrival(turn, records, person)
        talk = self._talk(turn, records, person, now)
        talk.desk.audit(person, "refuse", _asked_for(turn), why=refused.key, **refused.logged)
        reply = self._refusal(talk, turn, refused.key)
        again = keys_of(turn)[:1]
        if not _only_reads(turn, _understood(talk, turn)) and records.effects.answer_to(again) is None:
            records.effects.record(again, pack(reply), now)
        return reply

    def _refusal(self, talk: Talk, turn: Turn, key: str) -> Reply:
        if isinstance(turn.event, CardAction):
            return marked(self._refused_click(talk, turn.event, key), mark_of(turn))
        card = refusal_card(talk, key, _understood(talk, turn))
        answer = Message(talk.wording("answer.summary"), card)
        return Reply(messages=(answer, *asked_to_delete(turn, talk.wording)))

    def _refused_click(self, talk: Talk, event: CardAction, key: str) -> Reply:
        try:
            fresh = fresh_card(talk, event.verb, event.data, key)
        except NotFound:
            fresh = None
        return fresh or self._note(talk, key)

    def _turn_away(self, turn: Turn, records: Records, now: datetime) -> Reply:
        wording = self.catalogues.speaking(turn.locale)
        if isinstance(turn.event, BotRemoved):
            return Reply()
        entry = AuditEntry(now, UNKNOWN, "refuse", "stranger", source=source_of(turn))
        records.audit.write(entry)
        text = wording("stranger.text", contact=self.contact)
        card: Card = note_card(wording("stranger.title"), text, wording)
        if isinstance(turn.event, CardAction):
            return Reply(card=card)
        return Reply(messages=(Message(wording("stranger.title"), card), *asked_to_delete(turn, wording)))

    def _talk(self, turn: Turn, records: Records, person: Person, now: datetime) -> Talk:
        event = turn.event
        clicked = None
        if isinstance(event, CardAction) and event.card_activity_id:
            clicked = Clicked(turn.chat.conversation_id, event.card_activity_id)
        desk = replace(self.desk(records, now), source=source_of(turn))
        if turn.chat.kind is ChatKind.PERSONAL:
            person = with_emergencies(desk, person)
        return Talk(desk, person, self.catalogues, self.calendar_link, clicked, self.file_link)

    def _remember_address(self, turn: Turn, records: Records, person: Person) -> bool:
        """Whether this personal chat is new to the bot. A click comes from a chat that is known already."""
        if turn.chat.kind is not ChatKind.PERSONAL or isinstance(turn.event, CardAction | FileAnswered):
            return False
        if isinstance(turn.event, BotRemoved):
            records.addresses.forget(person.id)
            return False
        chat = turn.chat
        here = Address(
            chat.service_url, turn.sender.tenant_id, turn.sender.user_id, chat.conversation_id, chat.bot_id
        )
        known = records.addresses.of(person.id)
        if known == here:
            return False
        records.addresses.remember(person.id, here)
        return known is None or known.conversation_id != chat.conversation_id


def source_of(turn: Turn) -> Source:
    """From where what the turn does comes, for the audit log."""
    return Source(Origin.CHAT, turn.chat.kind, turn.sender.tenant_id, turn.activity_id)


def _asked_for(turn: Turn) -> str:
    """What was refused: the button by its verb, where it is one of ours, else the kind of turn."""
    if isinstance(turn.event, CardAction) and turn.event.verb in VERBS:
        return turn.event.verb
    return type(turn.event).__name__


def _note_arrival(turn: Turn, records: Records, person: Person) -> None:
    """Who uses a button on a card has it, whatever was known of its arrival."""
    mark = notice_clicked(turn)
    if mark is not None:
        records.outbox.acted_on(mark, person.id)


def _understood(talk: Talk, turn: Turn) -> Understanding:
    """What was said; nothing where the turn is no words."""
    if not isinstance(turn.event, TextSaid):
        return Understanding()
    return understand(turn.event.text, party_names(talk), talk.desk.now)


def _only_reads(turn: Turn, said: Understanding) -> bool:
    match turn.event:
        case CardAction(verb):
            return verb in READING_VERBS
        case TextSaid():
            return said.intent is None or said.intent in READING_INTENTS
    return False


def _answer_before(talk: Talk, turn: Turn, keys: tuple[str, ...]) -> Reply | None:
    """The answer this turn got before. Raises `NotFound` where the person may no longer see what it is about,
    or what it shows: a case they have left, a form that is gone."""
    event = turn.event
    if isinstance(event, CardAction) and event.verb in READING_VERBS:
        return None
    before = talk.desk.records.effects.answer_to(keys)
    if before is None:
        return None
    reply = unpack(before)
    if isinstance(event, CardAction) and event.verb in RECORD_VERBS:
        check_access(talk, event.verb, event.data)
    for verb, data in buttons_in(reply):
        check_access(talk, verb, data)
    return reply
