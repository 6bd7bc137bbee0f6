"""Values that programs trip over, some of which hold what must never be seen in a log."""

from __future__ import annotations

import random
from typing import Any

SECRETS = ("610190-4321", "6101904321", "Asta Opdigtet", "Zøltan Hemmelig")
"""What stands in the values for a citizen; no line of the log may hold any of it."""

WORDS = (
    "",
    " ",
    "\t\n",
    "null",
    "0",
    "-1",
    "true",
    "hjælp",
    "mine sager",
    f"nyt netværksmøde for {SECRETS[0]} til Hvidovre",
    f"{SECRETS[2]} {SECRETS[1]}",
    f"sag {SECRETS[3]}",
    "<at>Brobygger</at> hjælp",
    "<script>alert(1)</script>",
    "'; DROP TABLE cases; --",
    "../../etc/passwd",
    "%00%0d%0a",
    "\r\nSet-Cookie: a=b",
    "{{7*7}} {0} {name} %s",
    "Ā́̂̃̄" * 20,
    "\u202e\u200b\ufeff\u2066",
    "👩‍👩‍👧‍👦" * 40,
    "ﷺ" * 200,
    "İıſK",
    "\x00",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "a" * 1_025,
    "x" * 20_000,
    "9" * 400,
    "1e400",
    "2026-02-30",
    "9999-12-31T23:59:59.999999999Z",
    "0000-00-00",
    "25:61",
    "31. februar kl. 27",
    "https://smba.trafficmanager.net@evil.example/",
    "[" * 200,
)
NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, -(2**63), 2**64 - 1, 0.1, 1e308, -0.0)


def any_word(dice: random.Random) -> str:
    return dice.choice(WORDS) if dice.random() < 0.8 else _letters(dice)


def any_value(dice: random.Random, depth: int = 0) -> Any:
    """Anything that JSON can hold."""
    kind = dice.randrange(8 if depth < 4 else 5)
    match kind:
        case 0:
            return None
        case 1:
            return dice.random() < 0.5
        case 2:
            return dice.choice(NUMBERS)
        case 3 | 4:
            return any_word(dice)
        case 5:
            return [any_value(dice, depth + 1) for _ in range(dice.randrange(4))]
        case 6:
            return deep(dice.randrange(1, 60))
    return {any_word(dice)[:50]: any_value(dice, depth + 1) for _ in range(dice.randrange(4))}


def deep(levels: int) -> Any:
    """Arrays and objects in each other."""
    value: Any = "in"
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


def _letters(dice: random.Random) -> str:
    """Of all planes, without halves of characters that no text holds."""
    points = (dice.randrange(0x11_0000) for _ in range(dice.randrange(40)))
    return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)
