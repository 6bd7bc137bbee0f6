"""A case with documents on it: sent by the use cases, and forms begun on it, the way the chat begins them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.forms import flow
from dialogs.forms.submit import FORMS
from dialogs.talk import Talk
from domain.case import Case
from domain.document import Document, DocumentContent
from domain.document_kind import DocumentKind
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.people import Person
from domain.sensitive import Sensitive
from tests.factories import NOW, NURSE
from tests.office import a_new_case
from tests.texts import whole_parts
from tests.unit.dialogs.bot_in_process import Bot
from workflows.cases import open_case
from workflows.chat import Card
from workflows.documents import send

CONSENT = LegalBasis(Basis.CONSENT, ConsentFrom.CITIZEN, NOW.date())
ON_13C = LegalBasis(Basis.SECTION_13C)

EARLY = whole_parts(
    DocumentKind.EARLY_NOTICE, citizens_wish="At bo for sig selv", expected_discharge="2026-12-04"
)
DISCHARGE = whole_parts(DocumentKind.DISCHARGE_NOTICE, expected_discharge="2026-12-07")
AGREEMENT = {
    name: value
    for name, value in whole_parts(DocumentKind.DISCHARGE_AGREEMENT).items()
    if name != "private_parties"
}
"""Whole, and no private person has a part in it."""


@dataclass
class Papers:
    bot: Bot

    async def case(self, basis: LegalBasis = CONSENT) -> Case:
        """The made-up citizen's case, opened by the nurse's early notice."""

        def do(talk: Talk) -> Case:
            case = open_case(talk.desk, talk.person, a_new_case())
            text = Sensitive(DocumentContent(EARLY, basis))
            return send(talk.desk, talk.person, case, DocumentKind.EARLY_NOTICE, text).case

        return await self.bot.talks(NURSE, do)

    async def read_case(self) -> Case:
        """The nurse's newest case."""
        return (await self.bot.reads(lambda r: r.cases.of_person(NURSE)))[0]

    async def send(
        self,
        person: Person,
        case: Case,
        kind: DocumentKind,
        parts: Mapping[str, str],
        basis: LegalBasis = CONSENT,
    ) -> Document:
        def do(talk: Talk) -> Document:
            on = talk.desk.records.cases.get(case.id, talk.person)
            text = Sensitive(DocumentContent(parts, basis))
            return send(talk.desk, talk.person, on, kind, text).document

        return await self.bot.talks(person, do)

    async def document(self, document_id: str) -> Document:
        return (await self.bot.reads(lambda r: r.documents.get(document_id, NURSE))).document

    async def begins(self, person: Person, form: str, subject_id: str) -> Card:
        """The form's first page. Raises what refuses it."""
        return await self.bot.talks(person, lambda talk: flow.start(talk, FORMS[form].form, subject_id, {}))
