"""Builds the zip file that an administrator uploads to Teams.

The same details always give the same bytes: fixed order, fixed timestamps, fixed permissions. Nothing is
written before every part has passed the official schema, and a half-written file never takes the place
of an earlier package.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from teams.errors import PackageError
from teams.manifest import COLOR_ICON, ENGLISH_FILE, MANIFEST_VERSION, OUTLINE_ICON, english, manifest
from teams.organisation import OrganisationApp
from teams.schema import OfficialSchemas

ICONS = Path(__file__).parent / "icons"

_EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16


def build(organisation: OrganisationApp, out: Path, schemas: OfficialSchemas | None = None) -> Path:
    """Write the organisation's app package to `out` and return that path.

    Raises SchemaMissing or SchemaBroken (see `teams.errors`) before anything is written, and PackageError
    when `out` cannot be written.
    """
    schemas = schemas or OfficialSchemas()
    app, translation = manifest(organisation), english(organisation)
    schemas.check_manifest(app, MANIFEST_VERSION)
    schemas.check_translation(ENGLISH_FILE, translation, MANIFEST_VERSION)
    parts = {
        "manifest.json": _json(app),
        ENGLISH_FILE: _json(translation),
        COLOR_ICON: (ICONS / COLOR_ICON).read_bytes(),
        OUTLINE_ICON: (ICONS / OUTLINE_ICON).read_bytes(),
    }
    try:
        _write(parts, out)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise PackageError(f"--out {str(out)!r}: cannot write the package there ({reason})") from error
    return out


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _write(parts: Mapping[str, bytes], out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as unfinished:
        try:
            _zip(parts, unfinished)
            unfinished.close()
            os.chmod(unfinished.name, 0o644)
            os.replace(unfinished.name, out)
        except BaseException:
            os.unlink(unfinished.name)
            raise


def _zip(parts: Mapping[str, bytes], file: IO[bytes]) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EARLIEST_ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _READABLE_FILE
            archive.writestr(entry, content)
