"""What stands in the menu of documents may be typed instead, in both languages."""

import pytest

from dialogs.understanding import Intent, understand
from dialogs.wording import Wording, load_catalogues
from tests.unit.understanding.parties import NAMES, TUESDAY_MORNING

IN_THE_MENU = [
    Intent.NEW,
    Intent.NEW_MEETING,
    Intent.EARLY_NOTICE,
    Intent.MUNICIPAL_STATUS,
    Intent.DISCHARGE_NOTICE,
    Intent.READINESS_NOTICE,
    Intent.DISCHARGE_AGREEMENT,
    Intent.COORDINATION_PLAN,
    Intent.INTERVENTION_PLAN,
    Intent.ASSESS,
    Intent.DISCHARGE_DATE,
    Intent.DISCHARGED,
    Intent.CLOSE_CASE,
    Intent.HANDOVER_ALL,
]


@pytest.mark.parametrize("wording", load_catalogues().by_language.values(), ids=lambda each: each.language)
@pytest.mark.parametrize("intent", IN_THE_MENU)
def test_a_choice_of_the_menu_may_be_typed_instead(wording: Wording, intent: Intent) -> None:
    assert understand(wording(f"intent.{intent}"), NAMES, TUESDAY_MORNING).intent is intent
