"""Who is measured: each server, how it is started, and the bodies it is measured on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.activities import echo_messages, invokes, requests_for_our_bot
from benchmarks.cloud import OPENID_PATH
from benchmarks.keys import channel_token, new_key
from benchmarks.processes import OUR_PYTHON, SDK_PYTHON, CannotMeasure, Server, started


@dataclass(frozen=True)
class Surroundings:
    """What every contestant of a run shares."""

    cloud: Server
    certificate: Path
    token: str
    log: Path

    @property
    def login(self) -> str:
        return f"https://127.0.0.1:{self.cloud.tls_port}/adfs"

    @property
    def metadata(self) -> str:
        return self.cloud.url + OPENID_PATH


@dataclass(frozen=True)
class Contestant:
    name: str
    module: str
    python: Path
    bodies: Callable[[str], Iterator[bytes]]
    """The bodies for a service URL."""
    distinct_bodies: int
    seconds: float
    """How long one round at full load lasts: longer for a slower server."""
    is_authenticated: bool = False

    def start(self, around: Surroundings) -> AbstractContextManager[Server]:
        options = ["--metadata", around.metadata, "--login", around.login] if self.is_authenticated else []
        trust = {"REQUESTS_CA_BUNDLE": str(around.certificate), "SSL_CERT_FILE": str(around.certificate)}
        return started(self.python, self.module, options, around.log, trust)

    def some_bodies(self, around: Surroundings) -> list[bytes]:
        return list(islice(self.bodies(around.cloud.url), self.distinct_bodies))

    def check(self, server: Server, around: Surroundings) -> None:
        """Raises CannotMeasure unless it answers the channel, and (with authentication) refuses a forger."""
        body = next(self.bodies(around.cloud.url))
        status = server.status_of(body, around.token)
        if not 200 <= status < 300:
            raise CannotMeasure(f"{self.name} answered {status} to a good request; see {around.log}")
        if self.is_authenticated and server.status_of(body, forged(around)) < 400:
            raise CannotMeasure(f"{self.name} accepted a forged token: its authentication is not on")


def forged(around: Surroundings) -> str:
    """A token with every claim right, signed by somebody else."""
    return channel_token(new_key(), around.cloud.url)


PLAIN = Contestant("plain aiohttp, JSON in and out", "benchmarks.plain_server", OUR_PYTHON, invokes, 2000, 3)
BOTBUILDER = Contestant(
    "botbuilder CloudAdapter echo, authenticated",
    "benchmarks.botbuilder_server",
    SDK_PYTHON,
    echo_messages,
    2000,
    8,
    is_authenticated=True,
)
AGENTS = Contestant(
    "Agents SDK bare invoke, no authentication", "benchmarks.agents_server", SDK_PYTHON, invokes, 2000, 4
)

OUR_ECHO = Contestant(
    "our bot: message echo, authenticated",
    "benchmarks.our_server",
    OUR_PYTHON,
    echo_messages,
    20_000,
    4,
    is_authenticated=True,
)
OURS = Contestant(
    "our bot: guided form step, stored, authenticated",
    "benchmarks.guided_server",
    OUR_PYTHON,
    requests_for_our_bot,
    20_000,
    4,
    is_authenticated=True,
)
"""The one that is held against the goals; its name says what the turn does and does not do."""
