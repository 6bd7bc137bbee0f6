"""Where a form's choices come from, and who a receipt is kept for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dialogs.forms.choices import Choices
from dialogs.forms.form import Choice
from dialogs.forms.meeting_request import FORM
from dialogs.forms.submit import FORMS
from dialogs.receipts import keep
from dialogs.talk import Talk
from dialogs.views import unit_of
from domain.case import Case
from domain.errors import NotFound
from domain.people import Person
from domain.subject import Subject, SubjectKind
from tests.factories import CASEWORKER, COLLEAGUE, NURSE, OUTSIDER, a_case, a_citizen, a_cpr
from tests.unit.dialogs.bot_in_process import Bot


async def chosen(bot: Bot, source: str, person: Person = NURSE, **answers: object) -> list[str]:
    found = await bot.talks(person, lambda t: Choices(t.desk, t.person, t.wording)(source, answers))
    return [choice.title for choice in found]


async def test_one_meets_with_organisations_that_an_agreement_binds_to_ours(bot: Bot) -> None:
    assert await chosen(bot, "other_organisations") == ["Albertslund Kommune", "Hvidovre Kommune"]
    assert await chosen(bot, "other_organisations", CASEWORKER) == ["Psykiatrisk Center Glostrup"]


@pytest.mark.parametrize(
    ("organisation", "cpr", "units"),
    [
        (CASEWORKER.home.organisation_id, "610190-4321", ["Voksenenheden"]),
        (CASEWORKER.home.organisation_id, "610112-4321", []),
        (OUTSIDER.home.organisation_id, "610112-4321", ["Socialpsykiatrien"]),
        (OUTSIDER.home.organisation_id, "010190-AB12", []),
        ("", "610190-4321", []),
        ("no such organisation", "610190-4321", []),
    ],
)
async def test_a_request_goes_to_a_unit_for_the_citizens_age(
    bot: Bot, organisation: str, cpr: str, units: list[str]
) -> None:
    answers = {"other_organisation": organisation, "cpr": a_cpr(cpr)}
    assert await chosen(bot, "receiver_units", NURSE, **answers) == units


async def test_a_task_is_owned_by_a_unit_of_the_case_or_somebody_who_works_there(bot: Bot) -> None:
    found = await bot.talks(
        NURSE, lambda t: Choices(t.desk, t.person, t.wording, a_case())("task_owners", {})
    )
    assert Choice(f"{NURSE.home.id}:", "Psykiatrisk Center Glostrup, Afsnit 1 (hele enheden)") in found
    assert Choice(f"{NURSE.home.id}:{COLLEAGUE.id}", "Åge Demo, Psykiatrisk Center Glostrup") in found
    assert [choice.title.split(",")[0] for choice in found if "Hvidovre" in choice.title] == [
        "Hvidovre Kommune",
        "Ole Demo",
        "Sara Demo",
    ]


async def test_support_by_itself_requires_an_agreement_for_adults_only(bot: Bot) -> None:
    def values(case: Case) -> Callable[[Talk], list[str]]:
        return lambda t: [c.value for c in Choices(t.desk, t.person, t.wording, case)("required_by", {})]

    young = replace(a_case(), citizen=replace(a_citizen(), cpr=a_cpr("610110-4321")))
    assert await bot.talks(NURSE, values(a_case())) == ["support", "will_not_seek", "neither", "guide_me"]
    assert await bot.talks(NURSE, values(young)) == ["will_not_seek", "neither", "guide_me"]


async def test_for_an_adult_nobody_else_is_offered_to_consent(bot: Bot) -> None:
    def values(**answers: object) -> Callable[[Talk], list[str]]:
        return lambda t: [c.value for c in Choices(t.desk, t.person, t.wording)("bases", answers)]

    own = ["consent_citizen", "section_13c", "other"]
    everything = ["consent_citizen", "consent_parental_authority", "consent_both", "section_13c", "other"]
    assert await bot.talks(NURSE, values(cpr=a_cpr("610190-4321"))) == own
    assert await bot.talks(NURSE, values(cpr=a_cpr("610110-4321"))) == everything
    assert await bot.talks(NURSE, values()) == everything


async def test_the_agreement_is_the_cases_own_or_the_one_that_binds_both_for_the_age(bot: Bot) -> None:
    def agreement(case: Case | None, **answers: object) -> Callable[[Talk], str]:
        def found(talk: Talk) -> str:
            binding = Choices(talk.desk, talk.person, talk.wording, case).agreement(answers)
            return binding.id if binding else ""

        return found

    other = {"other_organisation": CASEWORKER.home.organisation_id}
    assert await bot.talks(NURSE, agreement(a_case(agreement_id="children"))) == "children"
    assert await bot.talks(NURSE, agreement(None, cpr=a_cpr("610190-4321"), **other)) == "adults"
    assert await bot.talks(NURSE, agreement(None, cpr=a_cpr("610190-4321"))) == ""
    assert await bot.talks(NURSE, agreement(None, **other)) == ""


async def test_without_a_case_or_a_unit_nobody_can_own_a_task(bot: Bot) -> None:
    assert await chosen(bot, "task_owners") == []
    case = a_case(region_unit_id="gone", municipality_unit_id="gone")
    assert (
        await bot.talks(NURSE, lambda t: Choices(t.desk, t.person, t.wording, case)("task_owners", {})) == ()
    )


async def test_a_unit_that_is_in_no_directory_is_not_found(bot: Bot) -> None:
    with pytest.raises(NotFound):
        await bot.talks(NURSE, lambda talk: unit_of(talk.desk, "gone"))


async def test_words_without_a_click_keep_no_card(bot: Bot) -> None:
    subject = Subject(SubjectKind.MEETING, "a meeting")
    await bot.talks(NURSE, lambda talk: keep(talk, subject))
    assert await bot.reads(lambda r: r.posts.of(NURSE.id, subject)) == ()


async def test_a_request_is_not_received_without_an_agreement(bot: Bot) -> None:
    answers = {"agreement": "by_age", "cpr": a_cpr("010190-AB12")}
    with pytest.raises(ValueError, match="agreement"):
        await bot.talks(NURSE, lambda talk: FORMS[FORM.name].receive(talk, "", answers))
