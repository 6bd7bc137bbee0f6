"""What can stand in the audit log: every action by its name, and which kind of action that is, as one table.

The kinds are those that Datatilsynet asks to be logged, and those of this field. What happens on a case has
the name of its event, the kind of record and the step; what is done with several kinds of record is one
word, and the entry's subject says with which. An action without a row cannot be logged, and so not be done.
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
    """Taken out of the bot: a file, a sample, an import's counts."""
    DELETE = "delete"
    REFUSE = "refuse"
    IMPORT = "import"
    OPERATE = "operate"
    """By whoever runs the service, with what belongs to no case."""
    SET = "set"
    """Staff's own hours, reminders and cover."""


ACTIONS: Mapping[LogKind, tuple[str, ...]] = {
    LogKind.READ: ("read",),
    LogKind.SEARCH: ("search",),
    LogKind.ADD: (
        "add", "task.add", "case.open", "case.add_municipality", "meeting.request", "document.send",
        "admission.begin",
    ),
    LogKind.CHANGE: (
        "case.close", "case.change_contact", "case.change_municipality", "case.remove_municipality",
        "case.withdraw_consent", "case.restrict", "case.keep", "case.let_go", "case.correct",
        "meeting.move", "meeting.time_passes", "meeting.write_minutes",
        "document.revise", "document.citizen_agrees", "document.citizen_declines", "document.hand_over_copy",
        "document.private_answer", "document.end",
        "admission.assess", "admission.set_date", "admission.discharge", "admission.homeless",
        "admission.ready", "admission.explain", "admission.signed_late",
        "document.journal", "document.journal_undo", "meeting.journal", "meeting.journal_undo",
        "task.done", "task.not_possible", "task.take", "task.snooze", "task.new_deadline", "task.hand_over",
    ),
    LogKind.ANSWER: (
        "meeting.acknowledge", "meeting.accept_time", "meeting.propose_times", "meeting.ask",
        "meeting.answer",
        "document.acknowledge", "document.ask", "document.answer", "document.return",
    ),
    LogKind.SIGN: ("document.sign",),
    LogKind.EXTRACT: ("extract", "log.sample"),
    LogKind.DELETE: (
        "document.withdraw", "meeting.cancel",
        "document.erase", "meeting.erase", "case.erase", "log.expire",
    ),
    LogKind.REFUSE: ("refuse",),
    LogKind.IMPORT: ("import",),
    LogKind.OPERATE: ("retry", "drop"),
    LogKind.SET: ("choose_reminders", "choose_cover", "end_cover", "choose_hours"),
}  # fmt: skip

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
