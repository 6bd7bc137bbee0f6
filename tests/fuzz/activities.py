"""The recorded activities, made to come from the demo's own staff, so that a change to one is all that is
odd."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from demo.people import Person

FOLDER = Path(__file__).parents[1] / "integration" / "bot" / "activities"
Json = dict[str, Any]


@cache
def recorded() -> tuple[Json, ...]:
    return tuple(json.loads(path.read_text("utf-8"))["activity"] for path in sorted(FOLDER.glob("*.json")))


class Writer:
    """Writes activities as the channel at `service_url` sends them to the bot."""

    def __init__(self, service_url: str, bot_id: str) -> None:
        self._service_url = service_url
        self._bot_id = bot_id
        self._numbers = count(1)

    def any_recorded(self, dice: random.Random, person: Person) -> Json:
        """One of the recorded activities, from the person."""
        activity = copy.deepcopy(dice.choice(recorded()))
        activity |= self._surroundings(person, activity["conversation"])
        return activity

    def message(self, person: Person, text: str) -> Json:
        return {"type": "message", "text": text, **self._surroundings(person, {})}

    def click(self, person: Person, verb: str, data: Any, card: str = "card-1") -> Json:
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        value = {"action": action, "trigger": "manual"}
        kind = {"type": "invoke", "name": "adaptiveCard/action", "replyToId": card, "value": value}
        return kind | self._surroundings(person, {})

    def _surroundings(self, person: Person, conversation: Mapping[str, Any]) -> Json:
        return {
            "id": f"activity-{next(self._numbers)}",
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": {"id": person.account_id, "name": person.name, "aadObjectId": person.user_id},
            "recipient": {"id": self._bot_id, "name": "Brobygger"},
            "conversation": {
                "conversationType": conversation.get("conversationType", "personal"),
                "tenantId": person.tenant_id,
                "id": f"a:{person.user_id}",
            },
            "channelData": {"tenant": {"id": person.tenant_id}},
            "locale": "da-DK",
        }
