"""The settings: read once from the environment (`BROBYGGER_…`), complete or refused with every fault named.

No default is unsafe: without a channel, keys and tenants nothing starts. Only a loopback channel runs
without authentication, and only that may have its clock wound. What a key must be is in `key_material.py`,
how a secret is read from a file in `secret_files.py`. What the registrations file holds does not belong here;
`registrations.py` reads it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from key_material import DEMO, NEW_KEY, decoded, keys_of, ring_of, used_twice
from secret_files import UnusableFiles, open_to_all, read_secret_files

PREFIX = "BROBYGGER_"
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ONE_BOT = ("app_id", "app_tenant", "client_secret", "tenants")
NO_ID = "00000000-0000-0000-0000-000000000000"
"""What an id looks like, for messages."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
DAYS_OF_A_YEAR = timedelta(days=365.25)
LONGEST_SEND = timedelta(seconds=10)
_SENDS_IN_A_LEASE = 3
"""A message may be tried in two chats, one after the other, and the outcome is to be written down in time."""


class SettingsError(Exception):
    """The environment cannot be used; the message names each variable and the remedy, never a value."""


class Settings(BaseSettings):
    """What a process of the bot is told from outside. Secrets never show in a `repr`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="ignore", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    channel: Literal["teams", "loopback"] = Field(description="teams, or loopback for the demo")
    tenants: str = Field(
        default="", description="tenant ids whose people may use the bot, with commas between"
    )
    app_id: str = ""
    app_tenant: str = ""
    client_secret: SecretStr = SecretStr("")
    registrations_file: Path | None = None

    database_url: str = Field(
        pattern=r"^(sqlite|postgresql|postgres)://",
        repr=False,  # it may hold a password
        description="sqlite:///path/to/file.db or postgresql://user:password@host/name",
    )
    keys: SecretStr = Field(description=f"id:key, with commas between, the first one seals; {NEW_KEY}")
    lookup_key: SecretStr = Field(description=f"a key for finding a citizen's cases; {NEW_KEY}")
    link_key: SecretStr = Field(description=f"a key for calendar links; {NEW_KEY}")

    anchors: Path | None = None
    log_years: int = Field(default=5, ge=1, le=30, description="a whole number of years from 1 to 30")

    agreements: Path = Path(__file__).parent / "agreements"
    public_url: str = Field(
        pattern=r"^https?://[^\s]+[^/]$",
        description="the service's address, like https://bot.example.dk, without a slash at the end",
    )
    contact: str = Field(min_length=3, description="whom somebody unknown to the directory is told to ask")
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535, description="a whole number from 0 to 65535")
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="a whole number from 1 to 65535, or not set"
    )
    scan_seconds: float = Field(default=60, gt=0, le=3600, description="above 0, at most 3600")
    deliver_seconds: float = Field(default=5, gt=0, le=300, description="above 0, at most 300")
    lease_seconds: float = Field(default=30, ge=1, le=300, description="from 1 to 300")
    person_per_minute: int = Field(default=120, ge=1, description="a whole number above 0")
    tenant_per_minute: int = Field(default=6000, ge=1, description="a whole number above 0")
    peer_per_minute: int = Field(default=300, ge=1, description="a whole number above 0")
    proxies: int = Field(default=1, ge=0, le=10, description="a whole number from 0 to 10")
    clock_file: Path | None = None
    identity_provider: str | None = None

    @field_validator("link_key")
    @classmethod
    def _one_key(cls, value: SecretStr) -> SecretStr:
        decoded(value.get_secret_value())
        return value

    @field_validator("lookup_key")
    @classmethod
    def _one_or_more_keys(cls, value: SecretStr) -> SecretStr:
        keys_of(value.get_secret_value())
        return value

    @field_validator("keys")
    @classmethod
    def _key_list(cls, value: SecretStr) -> SecretStr:
        ring_of(value.get_secret_value())
        return value

    @model_validator(mode="after")
    def _safe_together(self) -> Settings:
        faults = [*_bot_faults(self), *_channel_faults(self), *_key_faults(self)]
        if faults:
            raise ValueError("\n".join(f"{PREFIX}{fault}" for fault in faults))
        return self

    def text(self, name: str) -> str:
        """A setting as text, secrets included."""
        value = getattr(self, name)
        return str(value.get_secret_value() if isinstance(value, SecretStr) else value)

    @property
    def tenant_ids(self) -> frozenset[str]:
        return frozenset(part.strip() for part in self.tenants.split(",") if part.strip())

    @property
    def key_ring(self) -> dict[str, bytes]:
        """Keys by id, the one that seals first."""
        return ring_of(self.keys.get_secret_value())

    @property
    def lookup_keys(self) -> tuple[bytes, ...]:
        """The one that hashes first; while it is changed, earlier ones after it."""
        return keys_of(self.lookup_key.get_secret_value())

    @property
    def link_key_bytes(self) -> bytes:
        return decoded(self.link_key.get_secret_value())

    @property
    def scan_every(self) -> timedelta:
        return timedelta(seconds=self.scan_seconds)

    @property
    def deliver_every(self) -> timedelta:
        return timedelta(seconds=self.deliver_seconds)

    @property
    def log_kept(self) -> timedelta:
        """How long an entry of the audit log is kept."""
        return DAYS_OF_A_YEAR * self.log_years

    @property
    def lease(self) -> timedelta:
        """How long a replica has a message to itself."""
        return timedelta(seconds=self.lease_seconds)

    @property
    def longest_send(self) -> timedelta:
        """How long one call to the channel may take, so that it ends well within the lease."""
        return min(LONGEST_SEND, self.lease / _SENDS_IN_A_LEASE)


def is_guid(value: object) -> bool:
    """Whether it is an id as Entra writes them."""
    return isinstance(value, str) and _GUID.fullmatch(value) is not None


def _bot_faults(given: Settings) -> Iterator[str]:
    """One bot by the variables, or several by the file; a loopback channel needs its tenants only."""
    if given.registrations_file is None:
        yield from _one_bot_faults(given)
        return
    if given.channel != "teams":
        yield "REGISTRATIONS_FILE is only for the channel teams: remove it"
    for name in _ONE_BOT:
        if given.text(name):
            yield f"{name.upper()} and REGISTRATIONS_FILE are both set: keep one way to name the bots"


def _one_bot_faults(given: Settings) -> Iterator[str]:
    if not given.tenant_ids:
        yield "TENANTS is empty: list the ids of the tenants that may use the bot"
    elif not all(map(is_guid, given.tenant_ids)):
        yield f"TENANTS must be ids, like {NO_ID}, with commas between: take them from Entra"
    if given.channel != "teams":
        return
    for name in ("app_id", "app_tenant", "client_secret"):
        text = given.text(name)
        if not text.strip():
            yield f"{name.upper()} is missing: take it from the bot's registration"
        elif text != text.strip():
            yield f"{name.upper()} has blanks around it: remove them"
        elif name == "app_id" and not is_guid(text):
            yield f"APP_ID must be an id, like {NO_ID}: take it from the bot's registration"


def _channel_faults(given: Settings) -> Iterator[str]:
    if given.channel == "teams":
        if given.clock_file is not None:
            yield "CLOCK_FILE winds the clock and is only for a loopback channel: remove it"
        if given.identity_provider is not None:
            yield "IDENTITY_PROVIDER signs anybody in and is only for a loopback channel: remove it"
        if not given.public_url.startswith("https://"):
            yield "PUBLIC_URL must begin with https:// in production: set it to the address Teams calls"
        if given.anchors is None:
            yield "ANCHORS is missing: name the file, outside the database, for the audit log's anchors"
    else:
        yield from _loopback_faults(given)
    if given.metrics_port == given.port:
        yield "METRICS_PORT is PORT: give the metrics a port of their own"


def _loopback_faults(given: Settings) -> Iterator[str]:
    for name, host in (("HOST", given.host), ("METRICS_HOST", given.metrics_host)):
        if host not in _LOOPBACK:
            yield f"{name} must be this machine on a loopback channel: set it to 127.0.0.1"
    if given.identity_provider is not None and not _is_this_machine(given.identity_provider):
        yield "IDENTITY_PROVIDER must be on this machine: set it to an address like http://127.0.0.1:8765/login"


def _is_this_machine(url: str) -> bool:
    """Whether it is an address on this machine, without a query and with no slash at its end."""
    return re.fullmatch(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/[\w-]+)*", url) is not None


def _key_faults(given: Settings) -> Iterator[str]:
    """Each key has one purpose, and the demo's own key seals nothing but made-up citizens."""
    purposes = {
        "KEYS": tuple(given.key_ring.values()),
        "LOOKUP_KEY": given.lookup_keys,
        "LINK_KEY": (given.link_key_bytes,),
    }
    yield from used_twice(purposes)
    if given.channel == "teams" and DEMO in given.key_ring:
        yield f"KEYS holds the demo's key: {NEW_KEY} and give it another id"


def secret_settings() -> tuple[str, ...]:
    """The variables that may be given as a file instead: each that holds a secret."""
    fields = Settings.model_fields.items()
    return tuple(_variable(name) for name, field in fields if field.annotation is SecretStr or not field.repr)


def secrets_open_to_all() -> list[str]:
    """The variables that name a file of secrets which everybody on this machine may read."""
    return open_to_all(os.environ, secret_settings())


def read_settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    try:
        files = read_secret_files(os.environ, secret_settings())
    except UnusableFiles as error:
        raise SettingsError(str(error)) from None
    try:
        return Settings(**{_field(variable): value for variable, value in files.items()})  # type: ignore[arg-type]
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)
        raise SettingsError("\n".join(map(_fault, faults))) from None


def _fault(fault: Mapping[str, Any]) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ")
    if not fault["loc"]:
        return message
    name = str(fault["loc"][0])
    if fault["type"] != "value_error":
        needed = Settings.model_fields[name].description
        message = f"{'is missing' if fault['type'] == 'missing' else 'cannot be used'}: it is {needed}"
    return f"{_variable(name)} {message}"


def _variable(field: str) -> str:
    return PREFIX + field.upper()


def _field(variable: str) -> str:
    return variable.removeprefix(PREFIX).lower()
