"""`ports.Measures` for Prometheus, in a registry of its own, so that two services in one process do not mix.

What is read from the database is added when the page is asked for (`page.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from workflows.ports.measures import TurnOutcome
from workflows.watching import Gauge

PREFIX = "brobygger_"
_TURN_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_SCAN_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60)


class Meter:
    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._turns = Histogram(
            f"{PREFIX}turn_seconds",
            "Turns by outcome, and how long answering took.",
            ["outcome"],
            buckets=_TURN_SECONDS,
            registry=registry,
        )
        self._refused = Counter(
            f"{PREFIX}turns_refused", "Turns refused in words, by reason.", ["reason"], registry=registry
        )
        self._requests = Counter(
            f"{PREFIX}requests", "HTTP requests by route and status.", ["route", "status"], registry=registry
        )
        self._scans = Histogram(
            f"{PREFIX}scan_seconds",
            "Scans for what is due, and how long they took.",
            buckets=_SCAN_SECONDS,
            registry=registry,
        )
        for outcome in TurnOutcome:
            self._turns.labels(outcome)

    def turn(self, outcome: TurnOutcome, seconds: float) -> None:
        self._turns.labels(outcome).observe(seconds)

    def refused(self, reason: str) -> None:
        self._refused.labels(reason).inc()

    def scanned(self, seconds: float) -> None:
        self._scans.observe(seconds)

    def request(self, route: str, status: int) -> None:
        self._requests.labels(route, str(status)).inc()

    def page(self, gauges: Iterable[Gauge]) -> bytes:
        """Everything, in Prometheus' text format."""
        read = CollectorRegistry()
        read.register(_Read(gauges))
        return generate_latest(self._registry) + generate_latest(read)


class _Read(Collector):
    def __init__(self, gauges: Iterable[Gauge]) -> None:
        self._gauges = tuple(gauges)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for gauge in self._gauges:
            family = GaugeMetricFamily(PREFIX + gauge.name, gauge.meaning, labels=gauge.labels)
            for labels, value in gauge.values.items():
                family.add_metric(labels, value)
            yield family
