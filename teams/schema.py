"""Checks what was built against Microsoft's own schemas.

The schemas come with the locked npm package `@microsoft/app-manifest` in `teams/node_modules`; they are read
from disk and never fetched, so a package is checked the same way on every machine. What a schema cannot
say (that an icon exists, that an address answers) is not checked here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError

from teams.errors import SchemaBroken, SchemaMissing

INSTALLED = Path(__file__).parent / "node_modules" / "@microsoft" / "app-manifest"
REMEDY = "install them with: npm ci --ignore-scripts --prefix teams"


@dataclass(frozen=True)
class OfficialSchemas:
    """The schemas of one installed `@microsoft/app-manifest` package."""

    package: Path = INSTALLED

    def check_manifest(self, manifest: Mapping[str, Any], version: str) -> None:
        """Raises SchemaBroken when `manifest` breaks the schema, SchemaMissing when there is none."""
        self._check("manifest.json", manifest, version, "MicrosoftTeams.schema.json")

    def check_translation(self, name: str, translation: Mapping[str, Any], version: str) -> None:
        """The same for a localisation file called `name`."""
        self._check(name, translation, version, "MicrosoftTeams.Localization.schema.json")

    def newest(self) -> str:
        """The highest numbered manifest version that is installed, such as "1.30"."""
        versions = [folder.name[1:].split(".") for folder in self._teams().glob("v[0-9]*")]
        if not versions:
            raise SchemaMissing(f"the official Teams schemas are not installed; {REMEDY}")
        return ".".join(max(versions, key=lambda parts: [int(part) for part in parts]))

    def _teams(self) -> Path:
        return self.package / "build" / "json-schemas" / "teams"

    def _check(self, name: str, value: Mapping[str, Any], version: str, schema_file: str) -> None:
        errors = sorted(
            Draft4Validator(self._read(version, schema_file)).iter_errors(dict(value)), key=_place
        )
        if errors:
            lines = "\n".join(f"  {_place(error)}: {error.message}" for error in errors)
            raise SchemaBroken(f"{name} does not keep to the official schema {version}:\n{lines}")

    def _read(self, version: str, schema_file: str) -> dict[str, Any]:
        path = self._teams() / f"v{version}" / schema_file
        try:
            schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            message = f"the official Teams schema {version} ({schema_file}) is not installed; {REMEDY}"
            raise SchemaMissing(message) from None
        return schema


def _place(error: ValidationError) -> str:
    return error.json_path
