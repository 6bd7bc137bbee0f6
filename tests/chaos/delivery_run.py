"""One run of the delivery under blows: so many rows and kills, and what the connector's book says in the end.

Everything is drawn from the seed: which stroke falls at which passing of which point, after how many accepted
messages somebody is struck from outside, and how the connector conducts itself. How the processes interleave
is left to the machine.
"""

from __future__ import annotations

import random
import signal
import socket
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, cycle
from pathlib import Path

from tests.chaos.board import Board
from tests.chaos.book import Book, Mark
from tests.chaos.conduct import ROUGH, Shares
from tests.chaos.connector import serve_for_ever
from tests.chaos.crew import Crew
from tests.chaos.outbox import Row, fill, next_moment, rows_of
from tests.chaos.points import OUTSIDE, Point, Stroke
from tests.chaos.processes import running
from tests.chaos.replica import ROOM, Surroundings

_LOOK_AGAIN = 0.002
_STEP = timedelta(minutes=1)
"""Wound past the next moment, so that what comes due shortly after it does so at once."""
_FROM_OUTSIDE = 4
"""One in so many strikes comes from outside, at no point in particular."""
_ENDED = ("sent", "uncertain", "dead")


@dataclass(frozen=True)
class Plan:
    seed: int
    sends: int
    kills: int
    stops: int
    replicas: int = 2
    shares: Shares = field(default_factory=lambda: ROUGH)
    longest: float = 300
    """Seconds after which a run has failed to end."""


@dataclass(frozen=True)
class Verdict:
    """What a run came to."""

    faults: dict[str, int]
    """How many of each kind; a run without faults has none."""
    kills: int
    stops: int
    at_points: dict[str, int]
    """Strokes that fell, by the point they fell at."""
    states: dict[str, int]
    accepted: int
    labelled: int
    seconds: float


class DidNotEnd(Exception):
    """Rows were still under way when the run's time was up."""


def deliver_under_blows(url: str, folder: Path, plan: Plan) -> Verdict:
    """Run it, in a process with one thread. The database at `url` may be empty."""
    around, began = Surroundings(url, folder), time.monotonic()
    around.book.touch()
    around.strokes.touch()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        board = Board(plan.replicas)
        fill(url, plan.sends, f"http://127.0.0.1:{listening.getsockname()[1]}", board.now())
        serve = lambda: serve_for_ever(listening, plan.seed, plan.shares, around.book)  # noqa: E731
        with running(serve):
            crew = Crew(plan.replicas, around, board, deque(strokes_of(plan)))
            try:
                _direct(crew, plan, began + plan.longest)
            finally:
                crew.dismiss()
    return _judge(around, plan, crew, time.monotonic() - began)


def strokes_of(plan: Plan) -> list[Stroke]:
    """The points in turn, for kills and stops apart; both spread over the run."""
    chance = random.Random(f"{plan.seed} strokes")
    kills = _spread(plan.kills - plan.kills // _FROM_OUTSIDE, Point, signal.SIGKILL)
    stops = _spread(plan.stops - plan.stops // _FROM_OUTSIDE, OUTSIDE, signal.SIGSTOP)
    return [_stroke(chance, point, plan, how) for _, point, how in sorted(chain(kills, stops))]


def _spread(
    number: int, points: Iterable[Point], how: signal.Signals
) -> Iterator[tuple[float, Point, signal.Signals]]:
    """So many, evenly between 0 and 1."""
    for n, point in zip(range(number), cycle(points), strict=False):
        yield (n + 0.5) / number, point, how


def _stroke(chance: random.Random, point: Point, plan: Plan, how: signal.Signals) -> Stroke:
    """Late enough that lives differ in length, and early enough that all fall while there are rows."""
    # While one stands still the others go on, so a stop costs more rows than a kill.
    passings = plan.sends // (plan.kills + 6 * plan.stops) // (ROOM if point is Point.CLAIMED else 1)
    return Stroke(point, chance.randint(1, max(1, passings)), how)


def _blows_of(plan: Plan) -> deque[tuple[int, signal.Signals]]:
    """From outside: after how many accepted messages, and which."""
    chance = random.Random(f"{plan.seed} blows")
    kinds = [signal.SIGKILL] * (plan.kills // _FROM_OUTSIDE) + [signal.SIGSTOP] * (
        plan.stops // _FROM_OUTSIDE
    )
    when = (chance.randint(1, plan.sends * 3 // 4) for _ in kinds)
    chance.shuffle(kinds)
    return deque(sorted(zip(when, kinds, strict=True)))


def _direct(crew: Crew, plan: Plan, until: float) -> None:
    """Until all rows have ended: fill the places of the dead, strike, wind the clock when all is quiet."""
    book, blows = Book(crew.around.book), _blows_of(plan)
    chance = random.Random(f"{plan.seed} whom")
    while True:
        crew.look()
        crew.wake()
        crew.fill()
        if blows and book.accepted >= blows[0][0] and crew.strike_anyone(chance, blows[0][1]):
            blows.popleft()
        if crew.is_quiet:
            moment = next_moment(crew.around.url)
            if moment is None:
                return
            crew.board.wind_to(moment + _STEP)
        if time.monotonic() > until:
            raise DidNotEnd(f"seed {plan.seed}: {Counter(row.state for row in rows_of(crew.around.url))}")
        time.sleep(_LOOK_AGAIN)


def _judge(around: Surroundings, plan: Plan, crew: Crew, seconds: float) -> Verdict:
    rows, arrived = list(rows_of(around.url)), Book(around.book).marks()
    fell = Counter({"replicas that fell by themselves": crew.fell})
    fallen = Counter(around.strokes.read_text("ascii").splitlines())
    return Verdict(
        faults=dict(+(faults_of(rows, arrived, plan.sends) + fell)),
        kills=crew.killed,
        stops=crew.stopped,
        at_points={point.value: fallen[point] for point in Point},
        states=dict(Counter(row.state for row in rows)),
        accepted=arrived.total(),
        labelled=sum(times for mark, times in arrived.items() if mark.is_repeat),
        seconds=seconds,
    )


def faults_of(rows: list[Row], arrived: Counter[Mark], sends: int) -> Counter[str]:
    """What breaks the outbox's promise, from how the rows ended and what arrived."""
    heard = {mark.row for mark in arrived}
    twice = [mark for mark, times in arrived.items() if times > 1]
    return Counter(
        {
            "said twice without a label": sum(not mark.is_repeat for mark in twice),
            "repeated twice": sum(mark.is_repeat for mark in twice),
            "sent, and never accepted": sum(row.state == "sent" and row.id not in heard for row in rows),
            "never ended": sum(row.state not in _ENDED for row in rows),
            "no reason given": sum(row.state in ("uncertain", "dead") and not row.why for row in rows),
            "gone": sends - len(rows),
        }
    )
