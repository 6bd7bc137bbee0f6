"""The file of anchors: appended to and never made, and whatever is done to a line shows."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from storage.log.anchors import AnchorFile, AnchorLine, AnchorsUnusable, anchor_key
from tests.factories import NOW
from tests.stores import LOOKUP_KEY
from workflows.ports import Seal

KEY = anchor_key(LOOKUP_KEY)
FIRST, SECOND = Seal(1, 20, bytes(range(32))), Seal(7, 55, bytes(range(32, 64)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "anchors.jsonl"
    file.touch()
    return file


def test_what_was_appended_is_read_back(path: Path) -> None:
    anchors = AnchorFile(path, KEY)
    anchors.check()
    assert (list(anchors.lines()), anchors.last_at()) == ([], None)
    anchors.append(FIRST, NOW)
    anchors.append(SECOND, NOW + timedelta(hours=1))
    assert list(anchors.lines()) == [
        AnchorLine(NOW, 1, 20, FIRST.hash),
        AnchorLine(NOW + timedelta(hours=1), 7, 55, SECOND.hash),
    ]
    assert anchors.last_at() == NOW + timedelta(hours=1)


def test_a_line_names_no_more_than_it_says(path: Path) -> None:
    mac = AnchorFile(path, KEY).append(FIRST, NOW)
    assert path.read_text() == (
        '{"at":"2026-11-20T09:00:00.000000+00:00","batch":1,"entries":20,'
        f'"hash":"{FIRST.hash.hex()}","mac":"{mac}"}}\n'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("09:00:00.000000", "09:00:00.000001"),
        ('"batch":1', '"batch":2'),
        ('"batch":1', '"batch":true'),
        ('"entries":20', '"entries":19'),
        ('"hash":"00', '"hash":"01'),
        ('"mac":"', '"mac":"0'),
        ('"mac"', '"mad"'),
        ("{", "["),
        ("}", ',"more":1}'),
    ],
)
def test_a_line_that_was_edited_is_not_the_bots(path: Path, before: str, after: str) -> None:
    anchors = AnchorFile(path, KEY)
    anchors.append(FIRST, NOW)
    anchors.append(SECOND, NOW)
    path.write_text(path.read_text().replace(before, after, 1))
    edited, whole = anchors.lines()
    assert edited is None
    assert whole is not None


def test_lines_of_other_keys_and_no_lines_at_all_are_not_the_bots(path: Path) -> None:
    AnchorFile(path, anchor_key(bytes(32))).append(FIRST, NOW)
    with path.open("a") as file:
        file.write("\n[]\nnull\n12\n{}\n\x00\n")
    anchors = AnchorFile(path, KEY)
    assert set(anchors.lines()) == {None}
    assert anchors.last_at() is None


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Files grow to this size and no further, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [10, -1])
def test_a_line_the_disk_took_only_a_part_of_is_told_and_spoils_no_other(path: Path, room: int) -> None:
    """A few bytes of it, and all but the end of the line."""
    anchors = AnchorFile(path, KEY)
    anchors.append(FIRST, NOW)
    size = path.stat().st_size
    with room_for(size + room % size), pytest.raises(OSError, match="only a part"):
        anchors.append(FIRST, NOW + timedelta(hours=1))
    anchors.append(SECOND, NOW + timedelta(hours=2))
    first, cut, second = anchors.lines()
    assert first is not None
    assert (cut is None) == (room == 10)
    assert second == AnchorLine(NOW + timedelta(hours=2), 7, 55, SECOND.hash)


def test_a_file_that_is_missing_is_refused_and_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "anchors.jsonl"
    with pytest.raises(AnchorsUnusable, match=r"there is no file .*anchors\.jsonl: make an empty one"):
        AnchorFile(missing, KEY).check()
    with pytest.raises(FileNotFoundError):
        AnchorFile(missing, KEY).append(FIRST, NOW)
    assert not missing.exists()


def test_what_is_no_file_and_what_cannot_be_written_are_refused(tmp_path: Path) -> None:
    """What the kernel shows of itself nobody may write: tests may run as root."""
    with pytest.raises(AnchorsUnusable, match="there is no file"):
        AnchorFile(tmp_path, KEY).check()
    with pytest.raises(AnchorsUnusable, match="cannot be written: let the bot's user append to it"):
        AnchorFile(Path("/proc/version"), KEY).check()


def test_the_key_of_the_anchors_is_not_the_one_it_comes_from() -> None:
    assert KEY != LOOKUP_KEY
    assert anchor_key(LOOKUP_KEY) == KEY
    assert len(KEY) == 32


def test_while_the_lookup_key_is_changed_lines_of_both_keys_count(path: Path) -> None:
    AnchorFile(path, KEY).append(FIRST, NOW)
    both = AnchorFile(path, anchor_key(bytes(32)), KEY)
    both.append(SECOND, NOW)
    assert None not in list(both.lines())
    assert list(AnchorFile(path, KEY).lines())[1] is None
