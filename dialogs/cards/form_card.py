"""A form's page, its review and the question before it is thrown away, as cards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from microsoft_teams.cards.core import Action, CardElement, TextBlock

from dialogs.cards.elements import (
    banner,
    button,
    buttons,
    card,
    facts,
    field_input,
    fitting,
    heading,
    line,
    plain,
    quiet,
    side_by_side,
    small,
    subheading,
)
from dialogs.forms.engine import REVIEW, Step, progress, shown_pages
from dialogs.forms.form import Answers, Fault, Field, FieldKind, Form, Page, Surroundings, never
from dialogs.forms.values import answers_so_far
from dialogs.wording import Wording
from domain.cpr import Cpr
from workflows.chat import Card
from workflows.ports import Draft

_NUMBERED = re.compile(r"(.+)_(\d)$")
PAIRS = ("day", "time")
"""Fields of these names stand side by side when they have the same number."""


def field_text(wording: Wording, form: Form, field: Field, part: str) -> str:
    """The wording of a field: the form's own, else the one fields of that name share; empty if neither."""
    base, number = _base(field.name)
    for key in (f"form.{form.name}.{base}.{part}", f"field.{base}.{part}"):
        if wording.has(key):
            return wording(key, n=number)
    return ""


def _base(name: str) -> tuple[str, str]:
    numbered = _NUMBERED.match(name)
    return (numbered[1], numbered[2]) if numbered else (name, "")


def form_card(
    form: Form, draft: Draft, step: Step, around: Surroundings, wording: Wording, note: str = ""
) -> Card:
    """The card of where the form stands: a page, or the review."""
    if step.page == REVIEW:
        return fitting(lambda longest: _review_card(form, draft, step, around, wording, note, longest))
    page = form.page(step.page) or form.pages[0]
    body = [
        *_top(form, step, around, wording, wording(f"form.{form.name}.{page.name}.title")),
        *_intro(form, page, wording),
        *([banner(note, "accent")] if note else []),
        *([banner(wording("form.masked"), "warning")] if step.masked else []),
        *([banner(wording.count("form.faults", len(step.faults)), "attention")] if step.faults else []),
        *_inputs(form, page, step, around, wording),
    ]
    return card(body, _page_actions(form, draft, page, step, around, wording), wording.language)


def _top(form: Form, step: Step, around: Surroundings, wording: Wording, title: str) -> list[CardElement]:
    number, of = progress(form, step.page, step.values, around)
    name = wording(f"form.{form.name}.title")
    if of == 1:
        return [heading(name)]
    return [small(wording("form.step", name=name, number=number, of=of)), heading(title)]


def _intro(form: Form, page: Page, wording: Wording) -> list[CardElement]:
    key = f"form.{form.name}.{page.name}.intro"
    return [quiet(wording(key))] if wording.has(key) else []


def _inputs(form: Form, page: Page, step: Step, around: Surroundings, wording: Wording) -> list[CardElement]:
    answers = answers_so_far(form.fields, step.values, around)
    faults = {fault.field: fault for fault in step.faults}
    elements: list[CardElement] = []
    waiting: list[CardElement] = []
    for field in page.fields:
        shown = _input(form, field, step.values.get(field.name, ""), answers, around, wording)
        if _base(field.name)[0] == PAIRS[0]:
            waiting = [shown]
            continue
        elements.append(side_by_side(*waiting, shown) if waiting else shown)
        pair = [f for f in (_day_of(field.name), field.name) if f in faults]
        elements += [_fault(faults[name], wording) for name in pair]
        waiting = []
        why = field_text(wording, form, field, "why")
        if why:
            elements.append(small(why))
    return elements


def _day_of(name: str) -> str:
    base, number = _base(name)
    return f"{PAIRS[0]}_{number}" if base == PAIRS[1] else ""


