"""The sealed part of a document as JSON: what the parties wrote with its legal basis, and who has signed it.

The signatures are sealed with the text they stand under, so none can be added to a text from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import orjson

from domain.document import CitizenAgreement, Copy, DocumentContent, PrivateAnswer, Signature
from domain.people import Sector
from storage.casework.basis import read_basis


def to_json(content: DocumentContent, signatures: Sequence[Signature] = ()) -> bytes:
    """Raises `ValueError` for a signature given at a moment without a time zone."""
    if any(signature.at.tzinfo is None for signature in signatures):
        raise ValueError("a moment needs a time zone")
    return orjson.dumps({"content": content, "signatures": signatures})


def from_json(text: bytes) -> tuple[DocumentContent, tuple[Signature, ...]]:
    """A field added to the content later is absent from older rows and takes its default."""
    stored = orjson.loads(text)
    return _content(stored["content"]), tuple(map(_signature, stored["signatures"]))


def _content(stored: dict[str, Any]) -> DocumentContent:
    known = {field.name for field in fields(DocumentContent)}
    values = {name: value for name, value in stored.items() if name in known}
    citizen = values["citizen"]
    return DocumentContent(
        **{
            **values,
            "basis": read_basis(values["basis"]),
            "citizen": None if citizen is None else CitizenAgreement(**_with_day(citizen)),
            "copies": tuple(Copy(**_with_day(copy)) for copy in values["copies"]),
            "private_answers": tuple(PrivateAnswer(**_with_day(said)) for said in values["private_answers"]),
        }
    )


def _with_day(stored: dict[str, Any]) -> dict[str, Any]:
    return {**stored, "on": date.fromisoformat(stored["on"])}


def _signature(stored: dict[str, Any]) -> Signature:
    at = datetime.fromisoformat(stored["at"]).astimezone(UTC)
    return Signature(Sector(stored["sector"]), stored["person_id"], at, stored["content_version"])
