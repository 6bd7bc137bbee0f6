"""A form's page and the question before it is thrown away, as cards; the review is `review_card.py`."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import Action, CardElement, TextBlock

from dialogs.cards.elements import (
    banner,
    button,
    card,
    field_input,
    heading,
    line,
    plain,
    quiet,
    side_by_side,
    small,
)
from dialogs.cards.review_card import review_card
from dialogs.cards.sheet import Sheet, base_of, form_title
from dialogs.forms.engine import REVIEW, Step
from dialogs.forms.form import Fault, Field, Form, Page, Surroundings
from dialogs.wording import Wording
from workflows.chat import Card
from workflows.ports import Draft

PAIRS = ("day", "time")
"""Fields of these names stand side by side when they have the same number."""


def form_card(
    form: Form, draft: Draft, step: Step, around: Surroundings, wording: Wording, note: str = ""
) -> Card:
    """The card of where the form stands: a page, or the review."""
    sheet = Sheet(form, draft, step, around, wording)
    if step.page == REVIEW:
        return review_card(sheet, note)
    page = form.page(step.page) or form.pages[0]
    body = [
        *_top(sheet, page),
        *_intro(sheet, page),
        *([banner(note, "accent")] if note else []),
        *([banner(wording("form.masked"), "warning")] if step.masked else []),
        *([banner(wording.count("form.faults", len(step.faults)), "attention")] if step.faults else []),
        *([quiet(wording.count("form.lacking", len(sheet.lacking)))] if sheet.lacking else []),
        *_inputs(sheet, page),
    ]
    return card(body, _page_actions(sheet, page), wording.language)


def _top(sheet: Sheet, page: Page) -> list[CardElement]:
    if sheet.progress[1] == 1:
        case = sheet.around.case_number
        which = [small(sheet.wording("case.title", number=case))] if case else []
        return [*which, heading(sheet.title)]
    return [small(sheet.where), heading(sheet.page_title(page))]


def _intro(sheet: Sheet, page: Page) -> list[CardElement]:
    wording, key = sheet.wording, f"form.{sheet.form.name}.{page.name}.intro"
    return [quiet(wording(key))] if wording.has(key) else []


def _inputs(sheet: Sheet, page: Page) -> list[CardElement]:
    faults = {fault.field: fault for fault in sheet.step.faults}
    elements: list[CardElement] = []
    waiting: list[CardElement] = []
    for field in sheet.fields(page):
        shown = _input(sheet, field)
        if base_of(field.name)[0] == PAIRS[0]:
            waiting = [shown]
            continue
        elements.append(side_by_side(*waiting, shown) if waiting else shown)
        pair = [name for name in (_day_of(field.name), field.name) if name in faults]
        elements += [_fault(faults[name], sheet.wording) for name in pair]
        waiting = []
        why = sheet.text(field, "why")
        if why:
            elements.append(small(why))
    return elements


def _day_of(name: str) -> str:
    base, number = base_of(name)
    return f"{PAIRS[0]}_{number}" if base == PAIRS[1] else ""


def _input(sheet: Sheet, field: Field) -> CardElement:
    label, optional = sheet.text(field, "label"), sheet.is_optional(field)
    if optional:
        label = sheet.wording("form.optional", label=label)
    value, choices = sheet.step.values.get(field.name, ""), sheet.choices(field)
    if not value and len(choices) == 1 and not optional:
        value = choices[0].value
    return field_input(field, label, sheet.text(field, "hint"), value, choices, optional)


def _fault(fault: Fault, wording: Wording) -> TextBlock:
    return TextBlock(text=wording(fault.key), color="Attention", wrap=True, spacing="None", weight="Bolder")


def _page_actions(sheet: Sheet, page: Page) -> list[Action]:
    wording, form = sheet.wording, sheet.form
    last = not form.reviewed and page.name == sheet.pages[-1].name
    forward = wording(f"form.{form.text_name}.send") if last else wording("button.next")
    actions: list[Action] = [button(forward, "form.next", sheet.ids, "positive")]
    if page.name != sheet.pages[0].name:
        actions.append(button(wording("button.back"), "form.back", sheet.ids))
    actions.append(button(wording("button.save"), "form.save", sheet.ids))
    actions.append(button(wording("button.cancel"), "form.cancel", sheet.ids))
    return actions


def ask_cancel_card(form: Form, draft: Draft, wording: Wording) -> Card:
    """Asks once before the answers are thrown away."""
    ids = {"draft": draft.id, "version": draft.version}
    body = [
        heading(wording("form.ask_cancel.title")),
        line(wording("form.ask_cancel.text", what=plain(form_title(wording, form)))),
    ]
    actions = [
        button(wording("form.ask_cancel.no"), "form.resume", ids, "positive"),
        button(wording("form.ask_cancel.yes"), "form.discard", ids, "destructive"),
    ]
    return card(body, actions, wording.language)


def note_card(title: str, text: str, wording: Wording, actions: Sequence[Action] = ()) -> Card:
    """A short statement with, perhaps, what one can do next."""
    return card([heading(title), line(text)], actions, wording.language)
