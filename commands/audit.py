"""`app.py audit`: whether the log is as it was written, and samples of it for the monthly control."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from secrets import SystemRandom
from typing import Annotated

import typer

from commands.running import anchors_of, clock_of, command_line, fail, on_store, settings_or_exit
from dialogs.log_report import sample_report
from dialogs.wording import load_catalogues
from domain.local_time import local_day
from settings import Settings
from storage.log.anchors import AnchorLine
from storage.log.check import MOST_FAULTS, Fault, FaultKind, LogReport
from storage.store import SqlStore
from workflows.log_sample import LogSample, draw_sample

audit_commands = typer.Typer(no_args_is_help=True, help="The audit log.")
_A_SLOW_TICK = timedelta(minutes=10)
_WORDS: Mapping[FaultKind, str] = {
    FaultKind.ENTRY_CHANGED: "entry {} is not as it was written",
    FaultKind.ENTRY_NOT_OURS: "entry {} does not open with its key: changed, or not written by the bot",
    FaultKind.KEY_GONE: "the key of entry {} is gone, and was not erased by the bot",
    FaultKind.ENTRY_AFTER_ERASURE: "entry {} names a key that was erased before it was written",
    FaultKind.ENTRY_TWICE: "entry {} is a copy of another",
    FaultKind.OLD_CHAIN_BROKEN: "entry {} does not follow the one before",
    FaultKind.STRAY_ENTRY: "entry {} is in a batch that has no seal",
    FaultKind.WAITS_TOO_LONG: "entry {} has waited too long for a seal: does the bot run?",
    FaultKind.BATCH_CHANGED: "batch {} holds other entries, or in another order, than were sealed",
    FaultKind.SEAL_CHANGED: "the seal of batch {} is not as it was made, or does not follow the one before",
    FaultKind.BATCH_GONE: "the entries of batch {} are gone, and the log does not say that it was time",
    FaultKind.NOT_READABLE: "what comes after batch {} cannot be read, and was not checked",
    FaultKind.ANCHOR_NOT_OURS: "line {} of the anchors is not as the bot wrote it",
    FaultKind.ANCHOR_CUT_OFF: "line {} of the anchors names a seal past the log's end: that was cut off",
    FaultKind.ANCHOR_REWRITTEN: "line {} of the anchors names another seal than there is: it was rewritten",
}


@audit_commands.command("verify")
def verify_audit() -> None:
    """Check every entry of the audit log, its seals, and the anchors outside the database."""
    settings = settings_or_exit()
    now, lines = clock_of(settings)(), _anchors(settings)
    patience = 2 * settings.scan_every + _A_SLOW_TICK
    report = on_store(settings, lambda store: store.check_log(now, patience, lines))
    if report.faults:
        raise fail("\n".join(("The audit log is broken:", *map(_told, report.faults), *_cut(report))))
    typer.echo(_whole(report))


@audit_commands.command("sample")
def sample_audit(
    month: Annotated[str, typer.Argument(help="The month, like 2026-11.")],
    each: Annotated[int, typer.Option(min=1, max=1000, help="How many entries of each organisation.")] = 10,
    language: Annotated[str, typer.Option(help="Language of the answer: da or en.")] = "da",
) -> None:
    """Draw entries of MONTH by chance, for the control of who looked at what; the draw is logged."""
    settings = settings_or_exit()
    now, source = clock_of(settings)(), command_line("audit sample")
    first = _first_day(month, local_day(now))

    async def draw(store: SqlStore) -> LogSample:
        await store.start()
        while await store.run(lambda records: records.seals.seal(now)):
            pass
        choose = SystemRandom().sample
        return await store.run(lambda records: draw_sample(records, first, each, choose, now, source))

    typer.echo(sample_report(load_catalogues().speaking(language), on_store(settings, draw)))


def _first_day(month: str, today: date) -> date:
    try:
        first = datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007 - a month has no time zone
    except ValueError:
        raise fail("Nothing was drawn: MONTH must be a month, like 2026-11.") from None
    if first > today:
        raise fail("Nothing was drawn: that month has not begun.")
    return first


def _anchors(settings: Settings) -> list[AnchorLine | None]:
    anchors = anchors_of(settings)
    try:
        return [] if anchors is None else list(anchors.lines())
    except OSError as error:
        raise fail(f"The anchors cannot be read ({type(error).__name__}): {settings.anchors}") from None


def _told(fault: Fault) -> str:
    return _WORDS[fault.kind].format(fault.number)


def _cut(report: LogReport) -> list[str]:
    return [f"Only the first {MOST_FAULTS} faults are told."] if len(report.faults) == MOST_FAULTS else []


def _whole(report: LogReport) -> str:
    held = f"{report.anchors} anchors" if report.anchors else "no anchors: its end cannot be vouched for"
    return (
        f"The audit log is whole: {report.entries} entries, {report.batches} seals, "
        f"{report.waiting} entries waiting for one; {held}."
    )
