"""Who the benchmark's bot and channel claim to be: made-up ids shared by every process of a run."""

from __future__ import annotations

BOT_ID = "b0b0b0b0-1111-4222-8333-444444444444"
BOT_PASSWORD = "benchmark-only"
TENANT_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
PEOPLE = 200
"""How many people write. Turns of one person in one chat wait for each other, so one would show a queue."""
ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
CHANNEL = "msteams"


def user_id(number: int) -> str:
    """The directory id of the person who sends turn `number`."""
    return f"cccccccc-dddd-4eee-8fff-{number % PEOPLE:012d}"


def draft_id(number: int) -> str:
    """The id of the draft that person goes on with."""
    return f"{number % PEOPLE:032x}"
