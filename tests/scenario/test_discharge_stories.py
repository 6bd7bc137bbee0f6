"""Both stories of a discharge from the early notice to the last follow-up, in both sectors: of a citizen who
takes part and of one who does not, of an adult and of a sixteen-year-old."""

from __future__ import annotations

import pytest

from tests.scenario import agreement_story, plan_story
from tests.scenario.cast import ABOUT_A_SIXTEEN_YEAR_OLD, ABOUT_AN_ADULT, Cast, Names
from tests.scenario.discharge_ending import check_agreement_story, check_plan_story
from tests.scenario.ending import NUMBER
from tests.scenario.town import Town

EITHER_AGE = pytest.mark.parametrize(
    "names", [ABOUT_AN_ADULT, ABOUT_A_SIXTEEN_YEAR_OLD], ids=["adult", "sixteen"]
)


@EITHER_AGE
async def test_a_citizen_who_takes_part_has_an_agreement_before_the_discharge(
    town: Town, names: Names
) -> None:
    cast = Cast(town, names)
    for step in agreement_story.STORY:
        await step(cast)
        await town.delivers()
    check_agreement_story(cast)
    for signer in (cast.manager, cast.physician):
        asked = signer.has_been_told(
            "notice.document.signing", number=NUMBER, name=agreement_story.name(cast)
        )
        assert asked == 2, "once for each version"


@EITHER_AGE
async def test_a_citizen_who_will_not_take_part_has_a_plan_before_the_discharge(
    town: Town, names: Names
) -> None:
    cast = Cast(town, names)
    for step in plan_story.STORY:
        await step(cast)
        await town.delivers()
    check_plan_story(cast)
