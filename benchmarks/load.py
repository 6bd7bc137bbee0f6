"""The load: speaks HTTP/1.1 over kept connections, with as little work per turn as Python allows.

Run as its own process, so that it does not slow what it measures. Closed load: N connections, each asking
again as soon as it is answered, which shows how much a server can take. Open load: a steady rate, each
latency counted from when the turn was *due*, so that a server's pause is felt by all who would have come.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.figures import percentile

_NO_ANSWER = 0
_PATIENCE = 30.0
"""Seconds after the end of a load in which late answers are still waited for."""


@dataclass
class Tally:
    """Latencies (seconds) of answered turns, and how many failed."""

    latencies: list[float] = field(default_factory=list)
    failures: int = 0

    def count(self, status: int, latency: float) -> None:
        if 200 <= status < 300:
            self.latencies.append(latency)
        else:
            self.failures += 1


class Connection(asyncio.Protocol):
    """One kept connection; `ask` sends a request and gives the status of its answer."""

    def __init__(self) -> None:
        self._buffer = b""
        self._answer: asyncio.Future[int] | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def ask(self, request: bytes) -> asyncio.Future[int]:
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None or self._transport.is_closing():
            self._answer.set_exception(ConnectionResetError("the server closed the connection"))
        else:
            self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found or len(rest) < _content_length(head):
            return
        self._buffer = b""
        if self._answer and not self._answer.done():
            self._answer.set_result(int(head[9:12]))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("the server closed the connection"))

    def close(self) -> None:
        if self._transport:
            self._transport.close()


def _content_length(head: bytes) -> int:
    lowered = head.lower()
    start = lowered.find(b"content-length:")
    if start < 0:
        return 0
    end = lowered.find(b"\r\n", start)
    return int(lowered[start + 15 : end if end > 0 else None])


def requests(bodies: list[bytes], port: int, token: str) -> Iterator[bytes]:
    """Complete HTTP requests, one per body; starts over when the bodies run out."""
    head = (
        f"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    ).encode()
    ready = [head + str(len(body)).encode() + b"\r\n\r\n" + body for body in bodies]
    while True:
        yield from ready


async def _status(connection: Connection, request: bytes) -> int:
    try:
        return await connection.ask(request)
    except OSError:
        return _NO_ANSWER


async def _connect(port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


async def closed_load(port: int, turns: Iterator[bytes], connections: int, seconds: float) -> Tally:
    """Ask on `connections` connections at once until `seconds` have passed."""
    tally = Tally()
    end = time.perf_counter() + seconds

    async def keep_asking() -> None:
        connection = await _connect(port)
        while (asked := time.perf_counter()) < end:
            status = await _status(connection, next(turns))
            tally.count(status, time.perf_counter() - asked)
            if status == _NO_ANSWER:
                connection = await _connect(port)
        connection.close()

    async with asyncio.timeout(seconds + _PATIENCE), asyncio.TaskGroup() as asking:
        for _ in range(connections):
            asking.create_task(keep_asking())
    return tally


async def open_load(port: int, turns: Iterator[bytes], rate: float, seconds: float) -> Tally:
    """Ask `rate` times a second whatever the server does; more connections are opened when all are busy."""
    tally = Tally()
    idle: deque[Connection] = deque()
    begun = time.perf_counter() + 0.1

    async def ask_once(due: float) -> None:
        connection = idle.pop() if idle else await _connect(port)
        status = await _status(connection, next(turns))
        tally.count(status, time.perf_counter() - due)
        if status != _NO_ANSWER:
            idle.append(connection)

    async with asyncio.timeout(seconds + _PATIENCE), asyncio.TaskGroup() as asking:
        for number in range(int(rate * seconds)):
            due = begun + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            asking.create_task(ask_once(due))
    for connection in idle:
        connection.close()
    return tally


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--rate", type=float, help="open load with this many turns a second")
    options = parser.parse_args()
    # Standard input: the token on the first line, then one body a line.
    token, *bodies = sys.stdin.buffer.read().splitlines()
    turns = requests(bodies, options.port, token.decode())
    started = time.perf_counter()
    if options.rate:
        tally = await open_load(options.port, turns, options.rate, options.seconds)
    else:
        tally = await closed_load(options.port, turns, options.connections, options.seconds)
    print(json.dumps(_report(tally, time.perf_counter() - started)))


def _report(tally: Tally, seconds: float) -> dict[str, float]:
    latencies = tally.latencies or [float("inf")]
    return {
        "turns": len(tally.latencies),
        "failures": tally.failures,
        "seconds": seconds,
        "p50": percentile(latencies, 0.50),
        "p99": percentile(latencies, 0.99),
    }


if __name__ == "__main__":
    asyncio.run(main())