def _input(
    form: Form, field: Field, value: str, answers: Answers, around: Surroundings, wording: Wording
) -> CardElement:
    label = field_text(wording, form, field, "label")
    if field.required is never:
        label = wording("form.optional", label=label)
    choices = around.choices(field.choices, answers) if field.choices else ()
    if not value and len(choices) == 1 and field.required is not never:
        value = choices[0].value
    hint = field_text(wording, form, field, "hint")
    return field_input(field, label, hint, value, choices, optional=field.required is never)


def _fault(fault: Fault, wording: Wording) -> TextBlock:
    return TextBlock(text=wording(fault.key), color="Attention", wrap=True, spacing="None", weight="Bolder")


def _page_actions(
    form: Form, draft: Draft, page: Page, step: Step, around: Surroundings, wording: Wording
) -> list[Action]:
    pages = shown_pages(form, step.values, around)
    ids = {"draft": draft.id, "version": draft.version}
    last = not form.reviewed and page.name == pages[-1].name
    forward = wording(f"form.{form.name}.send") if last else wording("button.next")
    actions: list[Action] = [button(forward, "form.next", ids, "positive")]
    if page.name != pages[0].name:
        actions.append(button(wording("button.back"), "form.back", ids))
    actions.append(button(wording("button.save"), "form.save", ids))
    actions.append(button(wording("button.cancel"), "form.cancel", ids))
    return actions


def _review_card(
    form: Form, draft: Draft, step: Step, around: Surroundings, wording: Wording, note: str, longest: int
) -> Card:
    answers = answers_so_far(form.fields, step.values, around)
    ids = {"draft": draft.id, "version": draft.version}
    body: list[CardElement] = [*_top(form, step, around, wording, wording("form.review.title"))]
    if note:
        body.append(banner(note, "attention"))
    if step.masked:
        body.append(banner(wording("form.masked"), "warning"))
    body.append(quiet(wording(f"form.{form.name}.review")))
    for page in shown_pages(form, step.values, around):
        title = wording(f"form.{form.name}.{page.name}.title")
        body.append(subheading(title))
        body.append(facts(_reviewed(form, page, answers, around, wording), longest))
        edit = wording("button.edit", what=title)
        body.append(buttons([button(edit, "form.jump", ids | {"page": page.name})]))
    actions: list[Action] = [
        button(wording(f"form.{form.name}.send"), "form.send", ids, "positive"),
        button(wording("button.back"), "form.back", ids),
        button(wording("button.save"), "form.save", ids),
        button(wording("button.cancel"), "form.cancel", ids),
    ]
    return card(body, actions, wording.language)


def _reviewed(
    form: Form, page: Page, answers: Answers, around: Surroundings, wording: Wording
) -> list[tuple[str, str]]:
    return [
        (
            field_text(wording, form, field, "label"),
            _shown(field, answers[field.name], answers, around, wording),
        )
        for field in page.fields
        if field.name in answers
    ]


def _shown(field: Field, value: Any, answers: Answers, around: Surroundings, wording: Wording) -> str:
    if field.kind in (FieldKind.CHOICE, FieldKind.TYPE_AHEAD):
        options: Sequence[Any] = around.choices(field.choices, answers)
        return next((o.title for o in options if o.value == value), "")
    if isinstance(value, Cpr):
        return value.formatted()
    if isinstance(value, date):
        return wording.day_and_year(value)
    return wording.time(value) if isinstance(value, time) else str(value)


def ask_cancel_card(form: Form, draft: Draft, wording: Wording) -> Card:
    """Asks once before the answers are thrown away."""
    ids = {"draft": draft.id, "version": draft.version}
    body = [
        heading(wording("form.ask_cancel.title")),
        line(wording("form.ask_cancel.text", what=plain(wording(f"form.{form.name}.title")))),
    ]
    actions = [
        button(wording("form.ask_cancel.no"), "form.resume", ids, "positive"),
        button(wording("form.ask_cancel.yes"), "form.discard", ids, "destructive"),
    ]
    return card(body, actions, wording.language)


def note_card(title: str, text: str, wording: Wording, actions: Sequence[Action] = ()) -> Card:
    """A short statement with, perhaps, what one can do next."""
    return card([heading(title), line(text)], actions, wording.language)
