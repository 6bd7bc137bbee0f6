"""The joint report as an accessible PDF (PDF/UA-1), its plots drawn as shapes and told in words.

As `pdf.py`: the words go to the template as data, only the library's own fonts are used, and the same report
gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from papers.characters import drawn
from workflows.forum_paper import ForumPaper
from workflows.paper import PaperNotPrinted

TEMPLATE = Path(__file__).with_name("forum.typ")


def print_forum_paper(paper: ForumPaper) -> bytes:
    """See `workflows.forum_paper.PrintForumPaper`."""
    try:
        return typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"paper": json.dumps(_told(asdict(paper)))},
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=paper.printed_at.replace(microsecond=0),
        )
    except typst.TypstError:
        raise PaperNotPrinted("the template does not take this report") from None


def _told(value: Any) -> Any:
    """The same with every text as it can be printed."""
    match value:
        case str():
            return drawn(value)
        case dict():
            return {key: _told(each) for key, each in value.items()}
        case list() | tuple():
            return [_told(each) for each in value]
        case datetime():
            return value.isoformat()
        case _:
            return value
