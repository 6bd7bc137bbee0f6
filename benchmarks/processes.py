"""Starts the processes of a run and asks them things; each ends when its standard input is closed.

Only processes started here are ever stopped. What a process says on standard error goes to a file of the
run and is shown only when it fails to start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parent.parent
OUR_PYTHON = Path(sys.executable)
SDK_PYTHON = ROOT / "benchmarks" / ".venv" / "bin" / "python"


class CannotMeasure(Exception):
    """A part of the benchmark did not start or did not answer as it must."""


@dataclass(frozen=True)
class Server:
    """A started server; `port` speaks plain HTTP, `tls_port` (the fake Microsoft only) TLS."""

    port: int
    tls_port: int | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """GET `path`, or POST `body` to it; gives the JSON of the answer."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data, {"Content-Type": "application/json"})
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def status_of(self, body: bytes, token: str) -> int:
        """The status an activity with this token is answered with."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        try:
            with urlopen(Request(self.url + "/api/messages", body, headers), timeout=30) as answer:
                return int(answer.status)
        except HTTPError as refused:
            return refused.code


@contextmanager
def started(
    python: Path, module: str, options: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server module until the block ends."""
    command = [str(python), "-m", module, *options]
    with log.open("ab") as errors:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    try:
        yield _ready(process, module, log)
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ready(process: subprocess.Popen[bytes], module: str, log: Path) -> Server:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        said = log.read_text(errors="replace")[-2000:]
        raise CannotMeasure(f"{module} did not start:\n{said}")
    ports = json.loads(line)
    return Server(ports["http"], ports.get("https"))


def run_load(
    port: int, token: str, bodies: Sequence[bytes], options: Mapping[str, float]
) -> dict[str, float]:
    """Run one load to its end; `options` are those of `benchmarks.load`."""
    arguments = [f"--{name}={value}" for name, value in {"port": port, **options}.items()]
    result = subprocess.run(
        [str(OUR_PYTHON), "-m", "benchmarks.load", *arguments],
        cwd=ROOT,
        input=b"\n".join([token.encode(), *bodies]),
        capture_output=True,
        check=False,
    )
    if result.returncode:
        raise CannotMeasure(f"the load did not finish:\n{result.stderr.decode(errors='replace')[-2000:]}")
    measured: dict[str, float] = json.loads(result.stdout)
    return measured
