"""A case with documents, brought to where a test wants it by the two sectors' own use cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dialogs.talk import Talk
from domain.admission import Admission
from domain.discharge_law import Answers
from domain.document import Document, DocumentContent
from domain.document_kind import DocumentKind
from domain.people import Person
from domain.sensitive import Sensitive
from tests.factories import CASEWORKER_LEADER, NURSE, NURSE_LEADER
from tests.office import a_new_case
from tests.texts import SECTION_13C, whole_parts
from tests.unit.dialogs.bot_in_process import Bot
from workflows.admissions import assess_case, current_admission, set_expected_date
from workflows.cases import open_case
from workflows.chat import Card
from workflows.documents import send, sign

MUST = Answers(support=True, will_not_seek=None, takes_part=True)


@dataclass
class CourseStory:
    bot: Bot

    async def sent(self, kind: DocumentKind, by: Person = NURSE, **parts: str) -> Document:
        """Sent to the other sector, on the made-up citizen's case; `parts` are written in their places."""

        def do(talk: Talk) -> Document:
            case = open_case(talk.desk, talk.person, a_new_case(by))
            text = Sensitive(DocumentContent(whole_parts(kind, **parts), SECTION_13C))
            return send(talk.desk, talk.person, case, kind, text).document

        return await self.bot.talks(by, do)

    async def signed_by_both(self) -> Document:
        """A discharge agreement that lacks only the citizen's word and a copy."""
        document = await self.sent(DocumentKind.DISCHARGE_AGREEMENT)
        for leader in (NURSE_LEADER, CASEWORKER_LEADER):
            await self.bot.talks(leader, lambda t: sign(t.desk, t.person, document.id, 1))
        return await self.now(document)

    async def now(self, document: Document) -> Document:
        found = await self.bot.reads(lambda r: r.documents.get(document.id, NURSE))
        return found.document

    async def admission(self, case_id: str) -> Admission:
        def find(talk: Talk) -> Admission:
            found = current_admission(talk.desk, talk.desk.records.cases.get(case_id, talk.person))
            assert found is not None
            return found

        return await self.bot.talks(NURSE, find)

    async def assessed(self, expected: date | None = None) -> Admission:
        """An admission whose agreement is required, with a day where one is told."""
        notice = await self.sent(DocumentKind.EARLY_NOTICE, expected_discharge="")
        await self.bot.talks(NURSE, lambda t: assess_case(t.desk, t.person, notice.case_id, MUST))
        admission = await self.admission(notice.case_id)
        if expected:
            await self.bot.talks(NURSE, lambda t: set_expected_date(t.desk, t.person, admission.id, expected))
        return await self.admission(notice.case_id)

    async def card(self, person: Person, verb: str, id_: str, **data: object) -> Card:
        """What answers a button."""
        card = (await self.bot.clicks(person, verb, {"id": id_, **data})).card
        assert card is not None
        return card
