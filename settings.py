"""The settings: read once from the environment (`BROBYGGER_…`), complete or refused with every fault named.

No default is unsafe: without a channel, keys and tenants nothing starts. Only a loopback channel runs
without authentication, and only that may have its clock wound. What the registrations file holds does not
belong here; `registrations.py` reads it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "BROBYGGER_"
KEY_BYTES = 32
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ONE_BOT = ("app_id", "app_tenant", "client_secret", "tenants")
NO_ID = "00000000-0000-0000-0000-000000000000"
"""What an id looks like, for messages."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
DAYS_OF_A_YEAR = timedelta(days=365.25)
LONGEST_SEND = timedelta(seconds=10)
_SENDS_IN_A_LEASE = 3
"""A message may be tried in two chats, one after the other, and the outcome is to be written down in time."""
_NEW_KEY = "make one with `app.py keys new`"


class SettingsError(Exception):
    """The environment cannot be used; the message names each variable and the remedy, never a value."""


class Settings(BaseSettings):
    """What a process of the bot is told from outside. Secrets never show in a `repr`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, env_ignore_empty=True)

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
    keys: SecretStr = Field(description=f"id:key, with commas between, the first one seals; {_NEW_KEY}")
    lookup_key: SecretStr = Field(description=f"a key for finding a citizen's cases; {_NEW_KEY}")
    link_key: SecretStr = Field(description=f"a key for calendar links; {_NEW_KEY}")

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
    scan_seconds: float = Field(default=60, gt=0, le=3600, description="above 0, at most 3600")
    deliver_seconds: float = Field(default=5, gt=0, le=300, description="above 0, at most 300")
    lease_seconds: float = Field(default=30, ge=1, le=300, description="from 1 to 300")
    clock_file: Path | None = None

    @field_validator("lookup_key", "link_key")
    @classmethod
    def _one_key(cls, value: SecretStr) -> SecretStr:
        _decoded(value.get_secret_value())
        return value

    @field_validator("keys")
    @classmethod
    def _key_list(cls, value: SecretStr) -> SecretStr:
        _ring(value)
        return value

    @model_validator(mode="after")
    def _safe_together(self) -> Settings:
        faults = [*_bot_faults(self), *_channel_faults(self)]
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
        return _ring(self.keys)

    def secret_bytes(self, name: Literal["lookup_key", "link_key"]) -> bytes:
        secret: SecretStr = getattr(self, name)
        return _decoded(secret.get_secret_value())

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
        if not given.public_url.startswith("https://"):
            yield "PUBLIC_URL must begin with https:// in production: set it to the address Teams calls"
        if given.anchors is None:
            yield "ANCHORS is missing: name the file, outside the database, for the audit log's anchors"
    elif given.host not in _LOOPBACK:
        yield "HOST must be this machine on a loopback channel: set it to 127.0.0.1"


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError(f"is not base64: {_NEW_KEY}") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"must hold {KEY_BYTES} bytes: {_NEW_KEY}")
    if len(set(key)) == 1:
        raise ValueError(f"repeats one byte and is no secret: {_NEW_KEY}")
    return key


def _ring(keys: SecretStr) -> dict[str, bytes]:
    ring: dict[str, bytes] = {}
    for part in keys.get_secret_value().split(","):
        key_id, colon, key = part.strip().partition(":")
        if not colon or not key_id:
            raise ValueError(f"must name each key, like k1:…, with commas between: {_NEW_KEY}")
        if key_id in ring:
            raise ValueError("holds two keys of the same id: give each its own")
        ring[key_id] = _decoded(key)
    return ring


def read_settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    try:
        return Settings()  # type: ignore[call-arg]
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
    return f"{PREFIX}{name.upper()} {message}"
