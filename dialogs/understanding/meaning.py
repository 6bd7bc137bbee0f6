"""What a sentence meant: the words the rest of the dialogs use for it.

Whatever is filled in is certain; whatever is uncertain stands as an open question instead and its field
is empty. Finding the meaning belongs to `understanding.py`; asking and answering to the dialogs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.cpr import Cpr
from domain.network_meeting import Method


class Intent(StrEnum):
    """What the person wants the bot to do."""

    NEW_MEETING = "new_meeting"
    MOVE_MEETING = "move_meeting"
    """An agreed meeting, never the draft."""
    CANCEL_MEETING = "cancel_meeting"
    """An agreed meeting, never the draft."""
    MY_CASES = "my_cases"
    UNIT_TASKS = "unit_tasks"
    """The open tasks, the person's own among them."""
    STATUS = "status"
    AGREEMENT_QUESTION = "agreement_question"
    """What the collaboration agreement says; `Understanding.topic` holds about what."""
    HELP = "help"
    CANCEL = "cancel"
    """The form being filled in, never a meeting."""
    RESUME = "resume"
    SETTINGS = "settings"
    DANISH = "danish"
    ENGLISH = "english"
    GREETING = "greeting"
    THANKS = "thanks"


class OpenQuestion(StrEnum):
    """What the sentence leaves uncertain, so that the person is asked."""

    WHICH_INTENT = "which_intent"
    """See `possible_intents`; with one of them, it is only likely."""
    WHICH_CITIZEN = "which_citizen"
    """More than one CPR number."""
    CPR_NOT_VALID = "cpr_not_valid"
    """Looks like a CPR number, but its length or date is wrong."""
    WHICH_CASE = "which_case"
    """More than one case number, or none where the intent needs one."""
    WHICH_MUNICIPALITY = "which_municipality"
    """See `municipalities`."""
    WHICH_CENTRE = "which_centre"
    """See `centres`; with one of them, the name may only be the area's."""
    MUNICIPALITY_OR_CENTRE = "municipality_or_centre"
    """A bare name both share ("Glostrup"); it stands in `municipalities` only."""
    WHICH_DAY = "which_day"
    """See `possible_days` and `week`."""
    DAY_IN_PAST = "day_in_past"
    DAY_DOES_NOT_EXIST = "day_does_not_exist"
    """31 November, week 54."""
    WEEKDAY_DISAGREES = "weekday_disagrees"
    """The weekday is not that of the date; `possible_days` holds the date."""
    WHICH_TIME = "which_time"
    TIME_IN_PAST = "time_in_past"
    """Today, but earlier than now."""
    WHICH_METHOD = "which_method"
    """Two ways of meeting, or one that is declined."""


@dataclass(frozen=True)
class PartyNames:
    """The organisations a sentence may name: id → full name, as the directory has it."""

    municipalities: Mapping[str, str]
    centres: Mapping[str, str]


@dataclass(frozen=True)
class Understanding:
    """What one sentence said. A day is never in the past, and no text of the person's is kept but `topic`."""

    intent: Intent | None = None
    possible_intents: tuple[Intent, ...] = ()
    """What it may have meant when `intent` is None and WHICH_INTENT is open."""
    topic: str = ""
    """For AGREEMENT_QUESTION: about what, in small letters, numbers left out."""
    cpr: Cpr | None = None
    case_number: str | None = None
    """As `26-1042`."""
    municipalities: tuple[str, ...] = ()
    """Ids, in the order named."""
    centres: tuple[str, ...] = ()
    day: dt.date | None = None
    possible_days: tuple[dt.date, ...] = ()
    """The days it may be when `day` is None; at most five, earliest first."""
    week: int | None = None
    """ISO week, when only the week is known."""
    time: dt.time | None = None
    """Local time in Copenhagen."""
    end_time: dt.time | None = None
    method: Method | None = None
    gp: bool = False
    """The citizen's general practitioner is to take part."""
    relatives: bool = False
    open_questions: tuple[OpenQuestion, ...] = ()
    """In the order of `OpenQuestion`, each once."""
