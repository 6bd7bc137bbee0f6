"""What a centre's import of its discharges is answered: counts fit to be passed on, or what to correct where.

A small count, and one that would tell it, is not shown (`domain/small_counts.py`). Nothing of the file is
repeated but the names of the municipalities.
"""

from __future__ import annotations

from dialogs.wording import Wording
from domain.small_counts import WITHHELD, published
from workflows.discharge_file import DischargesRefused, FileFault
from workflows.discharge_import import ImportedMonth


def import_report(wording: Wording, imported: ImportedMonth) -> str:
    """One line for the whole month, one for each municipality, and what the reader must know beside."""
    rows = published([(total.known, total.listed - total.known) for total in imported.totals])
    *each, (known, unheard, listed) = rows
    lines = [wording("discharges.read", listed=listed, known=known, unheard=unheard)]
    for total, (known, unheard, listed) in zip(imported.totals, each, strict=True):
        lines.append(
            wording("discharges.municipality", name=total.name, listed=listed, known=known, unheard=unheard)
        )
    if any(WITHHELD in row for row in rows):
        lines.append(wording("discharges.withheld"))
    if imported.holds_unnamed:
        lines.append(wording("discharges.unnamed"))
    return "\n".join(lines)


def import_refusal(wording: Wording, refused: DischargesRefused) -> str:
    """Every fault with its line; nothing was imported."""
    return "\n".join([wording("discharges.refused"), *(_line(wording, fault) for fault in refused.faults)])


def _line(wording: Wording, fault: FileFault) -> str:
    wrong = wording(f"discharges.wrong.{fault.wrong}")
    if not fault.column:
        return wording("discharges.at_line", line=fault.line, wrong=wrong)
    return wording("discharges.at_value", line=fault.line, column=fault.column, wrong=wrong)
