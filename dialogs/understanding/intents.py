"""What the concepts of a sentence add up to: one table of rules, the strongest wins.

Two intents equally strong are asked about; so is one whose rule is only likely. The order of the words plays
no part. The rules of the documents and the course stand in `document_intents.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.understanding.concepts import Concept
from dialogs.understanding.concepts import Concept as C
from dialogs.understanding.document_intents import DOCUMENT_RULES
from dialogs.understanding.meaning import Intent
from dialogs.understanding.rule import Rule
from dialogs.understanding.rule import rules as _rules

RULES: tuple[Rule, ...] = (
    *DOCUMENT_RULES,
    *_rules(
        Intent.MOVE_MEETING, 50,
        {C.MOVE, C.THE_MEETING}, {C.MOVE, C.MEETING}, {C.MOVE, C.NETWORK_MEETING}, {C.MOVE, C.A_CASE},
    ),
    *_rules(
        Intent.CANCEL_MEETING, 50,
        {C.CALL_OFF}, {C.STOP, C.A_CASE}, {C.STOP, C.THE_MEETING}, {C.STOP, C.MEETING},
        {C.STOP, C.NETWORK_MEETING},
    ),
    # "Annuller netværksmødet" without a case number may be about the form being filled in.
    *_rules(
        Intent.CANCEL, 50, {C.STOP, C.THE_MEETING}, {C.STOP, C.MEETING}, {C.STOP, C.NETWORK_MEETING},
        unless={C.A_CASE, C.CALL_OFF},
    ),
    *_rules(Intent.CANCEL, 40, {C.STOP, C.SHORT}, unless={C.CITIZEN_WORD}),
    *_rules(
        Intent.AGREEMENT_QUESTION, 45, {C.AGREEMENT, C.ASKING}, {C.AGREEMENT, C.OBLIGED},
        {C.AGREEMENT, C.FEW_WORDS},
        {C.DEADLINE, C.ASKING}, unless={C.A_CASE},
    ),
    *_rules(
        Intent.AGREEMENT_QUESTION, 35, {C.ASKING, C.OBLIGED, C.OTHER_PARTY},
        {C.ASKING, C.OBLIGED, C.NETWORK_MEETING},
        {C.ASKING, C.OBLIGED, C.GP}, {C.ASKING, C.OBLIGED, C.RELATIVES},
        unless={C.A_CASE, C.A_CITIZEN, C.A_DAY, C.THE_MEETING},
    ),
    *_rules(
        Intent.AGREEMENT_QUESTION, 10, {C.OBLIGED, C.GP, C.SHORT}, {C.OBLIGED, C.RELATIVES, C.SHORT},
        unless={C.A_CASE, C.A_CITIZEN, C.A_DAY},
    ),
    *_rules(Intent.MY_CASES, 32, {C.MINE, C.CASES}, unless={C.A_CASE}),
    *_rules(Intent.MY_CASES, 25, {C.CASES, C.FEW_WORDS}, unless={C.A_CASE, C.A_CITIZEN, C.OURS}),
    *_rules(
        Intent.UNIT_TASKS, 33, {C.MINE, C.TASKS}, {C.OURS, C.TASKS}, {C.OURS, C.CASES}, {C.MY_WORK},
        {C.OUR_WORK},
        unless={C.A_CASE},
    ),
    *_rules(Intent.UNIT_TASKS, 26, {C.TASKS, C.FEW_WORDS}, unless={C.A_CASE, C.A_CITIZEN}),
    *_rules(
        Intent.NEW_MEETING, 30, {C.CREATE, C.NETWORK_MEETING}, {C.CREATE, C.MEETING},
        unless={C.DENIED, C.THE_MEETING, C.A_CASE},
    ),
    *_rules(
        Intent.NEW_MEETING, 30, {C.NETWORK_MEETING, C.FEW_WORDS}, {C.NETWORK_MEETING, C.A_CITIZEN},
        {C.NETWORK_MEETING, C.A_PARTY}, {C.NETWORK_MEETING, C.A_DAY},
        {C.NETWORK_MEETING, C.PHYSICAL}, {C.NETWORK_MEETING, C.VIDEO}, {C.NETWORK_MEETING, C.TELEPHONE},
        {C.NETWORK_MEETING, C.GP}, {C.NETWORK_MEETING, C.RELATIVES},
        {C.MEETING, C.A_CITIZEN}, {C.MEETING, C.A_PARTY}, {C.MEETING, C.OTHER_PARTY},
        unless={C.DENIED, C.PAST, C.THE_MEETING, C.A_CASE},
    ),
    *_rules(
        Intent.NEW_MEETING, 29, {C.CREATE, C.NETWORK_MEETING, C.A_CASE}, {C.NEW, C.MEETING, C.A_CASE},
        unless={C.DENIED, C.PAST, C.THE_MEETING, C.ASKING, C.A_QUESTION},
    ),
    # A citizen and nothing else: to be looked up, or something to be begun.
    *_rules(Intent.STATUS, 24, {C.CASES, C.A_CITIZEN, C.FEW_WORDS}, {C.SHOW, C.A_CITIZEN, C.FEW_WORDS}),
    *_rules(Intent.STATUS, 3, {C.A_CITIZEN}, unless={C.DENIED, C.PAST, C.A_DAY}, likely=True),
    *_rules(Intent.NEW, 3, {C.A_CITIZEN}, unless={C.DENIED, C.PAST, C.A_DAY}, likely=True),
    *_rules(
        Intent.NEW_MEETING, 3, {C.MEETING, C.A_DAY}, {C.MEETING, C.FEW_WORDS}, {C.A_CITIZEN},
        unless={C.DENIED, C.PAST, C.THE_MEETING, C.A_CASE}, likely=True,
    ),
    *_rules(
        Intent.HELP, 30, {C.HOW, C.CREATE, C.MEETING}, {C.HOW, C.CREATE, C.NETWORK_MEETING},
        {C.HOW, C.NETWORK_MEETING, C.FEW_WORDS},
        unless={C.A_CITIZEN},
    ),
    *_rules(Intent.STATUS, 30, {C.STATUS, C.A_CASE}, {C.STATUS, C.SHORT}, {C.STATUS, C.THE_MEETING}),
    *_rules(Intent.STATUS, 20, {C.A_CASE}, {C.THE_MEETING, C.ASKING}),
    *_rules(Intent.RESUME, 31, {C.RESUME, C.SHORT}, unless={C.CITIZEN_WORD, C.A_CASE}),
    *_rules(Intent.SETTINGS, 31, {C.SETTINGS, C.SHORT}, unless={C.A_CASE}),
    *_rules(
        Intent.AWAY, 54, {C.AM_AWAY},
        unless={C.AM_BACK, C.A_CASE, C.A_CITIZEN, C.CITIZEN_WORD, C.RELATIVES, C.NETWORK_MEETING, C.MEETING,
                C.THE_MEETING, C.A_DOCUMENT, C.TASKS, C.CASES},
    ),
    *_rules(
        Intent.AWAY, 24, {C.ABSENCE, C.FEW_WORDS}, {C.ABSENCE, C.A_DAY, C.SHORT},
        unless={C.A_CASE, C.A_CITIZEN, C.CITIZEN_WORD, C.RELATIVES, C.NETWORK_MEETING, C.MEETING},
    ),
    *_rules(Intent.BACK, 54, {C.AM_BACK}, unless={C.A_DAY, C.A_CASE, C.A_CITIZEN}),
    # "Jeg er tilbage på mandag" is said by who is away until then.
    *_rules(Intent.BACK, 53, {C.AM_BACK, C.A_DAY}, unless={C.A_CASE, C.A_CITIZEN}, likely=True),
    *_rules(Intent.AWAY, 53, {C.AM_BACK, C.A_DAY}, unless={C.A_CASE, C.A_CITIZEN}, likely=True),
    *_rules(Intent.SUBJECT_ACCESS, 56, {C.SUBJECT_ACCESS, C.FEW_WORDS}, {C.SUBJECT_ACCESS, C.A_CITIZEN},
            {C.SUBJECT_ACCESS, C.A_CASE}),
    *_rules(Intent.HOLD_CASE, 56, {C.HOLD_THE_CASE}),
    *_rules(Intent.CORRECT_CITIZEN, 56, {C.CORRECT_THE_CITIZEN}),
    *_rules(Intent.UNIT_HOURS, 54, {C.UNIT_HOURS}, unless={C.A_CASE, C.A_CITIZEN}),
    *_rules(Intent.EMERGENCY, 60, {C.EMERGENCY}),
    *_rules(
        Intent.FIGURES, 56, {C.FIGURES, C.SHORT}, {C.FIGURES, C.A_PARTY}, {C.FIGURES, C.A_PERIOD},
        unless={C.A_CASE, C.A_CITIZEN, C.CITIZEN_WORD},
    ),
    *_rules(
        Intent.JOINT_REPORT, 57, {C.JOINT_REPORT, C.SHORT}, {C.JOINT_REPORT, C.A_PERIOD},
        unless={C.A_CASE, C.A_CITIZEN, C.CITIZEN_WORD},
    ),
    *_rules(Intent.DANISH, 25, {C.DANISH, C.SHORT}, unless={C.CITIZEN_WORD}),
    *_rules(Intent.ENGLISH, 25, {C.ENGLISH, C.SHORT}, unless={C.CITIZEN_WORD}),
    *_rules(Intent.HELP, 20, {C.HELP, C.SHORT}, unless={C.CITIZEN_WORD}),
    *_rules(Intent.THANKS, 6, {C.THANKS, C.SHORT}, unless={C.NO}),
    *_rules(Intent.GREETING, 5, {C.GREETING, C.SHORT}),
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """`intent` when it is certain, else what it may be."""

    intent: Intent | None
    possible: tuple[Intent, ...]


def choose_intent(concepts: frozenset[Concept]) -> Choice:
    """The intent these concepts add up to."""
    holding = [rule for rule in RULES if rule.needs <= concepts and not rule.forbids & concepts]
    strongest = max((rule.strength for rule in holding), default=0)
    best = [rule for rule in holding if rule.strength == strongest]
    intents = tuple(dict.fromkeys(rule.intent for rule in best))
    if len(intents) == 1 and any(not rule.likely for rule in best):
        return Choice(intents[0], ())
    return Choice(None, intents)
