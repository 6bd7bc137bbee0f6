"""The files people have accepted from the bot: what Teams would keep in each person's OneDrive.

They are in this process's memory only and few are kept; who starts the demo again starts without. A place
takes one file, once, and only while nobody has forgotten it.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes."""
KEPT = 20


class NoSuchFile(LookupError):
    """No place or file of that name, or not any longer."""


@dataclass(frozen=True)
class Place:
    """Where one file may be put, and under which id it is found then."""

    key: str
    file_id: str
    name: str


@dataclass(frozen=True)
class KeptFile:
    name: str
    content: bytes


class Files:
    """At most `KEPT` places and `KEPT` files; the oldest make room."""

    def __init__(self) -> None:
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._files: OrderedDict[str, KeptFile] = OrderedDict()

    def open_place(self, name: str) -> Place:
        """A new place for a file of that name."""
        place = Place(secrets.token_urlsafe(24), secrets.token_urlsafe(18), name)
        self._places[place.key] = place
        _make_room(self._places)
        return place

    def check_place(self, key: str) -> None:
        """Raises `NoSuchFile` when there is no such place."""
        if key not in self._places:
            raise NoSuchFile

    def put(self, key: str, content: bytes) -> None:
        """Fill the place, which is then gone. Raises `NoSuchFile`."""
        self.check_place(key)
        place = self._places.pop(key)
        self._files[place.file_id] = KeptFile(place.name, content)
        _make_room(self._files)

    def get(self, file_id: str) -> KeptFile:
        """Raises `NoSuchFile`."""
        if file_id not in self._files:
            raise NoSuchFile
        return self._files[file_id]

    def clear(self) -> None:
        """Forget everything."""
        self._places.clear()
        self._files.clear()


def _make_room(kept: OrderedDict[str, Place] | OrderedDict[str, KeptFile]) -> None:
    while len(kept) > KEPT:
        kept.popitem(last=False)
