"""A form in a chat: begin or take up a draft, take a step, and hand the answers over when it is sent.

The draft is saved on every step, whatever was typed; it is deleted in the transaction that does what the
form asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.cards.elements import button
from dialogs.cards.form_card import ask_cancel_card, form_card, note_card
from dialogs.cards.sheet import form_title
from dialogs.forms.choices import Choices
from dialogs.forms.engine import Move, Step, begin, disagree, step, take_up
from dialogs.forms.form import Form, Known, Surroundings, Values
from dialogs.forms.submit import FORMS, case_of, receive, subject_of
from dialogs.forms.withdrawn import closed_values, without
from dialogs.known import known_about
from dialogs.receipts import holds_card
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.errors import BadValue, NothingLeft
from domain.subject import SubjectKind
from workflows.chat import Card, Message
from workflows.ports import Draft

OVERTAKEN = frozenset({"document.changed_meanwhile", "document.older_version"})
"""Refusals because somebody else changed the record after the form was begun."""


def start(talk: Talk, form: Form, subject_id: str, values: Values, note: str = "") -> Card:
    """The first page with what is known and `values` filled in, or the draft begun earlier, its empty fields
    filled in with `values`. What was known is not proposed again: the person may have taken it out."""
    around = _surroundings(talk, form, subject_id)
    drafts = talk.desk.records.drafts
    draft = drafts.of(talk.person.id, form.name, subject_id)
    if draft:
        draft, note = _readable(talk, draft, note)
        if (not subject_id or FORMS[form.name].about is None) and disagree(draft.values, values):
            note = talk.wording("form.other_begun")
        first = take_up(form, draft.page, draft.values, values, around)
        draft = _next_version(talk, draft, first)
        note = note or talk.wording("form.resumed")
    else:
        known = FORMS[form.name].begins_with(talk, subject_id)
        first = begin(form, {**known, **values}, around)
        note = note or (talk.wording("form.known") if _proposes(form, first.page, known) else "")
        draft = Draft(
            id=talk.desk.new_id(),
            person_id=talk.person.id,
            form=form.name,
            subject_id=subject_id,
            page=first.page,
            values=dict(first.values),
            version=1,
            updated_at=talk.desk.now,
        )
    drafts.save(draft)
    return form_card(form, draft, first, around, talk.wording, note)


def _proposes(form: Form, page: str, known: Values) -> bool:
    """Whether the page holds a proposal to look at, and not the record's own text."""
    first = form.page(page)
    if first is None or not form.reviewed or FORMS[form.name].about is not SubjectKind.CASE:
        return False
    return any(known.get(field.name) for field in first.fields)


def resume(talk: Talk, draft: Draft, note: str = "") -> Card:
    """The draft where it was left."""
    form = FORMS[draft.form].form
    around = _surroundings(talk, form, draft.subject_id)
    draft, note = _readable(talk, draft, note)
    there = take_up(form, draft.page, draft.values, {}, around)
    return form_card(form, draft, there, around, talk.wording, note)


def take_step(talk: Talk, data: Mapping[str, object], move: Move) -> Reply:
    """A button of a form's page or review."""
    draft = _draft(talk, data)
    if draft is None:
        return _gone(talk, data, f"form.{move}")
    if data.get("version", draft.version) != draft.version:
        return talk.show(resume(talk, draft, talk.wording("form.resumed")))
    form = FORMS[draft.form].form
    around = _surroundings(talk, form, draft.subject_id)
    readable, typed = _without_closed(talk, draft, data)
    if typed != data or (readable.values != draft.values and move is Move.SEND):
        return _taken_back(talk, form, readable, around, typed)
    draft = readable
    target = data.get("page")
    there = step(
        form, draft.page, draft.values, move, data, around, target if isinstance(target, str) else ""
    )
    if there.complete is None:
        return _stay(talk, form, draft, there, around, move)
    try:
        done = receive(talk, draft, there.complete)
    except (BadValue, NothingLeft) as refused:
        there, note = _refused(talk, draft, there, refused.key)
        return _stay(talk, form, draft, there, around, move, note)
    talk.desk.records.drafts.delete(draft.id)
    return replace(done, messages=_told_of_mask(talk, there))


def _without_closed(
    talk: Talk, draft: Draft, typed: Mapping[str, object]
) -> tuple[Draft, Mapping[str, object]]:
    """Both without what was proposed from a text that is closed to the person now."""
    closed = closed_values(talk, case_of(talk, FORMS[draft.form].form, draft.subject_id))
    return replace(draft, values=without(closed, draft.values)), without(closed, typed)


def _readable(talk: Talk, draft: Draft, note: str) -> tuple[Draft, str]:
    """The draft without what is closed, of which the person is told."""
    readable, _ = _without_closed(talk, draft, {})
    return readable, note if readable.values == draft.values else talk.wording("form.taken_back")


