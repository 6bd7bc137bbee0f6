"""The bots of this service, each with its registration: one from the settings, or several from a file.

The file is TOML with one `[[registration]]` for each bot, so that secrets need not stand in the environment
and an organisation's own bot is one block to add or take out. It is complete or refused, with every fault
named by its block's number and no value shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.configuration import Registration, Secret
from settings import NO_ID, PREFIX, Settings, SettingsError, is_guid

_VARIABLE = f"{PREFIX}REGISTRATIONS_FILE"
_PLACE = re.compile(r"at line \d+")


def read_registrations(settings: Settings) -> tuple[Registration, ...]:
    """The registrations of the settings. Raises `SettingsError`."""
    if settings.registrations_file is not None:
        return _several(settings.registrations_file)
    secret = Secret(settings.client_secret.get_secret_value())
    return (Registration(settings.app_id, settings.app_tenant, secret, settings.tenant_ids),)


def _several(file: Path) -> tuple[Registration, ...]:
    entries = _entries(file)
    faults = [
        f"{_VARIABLE}: registration {number}: {fault}"
        for number, entry in enumerate(entries, start=1)
        for fault in _faults(entry)
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    return tuple(
        Registration(
            entry["app_id"], entry["app_tenant"], Secret(entry["client_secret"]), frozenset(entry["tenants"])
        )
        for entry in entries
    )


def _entries(file: Path) -> list[Mapping[str, Any]]:
    document = _document(file)
    entries = document.pop("registration", None)
    if document or not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise SettingsError(f"{_VARIABLE}: write a [[registration]] block for each bot, and nothing else")
    return entries


def _document(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        remedy = "see that the file is there and that the bot may read it"
        raise SettingsError(f"{_VARIABLE}: cannot be read: {remedy}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{_VARIABLE}: is not UTF-8: save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        # Only the place: what stands there may be a secret.
        place = _PLACE.search(str(error))
        where = place[0] if place else "at its end"
        raise SettingsError(f"{_VARIABLE}: is not TOML {where}: correct it there") from None


def _faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for key, (fits, remedy) in _CHECKS.items():
        if key not in entry:
            yield f"{key} is missing: it is {remedy}"
        elif not fits(entry[key]):
            yield f"{key} cannot be used: it is {remedy}"
    if entry.keys() - _CHECKS.keys():
        yield f"has a key that is not known: use {', '.join(_CHECKS)}"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and value == value.strip()


def _is_list_of_ids(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(map(is_guid, value))


_CHECKS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "app_id": (is_guid, f"the application id, like {NO_ID}"),
    "app_tenant": (_is_text, "the id of the tenant the registration lies in"),
    "client_secret": (_is_text, "the Value of the client secret"),
    "tenants": (_is_list_of_ids, f'the tenants that use the bot, like ["{NO_ID}"]'),
}
