"""`make bench`: measures the servers side by side in one run and prints one table and the goals.

Rounds are interleaved, so that what else the machine does falls on all alike, and the medians are shown.
It only prints: a figure depends on the machine, so nothing here passes or fails.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from benchmarks.contestants import AGENTS, BOTBUILDER, OUR_ECHO, OURS, PLAIN, Contestant, Surroundings
from benchmarks.figures import Goal, Round, Summary, ratio, summarise
from benchmarks.keys import channel_token, new_key, write_certificate
from benchmarks.processes import OUR_PYTHON, SDK_PYTHON, CannotMeasure, Server, run_load, started
from benchmarks.serving import STALLS_PATH

CONTESTANTS: tuple[Contestant, ...] = (PLAIN, BOTBUILDER, AGENTS, OUR_ECHO, OURS)

ROUNDS = 3
CONNECTIONS = 64
STEADY_RATE = 40.0
STEADY_SECONDS = 8.0
WARM_UP_SECONDS = 1.0
TOKEN_DELAY = 1.0
"""Seconds the token service takes when it is slow."""


@contextmanager
def surroundings() -> Iterator[Surroundings]:
    """The fake Microsoft with fresh keys, in a folder that goes away with the run."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        key = new_key()
        key_file = folder / "signing.pem"
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        certificate, certificate_key = write_certificate(folder)
        options = [f"--signing-key={key_file}", f"--certificate={certificate}"]
        options.append(f"--certificate-key={certificate_key}")
        log = folder / "servers.log"
        with started(OUR_PYTHON, "benchmarks.cloud", options, log) as cloud:
            yield Surroundings(cloud, certificate, channel_token(key, cloud.url), log)


def measure(contestant: Contestant, server: Server, around: Surroundings, **load: float) -> Round:
    """One load on one server, with the stall of its event loop meanwhile."""
    server.ask(STALLS_PATH)
    seen = run_load(server.port, around.token, contestant.some_bodies(around), load)
    stall = server.ask(STALLS_PATH)["seconds"]
    turns, failures = int(seen["turns"]), int(seen["failures"])
    return Round(turns, failures, seen["seconds"], seen["p50"], seen["p99"], stall)


def full_load(around: Surroundings) -> dict[str, Summary]:
    """Each server at 64 connections, in interleaved rounds."""
    rounds: dict[str, list[Round]] = {contestant.name: [] for contestant in CONTESTANTS}
    with ExitStack() as stack:
        servers = [(one, stack.enter_context(one.start(around))) for one in CONTESTANTS]
        for contestant, server in servers:
            contestant.check(server, around)
            measure(contestant, server, around, connections=8, seconds=WARM_UP_SECONDS)
        for _ in range(ROUNDS):
            for contestant, server in servers:
                load = {"connections": CONNECTIONS, "seconds": contestant.seconds}
                rounds[contestant.name].append(measure(contestant, server, around, **load))
    return {name: summarise(measured) for name, measured in rounds.items()}


def steady_load(around: Surroundings) -> dict[str, Summary]:
    """Each server alone at 40 turns a second."""
    summaries = {}
    for contestant in CONTESTANTS:
        with contestant.start(around) as server:
            contestant.check(server, around)
            measure(contestant, server, around, connections=8, seconds=WARM_UP_SECONDS)
            measured = measure(contestant, server, around, rate=STEADY_RATE, seconds=STEADY_SECONDS)
        summaries[contestant.name] = summarise([measured])
    return summaries


def slow_token_service(around: Surroundings) -> dict[str, Summary]:
    """The authenticated servers, newly started, while each token takes a second to get."""
    around.cloud.ask("/control/token-delay", {"seconds": TOKEN_DELAY})
    summaries = {}
    for contestant in CONTESTANTS:
        if contestant.is_authenticated:
            with contestant.start(around) as server:
                measured = measure(contestant, server, around, connections=4, seconds=5)
            summaries[contestant.name] = summarise([measured])
    around.cloud.ask("/control/token-delay", {"seconds": 0})
    return summaries


def goals(full: dict[str, Summary], steady: dict[str, Summary], slow: dict[str, Summary]) -> list[Goal]:
    """What our bot is to reach against the others of the same run."""
    mine = full[OURS.name]
    # A card action is answered inline and needs no token, an echo does: the worse of the two counts.
    stall = max(slow[one.name].longest_stall for one in (OURS, OUR_ECHO))
    return [
        Goal("x the SDK's authenticated echo", ratio(mine.rate, full[BOTBUILDER.name].rate), 20, ""),
        Goal("x the Agents SDK's bare invoke", ratio(mine.rate, full[AGENTS.name].rate), 0.5, ""),
        Goal(f"p99 at {CONNECTIONS} connections", mine.p99 * 1000, 250, "ms", below=True),
        Goal(f"p99 at {STEADY_RATE:.0f} turns/s", steady[OURS.name].p99 * 1000, 20, "ms", below=True),
        Goal("longest stall, slow token service", stall * 1000, 100, "ms", below=True),
    ]


def table(title: str, summaries: dict[str, Summary]) -> Iterator[str]:
    yield f"{title:<46}{'turns/s':>9}{'p50 ms':>10}{'p99 ms':>10}{'stall ms':>10}{'failed':>8}"
    for name, one in summaries.items():
        times = "".join(f"{seconds * 1000:>10.1f}" for seconds in (one.p50, one.p99, one.longest_stall))
        yield f"{name:<46}{one.rate:>9.1f}{times}{one.failures:>8}"
    yield ""


def verdicts(reached: Sequence[Goal]) -> Iterator[str]:
    for goal in reached:
        sign, verdict = "<" if goal.below else ">=", "met" if goal.is_met else "NOT MET"
        yield f"{goal.text:<46}{goal.figure:>9.2f} {goal.unit:<3} goal {sign} {goal.bound:g}: {verdict}"


def main() -> None:
    if not SDK_PYTHON.exists():
        raise SystemExit(
            "benchmarks/.venv is missing; make it with: python3 -m venv benchmarks/.venv && "
            "benchmarks/.venv/bin/pip install --require-hashes -r benchmarks/requirements.txt"
        )
    try:
        with surroundings() as around:
            full = full_load(around)
            steady = steady_load(around)
            slow = slow_token_service(around)
    except CannotMeasure as error:
        raise SystemExit(str(error)) from None
    print(*table(f"{CONNECTIONS} connections, median of {ROUNDS} rounds", full), sep="\n")
    print(*table(f"steady {STEADY_RATE:.0f} turns/s", steady), sep="\n")
    print(*table(f"token service takes {TOKEN_DELAY:g} s", slow), sep="\n")
    print(f"goals, held against: {OURS.name}")
    print(*verdicts(goals(full, steady, slow)), sep="\n")


if __name__ == "__main__":
    main()
