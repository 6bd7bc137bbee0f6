"""The guided form's engine: (where one is, what was typed, which way) → where one is then. Pure.

Every step keeps what was typed, also when it cannot be used; going back or putting aside never
validates; only going forward does. A page whose condition fails is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dialogs.forms.form import Answers, Fault, FieldKind, Form, Page, Surroundings, Values
from dialogs.forms.values import answers_so_far, clean, understand_value
from domain.errors import BadValue

REVIEW = "review"
"""The page after the last: everything once more, and Send."""


class Move(StrEnum):
    NEXT = "next"
    BACK = "back"
    SAVE = "save"
    JUMP = "jump"
    SEND = "send"


@dataclass(frozen=True)
class Step:
    """Where the form stands after a move."""

    page: str
    values: dict[str, str]
    faults: tuple[Fault, ...] = ()
    masked: bool = False
    """A CPR was found in free text and masked: the person is told."""
    complete: Answers | None = field(default=None, repr=False)
    """The answers of the pages that are shown, when the form is to be sent now."""


def begin(form: Form, values: Values, around: Surroundings) -> Step:
    filled = {field.name: field.default for field in form.fields if field.default} | dict(values)
    return Step(shown_pages(form, filled, around)[0].name, filled)


def take_up(form: Form, page: str, values: Values, new: Values, around: Surroundings) -> Step:
    """A form begun earlier. What is new fills what is empty and never replaces what was typed: it may be
    about somebody else. Where the two disagree one starts at the first page, as when the page is gone."""
    filled = {**new, **{name: value for name, value in values.items() if value}}
    names = [p.name for p in shown_pages(form, filled, around)]
    stands = page in (*names, REVIEW) and not disagree(values, new)
    return Step(page if stands else names[0], filled)


def disagree(values: Values, new: Values) -> bool:
    return any(values.get(name) and values[name] != value for name, value in new.items())


def step(
    form: Form,
    page: str,
    values: Values,
    move: Move,
    inputs: Mapping[str, object],
    around: Surroundings,
    target: str = "",
) -> Step:
    """One move. `inputs` are those of the page's fields; others are ignored."""
    kept, masked = _typed(form.page(page), values, inputs)
    names = [p.name for p in shown_pages(form, kept, around)]
    here = page if page in (*names, REVIEW) else names[0]
    if move is Move.SAVE:
        return Step(here, kept, masked=masked)
    if move is Move.JUMP:
        return Step(target if target in names else here, kept, masked=masked)
    if move is Move.BACK:
        return Step(_before(names, here), kept, masked=masked)
    there = Step(here, kept, masked=masked)
    return _forward(form, there, names, around, sending=move is Move.SEND)


def _forward(form: Form, there: Step, names: list[str], around: Surroundings, sending: bool) -> Step:
    here, kept, masked = there.page, there.values, there.masked
    page = form.page(here)
    faults = page_faults(form, page, kept, around) if page else ()
    if faults:
        return Step(here, kept, faults, masked)
    last = here == REVIEW or (here == names[-1] and not form.reviewed)
    if last and (sending or not form.reviewed):
        return _finish(form, kept, masked, around)
    return Step(_after(names, here), kept, masked=masked)


def _finish(form: Form, kept: dict[str, str], masked: bool, around: Surroundings) -> Step:
    """Every page is checked once more: a day proposed yesterday may have passed since. Then the whole is."""
    pages = shown_pages(form, kept, around)
    for page in pages:
        faults = page_faults(form, page, kept, around)
        if faults:
            return Step(page.name, kept, faults, masked)
    answers = answers_so_far(form.fields, kept, around)
    lacking = form.check(answers, around)
    if lacking:
        first = next(page for page in pages if faults_on(page, lacking))
        return Step(first.name, kept, faults_on(first, lacking), masked)
    asked = {field.name for page in pages for field in page.fields_for(answers, around)}
    complete = {name: value for name, value in answers.items() if name in asked}
    return Step(REVIEW if form.reviewed else form.pages[-1].name, kept, masked=masked, complete=complete)


def faults_on(page: Page, faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Those that are about a field of the page."""
    names = {field.name for field in page.fields}
    return tuple(fault for fault in faults if fault.field in names)


def page_faults(form: Form, page: Page, values: Values, around: Surroundings) -> tuple[Fault, ...]:
    answers = answers_so_far(form.fields, values, around)
    faults = []
    for asked in page.fields_for(answers, around):
        raw = values.get(asked.name, "")
        if raw:
            try:
                understand_value(asked, raw, answers, around)
            except BadValue as bad:
                faults.append(Fault(asked.name, bad.key))
        elif asked.required(answers, around):
            faults.append(Fault(asked.name, asked.missing))
    return tuple(faults) or page.check(answers, around)


def _typed(page: Page | None, values: Values, inputs: Mapping[str, object]) -> tuple[dict[str, str], bool]:
    kept, masked = dict(values), False
    fields = page.fields if page else ()
    came = any(field.name in inputs for field in fields)
    for asked in fields:
        if came and asked.kind is FieldKind.CHOICES:
            # Some clients leave the field out where nothing is chosen.
            kept[asked.name] = ""
        if asked.name in inputs:
            kept[asked.name], found = clean(asked, inputs[asked.name])
            masked = masked or found
    return kept, masked


def shown_pages(form: Form, values: Values, around: Surroundings) -> list[Page]:
    return pages_for(form, answers_so_far(form.fields, values, around), around)


def pages_for(form: Form, answers: Answers, around: Surroundings) -> list[Page]:
    """The pages whose condition holds for these answers."""
    return [page for page in form.pages if page.shown(answers, around)]


def progress(form: Form, page: str, shown: Sequence[Page]) -> tuple[int, int]:
    """Which step of the pages that are shown this is, of how many."""
    names = [p.name for p in shown] + ([REVIEW] if form.reviewed else [])
    return names.index(page) + 1, len(names)


def _before(names: list[str], here: str) -> str:
    if here == REVIEW:
        return names[-1]
    return names[max(names.index(here) - 1, 0)]


def _after(names: list[str], here: str) -> str:
    following = [*names, REVIEW]
    return REVIEW if here == REVIEW else following[following.index(here) + 1]
