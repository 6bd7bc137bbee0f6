"""From an activity to a `Turn`: who writes, where, and what happened.

The text is what the person typed: mentions of the bot, markup the channel added and invisible characters
are gone, and it is cut at `LONGEST_TEXT`. A conversation counts as personal only when the channel says so.
What to answer does not belong here.
"""

from __future__ import annotations

import html
import re
from typing import Any

from botbuilder.schema import Activity

from bot.admission import sender_tenant
from dialogs.turn import (
    CardAction,
    Chat,
    ChatKind,
    Event,
    FileAnswered,
    NotUnderstood,
    Sender,
    TextSaid,
    Turn,
    UploadPlace,
)
from workflows.chat import FileInPlace

LONGEST_TEXT = 10_000
"""Characters."""
DEFAULT_LOCALE = "da-DK"

_FILE = "application/vnd.microsoft.teams.file.download.info"
_MENTION_TAGS = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]
)
_BLANK = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})


class NotACardAction(Exception):
    """The button's data has not the form our cards give it; the message says what is missing."""


class NotAFileAnswer(Exception):
    """The answer to an offered file has not the form the channel gives it; the message says what is wrong."""


def to_turn(activity: Activity, event: Event) -> Turn | None:
    """The turn, or None when the channel does not tell which person writes, or it is the bot itself."""
    sender = activity.from_property
    tenant = sender_tenant(activity)
    if not tenant or not sender.aad_object_id or sender.role == "bot" or sender.id == activity.recipient.id:
        return None
    conversation = activity.conversation
    is_personal = conversation.conversation_type == "personal"
    return Turn(
        activity_id=activity.id,
        sender=Sender(tenant_id=tenant, user_id=sender.aad_object_id),
        chat=Chat(
            service_url=activity.service_url,
            conversation_id=conversation.id,
            kind=ChatKind.PERSONAL if is_personal else ChatKind.GROUP,
            bot_id=activity.recipient.id,
        ),
        event=event,
        locale=activity.locale or DEFAULT_LOCALE,
    )


def message_event(activity: Activity) -> Event:
    """What a message says: words, a submitted card, or something the bot has no use for."""
    text = spoken_text(activity)
    if text:
        return TextSaid(text)
    submitted = activity.value if isinstance(activity.value, dict) else {}
    verb = submitted.get("verb")
    if isinstance(verb, str) and verb:
        data = {name: value for name, value in submitted.items() if name != "verb"}
        return CardAction(verb, data, activity.reply_to_id)
    return NotUnderstood(_kind(activity))


def card_action(activity: Activity) -> CardAction:
    """The button of an `adaptiveCard/action` invoke. Raises `NotACardAction`."""
    action = activity.value.get("action") if isinstance(activity.value, dict) else None
    if not isinstance(action, dict):
        raise NotACardAction("the value holds no action")
    if action.get("type", "Action.Execute") != "Action.Execute":
        raise NotACardAction("the action is not an Action.Execute")
    verb, data = action.get("verb"), action.get("data")
    if not isinstance(verb, str) or not verb:
        raise NotACardAction("the action holds no verb")
    if data is not None and not isinstance(data, dict):
        raise NotACardAction("the action's data is not an object")
    return CardAction(verb, data or {}, activity.reply_to_id)


def file_answer(activity: Activity) -> FileAnswered:
    """The yes or no of a `fileConsent/invoke`. Raises `NotAFileAnswer`."""
    value = activity.value if isinstance(activity.value, dict) else {}
    action, context = value.get("action"), value.get("context")
    if action not in ("accept", "decline"):
        raise NotAFileAnswer("the action is neither accept nor decline")
    told = context if isinstance(context, dict) else {}
    context = {name: text for name, text in told.items() if isinstance(text, str)}
    place = _upload_place(value.get("uploadInfo")) if action == "accept" else None
    return FileAnswered(action == "accept", context, place, activity.reply_to_id)


def _upload_place(told: Any) -> UploadPlace:
    names = ("uploadUrl", "name", "contentUrl", "uniqueId", "fileType")
    if not isinstance(told, dict) or any(not isinstance(told.get(name), str) for name in names):
        raise NotAFileAnswer("the upload info is not complete")
    url, *file = (told[name] for name in names)
    return UploadPlace(url, FileInPlace(*file))


def spoken_text(activity: Activity) -> str:
    """The words of a message, as typed."""
    text: str = activity.text or ""
    for mention in activity.entities:
        if mention.mentioned.id == activity.recipient.id and mention.text:
            text = text.replace(mention.text, " ")
    text = _MENTION_TAGS.sub("", text)
    if activity.text_format == "xml":
        text = _MARKUP.sub(" ", text)
    text = html.unescape(text).translate(_BLANK).translate(_INVISIBLE)
    return text.strip()[:LONGEST_TEXT]


def _kind(activity: Activity) -> str:
    types = [part.content_type or "" for part in activity.attachments]
    if any(kind.startswith("audio/") for kind in types):
        return "voice message"
    if any(kind.startswith("image/") for kind in types):
        return "picture"
    if _FILE in types:
        return "file"
    return "card" if activity.value is not None else "empty message"


def concerns_the_bot(members: list[Any], activity: Activity) -> bool:
    """Whether the bot is among the members that came or went."""
    return any(member.id == activity.recipient.id for member in members)
