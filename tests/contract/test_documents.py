"""Documents: stored whole, changed one version at a time, every version of their text kept for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.document import CitizenAgreement, Copy, Document, DocumentContent, DocumentVersion, Signature
from domain.document_kind import DocumentKind
from domain.document_steps import Status
from domain.errors import NotFound
from domain.legal_basis import Basis, ConsentFrom, LegalBasis
from domain.party import Party
from domain.people import Person, Sector
from domain.sensitive import Sensitive
from storage.store import SqlStore
from tests import factories as f
from tests.contract.fields import changed_fields, fields_but
from tests.contract.refusals import refusals
from tests.stores import raw, stored
from workflows.ports import Clockwork, Conflict, DocumentOnCase, Records

CLOCK = Clockwork()
LATER = f.NOW + timedelta(hours=1, microseconds=1)
DAY = date(2026, 12, 1)
EMPTY = DocumentContent(parts={}, basis=LegalBasis(Basis.SECTION_13C))
FULL = DocumentContent(
    parts={"citizens_wish": "Æbler på Ærø, ø og å\n\u2028😀", "housing": "homeless", "relatives": ""},
    basis=LegalBasis(Basis.CONSENT, ConsentFrom.BOTH, DAY),
    question="Hvem følger op på søvnen?",
    answer="Distriktspsykiatrien",
    reason="Adressen var forkert",
    citizen=CitizenAgreement(2, DAY, "Ved mødet på afsnittet", "Sygeplejersken"),
    copies=(Copy(1, DAY, "citizen", "På papir"), Copy(2, DAY, "Lægehuset på Torvet", "Digital Post")),
)
OUTSIDERS = (f.OUTSIDER, f.REGION_COORDINATOR, f.ADMINISTRATOR)


async def with_a_document(store: SqlStore) -> DocumentOnCase:
    found = DocumentOnCase(case := f.a_case(), f.a_document(case))
    await stored(store, found.case, found.document)
    return found


def a_version(number: int, content: DocumentContent = FULL) -> DocumentVersion:
    return DocumentVersion(number, f.NURSE.id, f.NOW, Sensitive(content))


@pytest.mark.parametrize("kind", DocumentKind)
async def test_every_kind_of_document_comes_back_as_it_was_stored(
    store: SqlStore, kind: DocumentKind
) -> None:
    case = f.a_case()
    document = f.a_document(case, kind=kind)
    await stored(store, case, document)
    found = await store.run(lambda r: r.documents.get(document.id, f.CASEWORKER))
    assert found == DocumentOnCase(case, document)
    assert found.document.content.reveal() == f.some_text()


@pytest.mark.parametrize("content", [EMPTY, FULL], ids=["empty", "full"])
async def test_what_was_written_comes_back_to_the_letter(store: SqlStore, content: DocumentContent) -> None:
    case = f.a_case()
    document = f.a_document(case, content=Sensitive(content))
    await stored(store, case, document)
    found = await store.run(lambda r: r.documents.get(document.id, f.NURSE))
    assert found.document.content.reveal() == content


async def test_everything_about_a_document_may_change(store: SqlStore) -> None:
    case, document = (found := await with_a_document(store)).case, found.document
    changed = replace(
        document,
        status=Status.REPLACED,
        author=Party(f.CASEWORKER.home.id, Sector.MUNICIPALITY, f.CASEWORKER.id),
        receiver=Party(f.OUTSIDER.home.id, Sector.MUNICIPALITY, f.OUTSIDER.id),
        asked_at=LATER,
        content=Sensitive(FULL),
        content_version=2,
        signatures=(
            Signature(Sector.REGION, f.NURSE_LEADER.id, LATER, 2),
            Signature(Sector.MUNICIPALITY, f.CASEWORKER_LEADER.id, f.NOW, 2),
        ),
        acknowledged_at=LATER,
        in_force_at=LATER,
        replaced_by=f.made_up_id("plan"),
        version=2,
    )
    fixed = ("id", "case_id", "case_number", "kind")
    assert changed_fields(document, changed) == fields_but(Document, *fixed)
    await store.run(lambda r: r.documents.save(changed))
    assert await store.run(lambda r: r.documents.get(document.id, CLOCK)) == DocumentOnCase(case, changed)
    back = replace(document, version=3)
    await store.run(lambda r: r.documents.save(back))
    assert await store.run(lambda r: r.documents.get(document.id, CLOCK)) == DocumentOnCase(case, back)


@pytest.mark.parametrize("status", Status)
async def test_a_document_may_stand_in_every_status(store: SqlStore, status: Status) -> None:
    document = (await with_a_document(store)).document
    changed = replace(document, status=status, version=2)
    await store.run(lambda r: r.documents.save(changed))
    assert (await store.run(lambda r: r.documents.get(document.id, CLOCK))).document == changed


@pytest.mark.parametrize("version", [1, 3])
async def test_a_stale_version_is_refused(store: SqlStore, version: int) -> None:
    document = (await with_a_document(store)).document
    stale = replace(document, version=version, status=Status.WITHDRAWN)
    with pytest.raises(Conflict):
        await store.run(lambda r: r.documents.save(stale))
    assert (await store.run(lambda r: r.documents.get(document.id, CLOCK))).document == document


async def test_a_document_that_does_not_exist_cannot_be_saved(store: SqlStore) -> None:
    document = (await with_a_document(store)).document
    with pytest.raises(Conflict):
        await store.run(lambda r: r.documents.save(replace(document, id=f.made_up_id("other"), version=2)))


@pytest.mark.parametrize("caller", OUTSIDERS)
async def test_an_outsider_gets_the_same_answer_as_for_no_document(store: SqlStore, caller: Person) -> None:
    case, document = (found := await with_a_document(store)).case, found.document
    await store.run(lambda r: r.documents.keep_version(document.id, a_version(1)))
    for_theirs = await refusals(store, *asked(document.id, case.id, caller))
    assert for_theirs == await refusals(store, *asked("0" * 32, "0" * 32, caller))


def asked(document_id: str, case_id: str, caller: Person) -> tuple[Callable[[Records], object], ...]:
    return (
        lambda r: r.documents.get(document_id, caller),
        lambda r: r.documents.of_case(case_id, caller),
        lambda r: r.documents.version_of(document_id, 1, caller),
    )


async def test_a_case_lists_its_documents_newest_first_however_often_they_were_changed(
    store: SqlStore,
) -> None:
    case, first = (found := await with_a_document(store)).case, found.document
    second = f.a_document(case, "second", asked_at=f.NOW + timedelta(days=1))
    elsewhere = f.a_case("26-1002")
    await stored(store, second, elsewhere, f.a_document(elsewhere))
    again = replace(first, asked_at=f.NOW + timedelta(days=2), version=2)
    await store.run(lambda r: r.documents.save(again))
    assert await store.run(lambda r: r.documents.of_case(case.id, f.NURSE)) == (second, again)


async def test_every_version_of_the_text_is_kept(store: SqlStore) -> None:
    document = (await with_a_document(store)).document
    versions = [a_version(1, EMPTY), a_version(2, FULL)]
    await store.run(lambda r: r.documents.keep_version(document.id, versions[0]))
    await store.run(lambda r: r.documents.keep_version(document.id, versions[1]))
    found = await store.run(lambda r: [r.documents.version_of(document.id, n, f.NURSE) for n in (1, 2)])
    assert found == versions
    assert [version.content.reveal() for version in found] == [EMPTY, FULL]
    with pytest.raises(NotFound):
        await store.run(lambda r: r.documents.version_of(document.id, 3, f.NURSE))


async def test_a_version_that_is_kept_is_never_written_over(store: SqlStore, url: str) -> None:
    document = (await with_a_document(store)).document
    await store.run(lambda r: r.documents.keep_version(document.id, a_version(1)))
    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.run(lambda r: r.documents.keep_version(document.id, a_version(1, EMPTY)))
    with pytest.raises(Exception, match="never changed"):
        raw(url, "UPDATE document_versions SET number = 2")
    assert await store.run(lambda r: r.documents.version_of(document.id, 1, CLOCK)) == a_version(1)


async def test_a_signature_at_an_unknown_moment_is_refused(store: SqlStore) -> None:
    case = f.a_case()
    signature = Signature(Sector.REGION, f.NURSE.id, f.NOW.replace(tzinfo=None), 1)
    document = f.a_document(case, signatures=(signature,))
    with pytest.raises(Exception, match="time zone"):
        await stored(store, case, document)
