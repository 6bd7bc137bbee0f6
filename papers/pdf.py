"""A paper as an accessible PDF (PDF/UA-1): tagged, its language and headings told to screen readers.

The words go to the template as data, never as a part of it, so nothing typed in a form is read as markup.
Nothing is written to disk, and of the fonts only those that come with the library are used: the same paper
gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from papers.characters import drawn
from workflows.paper import Paper, PaperNotPrinted

TEMPLATE = Path(__file__).with_name("template.typ")


def print_paper(paper: Paper) -> bytes:
    """The paper as a PDF; see `workflows.paper.PrintPaper`. Raises `PaperNotPrinted`."""
    try:
        printed = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"paper": json.dumps(_told(paper))},
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=paper.printed_at.replace(microsecond=0),  # the format holds no smaller parts
        )
    except typst.TypstError:
        # What the library says of a fault may quote the paper.
        raise PaperNotPrinted("the template does not take this paper") from None
    return printed


def _told(paper: Paper) -> dict[str, Any]:
    return {
        "language": paper.language,
        "title": drawn(paper.title),
        "subtitle": drawn(paper.subtitle),
        "case_number": drawn(paper.case_number),
        "facts": [{"name": drawn(name), "value": drawn(value)} for name, value in paper.facts],
        "sections": [{"heading": drawn(each.heading), "text": drawn(each.text)} for each in paper.sections],
        "signatures": [drawn(line) for line in paper.signatures],
        "footer": drawn(paper.footer),
    }
