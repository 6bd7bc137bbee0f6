"""`app.py outbox`: shows what stands still on its way out, and mends it, beside the bot on the same database.

What is shown and allowed is `workflows/outbox_care.py`'s to say; here it gets its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from workflows.notice import Outgoing
from workflows.outbox_care import MOST_SHOWN, NotMended, OutboxReport, mend, outbox_report, rule_in_words
from workflows.outbox_states import Event
from workflows.ports import Records, Source

InStore = Callable[[Callable[[Records, datetime], Any]], Any]
"""Runs a unit of work, and gives it the time."""
Id = Annotated[str, typer.Argument(metavar="ID", help="The message's id, as `show` and the log give it.")]


def outbox_commands(in_store: InStore, command_line: Callable[[str], Source]) -> typer.Typer:
    """`command_line` says from where a command's entries in the audit log come."""
    commands = typer.Typer(no_args_is_help=True, help="Messages on their way out.")

    @commands.command("show")
    def show() -> None:
        """Count the messages by state, and list what is uncertain, dead, or has nowhere to go."""
        report: OutboxReport = in_store(lambda records, _now: outbox_report(records))
        typer.echo("\n".join(_told(report)))

    @commands.command("retry")
    def retry(outgoing_id: Id) -> None:
        """Send the message ID again, once its recipient is at work: as a repeat if it may have arrived."""
        _mend(in_store, outgoing_id, Event.RETRIED_BY_OPERATOR, command_line("outbox retry"))
        typer.echo(f"Message {outgoing_id} will be sent if it is still true.")

    @commands.command("drop")
    def drop(outgoing_id: Id) -> None:
        """Give the message ID up for good."""
        _mend(in_store, outgoing_id, Event.DROPPED_BY_OPERATOR, command_line("outbox drop"))
        typer.echo(f"Message {outgoing_id} is dropped.")

    return commands


def _mend(in_store: InStore, outgoing_id: str, event: Event, source: Source) -> None:
    try:
        in_store(lambda records, now: mend(records, outgoing_id, event, now, source))
    except NotMended as refused:
        typer.echo(f"Nothing was changed: {refused}.", err=True)
        raise typer.Exit(1) from None


def _told(report: OutboxReport) -> Iterator[str]:
    yield ", ".join(f"{number} {state}" for state, number in report.counts.items())
    if report.shown:
        yield ""
    for outgoing in report.shown:
        yield "  ".join(_columns(outgoing))
    if report.more:
        yield f"Only the {MOST_SHOWN} oldest are shown."


def _columns(outgoing: Outgoing) -> tuple[str, ...]:
    due = f"{outgoing.notice.occurrence.astimezone(UTC):%Y-%m-%d %H:%MZ}"
    kind, rule = outgoing.notice.kind, rule_in_words(outgoing)
    return (outgoing.id, due, f"{outgoing.state:9}", f"{kind:10}", f"{rule:20}", outgoing.why)
