"""The few kinds of element our cards are made of, as typed models, so that every card looks like one family.

A button carries ids only: who may do what is looked up again when it is clicked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import orjson
from microsoft_teams.cards.core import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    ChoiceSetInput,
    Column,
    ColumnSet,
    Container,
    DateInput,
    ExecuteAction,
    Fact,
    FactSet,
    OpenUrlAction,
    TeamsCardProperties,
    TextBlock,
    TextInput,
    TimeInput,
)
from microsoft_teams.cards.core import (
    Choice as CardChoice,
)

from dialogs.forms.form import Choice, Field, FieldKind
from workflows.chat import Card

Tone = Literal["default", "good", "warning", "attention", "accent"]
MOST_SHOWN = 5
VERSION: Literal["1.5"] = "1.5"

MOST_BYTES = 28 * 1024
"""Teams refuses a card of more."""
LONGEST_TEXTS = (4000, 1500, 600, 250, 120)
"""Characters of each text a card shows: all of it, or less where all of them together are too much."""

_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\*_[]`#~<"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_END = re.compile(r"\r\n?|\n")
_BLOCK_BEGINS = re.compile(r"^(\d{1,9}(?=[.)](?:[ \t]|$))|(?=[-=:|>]|\+(?:[ \t]|$)))")
"""Where a line would begin a list, a quotation, a heading or a table."""


def card(body: Sequence[CardElement], actions: Sequence[Action] = (), language: str = "da") -> Card:
    made = AdaptiveCard(
        version=VERSION,
        body=list(body),
        actions=list(actions) or None,
        lang=language,
        msteams=TeamsCardProperties(width="full"),
    )
    return made.model_dump(exclude_none=True, by_alias=True)


def heading(text: str) -> TextBlock:
    return TextBlock(text=text, size="Large", weight="Bolder", wrap=True, style="heading")


def subheading(text: str) -> TextBlock:
    return TextBlock(text=text, weight="Bolder", wrap=True, spacing="Medium")


def line(text: str) -> TextBlock:
    return TextBlock(text=text, wrap=True)


def small(text: str) -> TextBlock:
    return TextBlock(text=text, wrap=True, size="Small", is_subtle=True, spacing="None")


def quiet(text: str) -> TextBlock:
    return TextBlock(text=text, wrap=True, is_subtle=True)


def banner(text: str, tone: Tone) -> Container:
    return Container(style=tone, items=[TextBlock(text=text, wrap=True)], bleed=False, spacing="Medium")


def facts(rows: Iterable[tuple[str, str]], longest: int = LONGEST_TEXTS[0]) -> FactSet:
    """A row for each value there is, none of them longer than `longest` characters."""
    shown = [(title, plain(shortened(value, longest))) for title, value in rows if value]
    return FactSet(facts=[Fact(title=title, value=value) for title, value in shown])


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()} …"


def fitting(make: Callable[[int], Card], most: Sequence[int] = LONGEST_TEXTS) -> Card:
    """The card that `make` makes with texts as long, or with as many lines, as Teams' limit allows."""
    made: Card = {}
    for each in most:
        made = make(each)
        if len(orjson.dumps(made)) < MOST_BYTES:
            break
    return made


def plain(text: str) -> str:
    """People's own words, with nothing in them read as markup: no list, no heading, no link, no emphasis."""
    lines = _LINE_END.split(_ENTITY.sub(r"\\&", text.translate(_MARKUP)))
    return "\n".join(_BLOCK_BEGINS.sub(r"\1\\", line.strip(" \t")) for line in lines)


def button(
    title: str,
    verb: str,
    data: Mapping[str, object],
    style: Literal["default", "positive", "destructive"] = "default",
) -> ExecuteAction:
    return ExecuteAction(title=title, verb=verb, style=style, data=dict(data))


def link(title: str, url: str) -> OpenUrlAction:
    return OpenUrlAction(title=title, url=url)


def buttons(actions: Sequence[Action]) -> ActionSet:
    return ActionSet(actions=list(actions), spacing="Medium")


def entry(words: CardElement, actions: Sequence[Action], first: bool) -> Container:
    """One of a list: its buttons close to its words, and apart from the one before."""
    row = [ActionSet(actions=list(actions), spacing="Small")] if actions else []
    separator = None if first else True
    return Container(items=[words, *row], spacing="Small" if first else "Medium", separator=separator)


def side_by_side(*elements: CardElement) -> ColumnSet:
    return ColumnSet(columns=[Column(width="stretch", items=[element]) for element in elements])


def field_input(
    field: Field, label: str, hint: str, value: str, choices: Sequence[Choice], optional: bool = False
) -> CardElement:
    """The input for a field. Checks are the server's, so that going back never loses what was typed."""
    given: dict[str, Any] = {"id": field.name, "label": label, "value": value or None}
    match field.kind:
        case FieldKind.DATE:
            return DateInput(**given)
        case FieldKind.TIME:
            return TimeInput(**given)
        case FieldKind.CHOICE | FieldKind.TYPE_AHEAD:
            options = [CardChoice(title=c.title, value=c.value) for c in choices]
            style = "filtered" if field.kind is FieldKind.TYPE_AHEAD else _choice_style(options, optional)
            return ChoiceSetInput(**given, choices=options, style=style, placeholder=hint or None, wrap=True)
        case FieldKind.CHOICES:
            options = [CardChoice(title=c.title, value=c.value) for c in choices]
            return ChoiceSetInput(**given, choices=options, is_multi_select=True, style="expanded", wrap=True)
        case _:
            long = field.kind is FieldKind.LONG_TEXT
            return TextInput(
                **given, placeholder=hint or None, is_multiline=long or None, max_length=field.max_length
            )


def _choice_style(options: Sequence[CardChoice], optional: bool) -> Literal["compact", "expanded"]:
    """A question that needs an answer shows its few choices; the others stay folded."""
    return "compact" if optional or len(options) > MOST_SHOWN else "expanded"
