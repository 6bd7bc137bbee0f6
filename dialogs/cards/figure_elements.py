"""How figures look on a card: a large one, rows of them, and bars with a table where a client draws none."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import (
    Column,
    ColumnSet,
    Container,
    HorizontalBarChart,
    HorizontalBarChartDataValue,
    TextBlock,
)


def large(text: str) -> TextBlock:
    return TextBlock(text=text, size="ExtraLarge", weight="Bolder", wrap=True, spacing="None")


def figure_rows(rows: Sequence[tuple[str, str, str]]) -> Container:
    """A name and a value each, the value at the right; and a remark below the name, where there is one."""
    return Container(items=[_row(*row, separated=n > 0) for n, row in enumerate(rows)])


def _row(name: str, value: str, remark: str, separated: bool) -> ColumnSet:
    below = (
        [TextBlock(text=remark, wrap=True, size="Small", is_subtle=True, spacing="None")] if remark else []
    )
    return ColumnSet(
        columns=[
            Column(width="stretch", items=[TextBlock(text=name, wrap=True), *below]),
            Column(
                width="auto",
                items=[TextBlock(text=value, weight="Bolder", wrap=True, horizontal_alignment="Right")],
            ),
        ],
        spacing="Small",
        separator=True if separated else None,
    )


def bars(title: str, values: Sequence[tuple[str, int]]) -> HorizontalBarChart:
    """A bar for each; where a client has no charts, the same as rows below its title."""
    table = figure_rows([(name, str(value), "") for name, value in values])
    return HorizontalBarChart(
        title=title,
        data=[HorizontalBarChartDataValue(x=name, y=value) for name, value in values],
        fallback=Container(items=[TextBlock(text=title, wrap=True, is_subtle=True), table]),
    )
