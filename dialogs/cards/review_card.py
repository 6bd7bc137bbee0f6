"""A form's review: what is missing, every answer once more, each page with a button back to it, and Send."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from microsoft_teams.cards.core import Action, CardElement

from dialogs.cards.elements import (
    banner,
    button,
    buttons,
    card,
    facts,
    fitting,
    heading,
    quiet,
    small,
    subheading,
)
from dialogs.cards.sheet import Sheet
from dialogs.forms.engine import faults_on
from dialogs.forms.form import Field, FieldKind, Page
from domain.cpr import Cpr
from workflows.chat import Card

MOST_IN_A_ROW = 4


def review_card(sheet: Sheet, note: str) -> Card:
    """The review; texts too long for one card are shortened on it, and sent whole."""
    return fitting(lambda longest: _whole(sheet, note, longest))


def _whole(sheet: Sheet, note: str, longest: int) -> Card:
    wording = sheet.wording
    body: list[CardElement] = [
        small(sheet.where),
        heading(wording("form.review.title")),
        *([banner(note, "attention")] if note else []),
        *([banner(wording("form.masked"), "warning")] if sheet.step.masked else []),
        quiet(wording(f"form.{sheet.form.text_name}.review")),
        *_lacking(sheet),
    ]
    for page in sheet.pages:
        body += _page(sheet, page, longest)
    return card(body, _actions(sheet), wording.language)


def _lacking(sheet: Sheet) -> list[CardElement]:
    """What is missing, each with a button to where it is asked for."""
    if not sheet.lacking:
        return []
    wording = sheet.wording
    jumps = [
        button(
            wording("button.fill_in", what=sheet.text(field, "label")),
            "form.jump",
            sheet.ids | {"page": page.name},
        )
        for page in sheet.pages
        for fault in faults_on(page, sheet.lacking)
        for field in page.fields
        if field.name == fault.field
    ]
    rows = [buttons(jumps[n : n + MOST_IN_A_ROW]) for n in range(0, len(jumps), MOST_IN_A_ROW)]
    return [banner(wording.count("form.lacking", len(sheet.lacking)), "warning"), *rows]


def _page(sheet: Sheet, page: Page, longest: int) -> list[CardElement]:
    title = sheet.page_title(page)
    rows = [(sheet.text(f, "label"), _shown(sheet, f)) for f in sheet.fields(page) if f.name in sheet.answers]
    edit = button(sheet.wording("button.edit", what=title), "form.jump", sheet.ids | {"page": page.name})
    return [subheading(title), facts(rows, longest), buttons([edit])]


def _actions(sheet: Sheet) -> list[Action]:
    wording, form = sheet.wording, sheet.form
    return [
        button(wording(f"form.{form.text_name}.send"), "form.send", sheet.ids, "positive"),
        button(wording("button.back"), "form.back", sheet.ids),
        button(wording("button.save"), "form.save", sheet.ids),
        button(wording("button.cancel"), "form.cancel", sheet.ids),
    ]


def _shown(sheet: Sheet, field: Field) -> str:
    value: Any = sheet.answers[field.name]
    if field.kind in (FieldKind.CHOICE, FieldKind.TYPE_AHEAD):
        return next((choice.title for choice in sheet.choices(field) if choice.value == value), "")
    if field.kind is FieldKind.CHOICES:
        return ", ".join(choice.title for choice in sheet.choices(field) if choice.value in value)
    if isinstance(value, Cpr):
        return value.formatted()
    if isinstance(value, date):
        return sheet.wording.day_and_year(value)
    return sheet.wording.time(value) if isinstance(value, time) else str(value)
