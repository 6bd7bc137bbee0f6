"""Every verb, which of them are about a record, and which only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.commands import READING_INTENTS, answer_words
from dialogs.forms.submit import FORMS, case_of
from dialogs.meant import recall
from dialogs.subjects import find, look
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.understanding import Intent
from dialogs.verbs.admission_verbs import ADMISSION_VERBS
from dialogs.verbs.case_verbs import CASE_VERBS
from dialogs.verbs.clicked import Data, Verb, id_in
from dialogs.verbs.colleague_verbs import COLLEAGUE_VERBS
from dialogs.verbs.digest_verbs import DIGEST_VERBS
from dialogs.verbs.document_verbs import DOCUMENT_VERBS
from dialogs.verbs.emergency_verbs import EMERGENCY_VERBS
from dialogs.verbs.figures_verbs import FIGURES_VERBS
from dialogs.verbs.form_verbs import FORM_VERBS
from dialogs.verbs.journal_verbs import JOURNAL_VERBS
from dialogs.verbs.meeting_verbs import MEETING_VERBS
from dialogs.verbs.report_verbs import LOOKS, REPORT_VERBS
from dialogs.verbs.settings_verbs import SETTINGS_VERBS
from dialogs.verbs.task_verbs import TASK_VERBS
from dialogs.verbs.week_verbs import WEEK_VERBS
from domain.errors import NotFound
from domain.subject import Subject, SubjectKind


def _command(intent: Intent) -> Verb:
    """The command, on the case the button names where it names one, with what was said where that is kept."""

    def answer(talk: Talk, data: Data) -> Reply:
        said = recall(talk, data.get("said"))
        if "id" in data:
            said = replace(said, case_number=talk.desk.records.cases.get(id_in(data), talk.person).number)
        return talk.show(answer_words(talk, said.meaning(intent)))

    return answer


_OF_RECORDS: Mapping[str, Verb] = {
    **MEETING_VERBS,
    **DOCUMENT_VERBS,
    **JOURNAL_VERBS,
    **ADMISSION_VERBS,
    **CASE_VERBS,
    **TASK_VERBS,
}

VERBS: Mapping[str, Verb] = {
    **_OF_RECORDS,
    **FORM_VERBS,
    **COLLEAGUE_VERBS,
    **DIGEST_VERBS,
    **SETTINGS_VERBS,
    **EMERGENCY_VERBS,
    **REPORT_VERBS,
    **FIGURES_VERBS,
    **WEEK_VERBS,
    **{f"command.{intent}": _command(intent) for intent in Intent},
}

RECORD_VERBS = frozenset(_OF_RECORDS)
"""Verbs about one record, whose fresh card answers a click that no longer fits."""

READING_VERBS = frozenset(
    {
        *(f"{kind}.{look}" for kind in ("meeting", "document", "admission", "task")
          for look in ("card", "hide", "show")),
        "case.card", "case.new", "digest.open", "digest.settings", "digest.unit_tasks", "form.resume",
        "emergency.cases", "emergency.reason",
        *FIGURES_VERBS, *WEEK_VERBS, *LOOKS,
        *(f"command.{intent}" for intent in READING_INTENTS),
    }
)  # fmt: skip
"""Verbs that only show something. Their answers are never remembered: each look is checked, and logged."""


def check_access(talk: Talk, verb: str, data: Data) -> None:
    """Raise `NotFound` unless the person may still see what the button `verb` with this data is about."""
    if verb in FORM_VERBS:
        _check_form(talk, data)
    elif verb in RECORD_VERBS and not _starts_anew(verb, data):
        find(talk.desk.records, _subject(verb, data), talk.person)


def _check_form(talk: Talk, data: Data) -> None:
    draft_id = data.get("draft")
    drafts = talk.desk.records.drafts
    draft = drafts.get(draft_id, talk.person.id) if isinstance(draft_id, str) else None
    if draft is None:
        raise NotFound("a form that is sent or deleted")
    case_of(talk, FORMS[draft.form].form, draft.subject_id)


def _starts_anew(verb: str, data: Data) -> bool:
    return verb == "case.start" and "id" not in data


def _subject(verb: str, data: Data) -> Subject:
    return Subject(SubjectKind(verb.partition(".")[0]), id_in(data))


def fresh_card(talk: Talk, verb: str, data: Data, key: str) -> Reply | None:
    """The record as it is now, saying why the click no longer fits; None when it is not about a record."""
    if verb not in RECORD_VERBS or _starts_anew(verb, data):
        return None
    found = find(talk.desk.records, _subject(verb, data), talk.person)
    return talk.show(look(talk, found, note=talk.wording(key), tone="warning"))
