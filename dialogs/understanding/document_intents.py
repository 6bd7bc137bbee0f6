"""The rules for the documents, the discharge and the course of a case. How they are weighed: `intents.py`.

A document's name starts that document. What asks about one that stands, or about one named case, is STATUS;
what asks what the agreement says is AGREEMENT_QUESTION; whether this citizen needs one is ASSESS.
"""

from __future__ import annotations

from dialogs.understanding.concepts import Concept as C
from dialogs.understanding.meaning import Intent
from dialogs.understanding.rule import Rule, rules

_A_MEETING = {C.NETWORK_MEETING, C.MEETING, C.THE_MEETING}
_ASKS = {C.ASKING, C.A_QUESTION}
_NO_CHANGE = _A_MEETING | _ASKS | {
    C.A_DOCUMENT, C.A_CENTRE, C.THE_DISCHARGE, C.DISCHARGE_DATE, C.WILL_DISCHARGE, C.TASKS,
}  # fmt: skip
"""What is moved or changed then is something else."""


def _document(intent: Intent, document: C) -> tuple[Rule, ...]:
    return (
        *rules(
            intent, 30, {document, C.CREATE}, {document, C.WRITE}, {document, C.SHORT},
            {document, C.A_CITIZEN}, {document, C.A_CASE}, {document, C.DENIED},
        ),
        *rules(
            intent, 30, {document, C.A_PARTY}, {document, C.OTHER_PARTY}, {document, C.CITIZEN_WORD},
            {document, C.A_DAY},
            unless={C.PAST},
        ),
        *rules(intent, 3, {document}, unless={C.PAST}, likely=True),
    )  # fmt: skip


