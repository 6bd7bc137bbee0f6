"""A form where it stands, looked up once: the pages that are shown, what is answered, and the wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dialogs.cards.document_words import document_name, part_text
from dialogs.forms.engine import Step, pages_for, progress
from dialogs.forms.form import Answers, Choice, Fault, Field, Form, Page, Surroundings, never
from dialogs.forms.values import answers_so_far
from dialogs.wording import Wording
from domain.agreement import Agreement
from workflows.ports import Draft

_NUMBERED = re.compile(r"(.+)_(\d)$")


def base_of(name: str) -> tuple[str, str]:
    """A field's name and number: `day_2` is the second `day`."""
    numbered = _NUMBERED.match(name)
    return (numbered[1], numbered[2]) if numbered else (name, "")


def field_text(wording: Wording, form: Form, field: Field, part: str) -> str:
    """The wording of a field: the form's own, else the document part's, else the one fields of that name
    share; empty if none."""
    base, number = base_of(field.name)
    for name in (form.name, form.text_name):
        own = f"form.{name}.{base}.{part}"
        if wording.has(own):
            return wording(own, n=number)
    of_part = part_text(wording, form.document, base, part) if form.document else ""
    shared = f"field.{base}.{part}"
    return of_part or (wording(shared, n=number) if wording.has(shared) else "")


def form_title(wording: Wording, form: Form, agreement: Agreement | None = None) -> str:
    """What the form is called; a document's by the name the agreement has for it."""
    if form.document is None:
        return wording(f"form.{form.name}.title")
    return wording(f"form.{form.text_name}.named", what=document_name(form.document, agreement, wording))


def page_title(wording: Wording, form: Form, page: Page) -> str:
    """The form's own title of the page, else the one that pages of that name share."""
    own = f"form.{form.name}.{page.name}.title"
    return wording(own if wording.has(own) else f"form_page.{page.name}.title")


@dataclass(frozen=True)
class Sheet:
    form: Form
    draft: Draft
    step: Step
    around: Surroundings
    wording: Wording

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(pages_for(self.form, self.answers, self.around))

    @cached_property
    def answers(self) -> Answers:
        return answers_so_far(self.form.fields, self.step.values, self.around)

    @property
    def ids(self) -> dict[str, object]:
        """What the buttons carry."""
        return {"draft": self.draft.id, "version": self.draft.version}

    @property
    def progress(self) -> tuple[int, int]:
        return progress(self.form, self.step.page, self.pages)

    @property
    def where(self) -> str:
        """The line above the heading; it names the case, so that nobody writes about the wrong citizen."""
        number, of = self.progress
        case = self.around.case_number
        key = "form.step_on_case" if case else "form.step"
        return self.wording(key, name=self.title, case=case, number=number, of=of)

    @property
    def title(self) -> str:
        return form_title(self.wording, self.form, self.around.agreement(self.answers))

    @cached_property
    def lacking(self) -> tuple[Fault, ...]:
        """What must be there before the form can be sent, and is not."""
        return self.form.check(self.answers, self.around)

    def page_title(self, page: Page) -> str:
        return page_title(self.wording, self.form, page)

    def fields(self, page: Page) -> tuple[Field, ...]:
        return page.fields_for(self.answers, self.around)

    def is_optional(self, field: Field) -> bool:
        return field.required is never or field.optional(self.answers, self.around)

    def text(self, field: Field, part: str) -> str:
        return field_text(self.wording, self.form, field, part)

    def choices(self, field: Field) -> Sequence[Choice]:
        return self.around.choices(field.choices, self.answers) if field.choices else ()
