"""What goes from the page to the bot: activities in the shape in which Teams sends them.

Each function builds one activity as JSON from who says it, where and when. Sending it is `bot_link`'s work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from demo.chats import Conversation, Kind
from demo.clock import COPENHAGEN
from demo.people import Person

Json = dict[str, Any]
BOT_NAME = "Brobygger"
BOT_ACCOUNT: Mapping[str, str] = {"id": "28:b10b1660-0000-4000-8000-000000000028", "name": BOT_NAME}
CHANNEL_NAME = "Fælles kanal"
_MENTION = f"<at>{BOT_NAME}</at>"


@dataclass(frozen=True)
class Said:
    """The circumstances of an activity: who, where, when, and under which id."""

    person: Person
    conversation: Conversation
    at: datetime
    activity_id: str
    service_url: str


def personal_conversation(person: Person) -> Conversation:
    """The person's own chat with the bot."""
    return Conversation("a:1" + _digest("personal", person.user_id), Kind.PERSONAL, person.user_id)


def common_channel(person: Person) -> Conversation:
    """The channel of the person's organisation."""
    thread = f"19:{_digest('channel', person.organisation)}@thread.tacv2"
    return Conversation(thread, Kind.CHANNEL, person.organisation)


def message(said: Said, text: str) -> Json:
    """Words typed in the chat. In a channel the bot is mentioned, or Teams would not pass them on."""
    activity = _activity(said, "message") | {"text": text, "textFormat": "plain", "attachments": []}
    if said.conversation.kind is Kind.CHANNEL:
        activity["text"] = f"{_MENTION} {text}"
        activity["entities"].append({"type": "mention", "mentioned": dict(BOT_ACCOUNT), "text": _MENTION})
        activity["conversation"]["id"] += f";messageid={said.activity_id}"
    return activity


def card_action(said: Said, action: Json, message_id: str) -> Json:
    """A click on an `Action.Execute` button of the card in a message."""
    return _activity(said, "invoke") | {
        "name": "adaptiveCard/action",
        "value": {"action": action, "trigger": "manual"},
        "replyToId": message_id,
    }


def file_answer(said: Said, message_id: str, context: Any, upload: Json | None) -> Json:
    """Yes to a file the bot offered in a message, with where to put it; or no."""
    value: Json = {"type": "fileUpload", "action": "accept" if upload else "decline", "context": context}
    if upload:
        value["uploadInfo"] = upload
    return _activity(said, "invoke") | {
        "name": "fileConsent/invoke",
        "value": value,
        "replyToId": message_id,
    }


def bot_joined(said: Said) -> Json:
    """The bot has become a member of the conversation."""
    return _activity(said, "conversationUpdate") | {"membersAdded": [dict(BOT_ACCOUNT)]}


def bot_installed(said: Said) -> Json:
    """The bot's app was installed where the conversation is. Teams sends this after `bot_joined`."""
    return _activity(said, "installationUpdate") | {"action": "add"}


def account(person: Person) -> Json:
    """A person as a member of a conversation."""
    given, _, surname = person.name.rpartition(" ")
    return {
        "id": person.account_id,
        "aadObjectId": person.user_id,
        "objectId": person.user_id,
        "name": person.name,
        "givenName": given,
        "surname": surname,
        "email": person.email,
        "userPrincipalName": person.email,
        "tenantId": person.tenant_id,
        "userRole": "user",
    }


def _activity(said: Said, kind: str) -> Json:
    person, at = said.person, said.at
    return {
        "type": kind,
        "id": said.activity_id,
        "timestamp": _utc(at),
        "localTimestamp": at.astimezone(COPENHAGEN).isoformat(timespec="milliseconds"),
        "localTimezone": "Europe/Copenhagen",
        "channelId": "msteams",
        "serviceUrl": said.service_url,
        "from": {"id": person.account_id, "aadObjectId": person.user_id, "name": person.name},
        "recipient": dict(BOT_ACCOUNT),
        "conversation": _conversation(said.conversation, person),
        "channelData": _channel_data(said.conversation, person),
        "locale": "da-DK",
        "entities": [
            {
                "type": "clientInfo",
                "locale": "da-DK",
                "country": "DK",
                "platform": "Web",
                "timezone": "Europe/Copenhagen",
            }
        ],
    }


def _conversation(conversation: Conversation, person: Person) -> Json:
    told: Json = {
        "id": conversation.id,
        "conversationType": conversation.kind.value,
        "tenantId": person.tenant_id,
    }
    if conversation.kind is Kind.CHANNEL:
        told |= {"isGroup": True, "name": CHANNEL_NAME}
    return told


def _channel_data(conversation: Conversation, person: Person) -> Json:
    data: Json = {"tenant": {"id": person.tenant_id}}
    if conversation.kind is Kind.CHANNEL:
        team = f"19:{_digest('team', person.organisation)}@thread.tacv2"
        data |= {
            "teamsTeamId": team,
            "teamsChannelId": conversation.id,
            "team": {"id": team, "name": person.organisation},
            "channel": {"id": conversation.id, "name": CHANNEL_NAME},
        }
    return data


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _digest(*parts: str) -> str:
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:32]
