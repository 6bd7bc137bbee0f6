"""Somebody who says and presses everything: sentences, the buttons of every card seen so far, and those with
odd data; so that forms are filled, sent and answered, and every verb meets what does not belong to it.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import deque
from collections.abc import Mapping
from typing import Any

from demo.people import Person
from dialogs.verbs import VERBS
from tests.fuzz.mutations import mutated
from tests.fuzz.target import Target
from tests.fuzz.values import SECRETS, any_value, any_word
from tests.scenario import written
from tests.unit.dialogs.card_reading import buttons_of, parts_of
from tests.unit.understanding.test_sentences import ALL as SENTENCES

Card = Mapping[str, Any]
MOST_CARDS = 150
"""Of those seen last."""
CARD = "application/vnd.microsoft.card.adaptive"
STARTS = (
    f"ny orientering for {SECRETS[0]} til Hvidovre",
    f"ny varsling for {SECRETS[0]} til Hvidovre",
    f"nyt netværksmøde for {SECRETS[0]} på torsdag kl. 10 i Hvidovre",
    f"udskrivningsaftale for {SECRETS[0]} til Hvidovre",
    f"færdigmelding for {SECRETS[0]} til Hvidovre",
    f"koordinerende indsatsplan for {SECRETS[0]} til Hvidovre",
    "vores opgaver",
    "mine sager",
    "sag 26-1001",
    "sag 26-1002",
    "indstillinger",
    "jeg holder ferie til 14. december",
    "hvad siger aftalen om netværksmøder?",
    "fortsæt",
    "annullér",
)
RIGHT: Mapping[str, str] = {
    name: value
    for document in vars(written).values()
    if isinstance(document, Mapping)
    for name, value in document.items()
    if isinstance(value, str)
} | {"cpr": SECRETS[0], "name": SECRETS[2]}
"""What a page takes, by field."""
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "Input.Date": ("2026-03-05", "2026-03-17", "2026-09-17"),
    "Input.Time": ("10:00", "08:15"),
    "Input.Toggle": ("true", "false"),
    "Input.Number": ("1", "60"),
    "Input.Text": ("Støtte i hjemmet hver mandag", "00 00 00 01", SECRETS[2], "Rosa Opdigtet"),
}
MEETING_EACH_OTHER = ("Psykiatrisk Center Glostrup", "Hvidovre Kommune")
AT_ONCE = 6
LONGEST_FORM = 16
"""Pages."""
_FILE_LINK = re.compile(r"/file/([0-9a-f]{64})$")
ONWARD = frozenset({"form.next", "form.send", "case.start"})
BACKWARD = frozenset({"form.cancel", "form.discard", "form.back", "form.save"})


class Explorer:
    def __init__(self, target: Target, dice: random.Random) -> None:
        self._target = target
        self._dice = dice
        self._seen: deque[tuple[Person, Card]] = deque(maxlen=MOST_CARDS)
        """Who saw which card."""
        self._people = [person for person in target.people if person.organisation in MEETING_EACH_OTHER]

    async def says_something(self) -> None:
        """A sentence, whole or changed; what it is answered with goes to the chat."""
        dice = self._dice
        text = dice.choice((*STARTS, *(dice.choice(SENTENCES).text for _ in STARTS), any_word(dice)))
        if dice.random() < 0.2:
            cut = dice.randrange(len(text) + 1)
            text = text[:cut] + any_word(dice) + text[cut:]
        await self._says(dice.choice(self._people), text)

    async def presses_something(self) -> None:
        """A button that was seen, most often with what the card asks for."""
        dice = self._dice
        if not self._seen:
            await self.says_something()
            return
        person, card = self._seen[-1] if dice.random() < 0.7 else dice.choice(self._seen)
        button = self._button(card)
        sent: Any = {**(button.get("data") or {}), **self._filled(card)}
        if dice.random() < 0.08:
            sent = mutated(dice, sent)
        if dice.random() < 0.05:
            person = dice.choice(self._people)
        await self._click(person, button["verb"], sent)

    async def carries_something_through(self) -> None:
        """A form from its first page to its last, as it should be."""
        person = self._dice.choice(self._people)
        await self._says(person, self._dice.choice(STARTS))
        for _ in range(LONGEST_FORM):
            whose, card = self._seen[-1] if self._seen else (None, {})
            onward = [button for button in buttons_of(card) if button["verb"] in ONWARD]
            if whose != person or not onward:
                return
            sent = {**(onward[0].get("data") or {}), **self._filled(card, odd=0)}
            await self._click(person, onward[0]["verb"], sent)

    async def several_press_at_once(self) -> None:
        """Buttons of the same cards, by different people, in the same moment."""
        await asyncio.gather(*(self.presses_something() for _ in range(AT_ONCE)))

    async def presses_what_nobody_made(self) -> None:
        """A verb with data that no card has."""
        dice = self._dice
        verb = dice.choice(sorted(VERBS)) if dice.random() < 0.9 else any_word(dice)
        data = any_value(dice)
        if self._seen and dice.random() < 0.6:
            data = mutated(dice, self._button(dice.choice(self._seen)[1]).get("data") or {})
        await self._click(dice.choice(self._people), verb, data)

    async def sends_an_odd_activity(self) -> None:
        """One that was recorded, with parts changed."""
        person = self._dice.choice(self._people)
        activity = self._target.writer.any_recorded(self._dice, person)
        await self._target.send("activity", mutated(self._dice, activity, most=4))

    async def _says(self, person: Person, text: str) -> None:
        await self._target.send("message", self._target.writer.message(person, text))
        self._look_in_the_chats()

    async def _click(self, person: Person, verb: str, data: Any) -> None:
        answer = await self._target.send("click", self._target.writer.click(person, verb, data))
        if isinstance(answer, dict) and answer.get("type") == CARD:
            self._remember(person, answer["value"])
        self._look_in_the_chats()

    def _button(self, card: Card) -> Mapping[str, Any]:
        """One of the card's; rather one that leads on than one that leads back."""
        buttons = buttons_of(card)
        weights = [8 if b["verb"] in ONWARD else 1 if b["verb"] in BACKWARD else 3 for b in buttons]
        (button,) = self._dice.choices(buttons, weights)
        return button

    def _filled(self, card: Card, odd: float = 0.04) -> dict[str, Any]:
        """What stands there or is right, so that pages are passed; an `odd` share is nonsense."""
        inputs = (part for part in parts_of(card) if part["type"].startswith("Input."))
        return {part["id"]: self._answer(part, odd) for part in inputs}

    def _answer(self, asked: Mapping[str, Any], odd: float) -> Any:
        dice = self._dice
        if dice.random() < odd:
            return any_value(dice)
        if dice.random() < 0.8 and (right := asked.get("value") or RIGHT.get(asked["id"])):
            return right
        if asked["type"] == "Input.ChoiceSet":
            return dice.choice(asked.get("choices") or [{"value": ""}])["value"]
        return dice.choice(ANSWERS[asked["type"]])

    def _look_in_the_chats(self) -> None:
        """The cards that were posted meanwhile; their chats tell whose they are."""
        for call in self._target.teams.calls:
            whose = next((p for p in self._people if p.user_id in call.path), None)
            for attachment in (call.body or {}).get("attachments") or []:
                if whose is not None and attachment.get("contentType") == CARD:
                    self._remember(whose, attachment["content"])
        self._target.teams.calls.clear()

    def _remember(self, person: Person, card: Card) -> None:
        """Its buttons, and the token of a link to a file that it may hold."""
        for part in parts_of(card):
            found = _FILE_LINK.search(part.get("url") or "")
            if found:
                self._target.token = found[1]
        if buttons_of(card):
            self._seen.append((person, card))
