"""Anchors: the newest seal of the audit log, written down in a file that the database's keepers cannot write.

The log by itself cannot tell that its end was cut off, or that all of it was made anew by somebody with the
keys. A line in this file says which seal stood when; its HMAC says that the bot wrote it. A missing file is
refused and never made: it would be the very trace of its removal that is lost.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from storage.log.rows import moment_text
from workflows.ports import Seal

_PURPOSE = b"brobygger audit anchors"
_LONGEST_LINE = 1024


class AnchorsUnusable(Exception):
    """The file of anchors is missing or cannot be written; the message says which, and what to do."""


@dataclass(frozen=True)
class AnchorLine:
    at: datetime
    batch: int
    entries: int
    hash: bytes


def anchor_key(lookup_key: bytes) -> bytes:
    """The key of the lines, from a lookup key: that changes least of all."""
    return hmac.new(lookup_key, _PURPOSE, hashlib.sha256).digest()


class AnchorFile:
    """`ports.Anchors`. Several replicas may append to one file; lines of earlier keys are read too."""

    def __init__(self, path: Path, key: bytes, *earlier: bytes) -> None:
        self._path = path
        self._keys = (key, *earlier)

    def check(self) -> None:
        """Raises `AnchorsUnusable`."""
        if not self._path.is_file():
            raise AnchorsUnusable(
                f"there is no file {self._path}: make an empty one before the first start; if there was one, "
                "find out who removed it, and see docs/operations.md"
            )
        try:
            with self._path.open("ab"):
                pass
        except OSError:
            raise AnchorsUnusable(
                f"{self._path} cannot be written: let the bot's user append to it"
            ) from None

    def append(self, seal: Seal, at: datetime) -> str:
        """Raises `OSError`, also where the disk took only a part. A line begins a new one whatever stands
        before it, so that such a part spoils no other."""
        line = AnchorLine(at, seal.number, seal.total, seal.hash)
        mac = _mac(self._keys[0], line)
        written = orjson.dumps({**_content(line), "mac": mac}) + b"\n"
        file = os.open(self._path, os.O_RDWR | os.O_APPEND)
        try:
            if _ends_within_a_line(file):
                written = b"\n" + written
            taken = os.write(file, written)
            os.fsync(file)
        finally:
            os.close(file)
        if taken != len(written):
            raise OSError(errno.ENOSPC, "only a part of the line was written")
        return mac

    def last_at(self) -> datetime | None:
        with self._path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _LONGEST_LINE))
            tail = file.read().splitlines()
        line = self._read(tail[-1]) if tail else None
        return line.at if line else None

    def lines(self) -> Iterator[AnchorLine | None]:
        """Every line, None for one that the bot did not write or that is not as it was. Raises `OSError`."""
        with self._path.open("rb") as file:
            for line in file:
                yield self._read(line)

    def _read(self, text: bytes) -> AnchorLine | None:
        try:
            content = orjson.loads(text)
            mac = content.pop("mac")
            line = AnchorLine(
                datetime.fromisoformat(content["at"]),
                content["batch"],
                content["entries"],
                bytes.fromhex(content["hash"]),
            )
            is_whole = content == _content(line)
            is_ours = is_whole and any(hmac.compare_digest(mac, _mac(key, line)) for key in self._keys)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        return line if is_ours else None


def _ends_within_a_line(file: int) -> bool:
    size = os.fstat(file).st_size
    return size > 0 and os.pread(file, 1, size - 1) != b"\n"


def _mac(key: bytes, line: AnchorLine) -> str:
    return hmac.new(key, orjson.dumps(_content(line)), hashlib.sha256).hexdigest()


def _content(line: AnchorLine) -> dict[str, object]:
    return {
        "at": moment_text(line.at),
        "batch": line.batch,
        "entries": line.entries,
        "hash": line.hash.hex(),
    }
