"""The joint report on paper and as a workbook: readable for everybody, the same every time, and without any
number that may not be told, wherever one looks in the file."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from dialogs.indicator_words import title_of
from dialogs.report_book import report_book
from dialogs.report_pages import PAGES
from dialogs.report_paper import report_paper
from dialogs.wording import load_catalogues
from domain.forum_report import AreaReport, ForumReport
from domain.indicators.table import INDICATOR
from domain.reported import COUNTS, NOT_REPORTED, READINGS
from papers.forum_excel import write_forum_book
from papers.forum_pdf import print_forum_paper
from tests.unit.dialogs.report_cards import a_report
from tests.unit.papers.reading import Printed
from workflows.forum_paper import Grid, Plot

CATALOGUES = load_catalogues()
NOTE_END = ", for et eller flere centres egne lister mangler."
REPORT = a_report()


def printed(language: str = "da") -> Printed:
    return Printed(print_forum_paper(report_paper(REPORT, CATALOGUES.speaking(language))))


def written(language: str = "da") -> bytes:
    return write_forum_book(report_book(REPORT, CATALOGUES.speaking(language)))


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_every_indicator_is_reported_on_one_page_or_left_out_for_a_reason() -> None:
    assert {reading.indicator for reading in READINGS} | NOT_REPORTED == set(INDICATOR)
    on_pages = [key for page in PAGES for key in page.indicators]
    assert sorted(on_pages) == sorted(reading.indicator for reading in READINGS)


def test_every_count_that_an_indicator_is_read_from_is_decided_on() -> None:
    names = {count.name for count in COUNTS}
    assert {name for reading in READINGS for name in reading.counts} == names
    assert {count.within for count in COUNTS} - {""} <= names


@pytest.mark.parametrize(("language", "told"), [("da", "da-DK"), ("en", "en-GB")])
def test_the_paper_is_tagged_and_tells_its_language(language: str, told: str) -> None:
    paper = printed(language)
    assert paper.catalogue["/Lang"] == told
    assert bool(paper.catalogue["/MarkInfo"]["/Marked"].value) is True
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.told_without_opening


def test_the_first_page_answers_how_it_goes() -> None:
    first = printed().reader.pages[0].extract_text()
    for words in (
        "Driftsforum: 3. kvartal 2026",
        "Rapport nr. 7",
        "Det besluttede vi sidst",
        "60 %",
        "Mål 80 %",
    ):
        assert words in first.replace("\u00a0", " ")
    assert "fristen er overskredet" in first.replace("\n", " ")


def test_each_theme_of_each_area_is_there_and_each_indicator_has_its_definition() -> None:
    wording, paper = CATALOGUES.speaking("da"), printed()
    text = " ".join(paper.words.split())
    for page in PAGES:
        for area in ("Voksne", "Børn og unge"):
            assert f"{area}: {wording(f'forum.page.{page.name}')}" in text
    for key in REPORT.indicators:
        assert wording(f"indicator.{key}.definition").split()[-1] in text


def test_every_plot_is_told_in_words() -> None:
    plots = [plot for area in report_paper(REPORT, CATALOGUES.speaking("da")).areas for plot in (area.plot,)]
    assert all("3. kv. 2026: 60 %" in plot.alternative and "Mål 80 %" in plot.alternative for plot in plots)


def without_lists(report: ForumReport) -> ForumReport:
    """The same where no centre has given its list."""

    def partial(area: AreaReport) -> AreaReport:
        rows = tuple(
            replace(row, figures=tuple(replace(each, is_complete=False) for each in row.figures))
            for row in area.rows
        )
        return replace(area, rows=rows)

    return replace(report, areas=tuple(partial(area) for area in report.areas))


KNOWN_ONLY = "kun sager kendt af botten"
LISTED = [key for page in PAGES for key in page.indicators if INDICATOR[key].counts_imported]


def test_on_paper_every_table_and_plot_of_known_cases_only_says_so_and_names_what_it_is_of() -> None:
    danish = CATALOGUES.speaking("da")
    for area in report_paper(without_lists(REPORT), danish).areas:
        parts: list[Plot | Grid] = [area.plot, area.keys]
        for theme in area.themes:
            parts += [*theme.plots, *theme.grids]
        for part in parts:
            told = str(part.rows) + part.caption if isinstance(part, Grid) else part.title
            named = [title for key in LISTED if (title := danish(f"indicator.{key}.title")) in told]
            assert part.note == (f"{', '.join(named)}: {KNOWN_ONLY}" + NOTE_END if named else "")
            assert isinstance(part, Grid) or part.alternative.endswith(part.note)
    assert (
        Printed(print_forum_paper(report_paper(without_lists(REPORT), danish))).words.split().count("kendt")
        >= 2 * 4
    )


def test_in_the_workbook_the_label_stands_above_each_table_of_known_cases_only() -> None:
    content = write_forum_book(report_book(without_lists(REPORT), CATALOGUES.speaking("da")))
    sheet = opened(content)["Voksne"]
    notes = [cell.row for cell in sheet["A"] if KNOWN_ONLY in str(cell.value)]
    assert len(notes) == 1 + len(LISTED)
    assert all(sheet.cell(row + 1, 2).value for row in notes), "a table's head stands below"
    drawn = [ZipFile(BytesIO(content)).read(f"xl/drawings/drawing{n}.xml").decode() for n in (1, 2)]
    assert all(KNOWN_ONLY in each for each in drawn)


def test_where_all_lists_are_there_nothing_is_said_of_known_cases() -> None:
    assert KNOWN_ONLY not in str(report_paper(REPORT, CATALOGUES.speaking("da")).areas)
    assert KNOWN_ONLY not in str(report_book(REPORT, CATALOGUES.speaking("da")).areas)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert printed().content == printed().content


def test_the_data_sheet_has_a_row_for_each_value_with_numbers_as_numbers_and_marks_as_text() -> None:
    sheet = opened(written())["Data"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head[:4] == ["Rapport", "Periode", "Første dag", "Sidste dag"]
    assert len(rows) == sum(len(row.figures) for area in REPORT.areas for row in area.rows)
    values = [row[head.index("Værdi")] for row in rows]
    assert {value for value in values if isinstance(value, str)} == {"<5", "*"}
    assert all(value >= 0 for value in values if not isinstance(value, str))


def test_beside_a_mark_there_is_no_number() -> None:
    sheet = opened(written())["Data"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    value, part, whole = (head.index(name) for name in ("Værdi", "Tæller eller antal", "Nævner"))
    hidden = [row for row in rows if isinstance(row[value], str)]
    assert hidden
    assert {(row[part], row[whole]) for row in hidden} == {(None, None)}


def test_nothing_in_the_workbook_is_hidden_or_calculated() -> None:
    content = written()
    book = opened(content)
    assert [sheet.sheet_state for sheet in book] == ["visible"] * len(book.sheetnames)
    for sheet in book:
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert not any("externalLink" in name or "vba" in name for name in ZipFile(BytesIO(content)).namelist())


def test_charts_are_excels_own_and_draw_only_what_the_cells_show() -> None:
    content = ZipFile(BytesIO(written()))
    charts = [name for name in content.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) >= 10
    for name in charts:
        xml = content.read(name).decode()
        references = re.findall(r"<c:f>([^<]*)</c:f>", xml)
        assert references
        assert all("!" in each for each in references)


def test_a_text_that_looks_like_a_formula_is_text() -> None:
    dangerous = a_report(mark='=HYPERLINK("http://x")')
    sheet = opened(write_forum_book(report_book(dangerous, CATALOGUES.speaking("da"))))["Læs først"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_theme_stands_whole_on_a_page_and_short_ones_share_one() -> None:
    pages = [" ".join(page.extract_text().split()) for page in printed().reader.pages]
    wording = CATALOGUES.speaking("da")
    headings = [f"Voksne: {wording(f'forum.page.{page.name}')}" for page in PAGES]
    of_theme = {heading: [text for text in pages if heading in text] for heading in headings}
    assert [len(found) for found in of_theme.values()] == [1] * len(PAGES)
    assert len({found[0] for found in of_theme.values()}) < len(PAGES)
    for page, heading in zip(PAGES, headings, strict=True):
        title = title_of(wording, INDICATOR[page.by_group[0]])
        assert f"{title}, 3. kvartal 2026" in of_theme[heading][0]
