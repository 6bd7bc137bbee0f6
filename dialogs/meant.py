"""What an uncertain sentence said, kept until "Hvad mente du?" is answered, so that nothing is typed twice.

The question's buttons hold the name it lies under and nothing of it: it may hold a CPR number, and a card
stays in the chat. It lies sealed among the remembered answers, for as long as they do, and is found only for
the person who wrote it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import get_type_hints

import orjson
from pydantic import TypeAdapter, ValidationError

from dialogs.talk import Talk
from dialogs.understanding import Understanding
from domain.cpr import Cpr
from domain.errors import BadValue

_NUMBER = "cpr"
_PARTS = {name: TypeAdapter(hint) for name, hint in get_type_hints(Understanding).items() if name != _NUMBER}
"""All but the CPR number, which no library takes apart."""


def remember(talk: Talk, said: Understanding) -> str:
    """The name it lies under; empty where there is nothing to remember."""
    if replace(said, possible_intents=(), open_questions=()) == Understanding():
        return ""
    name = talk.desk.new_id()
    talk.desk.records.effects.record([_key(talk, name)], _pack(said), talk.desk.now)
    return name


def recall(talk: Talk, name: object) -> Understanding:
    """What lies under the name; nothing where it is forgotten. A day ahead that has passed is left out."""
    kept = talk.desk.records.effects.answer_to([_key(talk, name)]) if isinstance(name, str) else None
    if kept is None:
        return Understanding()
    try:
        said = _unpack(kept, talk.desk.today)
    except (ValidationError, BadValue, KeyError, TypeError, AttributeError):
        # Written by an earlier version; the error's text would show what was said.
        return Understanding()
    return replace(said, day=None) if said.day and said.day < talk.desk.today else said


def _pack(said: Understanding) -> bytes:
    kept = {name: part.dump_python(getattr(said, name), mode="json") for name, part in _PARTS.items()}
    return orjson.dumps({**kept, _NUMBER: said.cpr.formatted() if said.cpr else ""})


def _unpack(kept: bytes, today: date) -> Understanding:
    told = orjson.loads(kept)
    parts = {name: part.validate_json(orjson.dumps(told[name])) for name, part in _PARTS.items()}
    return Understanding(**parts, cpr=Cpr.parse(told[_NUMBER], today) if told[_NUMBER] else None)


def _key(talk: Talk, name: str) -> str:
    return hashlib.sha256(f"meant\x1f{talk.person.id}\x1f{name}".encode()).hexdigest()
