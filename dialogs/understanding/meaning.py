"""What a sentence meant: the words the rest of the dialogs use for it.

Whatever is filled in is certain; whatever is uncertain stands as an open question instead and its field
is empty. Finding the meaning belongs to `understanding.py`; asking and answering to the dialogs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.cpr import Cpr
from domain.indicators.measure import Period
from domain.network_meeting import Method
from domain.people import Area


class Intent(StrEnum):
    """What the person wants the bot to do."""

    NEW = "new"
    """Something new, not said what: the menu of all documents."""
    NEW_MEETING = "new_meeting"
    MOVE_MEETING = "move_meeting"
    """An agreed meeting, never the draft."""
    CANCEL_MEETING = "cancel_meeting"
    """An agreed meeting, never the draft."""
    EARLY_NOTICE = "early_notice"
    MUNICIPAL_STATUS = "municipal_status"
    DISCHARGE_NOTICE = "discharge_notice"
    READINESS_NOTICE = "readiness_notice"
    DISCHARGE_AGREEMENT = "discharge_agreement"
    COORDINATION_PLAN = "coordination_plan"
    INTERVENTION_PLAN = "intervention_plan"
    ASSESS = "assess"
    """Whether this citizen must have an agreement or a plan, and which."""
    DISCHARGE_DATE = "discharge_date"
    """The expected date is new or has changed."""
    DISCHARGED = "discharged"
    """The citizen has left: discharged, transferred or dead; `Understanding.happened_on` holds when."""
    CHANGE_CONTACT = "change_contact"
    """Another contact person for the person's own side of the case."""
    CHANGE_MUNICIPALITY = "change_municipality"
    """The citizen has moved, and another municipality takes the case over."""
    CLOSE_CASE = "close_case"
    MY_CASES = "my_cases"
    UNIT_TASKS = "unit_tasks"
    """The open tasks, the person's own among them."""
    HANDOVER_ALL = "handover_all"
    """All the open tasks of one who has left."""
    STATUS = "status"
    AGREEMENT_QUESTION = "agreement_question"
    """What the collaboration agreement says; `Understanding.topic` holds about what."""
    HELP = "help"
    CANCEL = "cancel"
    """The form being filled in, never a meeting."""
    RESUME = "resume"
    SETTINGS = "settings"
    AWAY = "away"
    """Somebody else is to hear instead; `Understanding.colleague` may hold who, `until` how long."""
    BACK = "back"
    UNIT_HOURS = "unit_hours"
    EMERGENCY = "emergency"
    """Emergency access (værdispring) to a case one is not on."""
    FIGURES = "figures"
    """What a period's work comes to; `period`, the places and `areas` say which."""
    JOINT_REPORT = "joint_report"
    """The report for the operations forum; `period` says of when, or `report_number` which one."""
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


NEEDS_A_CASE = frozenset({Intent.STATUS, Intent.CANCEL_MEETING, Intent.MOVE_MEETING})
"""Said of one case by its number."""
NEEDS_A_CASE_OR_CITIZEN = frozenset({
    Intent.CLOSE_CASE, Intent.DISCHARGED, Intent.DISCHARGE_DATE, Intent.CHANGE_CONTACT,
    Intent.CHANGE_MUNICIPALITY,
})  # fmt: skip
"""Said of one case, which the citizen may lead to."""
OF_PERIODS = frozenset({Intent.FIGURES, Intent.JOINT_REPORT})
"""Said of a period and not of a day."""
_OF_DAYS = frozenset({
    OpenQuestion.WHICH_DAY, OpenQuestion.DAY_IN_PAST, OpenQuestion.DAY_DOES_NOT_EXIST,
    OpenQuestion.WEEKDAY_DISAGREES, OpenQuestion.WHICH_TIME, OpenQuestion.TIME_IN_PAST,
})  # fmt: skip
_OF_DAYS_AHEAD = frozenset({
    OpenQuestion.WHICH_DAY, OpenQuestion.DAY_IN_PAST, OpenQuestion.WEEKDAY_DISAGREES,
    OpenQuestion.TIME_IN_PAST,
})  # fmt: skip


