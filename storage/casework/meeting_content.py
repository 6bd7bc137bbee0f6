"""The sealed part of a meeting as JSON: what the parties wrote, its legal basis, and the times proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import orjson

from domain.network_meeting import MeetingContent, MeetingTime, Method
from storage.casework.basis import read_basis


def to_json(content: MeetingContent, proposed: Sequence[MeetingTime]) -> bytes:
    """Raises `ValueError` for a proposed time without a time zone."""
    if any(time.start.tzinfo is None for time in proposed):
        raise ValueError("a moment needs a time zone")
    return orjson.dumps({"content": content, "proposed": proposed})


def from_json(text: bytes) -> tuple[MeetingContent, tuple[MeetingTime, ...]]:
    """A field added to the content later is absent from older rows and takes its default."""
    stored = orjson.loads(text)
    return _content(stored["content"]), tuple(map(_time, stored["proposed"]))


def _content(stored: dict[str, Any]) -> MeetingContent:
    known = {field.name for field in fields(MeetingContent)}
    values = {name: value for name, value in stored.items() if name in known}
    return MeetingContent(
        **{**values, "method": Method(values["method"]), "basis": read_basis(values["basis"])}
    )


def _time(stored: dict[str, Any]) -> MeetingTime:
    return MeetingTime(datetime.fromisoformat(stored["start"]).astimezone(UTC), stored["minutes"])
