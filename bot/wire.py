"""How a message looks on the wire to the Bot Connector.

With a card or a file, only `summary` goes beside it: that is what the notification and the preview show, and
it holds no personal data. Without them the summary is the text as well.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from yarl import URL

from bot.answers import CARD
from workflows.chat import Address, Card, FileInPlace, FileOffer, Message

FILE_OFFER = "application/vnd.microsoft.teams.card.file.consent"
FILE_IN_PLACE = "application/vnd.microsoft.teams.card.file.info"


def message_activity(message: Message, conversation_id: str, bot_id: str) -> dict[str, Any]:
    """The activity of a message."""
    activity: dict[str, Any] = {
        "type": "message",
        "from": {"id": bot_id},
        "conversation": {"id": conversation_id},
        "summary": message.summary,
    }
    attachments = [*_card(message.card), *_file(message.file)]
    if not attachments:
        return activity | {"text": message.summary, "textFormat": "plain"}
    return activity | {"attachments": attachments}


def _card(card: Card | None) -> list[dict[str, Any]]:
    return [] if card is None else [{"contentType": CARD, "content": card}]


def _file(file: FileOffer | FileInPlace | None) -> list[dict[str, Any]]:
    match file:
        case FileOffer():
            return [{"contentType": FILE_OFFER, "name": file.name, "content": _consent(file)}]
        case FileInPlace():
            content = {"uniqueId": file.unique_id, "fileType": file.file_type}
            shown = {"contentType": FILE_IN_PLACE, "name": file.name, "contentUrl": file.content_url}
            return [shown | {"content": content}]
    return []


def _consent(offer: FileOffer) -> dict[str, Any]:
    return {
        "description": offer.description,
        "sizeInBytes": offer.size_in_bytes,
        "acceptContext": dict(offer.context),
        "declineContext": dict(offer.context),
    }


def opening(address: Address, bot_id: str) -> dict[str, Any]:
    """What opens the personal chat with a person; Teams answers with the same chat every time."""
    return {
        "isGroup": False,
        "bot": {"id": bot_id},
        "members": [{"id": address.user_id}],
        "tenantId": address.tenant_id,
        "channelData": {"tenant": {"id": address.tenant_id}},
    }


def conversations_url(service_url: str) -> URL:
    """Where chats are opened."""
    return URL(f"{service_url.rstrip('/')}/v3/conversations")


def activities_url(service_url: str, conversation_id: str) -> URL:
    """Where a chat takes new messages."""
    return _below(conversations_url(service_url), conversation_id, "activities")


def activity_url(service_url: str, conversation_id: str, activity_id: str) -> URL:
    """One message."""
    return _below(conversations_url(service_url), conversation_id, "activities", activity_id)


def _below(root: URL, *segments: str) -> URL:
    # Ids come from outside: quoted whole, so that none of them can leave its own segment of the path.
    path = "/".join(_quote(segment) for segment in segments)
    return URL(f"{root}/{path}", encoded=True)


def _quote(segment: str) -> str:
    quoted = quote(segment, safe="")
    return quoted.replace(".", "%2E") if quoted.strip(".") == "" else quoted
