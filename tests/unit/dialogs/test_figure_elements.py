"""A chart shows the same where a client has none: its fallback is a table of the same names and numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dialogs.cards.elements import card
from dialogs.cards.figure_elements import bars

names = st.text("abcdefghæøå ", min_size=1, max_size=20).filter(str.strip)


@given(st.lists(st.tuples(names, st.integers(0, 999)), min_size=1, max_size=8))
def test_the_fallback_of_a_chart_holds_every_bar(values: list[tuple[str, int]]) -> None:
    chart = card([bars("Frister", values)])["body"][0]
    title, table = chart["fallback"]["items"]
    rows = [tuple(column["items"][0]["text"] for column in row["columns"]) for row in table["items"]]

    assert chart["type"] == "Chart.HorizontalBar"
    assert [(bar["x"], bar["y"]) for bar in chart["data"]] == values
    assert title["text"] == chart["title"]
    assert rows == [(name, str(value)) for name, value in values]
