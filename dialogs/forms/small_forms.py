"""The short forms behind a meeting's and a task's buttons: one page each, sent without a review."""

from __future__ import annotations

from collections.abc import Callable

from dialogs.forms.form import Answers, Fault, Field, FieldKind, Form, Page, Surroundings, always, never
from dialogs.forms.times import TIME_FIELDS, check_proposed_times

ROWS_ON_A_PAGE = 3
MOST_ROWS = 6


def _reason() -> Field:
    return Field("reason", FieldKind.TEXT, max_length=500)


def _rows(first: int) -> tuple[Field, ...]:
    return tuple(
        field
        for n in range(first, first + ROWS_ON_A_PAGE)
        for field in (
            Field(f"text_{n}", FieldKind.TEXT, never, max_length=300),
            Field(f"owner_{n}", FieldKind.CHOICE, never, choices="task_owners"),
            Field(f"due_{n}", FieldKind.DATE, never),
        )
    )


def _check_rows(first: int) -> Callable[[Answers, Surroundings], tuple[Fault, ...]]:
    """A row is whole or empty, and its day is not past."""

    def check(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
        faults: list[Fault] = []
        for n in range(first, first + ROWS_ON_A_PAGE):
            row = {part: answers.get(f"{part}_{n}") for part in ("text", "owner", "due")}
            if not any(row.values()):
                continue
            missing = [part for part, value in row.items() if not value]
            faults += [Fault(f"{part}_{n}", f"minutes.{part}_missing") for part in missing]
            if row["due"] and row["due"] < around.today:
                faults.append(Fault(f"due_{n}", "minutes.due_in_past"))
        return tuple(faults)

    return check


def _wants_more_rows(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("more_rows") == "yes"


def _check_later(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    return (Fault("until", "task.later_in_past"),) if answers["until"] <= around.today else ()


def _check_due(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    return (Fault("due", "task.due_in_past"),) if answers["due"] < around.today else ()


DELAY = Field("delay", FieldKind.CHOICE, never, choices="delay")
"""Why something comes late, for counting; what is left open counts as another reason."""

PROPOSE_TIMES = Form(
    "propose_times", (Page("times", TIME_FIELDS, check=check_proposed_times),), reviewed=False
)
ASK = Form(
    "ask", (Page("question", (Field("question", FieldKind.LONG_TEXT, max_length=1000),)),), reviewed=False
)
ANSWER = Form(
    "answer", (Page("answer", (Field("answer", FieldKind.LONG_TEXT, max_length=2000),)),), reviewed=False
)
MOVE = Form("move", (Page("times", (_reason(), *TIME_FIELDS), check=check_proposed_times),), reviewed=False)
CANCEL = Form("cancel", (Page("reason", (_reason(),)),), reviewed=False)
MINUTES = Form(
    "minutes",
    (
        Page(
            "minutes",
            (
                Field("minutes", FieldKind.LONG_TEXT, max_length=3000),
                *_rows(1),
                Field("more_rows", FieldKind.CHOICE, never, choices="yes_no"),
            ),
            check=_check_rows(1),
        ),
        Page(
            "more", _rows(1 + ROWS_ON_A_PAGE), shown=_wants_more_rows, check=_check_rows(1 + ROWS_ON_A_PAGE)
        ),
    ),
)
LATER = Form(
    "later", (Page("until", (Field("until", FieldKind.DATE, always),), check=_check_later),), reviewed=False
)
NEW_DEADLINE = Form(
    "new_deadline",
    (Page("due", (Field("due", FieldKind.DATE), DELAY, _reason()), check=_check_due),),
    reviewed=False,
)
HAND_OVER = Form(
    "hand_over", (Page("owner", (Field("owner", FieldKind.CHOICE, choices="task_owners"),)),), reviewed=False
)