def _taken_back(
    talk: Talk, form: Form, draft: Draft, around: Surroundings, typed: Mapping[str, object]
) -> Reply:
    """Where the form stood, and nothing is sent, until the person has seen what is left of it."""
    there = step(form, draft.page, draft.values, Move.JUMP, typed, around)
    return _stay(talk, form, draft, there, around, Move.JUMP, talk.wording("form.taken_back"))


def _refused(talk: Talk, draft: Draft, there: Step, key: str) -> tuple[Step, str]:
    """Where the form stands after a refusal, and what is told: all that was typed is kept."""
    catch_up = FORMS[draft.form].catch_up
    if key not in OVERTAKEN or catch_up is None:
        return there, talk.wording(key)
    caught_up = catch_up(talk, draft.subject_id, there.values)
    return replace(there, values=caught_up.values), caught_up.note


def _stay(
    talk: Talk, form: Form, draft: Draft, there: Step, around: Surroundings, move: Move, note: str = ""
) -> Reply:
    draft = _next_version(talk, draft, there)
    talk.desk.records.drafts.save(draft)
    if move is Move.SAVE:
        saved = talk.show(_saved_card(talk, form, draft), _lasting(talk, draft, "form.saved.title"))
        return replace(saved, messages=_told_of_mask(talk, there))
    return talk.show(form_card(form, draft, there, around, talk.wording, note))


def ask_cancel(talk: Talk, data: Mapping[str, object]) -> Reply:
    draft = _draft(talk, data)
    if draft is None:
        return _gone(talk, data, "form.cancel")
    form = FORMS[draft.form].form
    draft, typed = _without_closed(talk, draft, data)
    around = _surroundings(talk, form, draft.subject_id)
    kept = step(form, draft.page, draft.values, Move.SAVE, typed, around)
    draft = _next_version(talk, draft, kept)
    talk.desk.records.drafts.save(draft)
    return Reply(messages=_told_of_mask(talk, kept), card=ask_cancel_card(form, draft, talk.wording))


def _told_of_mask(talk: Talk, there: Step) -> tuple[Message, ...]:
    """A line of its own where the card that follows has no place for it."""
    return (Message(talk.wording("form.masked")),) if there.masked else ()


def go_on(talk: Talk, data: Mapping[str, object]) -> Reply:
    draft = _draft(talk, data)
    return talk.show(resume(talk, draft)) if draft else _gone(talk, data, "form.resume")


def discard(talk: Talk, data: Mapping[str, object]) -> Reply:
    draft = _draft(talk, data)
    if draft is None:
        return _gone(talk, data, "form.discard")
    talk.desk.records.drafts.delete(draft.id)
    wording = talk.wording
    card = note_card(wording("form.discarded.title"), wording("form.discarded.text"), wording)
    return talk.show(card, _lasting(talk, draft, "form.discarded.title"))


def _lasting(talk: Talk, draft: Draft, key: str) -> str:
    """A form begun on a record's card leaves that card where it is."""
    subject = subject_of(draft)
    if subject and holds_card(talk, subject):
        return ""
    return talk.wording(key)


def _draft(talk: Talk, data: Mapping[str, object]) -> Draft | None:
    draft_id = data.get("draft")
    if not isinstance(draft_id, str):
        return None
    return talk.desk.records.drafts.get(draft_id, talk.person.id)


def _next_version(talk: Talk, draft: Draft, there: Step) -> Draft:
    return replace(
        draft,
        page=there.page,
        values=dict(there.values),
        version=draft.version + 1,
        updated_at=talk.desk.now,
    )


def _surroundings(talk: Talk, form: Form, subject_id: str) -> Surroundings:
    case = case_of(talk, form, subject_id)
    about_case = FORMS[form.name].about is SubjectKind.CASE
    known = known_about(talk, case, form.document) if case and about_case else frozenset[Known]()
    return Choices(talk.desk, talk.person, talk.wording, case, known, subject_id).surroundings()


def _saved_card(talk: Talk, form: Form, draft: Draft) -> Card:
    wording = talk.wording
    title = form_title(wording, form)
    again = button(
        wording("button.go_on"), "form.resume", {"draft": draft.id, "version": draft.version}, "positive"
    )
    return note_card(wording("form.saved.title"), wording("form.saved.text", what=title), wording, [again])


def _gone(talk: Talk, data: Mapping[str, object], verb: str) -> Reply:
    """The same whether it is sent, deleted or somebody else's; only the last is refused, and logged."""
    draft_id = data.get("draft")
    drafts = talk.desk.records.drafts
    if isinstance(draft_id, str) and drafts.is_of_another(draft_id, talk.person.id):
        talk.desk.audit(talk.person, "refuse", verb, why="form.gone.text")
    return talk.show(_gone_card(talk))


def _gone_card(talk: Talk) -> Card:
    wording = talk.wording
    again = button(wording("help.new_meeting"), "command.new_meeting", {}, "positive")
    return note_card(wording("form.gone.title"), wording("form.gone.text"), wording, [again])
