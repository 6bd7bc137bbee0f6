"""How the main story ends, whatever happened to the bot on the way."""

from __future__ import annotations

from collections import Counter

from tests.scenario.actor import Actor
from tests.scenario.town import Town

NUMBER = "26-1001"
EVENTS = [
    "case.open",
    "meeting.request",
    "meeting.acknowledge",
    "meeting.propose_times",
    "meeting.accept_time",
    "meeting.move",
    "meeting.accept_time",
    "meeting.time_passes",
    "meeting.write_minutes",
    "task.done",
    "task.done",
]
TASKS = {
    ("acknowledge", "municipality", "done"): 1,
    ("find_time", "region", "done"): 2,
    ("attend", "region", "withdrawn"): 1,
    ("attend", "municipality", "withdrawn"): 1,
    ("attend", "region", "done"): 1,
    ("attend", "municipality", "done"): 1,
    ("write_minutes", "region", "done"): 1,
    ("follow_up", "municipality", "done"): 1,
    ("follow_up", "region", "done"): 1,
}


def check_the_ending(town: Town) -> None:
    """The records are those of the story, and each was told what concerns them: once, but for labelled
    repeats of what nobody could vouch for."""
    assert town.kept.meeting_statuses() == ["concluded"]
    assert town.kept.events() == EVENTS
    assert town.kept.tasks() == TASKS
    assert town.kept.count("drafts") == 0
    assert not town.kept.outbox().keys() & {"pending", "claimed", "sending", "dead"}
    check_told(town.mette, told_to_mette(town))
    check_told(town.henrik, told_to_henrik(town))


def told_to_mette(town: Town) -> Counter[str]:
    return Counter(
        [
            town.da("welcome.summary"),
            *2 * [town.da("notice.meeting.times_proposed", number=NUMBER)],
            town.da("notice.meeting.minutes_due", number=NUMBER),
            reminder(town, "follow_up"),
        ]
    )


def told_to_henrik(town: Town) -> Counter[str]:
    return Counter(
        [
            town.da("welcome.summary"),
            town.da("notice.meeting.requested", number=NUMBER),
            *2 * [town.da("notice.meeting.scheduled", number=NUMBER)],
            town.da("notice.meeting.concluded", number=NUMBER),
            reminder(town, "follow_up"),
        ]
    )


def reminder(town: Town, kind: str) -> str:
    return town.da("notice.reminder", what=town.da(f"task.kind.{kind}"), number=NUMBER)


def check_told(person: Actor, expected: Counter[str]) -> None:
    heard = Counter(person.notifications())
    labelled = {person.wording("notice.repeat", summary=summary): summary for summary in expected}
    repeats = Counter({labelled[said]: n for said, n in heard.items() if said in labelled})
    first = Counter({said: n for said, n in heard.items() if said not in labelled})
    assert first <= expected, "something was said twice without a label"
    assert expected <= first + repeats, "something was never said"
