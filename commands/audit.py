"""`app.py audit`: whether the log is as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import typer

from commands.running import anchors_of, clock_of, fail, on_store, settings_or_exit
from settings import Settings
from storage.anchors import AnchorLine
from storage.log_check import MOST_FAULTS, Fault, FaultKind, LogReport

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
