"""The ids storage makes itself: derived from what names the thing, so an import twice gives the same id.

Everything else (cases, meetings, tasks, drafts, events) gets its id from whoever makes it.
"""

from __future__ import annotations

from datetime import UTC
from uuid import UUID, uuid5

from workflows.notice import Notice

_NAMESPACE = UUID("7c1b4d0e-5f43-5f0a-9d0b-2a8a4a1f6b3e")


def organisation_id(tenant_id: str, name: str) -> str:
    return _derived("organisation", tenant_id, name)


def unit_id(organisation: str, name: str) -> str:
    """`organisation` is the organisation's id."""
    return _derived("unit", organisation, name)


def person_id(tenant_id: str, user_id: str) -> str:
    return _derived("person", tenant_id, user_id)


def outgoing_id(notice: Notice) -> str:
    occurrence = notice.occurrence.astimezone(UTC).isoformat()
    return _derived("outgoing", notice.rule, occurrence, notice.recipient_id)


def _derived(*parts: str) -> str:
    return uuid5(_NAMESPACE, "\0".join(parts)).hex
