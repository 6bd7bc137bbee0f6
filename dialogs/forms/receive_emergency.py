"""What becomes of the form that asks for emergency access: the same answer whether there is such a case."""

from __future__ import annotations

from dialogs.cards.emergency_card import asked_card
from dialogs.forms.emergency_form import EMERGENCY
from dialogs.forms.form import Answers
from dialogs.forms.sent import Sent
from dialogs.talk import Talk
from dialogs.turn import Reply
from domain.case import parse_case_number
from domain.emergency import LASTS
from workflows.emergency import Sought, ask_for_access, check_may_ask


def _begin(talk: Talk, _person_id: str) -> dict[str, str]:
    check_may_ask(talk.desk, talk.person)
    return {}


def _ask(talk: Talk, _person_id: str, answers: Answers) -> Reply:
    sought = Sought(parse_case_number(answers.get("case_number", "")) or "", answers.get("cpr"))
    ask_for_access(talk.desk, talk.person, sought, answers["reason"])
    card = asked_card(talk.desk.now + LASTS, talk.wording)
    return talk.show(card, talk.wording("emergency.asked.title"))


EMERGENCY_SENT: tuple[Sent, ...] = (Sent(EMERGENCY, _ask, None, _begin),)
