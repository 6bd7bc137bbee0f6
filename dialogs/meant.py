"""What an uncertain sentence said, kept until "Hvad mente du?" is answered, so that nothing is typed twice.

The question's buttons hold the name it lies under and nothing of it: it may hold a CPR number, and a card
stays in the chat. It lies sealed among the remembered answers, for as long as they do, and is found only for
the person who wrote it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from dialogs.talk import Talk
from dialogs.understanding import Understanding

_SENTENCE = TypeAdapter(Understanding)


def remember(talk: Talk, said: Understanding) -> str:
    """The name it lies under; empty where there is nothing to remember."""
    if replace(said, possible_intents=(), open_questions=()) == Understanding():
        return ""
    name = talk.desk.new_id()
    talk.desk.records.effects.record([_key(talk, name)], _SENTENCE.dump_json(said), talk.desk.now)
    return name


def recall(talk: Talk, name: object) -> Understanding:
    """What lies under the name; nothing where it is forgotten. A day ahead that has passed is left out."""
    kept = talk.desk.records.effects.answer_to([_key(talk, name)]) if isinstance(name, str) else None
    if kept is None:
        return Understanding()
    try:
        said = _SENTENCE.validate_json(kept)
    except ValidationError:  # written by an earlier version; its text would show what was said
        return Understanding()
    return replace(said, day=None) if said.day and said.day < talk.desk.today else said


def _key(talk: Talk, name: str) -> str:
    return hashlib.sha256(f"meant\x1f{talk.person.id}\x1f{name}".encode()).hexdigest()
