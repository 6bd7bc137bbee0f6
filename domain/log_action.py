"""What can stand in the audit log: every action by its name, and which kind of action that is, as one table.

The kinds are those that Datatilsynet asks to be logged, and those of this field. What happens on a case has
the name of its event, the kind of record and the step; what is done with several kinds of record is one
word, and the entry's subject says with which. To open what stands on a record is `read`, to look
at its closed card `see`, and at several cases or tasks at once `list`, named by whose they are. An action
without a row cannot be logged, and so not be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class LogKind(StrEnum):
    READ = "read"
    SEARCH = "search"
    """The criterion stands in the entry's detail, which is sealed."""
    ADD = "add"
    CHANGE = "change"
    ANSWER = "answer"
    """What the other side asked for: an acknowledgement, a time, a question, an answer to one."""
    SIGN = "sign"
    EXTRACT = "extract"
    """Taken out of the bot: a file, a report, a sample of the log."""
    DELETE = "delete"
    REFUSE = "refuse"
    EMERGENCY = "emergency"
    """Access to a case one has no relation to, asked for and given."""
    IMPORT = "import"
    OPERATE = "operate"
    """By whoever runs the service, with what belongs to no case."""
    SET = "set"
    """Staff's own hours, reminders and cover."""


def _steps(record: str, *steps: str) -> tuple[str, ...]:
    """The names of the events that these steps of this kind of record are."""
    return tuple(f"{record}.{step}" for step in steps)


ACTIONS: Mapping[LogKind, tuple[str, ...]] = {
    LogKind.READ: ("read", "see", "list", "figures"),
    LogKind.SEARCH: ("search",),
    LogKind.ADD: (
        "add",
        *_steps("case", "open", "add_municipality"),
        *_steps("meeting", "request"),
        *_steps("document", "send"),
        *_steps("admission", "begin"),
        *_steps("task", "add"),
        *_steps("forum_action", "decide"),
    ),
    LogKind.CHANGE: (
        *_steps(
            "case",
            "close",
            "change_contact",
            "change_municipality",
            "remove_municipality",
            "withdraw_consent",
            "restrict",
            "keep",
            "let_go",
            "correct",
            "stay_open",
            "remark",
        ),
        *_steps("meeting", "move", "cancel", "time_passes", "write_minutes", "journal", "journal_undo"),
        *_steps("document", "revise", "withdraw", "end", "hand_over_copy", "private_answer"),
        *_steps("document", "citizen_agrees", "citizen_declines", "journal", "journal_undo"),
        *_steps(
            "admission",
            "assess",
            "set_date",
            "discharge",
            "homeless",
            "housed",
            "correct_discharge",
            "ready",
            "explain",
            "signed_late",
            "coercion",
        ),
        *_steps("task", "done", "not_possible", "take", "snooze", "new_deadline", "hand_over"),
        *_steps("forum_action", "done"),
    ),
    LogKind.ANSWER: (
        *_steps("meeting", "acknowledge", "accept_time", "propose_times", "ask", "answer"),
        *_steps("document", "acknowledge", "ask", "answer", "return"),
    ),
    LogKind.SIGN: _steps("document", "sign"),
    LogKind.EXTRACT: (
        "extract",
        "hand_out",
        "fetch",
        *_steps("report", "ask", "publish"),
        *_steps("log", "sample"),
    ),
    LogKind.DELETE: (
        *_steps("document", "erase"),
        *_steps("meeting", "erase"),
        *_steps("case", "erase"),
        *_steps("log", "expire"),
    ),
    LogKind.REFUSE: ("refuse",),
    LogKind.EMERGENCY: (*_steps("emergency", "ask"), *_steps("case", "emergency")),
    LogKind.IMPORT: ("import",),
    LogKind.OPERATE: ("retry", "drop", "rotate_begun", "rotate_ended"),
    LogKind.SET: ("choose_reminders", "choose_cover", "end_cover", "choose_hours"),
}

_KIND_OF = {action: kind for kind, actions in ACTIONS.items() for action in actions}


class UnknownAction(LookupError):
    """An action that `ACTIONS` has no row for."""


def check_known(action: str) -> None:
    """Raise `UnknownAction`."""
    if action not in _KIND_OF:
        raise UnknownAction(f"give the action {action} a row in domain/log_action.py")


def kind_of(action: str) -> LogKind:
    """Raises `UnknownAction`."""
    check_known(action)
    return _KIND_OF[action]
