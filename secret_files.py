"""Secrets from files: each secret setting may be given as `NAME`, or as `NAME_FILE`, the path of a file.

So a secret need not stand in the environment, where every child process and crash report has it. The file
holds the value and nothing else; a line's end after it is left out. Both at once are refused, and so is a
file that others may write. One that others may only read is told of (`open_to_all`): that is how Docker
and Kubernetes lay secrets into a container that has one user.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

SUFFIX = "_FILE"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class UnusableFiles(Exception):
    """Some secret cannot be taken from its file; the message has a line for each, without any value."""


def read_secret_files(environment: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The value of each of the variables `names` that is given as a file. Raises `UnusableFiles`."""
    found: dict[str, str] = {}
    faults: list[str] = []
    for name in names:
        path = environment.get(name + SUFFIX, "")
        if not path:
            continue
        if environment.get(name):
            faults.append(f"{name} and {name}{SUFFIX} are both set: keep one of them")
            continue
        try:
            found[name] = _value_in(Path(path))
        except ValueError as error:
            faults.append(f"{name}{SUFFIX} {error}")
    if faults:
        raise UnusableFiles("\n".join(faults))
    return found


def open_to_all(environment: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """The variables that name a file which everybody on this machine may read."""
    paths = {name + SUFFIX: environment.get(name + SUFFIX) for name in names}
    return [name for name, path in paths.items() if path and Path(path).stat().st_mode & stat.S_IROTH]


def _value_in(file: Path) -> str:
    try:
        if not file.is_file():
            raise ValueError("names no file: see that it is there and that the bot may read it")
        if file.stat().st_mode & _OTHERS_WRITE:
            raise ValueError("names a file that others may write: let only its owner (chmod 600)")
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        raise ValueError("names a file that is not UTF-8") from None
    except OSError:
        raise ValueError("cannot be read: see that the bot may read it") from None
    if not text.strip():
        raise ValueError("names an empty file: write the secret into it")
    return text.rstrip("\r\n")
