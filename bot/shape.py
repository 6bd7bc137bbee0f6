"""The shape of an activity: which fields the bot reads, and their types.

Strict: a number where a text belongs makes the whole activity malformed, since the channel never sends one.
Fields not named here are ignored. What comes out is the SDK's own `Activity`, made by hand from the few
fields the bot reads, because the SDK's deserializer costs more than the rest of the turn.
"""

from __future__ import annotations

from typing import Annotated, Any

from botbuilder.schema import (
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    Mention,
)
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from bot.refusals import Malformed

Identifier = Annotated[str, Field(min_length=1, max_length=1_024)]
Name = Annotated[str, Field(max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", alias_generator=to_camel)


class _Account(_Part):
    id: Identifier
    aad_object_id: Name | None = None
    tenant_id: Name | None = None
    role: Name | None = None


class _Conversation(_Part):
    id: Identifier
    conversation_type: Name | None = None
    tenant_id: Name | None = None


class _Tenant(_Part):
    id: Name | None = None


class _ChannelData(_Part):
    tenant: _Tenant | None = None
    event_type: Name | None = None


class _Entity(_Part):
    type: str | None = None
    text: str | None = None
    mentioned: dict[str, Any] | None = None


class _Attachment(_Part):
    content_type: str | None = None


class _Incoming(_Part):
    type: Annotated[str, Field(min_length=1, max_length=100)]
    id: Identifier
    channel_id: Name
    service_url: Identifier
    sender: _Account = Field(alias="from")
    recipient: _Account
    conversation: _Conversation
    text: str | None = None
    text_format: Name | None = None
    locale: Name | None = None
    name: Name | None = None
    action: Name | None = None
    reply_to_id: Identifier | None = None
    value: Any = None
    channel_data: _ChannelData | None = None
    entities: list[_Entity] | None = None
    attachments: list[_Attachment] | None = None
    members_added: list[_Account] | None = None
    members_removed: list[_Account] | None = None


def to_activity(document: Any) -> Activity:
    """The activity in a JSON document. Raises `Malformed`, which names the fields but not what they held."""
    try:
        incoming = _Incoming.model_validate(document)
    except ValidationError as error:
        raise Malformed(_wrong_fields(error)) from None
    return Activity(
        type=incoming.type,
        id=incoming.id,
        channel_id=incoming.channel_id,
        service_url=incoming.service_url,
        from_property=_account(incoming.sender),
        recipient=_account(incoming.recipient),
        conversation=ConversationAccount(
            id=incoming.conversation.id,
            conversation_type=incoming.conversation.conversation_type,
            tenant_id=incoming.conversation.tenant_id,
        ),
        text=incoming.text,
        text_format=incoming.text_format,
        locale=incoming.locale,
        name=incoming.name,
        action=incoming.action,
        reply_to_id=incoming.reply_to_id,
        value=incoming.value,
        channel_data=_channel_data(incoming.channel_data),
        entities=_mentions(incoming.entities or []),
        attachments=[Attachment(content_type=part.content_type) for part in incoming.attachments or []],
        members_added=[_account(member) for member in incoming.members_added or []],
        members_removed=[_account(member) for member in incoming.members_removed or []],
    )


def _account(account: _Account) -> ChannelAccount:
    # `properties` is where the schema keeps what it has no field for; the tenant of a guest comes there.
    made = ChannelAccount(id=account.id, aad_object_id=account.aad_object_id, role=account.role)
    made.properties = {"tenantId": account.tenant_id}
    return made


def _channel_data(data: _ChannelData | None) -> dict[str, Any]:
    if data is None:
        return {}
    return {"tenant": {"id": data.tenant.id if data.tenant else None}, "eventType": data.event_type}


def _mentions(entities: list[_Entity]) -> list[Mention]:
    mentions = []
    for entity in entities:
        who = (entity.mentioned or {}).get("id")
        if entity.type == "mention" and isinstance(who, str):
            mentions.append(Mention(mentioned=ChannelAccount(id=who), text=entity.text, type="mention"))
    return mentions


def _wrong_fields(error: ValidationError) -> str:
    known = {field.alias or name for name, field in _Incoming.model_fields.items()}
    wrong = sorted({str(part["loc"][0]) for part in error.errors(include_input=False) if part["loc"]} & known)
    return f"not an activity: {', '.join(wrong) or 'no JSON object'}"
