"""Two-sector sign-off: both sign the same version, the citizen agrees to it, and a change asks again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import (
    CITIZEN,
    CitizenAgreement,
    Copy,
    Document,
    Signature,
    citizen_agreed,
    copy_handed_over,
    signed_by,
    standing,
    waits_for,
    with_new_text,
)
from domain.document_kind import DocumentKind
from domain.document_steps import Side, Status
from domain.people import Sector
from domain.sensitive import Sensitive
from tests import factories as f

LATER = f.NOW + timedelta(hours=1)
AGREEMENT = DocumentKind.DISCHARGE_AGREEMENT
OTHERS = (DocumentKind.COORDINATION_PLAN, DocumentKind.INTERVENTION_PLAN)
SIGNS = {Side.AUTHOR: f.NURSE_LEADER, Side.RECEIVER: f.CASEWORKER_LEADER}


def a_draft(kind: DocumentKind = AGREEMENT) -> Document:
    return f.a_document(f.a_case(), kind=kind)


def signed(document: Document, *sides: Side) -> Document:
    for side in sides or tuple(Side):
        document = signed_by(document, side, SIGNS[side], f.NOW)
    return document


def agreed(document: Document, version: int | None = None) -> Document:
    word = CitizenAgreement(
        version or document.content_version, f.NOW.date(), "mundtligt ved samtalen", "Nora Demo"
    )
    return replace(document, content=Sensitive(replace(document.content.reveal(), citizen=word)))


def handed_over(document: Document, to: str = CITIZEN, version: int | None = None) -> Document:
    content = document.content.reveal()
    copy = Copy(version or document.content_version, f.NOW.date(), to, "på papir")
    return replace(document, content=Sensitive(replace(content, copies=(*content.copies, copy))))


def test_an_agreement_nobody_or_only_one_side_has_signed_waits_for_the_other() -> None:
    assert waits_for(a_draft()) == tuple(Side)
    for side in Side:
        one = signed(a_draft(), side)
        assert (standing(one), waits_for(one)) == (Status.SIGNING, (side.other,))


def test_one_sector_s_two_signatures_are_not_two_sectors() -> None:
    twice = signed(signed(a_draft(), Side.AUTHOR), Side.AUTHOR)
    assert standing(twice) is Status.SIGNING


@pytest.mark.parametrize("kind", OTHERS)
def test_a_plan_is_in_force_when_both_have_signed(kind: DocumentKind) -> None:
    assert standing(signed(a_draft(kind))) is Status.IN_FORCE


@pytest.mark.parametrize(("agrees", "has_copy"), list(product((True, False), repeat=2)))
def test_a_discharge_agreement_is_in_force_only_with_the_citizen_s_word_and_a_copy(
    agrees: bool, has_copy: bool
) -> None:
    document = signed(a_draft())
    document = agreed(document) if agrees else document
    document = handed_over(document) if has_copy else document
    assert standing(document) is (Status.IN_FORCE if agrees and has_copy else Status.SIGNED)


def test_the_citizen_may_agree_before_the_sectors_sign() -> None:
    early = handed_over(agreed(a_draft()))
    assert standing(early) is Status.SIGNING
    assert standing(signed(early)) is Status.IN_FORCE


def test_a_copy_for_somebody_else_is_not_the_citizen_s() -> None:
    document = handed_over(agreed(signed(a_draft())), to="Lægerne på Torvet")
    assert not copy_handed_over(document)
    assert standing(document) is Status.SIGNED


def test_the_citizen_s_word_to_an_older_version_does_not_count() -> None:
    changed = signed(with_new_text(a_draft(), {"housing": "shelter"}, LATER))
    stale = handed_over(agreed(changed, version=1))
    assert not citizen_agreed(stale)
    assert standing(stale) is Status.SIGNED
    assert standing(agreed(stale)) is Status.IN_FORCE


def test_a_copy_of_an_older_version_does_not_count() -> None:
    changed = signed(with_new_text(handed_over(a_draft()), {"housing": "shelter"}, LATER))
    assert changed.content.reveal().copies, "who got the older version is kept"
    assert not copy_handed_over(agreed(changed))
    assert standing(agreed(changed)) is Status.SIGNED


def test_a_change_after_signing_clears_the_signatures_and_the_citizen_s_word() -> None:
    before = handed_over(agreed(signed(a_draft())))
    in_force = replace(before, status=Status.IN_FORCE, in_force_at=f.NOW, acknowledged_at=f.NOW)
    changed = with_new_text(in_force, {"housing": "homeless"}, LATER)
    assert (changed.content_version, changed.signatures) == (2, ())
    assert (changed.in_force_at, changed.acknowledged_at, changed.asked_at) == (None, None, LATER)
    assert changed.content.reveal().citizen is None
    assert changed.content.reveal().parts == {"housing": "homeless"}
    assert standing(replace(changed, status=Status.SIGNING)) is Status.SIGNING


def test_a_change_ends_what_was_asked_and_answered_about_the_older_text() -> None:
    content = replace(a_draft().content.reveal(), question="Hvornår?", answer="Fredag")
    changed = with_new_text(replace(a_draft(), content=Sensitive(content)), {}, LATER)
    assert (changed.content.reveal().question, changed.content.reveal().answer) == ("", "")


def test_a_signature_names_sector_person_moment_and_version() -> None:
    document = signed_by(a_draft(), Side.RECEIVER, f.CASEWORKER_LEADER, LATER)
    assert document.signatures == (Signature(Sector.MUNICIPALITY, f.CASEWORKER_LEADER.id, LATER, 1),)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SIGNING, Status.SIGNED}))
def test_signatures_move_only_what_waits_for_them(status: Status) -> None:
    assert standing(replace(handed_over(agreed(signed(a_draft()))), status=status)) is status


@given(st.lists(st.sampled_from(("author", "receiver", "citizen", "copy", "change")), max_size=12))
def test_whatever_the_order_in_force_means_all_of_the_same_version(steps: list[str]) -> None:
    document, since_change = a_draft(), set[str]()
    for step in steps:
        match step:
            case "change":
                document, since_change = with_new_text(document, {"housing": "shelter"}, LATER), set()
                continue
            case "citizen":
                document = agreed(document)
            case "copy":
                document = handed_over(document)
            case side:
                document = signed(document, Side(side))
        since_change.add(step)
    assert {s.content_version for s in document.signatures} <= {document.content_version}
    complete = since_change == {"author", "receiver", "citizen", "copy"}
    assert (standing(document) is Status.IN_FORCE) is complete
