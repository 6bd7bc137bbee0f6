"""One sentence → what it meant.

The text is read in turns, each taking out what it understood so that nothing is read twice: numbers of people
and cases first (so that no later text can hold one), then days, times, places and concepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from dialogs.understanding.calendar_words import mended
from dialogs.understanding.concept_finding import Found, find_concepts
from dialogs.understanding.concepts import DOCUMENTS, METHODS, Concept
from dialogs.understanding.day_mentions import DayMentions, take_days
from dialogs.understanding.days import Days, resolve_days
from dialogs.understanding.doubtful import take_doubtful
from dialogs.understanding.figure_places import area_in, names_a_place
from dialogs.understanding.intents import Choice, choose_intent
from dialogs.understanding.meaning import Intent, OpenQuestion, PartyNames, Understanding
from dialogs.understanding.numbers import Numbers, take_numbers
from dialogs.understanding.past_day import past_day
from dialogs.understanding.periods import PeriodSaid, begins_a_period, period_in
from dialogs.understanding.places import Places, find_places
from dialogs.understanding.times import Times, take_times
from dialogs.understanding.words import TAKEN, cleaned, words_of
from domain.local_time import local
from domain.network_meeting import Method

FEW_WORDS = 3
SHORT_WORDS = 7
MOST_TOPIC_CHARACTERS = 200
_TOPIC = re.compile(
    r"\b(?:\w{0,15}aftalen|agreement|regler|reglerne|rules)\b.{0,40}?\b(?:om|for|about|ved)\b\s+(.+)",
    re.DOTALL,
)
_COLLEAGUE = re.compile(r"\b(?:til|to)\s+(?!og\b|med\b|på\b)([^\W\d_]{2,40})")
_UNTIL = re.compile(rf"\b(?:til|til og med|t\.?o\.?m\.?|indtil|until|till|to)\s+(?:på\s+)?{TAKEN.strip()}")
"""Where a day is the last of something, and not its first."""
_REPORT_NUMBER = re.compile(
    r"\b(?:rapport(?:en)?|report)\s+(?:nr\.?|nummer|no\.?|number)?\s*([1-9][0-9]{0,4})\b"
)
_QUESTION_MARK = re.compile(r"\s*\?[\s?]*")


def understand(text: str, names: PartyNames, now: datetime) -> Understanding:
    """What `text` meant to a bot that knows `names`, at the moment `now` (aware; else `ValueError`).

    Never raises for what is written; reads at most the first 10,000 characters.
    """
    wall = local(now)
    plain = cleaned(text)
    if _QUESTION_MARK.fullmatch(plain):
        return Understanding(intent=Intent.HELP)
    numbers, without_numbers = take_numbers(plain, wall.date())
    said, rest = take_days(mended(without_numbers))
    times, rest = take_times(rest)
    said, times, rest = take_doubtful(rest, said, times)
    days = resolve_days(said, wall.date())
    words = words_of(rest)
    places, found = find_places(words, names), find_concepts(words)
    a_day = bool(said) or _a_time(times)
    period = _period(found, without_numbers, wall.date())
    signs = _signs(found, numbers, places, a_day, len(words), "?" in without_numbers)
    choice = choose_intent(signs | _signs_of(period))
    if _hour_or_date(said, days) and not _a_time(times):
        times = Times(None, None, unsure=True)
    start, end, time_questions = _decided(times, days, wall.date(), wall.time())
    method, method_questions = _method(found)
    questions = {*numbers.questions, *places.questions, *days.questions}
    questions |= {*time_questions, *method_questions}
    everything = Understanding(
        topic=_topic(without_numbers),
        colleague=_colleague(rest),
        until=days.day if _UNTIL.search(rest) else None,
        cpr=numbers.cpr,
        case_number=numbers.case_number,
        municipalities=places.municipalities,
        centres=places.centres,
        day=days.day,
        possible_days=days.possible,
        week=days.week,
        happened_on=past_day(said, wall.date()),
        time=start,
        end_time=end,
        method=method,
        period=period.period,
        period_unclear=period.is_unclear,
        report_number=_report_number(without_numbers, period),
        place_unknown=not (places.municipalities or places.centres)
        and names_a_place(mended(without_numbers)),
        area=area_in(without_numbers),
        gp=Concept.GP in found.concepts,
        relatives=Concept.RELATIVES in found.concepts,
        open_questions=tuple(question for question in OpenQuestion if question in questions),
    )
    return everything.meaning(choice.intent) if choice.intent else _undecided(everything, choice)


def _undecided(everything: Understanding, choice: Choice) -> Understanding:
    """What was said, kept whole for the intent that may be chosen."""
    possible = choice.possible
    asked = (OpenQuestion.WHICH_INTENT,) if possible else ()
    return replace(
        everything,
        possible_intents=possible,
        topic=everything.topic if Intent.AGREEMENT_QUESTION in possible else "",
        colleague=everything.colleague if Intent.AWAY in possible else "",
        until=everything.until if Intent.AWAY in possible else None,
        happened_on=everything.happened_on if Intent.DISCHARGED in possible else None,
        period=None,
        period_unclear=False,
        place_unknown=False,
        area=None,
        report_number=None,
        open_questions=(*asked, *everything.open_questions),
    )


def _period(found: Found, text: str, today: date) -> PeriodSaid:
    """Read only where figures are asked for: elsewhere a month is part of a day."""
    asked = found.concepts & {Concept.FIGURES, Concept.JOINT_REPORT}
    said = period_in(text, today) if asked else PeriodSaid()
    if said == PeriodSaid() and Concept.FIGURES in asked and begins_a_period(text):
        return PeriodSaid(is_unclear=True)
    return said


def _report_number(text: str, period: PeriodSaid) -> int | None:
    """The number of a report; one that belongs to a period is none."""
    match = None if period.period or period.is_unclear else _REPORT_NUMBER.search(text)
    return int(match[1]) if match else None


def _signs_of(period: PeriodSaid) -> frozenset[Concept]:
    said = period.period is not None or period.is_unclear
    return frozenset({Concept.A_PERIOD}) if said else frozenset()


def _signs(
    found: Found, numbers: Numbers, places: Places, a_day: bool, words: int, a_question: bool
) -> frozenset[Concept]:
    shown = {
        Concept.A_CITIZEN: numbers.cpr is not None or bool(_CITIZEN_QUESTIONS & numbers.questions),
        Concept.A_CASE: numbers.case_number is not None or OpenQuestion.WHICH_CASE in numbers.questions,
        Concept.A_PARTY: bool(places.municipalities or places.centres),
        Concept.A_MUNICIPALITY: bool(places.municipalities),
        Concept.A_CENTRE: bool(places.centres),
        Concept.A_DOCUMENT: not found.concepts.isdisjoint(DOCUMENTS),
        Concept.A_QUESTION: a_question,
        Concept.A_DAY: a_day,
        Concept.FEW_WORDS: words <= FEW_WORDS,
        Concept.SHORT: words <= SHORT_WORDS,
    }
    return found.concepts | {concept for concept, holds in shown.items() if holds}


_CITIZEN_QUESTIONS = frozenset({OpenQuestion.CPR_NOT_VALID, OpenQuestion.WHICH_CITIZEN})


def _hour_or_date(said: DayMentions, days: Days) -> bool:
    """Whether a number after a weekday ("torsdag 10") may be the hour and is not just the date."""
    date_of_month = days.day.day if days.day else None
    return any(each.may_be_hour and each.number != date_of_month for each in said.weekdays)


def _a_time(times: Times) -> bool:
    return times.start is not None or times.unsure


def _decided(
    times: Times, days: Days, today: date, now: time
) -> tuple[time | None, time | None, Iterable[OpenQuestion]]:
    """The times that stand, and what is asked about them. A time without a day asks for the day."""
    questions = {OpenQuestion.WHICH_TIME} if times.unsure else set()
    if _a_time(times) and days.day is None and not days.questions:
        questions.add(OpenQuestion.WHICH_DAY)
    if days.day == today and times.start is not None and times.start <= now:
        return None, None, {OpenQuestion.TIME_IN_PAST}
    return times.start, times.end, questions


def _method(found: Found) -> tuple[Method | None, Iterable[OpenQuestion]]:
    named = [Method(concept.value) for concept in METHODS if concept in found.concepts]
    if len(named) == 1:
        return named[0], ()
    unsure = bool(named) or any(concept in found.declined for concept in METHODS)
    return None, (OpenQuestion.WHICH_METHOD,) if unsure else ()


def _topic(text: str) -> str:
    """What is asked about: after "aftalen ... om", else the whole question."""
    match = _TOPIC.search(text)
    topic = match[1] if match else text
    return " ".join(topic.replace(TAKEN.strip(), " ").split()).strip(" ?!.,;:")[:MOST_TOPIC_CHARACTERS]


def _colleague(text: str) -> str:
    """The first word that something may be sent to; whether anybody is called so, the directory knows."""
    match = _COLLEAGUE.search(text)
    return match[1] if match else ""
