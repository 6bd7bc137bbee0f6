"""The settings: read once from the environment (`BROBYGGER_…`), complete or refused with every fault named.

No default is unsafe: without a channel, keys and tenants nothing starts. Only a loopback channel runs
without authentication, and only that may have its clock wound.
"""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "BROBYGGER_"
KEY_BYTES = 32


class SettingsError(Exception):
    """The environment cannot be used; the message names each variable and the remedy, never a value."""


class Settings(BaseSettings):
    """What a process of the bot is told from outside. Secrets never show in a `repr`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    channel: Literal["teams", "loopback"]
    tenants: str = Field(description="Tenant ids whose people may use the bot, separated by commas.")
    app_id: str = ""
    app_tenant: str = ""
    client_secret: SecretStr = SecretStr("")

    database_url: str = Field(pattern=r"^(sqlite|postgresql|postgres)://")
    keys: SecretStr = Field(description="id:base64 of 32 bytes, separated by commas; the first one seals.")
    lookup_key: SecretStr = Field(description="base64 of 32 bytes, for finding a citizen's cases.")
    link_key: SecretStr = Field(description="base64 of 32 bytes, for calendar links.")

    agreements: Path = Path(__file__).parent / "agreements"
    public_url: str = Field(pattern=r"^https?://[^\s]+[^/]$")
    contact: str = Field(min_length=3, description="Whom somebody unknown to the directory is told to ask.")
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    scan_seconds: float = Field(default=60, gt=0, le=3600)
    deliver_seconds: float = Field(default=5, gt=0, le=300)
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
        if not self.tenant_ids:
            raise ValueError("TENANTS is empty: list the tenant ids that may use the bot")
        if self.channel == "teams":
            empty = [name for name in ("app_id", "app_tenant") if not getattr(self, name).strip()]
            if not self.client_secret.get_secret_value().strip():
                empty.append("client_secret")
            if empty:
                names = ", ".join(PREFIX + name.upper() for name in empty)
                raise ValueError(f"{names} missing: take them from the bot's registration")
            if self.clock_file is not None:
                raise ValueError("CLOCK_FILE winds the clock and is only for a loopback channel: remove it")
            if not self.public_url.startswith("https://"):
                raise ValueError("PUBLIC_URL must begin with https:// in production")
        elif self.host not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("HOST must be this machine on a loopback channel: set it to 127.0.0.1")
        return self

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


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64: make one with `app.py keys new`") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes: make one with `app.py keys new`")
    if len(set(key)) == 1:
        raise ValueError("a key of one repeated byte is no secret: make one with `app.py keys new`")
    return key


def _ring(keys: SecretStr) -> dict[str, bytes]:
    ring: dict[str, bytes] = {}
    for part in keys.get_secret_value().split(","):
        key_id, colon, key = part.strip().partition(":")
        if not colon or not key_id:
            raise ValueError(
                "each key is written id:base64, for example k1:…; make one with `app.py keys new`"
            )
        ring[key_id] = _decoded(key)
    return ring


def read_settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError(
            "\n".join(_fault(e["loc"], e["msg"]) for e in error.errors(include_input=False))
        ) from None


def _fault(where: tuple[int | str, ...], message: str) -> str:
    name = f"{PREFIX}{str(where[0]).upper()}: " if where else PREFIX
    return f"{name}{message.removeprefix('Value error, ')}"
