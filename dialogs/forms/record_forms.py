"""The short forms behind the buttons of a document, an admission, a case and a task: a page each, no review.

Where something is asked of the other side, or undone, a reason is part of it: both sectors read it.
"""

from __future__ import annotations

from dialogs.forms.form import (
    Answers,
    Check,
    Fault,
    Field,
    FieldKind,
    Form,
    Known,
    Page,
    Surroundings,
    in_order,
    never,
)
from dialogs.forms.small_forms import DELAY

NO_SERIES = "0"
NAMED_RECEIVERS = frozenset({"relatives", "private_party", "other"})
"""Who is told by name when they get a copy."""


def _form(name: str, *fields: Field, check: Check = in_order) -> Form:
    return Form(name, (Page(fields[0].name, fields, check=check),), reviewed=False)


def _text(name: str, most: int = 200) -> Field:
    return Field(name, FieldKind.TEXT, max_length=most)


def _day(name: str) -> Field:
    return Field(name, FieldKind.DATE)


def _not_ahead(name: str, key: str) -> Check:
    """A check of a day on which something has happened."""
    return lambda answers, around: (Fault(name, key),) if answers[name] > around.today else ()


def _not_past(name: str, key: str) -> Check:
    return lambda answers, around: (Fault(name, key),) if answers[name] < around.today else ()


def _is_named(answers: Answers, _around: Surroundings) -> bool:
    return answers.get("copy_to") in NAMED_RECEIVERS


def _something_is_open(_answers: Answers, around: Surroundings) -> bool:
    return Known.OPEN_MATTERS in around.known


def _nothing_is_open(_answers: Answers, around: Surroundings) -> bool:
    return Known.OPEN_MATTERS not in around.known


def _has_more_cases(answers: Answers, around: Surroundings) -> bool:
    """Whether the contact person is so on other open cases too."""
    return len(around.choices("contact_cases", answers)) > 1


def is_series(answers: Answers) -> bool:
    every: str = answers["follow_up_every"]
    return every != NO_SERIES


def _check_follow_up(answers: Answers, around: Surroundings) -> tuple[Fault, ...]:
    if answers["due"] < around.today:
        return (Fault("due", "minutes.due_in_past"),)
    until = answers.get("until")
    if is_series(answers) and (until is None or until < answers["due"]):
        return (Fault("until", "follow_up.until_missing"),)
    return ()


_REASON = _text("reason", 500)

DOCUMENT_ASK = _form("document_ask", Field("question", FieldKind.LONG_TEXT, max_length=1000))
DOCUMENT_ANSWER = _form("document_answer", Field("answer", FieldKind.LONG_TEXT, max_length=2000))
DOCUMENT_RETURN = _form("document_return", _REASON)
DOCUMENT_WITHDRAW = _form("document_withdraw", _REASON)
DOCUMENT_END = _form("document_end", _REASON)
CITIZEN_AGREES = _form(
    "citizen_agrees",
    _day("on"),
    _text("how"),
    _text("witness"),
    check=_not_ahead("on", "document.day_in_future"),
)
CITIZEN_DECLINES = _form(
    "citizen_declines",
    _day("offered_on"),
    _REASON,
    check=_not_ahead("offered_on", "document.day_in_future"),
)
HAND_OVER_COPY = _form(
    "hand_over_copy",
    Field("copy_to", FieldKind.CHOICE, choices="copy_to", default="citizen"),
    Field("to_name", FieldKind.TEXT, _is_named),
    _day("on"),
    _text("how"),
    check=_not_ahead("on", "document.day_in_future"),
)
FOLLOW_UP = _form(
    "follow_up",
    _text("text", 300),
    Field("owner", FieldKind.CHOICE, choices="task_owners"),
    _day("due"),
    Field("linked_part", FieldKind.CHOICE, never, choices="linked_parts"),
    Field("follow_up_every", FieldKind.CHOICE, choices="follow_up_every", default=NO_SERIES),
    Field("until", FieldKind.DATE, never),
    check=_check_follow_up,
)

DISCHARGE_DATE = _form(
    "discharge_date", _day("expected_on"), check=_not_past("expected_on", "admission.date_in_past")
)
_OF_A_DISCHARGE = (
    _day("on"),
    Field("discharge_kind", FieldKind.CHOICE, choices="discharge_kind"),
    Field("homeless", FieldKind.CHOICE, choices="yes_no"),
    Field("coercive", FieldKind.CHOICE, never, choices="yes_no"),
)
_DISCHARGE_IS_OVER = _not_ahead("on", "admission.discharge_in_future")
DISCHARGED = _form("discharged", *_OF_A_DISCHARGE, check=_DISCHARGE_IS_OVER)
CORRECT_DISCHARGE = _form("correct_discharge", *_OF_A_DISCHARGE, check=_DISCHARGE_IS_OVER)
EXPLAIN_DISCHARGE = _form("explain_discharge", _REASON, DELAY)

CLOSE_CASE = _form(
    "close_case",
    Field("reason", FieldKind.TEXT, _something_is_open, max_length=500, optional=_nothing_is_open,
          missing="case.reason_missing"),
)  # fmt: skip
STAY_OPEN = _form("stay_open", _REASON)
WITHDRAW_CONSENT = _form("withdraw_consent", _day("on"), check=_not_ahead("on", "basis.consent_in_future"))
CHANGE_MUNICIPALITY = _form(
    "change_municipality", Field("new_unit", FieldKind.TYPE_AHEAD, choices="other_municipalities"), _REASON
)
ADD_MUNICIPALITY = _form(
    "add_municipality", Field("new_unit", FieldKind.TYPE_AHEAD, choices="other_municipalities"), _REASON
)
REMOVE_MUNICIPALITY = _form("remove_municipality", _REASON)
CHANGE_CONTACT = _form(
    "change_contact",
    Field("contact", FieldKind.CHOICE, choices="new_contacts"),
    Field("which_cases", FieldKind.CHOICE, choices="contact_cases", shown=_has_more_cases),
)
HOLD_CASE = _form("hold_case", Field("hold_kind", FieldKind.CHOICE, choices="hold_kind"), _REASON)
LET_GO = _form("let_go", _REASON)
CORRECT_CITIZEN = _form("correct_citizen", Field("cpr", FieldKind.CPR), _text("citizen_name"), _REASON)
REMARK = _form(
    "remark",
    Field("remark_about", FieldKind.CHOICE, choices="remark_about"),
    Field("remark", FieldKind.LONG_TEXT, max_length=2000),
    _day("on"),
    check=_not_ahead("on", "remark.in_future"),
)
NOT_POSSIBLE = _form("not_possible", _REASON, DELAY)
HAND_OVER_ALL = _form("hand_over_all", Field("to", FieldKind.CHOICE, choices="takers_over"))
