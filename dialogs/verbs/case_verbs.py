"""What the buttons of a case's card, and of the menu of what can be started, do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs import case_steps
from dialogs.cards.insight_card import insight_card
from dialogs.case_steps import CaseStep
from dialogs.files import offer_file
from dialogs.insight import FORMATS, INSIGHT
from dialogs.talk import Talk
from dialogs.turn import Reply
from dialogs.verbs.clicked import Data, Verb, id_in, show
from domain.case import Case
from domain.errors import BadValue
from domain.permission import Permission, check_permission

LIKELY_SIZE = 100_000
"""Bytes, about: what it will hold is not read before it is asked for."""


def _case(talk: Talk, data: Data) -> Case:
    return talk.desk.records.cases.get(id_in(data), talk.person)


def _card(talk: Talk, data: Data) -> Reply:
    return show(talk, _case(talk, data))


def _menu(talk: Talk, data: Data) -> Reply:
    return talk.show(case_steps.menu(talk, _case(talk, data)))


def _start(talk: Talk, data: Data) -> Reply:
    """A document or a meeting: on the case the button names, or for a new citizen where it names none."""
    case = _case(talk, data) if "id" in data else None
    return talk.show(case_steps.start(talk, str(data.get("kind")), case, {}))


def _insight(talk: Talk, data: Data) -> Reply:
    """Offers all on the citizen as a file. What is in it is read, and logged, when the leader says yes."""
    case, wanted = _case(talk, data), data.get("kind")
    check_permission(talk.person, Permission.EXTRACT, case)
    if not isinstance(wanted, str) or wanted not in FORMATS:
        raise BadValue("field.not_a_choice", "a card that names no format")
    offer = offer_file(
        INSIGHT,
        {"id": case.id, "format": wanted},
        name=f"indsigt-sag-{case.number}.{wanted}",
        description=talk.wording("insight.offer", number=case.number),
        size_in_bytes=LIKELY_SIZE,
    )
    shown = insight_card((case,), talk.wording)
    return replace(talk.show(shown), messages=(offer,))


def _step(step: CaseStep) -> Verb:
    return lambda talk, data: talk.show(step(talk, _case(talk, data), {}))


CASE_VERBS: Mapping[str, Verb] = {
    "case.card": _card,
    "case.new": _menu,
    "case.start": _start,
    "case.assess": _step(case_steps.assess),
    "case.date": _step(case_steps.set_date),
    "case.discharged": _step(case_steps.record_discharge),
    "case.close": _step(case_steps.close),
    "case.stay_open": _step(case_steps.stay_open),
    "case.withdraw_consent": _step(case_steps.withdraw_consent),
    "case.change_municipality": _step(case_steps.change_municipality),
    "case.add_municipality": _step(case_steps.add_municipality),
    "case.remove_municipality": _step(case_steps.remove_municipality),
    "case.insight": _insight,
    "case.hold": _step(case_steps.hold),
    "case.let_go": _step(case_steps.let_go),
    "case.correct": _step(case_steps.correct_citizen),
    "case.change_contact": _step(case_steps.change_contact),
}