@dataclass(frozen=True)
class PartyNames:
    """The organisations a sentence may name: id → full name, as the directory has it."""

    municipalities: Mapping[str, str]
    centres: Mapping[str, str]


@dataclass(frozen=True)
class Understanding:
    """What one sentence said. No day but `happened_on` is past, no text of the person's kept but `topic`
    and `colleague`."""

    intent: Intent | None = None
    possible_intents: tuple[Intent, ...] = ()
    """What it may have meant when `intent` is None and WHICH_INTENT is open."""
    topic: str = ""
    """For AGREEMENT_QUESTION, also a possible one: about what, in small letters, numbers left out."""
    colleague: str = ""
    """For AWAY, also a possible one: the word, in small letters, that may be a colleague's first name."""
    until: dt.date | None = None
    """For AWAY, also a possible one: `day`, where it is said to be the last of the absence."""
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
    happened_on: dt.date | None = None
    """For DISCHARGED, also a possible one: the day it happened, today or before. No other day stands then."""
    time: dt.time | None = None
    """Local time in Copenhagen."""
    end_time: dt.time | None = None
    method: Method | None = None
    period: Period | None = None
    """For FIGURES and JOINT_REPORT: what they are to be of; None where nothing is said."""
    period_unclear: bool = False
    """For FIGURES and JOINT_REPORT: a period that there is not, like week 60."""
    report_number: int | None = None
    """For JOINT_REPORT: one that was made before."""
    place_unknown: bool = False
    """For FIGURES: a place is named that is no municipality or centre of the directory."""
    area: Area | None = None
    """For FIGURES: adults, or children and youth, where one of them is said."""
    gp: bool = False
    """The citizen's general practitioner is to take part."""
    relatives: bool = False
    open_questions: tuple[OpenQuestion, ...] = ()
    """In the order of `OpenQuestion`, each once."""

    def meaning(self, intent: Intent) -> Understanding:
        """The same sentence, now that `intent` is what was meant: all else that was said is kept.

        For a person's answer to WHICH_INTENT, and for any other choice that follows from the sentence.
        """
        chosen = replace(
            self,
            intent=intent,
            possible_intents=(),
            topic=self.topic if intent is Intent.AGREEMENT_QUESTION else "",
            colleague=self.colleague if intent is Intent.AWAY else "",
            until=self.until if intent is Intent.AWAY else None,
            happened_on=self.happened_on if intent is Intent.DISCHARGED else None,
        )
        chosen = chosen._looking_back() if intent is Intent.DISCHARGED else chosen
        chosen = chosen._of_figures() if intent in OF_PERIODS else chosen._of_no_figures()
        questions = set(chosen.open_questions) - {OpenQuestion.WHICH_INTENT} | chosen._asks_for_case()
        return replace(chosen, open_questions=tuple(q for q in OpenQuestion if q in questions))

    def _looking_back(self) -> Understanding:
        """Without the days ahead; a day that is said but is not the one it happened on is asked about."""
        unclear = self.day or self.week or set(self.open_questions) & _OF_DAYS_AHEAD
        questions = set(self.open_questions) - _OF_DAYS_AHEAD
        if unclear and self.happened_on is None:
            questions.add(OpenQuestion.WHICH_DAY)
        return replace(self, day=None, possible_days=(), week=None, open_questions=tuple(questions))

    def _of_figures(self) -> Understanding:
        """Days and times that were said belong to the period, which is read by itself."""
        questions = tuple(question for question in self.open_questions if question not in _OF_DAYS)
        nothing = replace(self, day=None, possible_days=(), week=None, time=None, end_time=None)
        return replace(nothing, open_questions=questions)

    def _of_no_figures(self) -> Understanding:
        return replace(
            self, period=None, period_unclear=False, place_unknown=False, area=None, report_number=None
        )

    def _asks_for_case(self) -> set[OpenQuestion]:
        known = self.case_number is not None or (
            self.intent in NEEDS_A_CASE_OR_CITIZEN and self.cpr is not None
        )
        needed = self.intent in NEEDS_A_CASE | NEEDS_A_CASE_OR_CITIZEN
        return {OpenQuestion.WHICH_CASE} if needed and not known else set()
