"""What a reader, a person or a program, finds in a printed paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


@dataclass(frozen=True)
class Printed:
    content: bytes

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.content))

    @property
    def catalogue(self) -> Any:
        return self.reader.trailer["/Root"].get_object()

    @property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in self.reader.pages]

    @property
    def words(self) -> str:
        """All text, with the breaks of lines as blanks."""
        return " ".join(" ".join(self.pages).split())

    @property
    def told_without_opening(self) -> str:
        """The metadata, in both places a PDF has it."""
        xmp = self.reader.xmp_metadata
        assert xmp is not None
        return f"{dict(self.reader.metadata or {})} {xmp.stream.get_data().decode()}"

    @property
    def tags(self) -> list[str]:
        """The structure a screen reader follows, in reading order."""
        return list(_tags(self.catalogue["/StructTreeRoot"].get_object()))


def _tags(element: Any) -> list[str]:
    if isinstance(element, list):
        return [tag for each in element for tag in _tags(each.get_object())]
    if not isinstance(element, DictionaryObject):
        return []
    own = [str(element["/S"])] if "/S" in element else []
    return own + (_tags(element["/K"].get_object()) if "/K" in element else [])