DOCUMENT_RULES: tuple[Rule, ...] = (
    *_document(Intent.EARLY_NOTICE, C.EARLY_NOTICE),
    *_document(Intent.MUNICIPAL_STATUS, C.MUNICIPAL_STATUS),
    *_document(Intent.DISCHARGE_NOTICE, C.DISCHARGE_NOTICE),
    *_document(Intent.READINESS_NOTICE, C.READINESS_NOTICE),
    *_document(Intent.DISCHARGE_AGREEMENT, C.DISCHARGE_AGREEMENT),
    *_document(Intent.COORDINATION_PLAN, C.COORDINATION_PLAN),
    *_document(Intent.INTERVENTION_PLAN, C.INTERVENTION_PLAN),
    # Who is told decides which of the two it is.
    *rules(
        Intent.EARLY_NOTICE, 30, {C.INFORM, C.OTHER_PARTY}, {C.INFORM, C.A_MUNICIPALITY},
        unless={C.TO_PSYCHIATRY, C.GP, C.ALREADY_TOLD},
    ),
    *rules(
        Intent.MUNICIPAL_STATUS, 31, {C.TO_PSYCHIATRY, C.INFORM}, {C.TO_PSYCHIATRY, C.EARLY_NOTICE},
        {C.TO_PSYCHIATRY, C.STATUS, C.WRITE}, {C.TO_PSYCHIATRY, C.STATUS, C.CREATE},
    ),
    *rules(
        Intent.MUNICIPAL_STATUS, 31, {C.NOTICE_TO, C.A_CENTRE}, {C.INFORM, C.A_CENTRE},
        {C.STATUS, C.WRITE, C.A_CENTRE},
        unless={C.A_MUNICIPALITY, C.OTHER_PARTY},
    ),
    *rules(Intent.MUNICIPAL_STATUS, 31, {C.NOTICE_FROM, C.A_MUNICIPALITY}, unless={C.A_CENTRE}),
    # To tell the municipality of the discharge is a discharge notice, whatever it is called.
    *rules(
        Intent.DISCHARGE_NOTICE, 30, {C.EARLY_NOTICE, C.WILL_DISCHARGE},
        {C.INFORM, C.WILL_DISCHARGE, C.OTHER_PARTY}, {C.INFORM, C.WILL_DISCHARGE, C.A_MUNICIPALITY},
        {C.INFORM, C.THE_DISCHARGE, C.OTHER_PARTY}, {C.INFORM, C.THE_DISCHARGE, C.A_MUNICIPALITY},
        unless={C.TO_PSYCHIATRY, C.ALREADY_TOLD},
    ),
    *rules(
        Intent.DISCHARGE_NOTICE, 25, {C.WILL_DISCHARGE, C.A_DAY}, {C.WILL_DISCHARGE, C.A_CITIZEN},
        {C.WILL_DISCHARGE, C.A_CASE}, {C.WILL_DISCHARGE, C.EXPECTED},
        {C.WILL_DISCHARGE, C.CITIZEN_WORD, C.SHORT},
        unless=_A_MEETING | _ASKS | {C.PAST},
    ),
    # Not agreed to by the citizen, an agreement becomes a plan.
    *rules(
        Intent.COORDINATION_PLAN, 37, {C.NOT_TAKING_PART, C.DISCHARGE_AGREEMENT},
        unless={C.COORDINATION_PLAN}, likely=True,
    ),
    *rules(
        Intent.ASSESS, 46, {C.WHETHER, C.ANY_AGREEMENT}, {C.WHETHER, C.DISCHARGE_AGREEMENT},
        {C.WHETHER, C.COORDINATION_PLAN}, {C.ASSESS},
        unless=_A_MEETING | {C.ASKING, C.AGREEMENT},
    ),
    *rules(
        Intent.ASSESS, 46, {C.WHETHER, C.ANY_AGREEMENT, C.A_CASE}, {C.WHETHER, C.ANY_AGREEMENT, C.A_CITIZEN},
        {C.WHETHER, C.DISCHARGE_AGREEMENT, C.A_CASE}, {C.WHETHER, C.DISCHARGE_AGREEMENT, C.A_CITIZEN},
        {C.WHETHER, C.DISCHARGE_AGREEMENT, C.COORDINATION_PLAN},
        unless=_A_MEETING | {C.AGREEMENT},
    ),
    *rules(
        Intent.ASSESS, 32, {C.DISCHARGE_AGREEMENT, C.COORDINATION_PLAN},
        unless=_A_MEETING | {C.ASKING, C.AGREEMENT, C.NOT_TAKING_PART, C.ALREADY, C.STATUS, C.SHOW},
    ),
    *rules(
        Intent.AGREEMENT_QUESTION, 45, {C.AGREEMENT, C.A_DOCUMENT}, unless={C.A_CASE, C.A_CITIZEN},
    ),
    *rules(
        Intent.AGREEMENT_QUESTION, 35, {C.ASKING, C.A_DOCUMENT}, {C.ASKING, C.OBLIGED, C.WILL_DISCHARGE},
        {C.ASKING, C.OBLIGED, C.THE_DISCHARGE}, {C.ASKING, C.WHETHER, C.ANY_AGREEMENT},
        unless={C.A_CASE, C.A_CITIZEN, C.A_DAY},
    ),
    *rules(
        Intent.AGREEMENT_QUESTION, 34, {C.OBLIGED, C.A_DOCUMENT, C.A_QUESTION, C.OTHER_PARTY},
        {C.OBLIGED, C.A_DOCUMENT, C.A_QUESTION, C.GP}, {C.OBLIGED, C.A_DOCUMENT, C.A_QUESTION, C.RELATIVES},
        unless={C.A_CASE, C.A_CITIZEN, C.A_DAY, C.CREATE, C.WRITE},
    ),
    *rules(
        Intent.AGREEMENT_QUESTION, 31, {C.HOW, C.A_DOCUMENT},
        unless={C.A_CASE, C.A_CITIZEN, C.CREATE, C.WRITE},
    ),
    *rules(Intent.HELP, 30, {C.HOW, C.CREATE, C.A_DOCUMENT}, {C.HOW, C.WRITE, C.A_DOCUMENT}),
    *rules(
        Intent.STATUS, 36, {C.ALREADY, C.A_DOCUMENT}, {C.ALREADY_TOLD, C.A_QUESTION},
        {C.SHOW, C.A_DOCUMENT}, {C.STATUS, C.A_DOCUMENT},
        unless={C.OBLIGED, C.AGREEMENT},
    ),
    *rules(
        Intent.STATUS, 36, {C.THE_DOCUMENT, C.A_CASE}, {C.THE_DOCUMENT, C.FEW_WORDS},
        {C.THE_DOCUMENT, C.A_QUESTION},
        unless={C.CREATE, C.WRITE, C.OBLIGED, C.AGREEMENT, C.ASKING, C.STOP, C.RESUME},
    ),
    *rules(
        Intent.STATUS, 36, {C.ASKING, C.A_DOCUMENT, C.A_CASE}, {C.ALREADY_TOLD, C.A_CASE, C.OTHER_PARTY},
        unless={C.WHETHER},
    ),
    *rules(
        Intent.STATUS, 36, {C.THE_DOCUMENT, C.OBLIGED, C.A_CASE}, unless={C.WHETHER, C.CREATE, C.WRITE},
    ),
    *rules(Intent.STATUS, 40, {C.STOP, C.THE_DOCUMENT}, unless=_A_MEETING),
    *rules(
        Intent.STATUS, 56, {C.STOP, C.A_DOCUMENT, C.A_CASE}, {C.CALL_OFF, C.A_DOCUMENT}, unless=_A_MEETING
    ),
    *rules(
        Intent.STATUS, 28, {C.WILL_DISCHARGE, C.CITIZEN_WORD, C.ASKING},
        {C.WILL_DISCHARGE, C.CITIZEN_WORD, C.A_QUESTION}, {C.IS_DISCHARGED, C.A_QUESTION},
        {C.DISCHARGED, C.CITIZEN_WORD, C.A_QUESTION}, {C.DISCHARGE_DATE, C.ASKING},
        {C.DISCHARGE_DATE, C.A_QUESTION},
        unless=_A_MEETING | {C.OBLIGED},
    ),
    *rules(Intent.MY_CASES, 31, {C.MINE, C.A_DOCUMENT, C.FEW_WORDS}, unless={C.CREATE, C.WRITE, C.RESUME,
    C.STOP}),
    *rules(
        Intent.DISCHARGED, 27, {C.IS_DISCHARGED, C.SHORT}, {C.DISCHARGED, C.CITIZEN_WORD, C.SHORT},
        {C.DISCHARGED, C.A_CITIZEN, C.SHORT}, {C.DISCHARGED, C.A_CASE, C.SHORT},
        {C.DISCHARGED, C.A_DAY, C.SHORT},
        unless=_A_MEETING | _ASKS | {C.RELATIVES},
    ),
    *rules(
        Intent.DISCHARGE_DATE, 52, {C.DISCHARGE_DATE, C.MOVE}, {C.THE_DISCHARGE, C.MOVE},
        {C.WILL_DISCHARGE, C.MOVE}, {C.THE_DISCHARGE, C.CALL_OFF},
        unless=_A_MEETING,
    ),
    *rules(Intent.DISCHARGE_DATE, 28, {C.DISCHARGE_DATE}, unless=_A_MEETING | _ASKS),
    *rules(
        Intent.DISCHARGE_NOTICE, 12, {C.THE_DISCHARGE, C.A_DAY}, {C.THE_DISCHARGE, C.FEW_WORDS},
        unless=_A_MEETING | _ASKS, likely=True,
    ),
    *rules(
        Intent.DISCHARGE_DATE, 12, {C.THE_DISCHARGE, C.A_DAY}, {C.THE_DISCHARGE, C.FEW_WORDS},
        unless=_A_MEETING | _ASKS, likely=True,
    ),
    *rules(
        Intent.DISCHARGE_AGREEMENT, 12, {C.THE_DISCHARGE, C.CREATE, C.FEW_WORDS},
        unless=_A_MEETING | _ASKS, likely=True,
    ),
    *rules(
        Intent.CHANGE_CONTACT, 54, {C.SWITCH, C.CONTACT_PERSON, C.A_CASE},
        {C.SWITCH, C.CONTACT_PERSON, C.A_CITIZEN}, {C.SWITCH, C.CONTACT_PERSON, C.SHORT},
        unless=_A_MEETING | _ASKS | {C.A_DOCUMENT},
    ),
    *rules(
        Intent.CHANGE_MUNICIPALITY, 54, {C.SWITCH, C.MUNICIPALITY_WORD, C.A_CASE},
        {C.SWITCH, C.MUNICIPALITY_WORD, C.A_CITIZEN}, {C.SWITCH, C.MUNICIPALITY_WORD, C.SHORT},
        {C.HAS_MOVED, C.A_MUNICIPALITY},
        unless=_NO_CHANGE | {C.CONTACT_PERSON},
    ),
    # A citizen may have moved within the municipality.
    *rules(
        Intent.CHANGE_MUNICIPALITY, 54, {C.HAS_MOVED, C.CITIZEN_WORD, C.A_CASE},
        {C.HAS_MOVED, C.CITIZEN_WORD, C.A_CITIZEN}, {C.HAS_MOVED, C.CITIZEN_WORD, C.FEW_WORDS},
        unless=_NO_CHANGE | {C.CONTACT_PERSON, C.A_DAY}, likely=True,
    ),
    *rules(Intent.CLOSE_CASE, 51, {C.CLOSE_THE_CASE}, unless=_ASKS),
    *rules(Intent.CLOSE_CASE, 51, {C.CLOSE, C.A_CASE}, unless=_A_MEETING | _ASKS | {C.A_DOCUMENT}),
    *rules(Intent.CLOSE_CASE, 7, {C.CLOSE, C.FEW_WORDS}, likely=True),
    *rules(Intent.CANCEL, 7, {C.CLOSE, C.FEW_WORDS}, likely=True),
    *rules(
        Intent.HANDOVER_ALL, 53, {C.REDISTRIBUTE, C.TASKS}, {C.MOVE, C.ALL_TASKS},
        {C.MOVE, C.TASKS, C.COLLEAGUE}, {C.HAS_LEFT, C.COLLEAGUE}, {C.HAS_LEFT, C.TASKS},
        unless={C.A_CASE, C.A_CITIZEN},
    ),
    *rules(
        Intent.NEW, 34, {C.NEW, C.CASES, C.SHORT}, {C.CREATE, C.ANY_DOCUMENT}, {C.WRITE, C.ANY_DOCUMENT},
        {C.ANY_DOCUMENT, C.FEW_WORDS},
        unless=_A_MEETING | {C.MINE, C.A_DOCUMENT},
    ),
    *rules(Intent.NEW, 22, {C.NEW, C.FEW_WORDS}, unless=_A_MEETING | _ASKS | {C.A_DOCUMENT, C.TASKS}),
    # "En aftale" may be an appointment.
    *rules(
        Intent.DISCHARGE_AGREEMENT, 4, {C.ANY_AGREEMENT, C.CREATE, C.SHORT}, unless=_A_MEETING, likely=True
    ),
    *rules(Intent.NEW_MEETING, 4, {C.ANY_AGREEMENT, C.CREATE, C.SHORT}, unless=_A_MEETING, likely=True),
)  # fmt: skip
