"""The steps of a discharge at the page: the region sits at the left, the municipality at the right.

Every step looks at what people see, and counts what they have to type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.async_api import expect

from dialogs.cards.document_words import within_a_sentence
from domain.document_kind import DocumentKind
from tests.browser.seat import Seat, Work
from tests.browser.test_local_channel import press
from tests.browser.test_the_story import wind_to
from tests.scenario.agreement_story import MOST_INPUTS_OF_AN_AGREEMENT
from tests.scenario.cast import ABOUT_AN_ADULT, MUNICIPALITY, Names
from tests.scenario.catching_up import CatchingUp
from tests.scenario.discharge_story import MOST_INPUTS_OF_A_NOTICE, MOST_PAGES_OF_A_NOTICE
from tests.scenario.ending import NUMBER
from tests.scenario.plan_story import WITHOUT_A_MEETING
from tests.scenario.town import MONDAY
from tests.scenario.written import (
    AGREED_HOW,
    CHANGED_BECAUSE,
    DECLINED_BECAUSE,
    DISCHARGE_AGREEMENT,
    DISCHARGE_NOTICE,
    EARLY_NOTICE,
    MUNICIPAL_STATUS,
    NEW_CRISIS_PLAN,
    READINESS_NOTICE,
)

AGREEMENT, PLAN = DocumentKind.DISCHARGE_AGREEMENT, DocumentKind.COORDINATION_PLAN
BASIS = {"basis": "consent_citizen", "consent_on": MONDAY.isoformat()}
GAP = "if_not_kept"


@dataclass(frozen=True)
class Days:
    """When the citizen is ready, is discharged, and is followed up for the first time: a week later."""

    ready: date
    discharge: date
    first_follow_up: date


@dataclass(frozen=True)
class Story:
    names: Names
    days: Days
    region: Seat
    municipality: Seat
    doings: CatchingUp

    async def at_nurse(self) -> Seat:
        return await self.sits(self.region, self.names.nurse)

    async def at_caseworker(self) -> Seat:
        return await self.sits(self.municipality, self.names.caseworker)

    async def sits(self, seat: Seat, name: str) -> Seat:
        """The person so named, once what others did has been told."""
        await self.doings.delivers()
        await seat.becomes(name)
        return seat

    async def the_municipality_is_told_early(self) -> None:
        nurse, citizen, kind = await self.at_nurse(), self.names.citizen, DocumentKind.EARLY_NOTICE
        await nurse.says("ny")
        await nurse.presses("menu.start", name=self.name_of_early_notice)
        about = {"cpr": citizen.cpr, "citizen_name": citizen.name, "other_organisation": MUNICIPALITY}
        await nurse.writes(about)
        await nurse.turns_the_page()
        await nurse.sees("form.early_notice.wish.intro")
        await nurse.fills_in({**EARLY_NOTICE, **BASIS}, kind)
        await nurse.fits()
        await nurse.presses("form.notice.send")
        await nurse.sees("receipt.document_sent", number=NUMBER)

        caseworker = await self.at_caseworker()
        await caseworker.hears("notice.document.sent", number=NUMBER, name=self.name_of_early_notice)
        caseworker = await caseworker.opens_from_the_case(self.name_of_early_notice)
        await expect(caseworker.chat.get_by_text(EARLY_NOTICE["citizens_wish"])).to_have_count(0)
        await caseworker.presses("document.show")
        await expect(caseworker.chat.get_by_text(EARLY_NOTICE["citizens_wish"])).to_be_visible()
        hint = caseworker.chat.get_by_text(caseworker.wording("meeting.transition_hint"))
        await expect(hint).to_have_count(0 if self.names is ABOUT_AN_ADULT else 1)
        await caseworker.fits()
        await caseworker.presses("document.action.acknowledge")
        await caseworker.sees("receipt.document_acknowledged")

    async def the_municipality_tells_how_it_knows_the_citizen(self) -> None:
        caseworker = await self.at_caseworker()
        await sends_a_notice(caseworker, DocumentKind.MUNICIPAL_STATUS, MUNICIPAL_STATUS)
        await caseworker.sees("receipt.document_sent", number=NUMBER)
        nurse = await self.at_nurse()
        await self.acknowledges(nurse, DocumentKind.MUNICIPAL_STATUS)

    async def the_discharge_comes_near(self) -> None:
        """With the law's question, and a readiness notice that tells both that the agreement is missing."""
        nurse = await self.at_nurse()
        asked = {"expected_discharge": self.days.discharge.isoformat(), "required_by": "will_not_seek"}
        await sends_a_notice(nurse, DocumentKind.DISCHARGE_NOTICE, {**DISCHARGE_NOTICE, **asked})
        await nurse.sees("receipt.document_sent", number=NUMBER)
        ready = {**READINESS_NOTICE, "ready_on": self.days.ready.isoformat()}
        await sends_a_notice(nurse, DocumentKind.READINESS_NOTICE, ready)
        await nurse.sees("receipt.ready_without_agreement", number=NUMBER)
        caseworker = await self.at_caseworker()
        await self.acknowledges(caseworker, DocumentKind.DISCHARGE_NOTICE)
        await self.acknowledges(caseworker, DocumentKind.READINESS_NOTICE)
        caseworker = await caseworker.opens_from_the_case(caseworker.wording("case.admission"))
        required = within_a_sentence(self.name(AGREEMENT))
        await caseworker.sees("admission.requirement.required", name=required)
        missing = caseworker.wording("admission.need.no_agreement", name=self.name(AGREEMENT))
        await caseworker.sees("admission.lacks", what=missing)
        await caseworker.fits()

    async def an_agreement_with_a_gap_is_not_sent(self) -> None:
        nurse, wording = await self.at_nurse(), self.region.wording
        written = {name: text for name, text in WITHOUT_A_MEETING.items() if name != GAP}
        work = await begins(nurse, AGREEMENT, written)
        assert len(work.inputs) + 1 <= MOST_INPUTS_OF_AN_AGREEMENT, work.inputs
        await nurse.presses("form.agreement.send")
        await nurse.sees("part.lack.empty")
        await nurse.fits()
        await nurse.fills_in({})
        await nurse.presses("button.fill_in", what=wording(f"part.{GAP}.label"))
        work = await nurse.fills_in(WITHOUT_A_MEETING, AGREEMENT)
        assert work.inputs == [GAP]
        await nurse.fits()
        await nurse.presses("form.agreement.send")
        await nurse.sees("receipt.agreement_sent", number=NUMBER)

    async def the_manager_signs(self, kind: DocumentKind) -> None:
        manager = await self.sits(self.municipality, self.names.manager)
        await self.signs(manager, kind)

    async def the_chief_physician_signs(self, kind: DocumentKind) -> None:
        physician = await self.sits(self.region, self.names.physician)
        await self.signs(physician, kind)

    async def the_text_changes_after_the_signature(self) -> None:
        nurse = await self.at_nurse()
        nurse = await nurse.opens_from_the_case(self.name(AGREEMENT))
        await nurse.presses("document.action.revise")
        await nurse.goes_on_to(nurse.wording("part.crisis_plan.label"))
        await nurse.form.get_by_label(nurse.wording("part.crisis_plan.label")).fill(NEW_CRISIS_PLAN)
        await nurse.fills_in({"reason": CHANGED_BECAUSE}, of="revised_agreement")
        await nurse.presses("form.revised_agreement.send")
        await nurse.sees("receipt.document_revised")
        manager = await self.sits(self.municipality, self.names.manager)
        manager = await manager.opens_from_the_case(self.name(AGREEMENT))
        await manager.presses("document.show")
        await manager.sees("document.changed_since", number=1)
        await manager.sees("document.was", text=DISCHARGE_AGREEMENT["crisis_plan"])
        await manager.sees("document.tick.no_signature", who=MUNICIPALITY)

    async def the_citizen_agrees(self) -> None:
        nurse = await self.at_nurse()
        nurse = await nurse.opens_from_the_case(self.name(AGREEMENT))
        await nurse.presses("document.action.citizen_agrees")
        await nurse.fills_in({"how": AGREED_HOW}, of="citizen_agrees")
        await nurse.presses("form.citizen_agrees.send")
        await nurse.sees("receipt.citizen_agreed")

    async def the_citizen_gets_a_copy(self, folder: Path) -> None:
        """As a file, sent by the organisation's own secure post; one click says so, and it is in force."""
        nurse = await self.at_nurse()
        await nurse.presses("document.show")
        await nurse.presses("document.paper")
        await nurse.sees("paper.sent_text")
        await press(nurse.chat, "Acceptér").click()
        async with nurse.page.expect_download() as download:
            await nurse.chat.get_by_role("link", name="Hent filen").click()
        got = await download.value
        assert NUMBER in got.suggested_filename
        assert self.names.citizen.name not in got.suggested_filename
        await got.save_as(folder / "agreement.pdf")
        assert (folder / "agreement.pdf").read_bytes().startswith(b"%PDF-")
        await nurse.presses("paper.sent_citizen")
        await nurse.sees("document.status.in_force.author")

    async def the_citizen_declines(self) -> None:
        """What was written becomes the plan; nothing is typed again but why."""
        nurse = await self.at_nurse()
        nurse = await nurse.opens_from_the_case(self.name(AGREEMENT))
        await nurse.presses("document.action.citizen_declines")
        work = await nurse.fills_in({"reason": DECLINED_BECAUSE}, of="citizen_declines")
        assert work.inputs == ["reason"]
        await nurse.presses("form.citizen_declines.send")
        await nurse.sees("receipt.citizen_declined")
        await nurse.presses("document.show")
        await expect(nurse.chat.get_by_text(WITHOUT_A_MEETING[GAP])).to_be_visible()
        await nurse.fits()

    async def the_discharge_is_in_time(self) -> None:
        await wind_to(self.region.page, self.days.discharge)
        nurse = await self.at_nurse()
        nurse = await nurse.opens_from_the_case(nurse.wording("case.admission"))
        await nurse.presses("admission.action.discharged")
        answers = {"on": self.days.discharge.isoformat(), "discharge_kind": "planned", "homeless": "no"}
        await nurse.fills_in(answers, of="discharged")
        await nurse.presses("form.discharged.send")
        day = nurse.wording.day_and_year(self.days.discharge)
        await nurse.sees("admission.status.in_time", discharged=day)
        caseworker = await self.at_caseworker()
        caseworker = await caseworker.opens_from_the_case(caseworker.wording("case.admission"))
        await caseworker.sees("admission.status.in_time", discharged=day)

    async def the_first_follow_up_is_done_and_the_case_closed(self) -> None:
        await wind_to(self.region.page, self.days.first_follow_up)
        nurse = await self.at_nurse()
        await nurse.presses("task.action.done")
        await nurse.sees("receipt.done")
        nurse = await nurse.opens(NUMBER)
        await nurse.sees("case.nothing_next")
        await nurse.fits()
        await nurse.presses("case.action.close")
        await nurse.presses("form.close_case.send")
        await nurse.sees("receipt.case_closed")
        caseworker = await self.at_caseworker()
        caseworker = await caseworker.opens(NUMBER)
        new = caseworker.here.get_by_role("button", name=caseworker.wording("case.action.new"))
        await expect(new).to_have_count(0)

    async def acknowledges(self, reader: Seat, kind: DocumentKind) -> None:
        reader = await reader.opens_from_the_case(self.name(kind))
        await reader.presses("document.action.acknowledge")
        await reader.sees("receipt.document_acknowledged")

    async def signs(self, signer: Seat, kind: DocumentKind) -> None:
        signer = await signer.opens_from_the_case(self.name(kind))
        await signer.presses("document.action.sign")
        await signer.sees("receipt.document_signed", name=self.name(kind))
        await signer.fits()

    def name(self, kind: DocumentKind) -> str:
        return self.region.wording(f"document.name.{kind}")

    @property
    def name_of_early_notice(self) -> str:
        """The children's agreement has a name of its own for it."""
        own = self.name(DocumentKind.EARLY_NOTICE)
        return own if self.names is ABOUT_AN_ADULT else "Underretning (orientering)"


async def begins(writer: Seat, kind: DocumentKind, answers: Mapping[str, str]) -> Work:
    """From the case to the document's review."""
    writer = await writer.opens(NUMBER)
    await writer.presses("case.action.new")
    await writer.presses("menu.start", name=writer.wording(f"document.name.{kind}"))
    work = await writer.fills_in(answers, kind)
    await writer.sees("form.review.title")
    await writer.fits()
    return work


async def sends_a_notice(writer: Seat, kind: DocumentKind, answers: Mapping[str, str]) -> None:
    """Everything known is reused, so that it is little work."""
    work = await begins(writer, kind, answers)
    assert len(work.inputs) <= MOST_INPUTS_OF_A_NOTICE, work.inputs
    assert work.pages <= MOST_PAGES_OF_A_NOTICE
    await writer.presses("form.notice.send")
