"""How both discharge stories end: everything acknowledged, in force in time, done, and the case closed."""

from __future__ import annotations

from collections.abc import Mapping

from domain.document_kind import DocumentKind
from tests.scenario.cast import Cast
from tests.scenario.ending import NUMBER

NOTICES: Mapping[DocumentKind, list[str]] = {
    DocumentKind.EARLY_NOTICE: ["acknowledged"],
    DocumentKind.MUNICIPAL_STATUS: ["acknowledged"],
    DocumentKind.DISCHARGE_NOTICE: ["acknowledged"],
    DocumentKind.READINESS_NOTICE: ["acknowledged"],
}
IN_JOURNALS = {("journal", "region", "open"), ("journal", "municipality", "open")}
"""What the closed case still asks of each sector: that it stands in its own journal."""


def check_agreement_story(cast: Cast) -> None:
    check_the_case_has_ended(cast, {DocumentKind.DISCHARGE_AGREEMENT: ["in_force"]})
    assert {task for task in cast.town.kept.tasks() if task[2] != "done"} == IN_JOURNALS


def check_plan_story(cast: Cast) -> None:
    """The chief physician never signed the agreement that the plan took the place of."""
    replaced = {DocumentKind.DISCHARGE_AGREEMENT: ["replaced"]}
    check_the_case_has_ended(cast, {**replaced, DocumentKind.COORDINATION_PLAN: ["in_force"]})
    not_done = {task for task in cast.town.kept.tasks() if task[2] != "done"}
    assert not_done == {("sign", "region", "withdrawn")} | IN_JOURNALS


def check_the_case_has_ended(cast: Cast, agreements: Mapping[DocumentKind, list[str]]) -> None:
    """`agreements` tells how each agreement or plan of the case ended."""
    kept = cast.town.kept
    assert kept.document_statuses() == {**NOTICES, **agreements}
    assert kept.rows("SELECT status, outcome FROM admissions") == [("discharged", "in_time")]
    [(number_of_closed,)] = kept.rows("SELECT count(*) FROM cases WHERE closed_at IS NOT NULL")
    assert number_of_closed == 1
    assert kept.count("drafts") == 0
    assert not kept.outbox().keys() & {"pending", "claimed", "sending", "dead"}
    area = "adults" if cast.is_adult else "children"
    assert kept.rows("SELECT area FROM cases") == [(area,)]
    check_nobody_was_late(cast)


def check_nobody_was_late(cast: Cast) -> None:
    """No leader and no coordinator was told of anything overdue."""
    overdue = cast.town.da("notice.escalation", number=NUMBER, what="")
    assert [sent.summary for sent in cast.town.wire.sent if sent.summary.startswith(overdue)] == []
