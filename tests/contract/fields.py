"""Which fields of a record a test has changed, so that a field added later cannot be forgotten in storage."""

from __future__ import annotations

from dataclasses import fields
from typing import Any


def changed_fields(before: Any, after: Any) -> set[str]:
    return {
        field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name)
    }


def fields_but(record: Any, *fixed: str) -> set[str]:
    """The names of its fields, without those that never change."""
    return {field.name for field in fields(record)} - set(fixed)
