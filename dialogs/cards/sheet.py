"""A form where it stands, looked up once: the pages that are shown, what is answered, and the wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dialogs.forms.engine import Step, pages_for, progress
from dialogs.forms.form import Answers, Choice, Field, Form, Page, Surroundings
from dialogs.forms.values import answers_so_far
from dialogs.wording import Wording
from workflows.ports import Draft

_NUMBERED = re.compile(r"(.+)_(\d)$")


def base_of(name: str) -> tuple[str, str]:
    """A field's name and number: `day_2` is the second `day`."""
    numbered = _NUMBERED.match(name)
    return (numbered[1], numbered[2]) if numbered else (name, "")


def field_text(wording: Wording, form: Form, field: Field, part: str) -> str:
    """The wording of a field: the form's own, else the one fields of that name share; empty if neither."""
    base, number = base_of(field.name)
    for key in (f"form.{form.name}.{base}.{part}", f"field.{base}.{part}"):
        if wording.has(key):
            return wording(key, n=number)
    return ""


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
    def title(self) -> str:
        wording, form = self.wording, self.form
        return wording(f"form.{form.name}.title")

    def page_title(self, page: Page) -> str:
        wording, form = self.wording, self.form
        return wording(f"form.{form.name}.{page.name}.title")

    def text(self, field: Field, part: str) -> str:
        return field_text(self.wording, self.form, field, part)

    def choices(self, field: Field) -> Sequence[Choice]:
        return self.around.choices(field.choices, self.answers) if field.choices else ()
