"""Once a night what is due is erased, its cards say so, and a case that cannot be read stops no other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from dialogs.notices import NoticeRenderer
from dialogs.wording import load_catalogues
from domain.document_kind import DocumentKind
from domain.local_time import at_local
from domain.subject import Subject, SubjectKind
from reminders.erasing import NightlyErasing, erase_all
from tests import factories as f
from tests.office import Office
from tests.stores import raw
from tests.unit.reminders.post_office import BUSY, REJECTED, PostOffice
from workflows.cases import close_case
from workflows.erasing import Erased
from workflows.journal import mark_in_journal
from workflows.notice import NoticeKind
from workflows.ports import DocumentOnCase

DAY = timedelta(days=1)
A_YEAR_LATER = f.NOW + 366 * DAY


@dataclass
class Tidied:
    times: int = 0

    async def __call__(self) -> None:
        self.times += 1


@dataclass
class Night:
    """The nightly erasing of an office, and how often the database was tidied after it."""

    office: Office
    tidied: Tidied = field(default_factory=Tidied)

    def __post_init__(self) -> None:
        self.erasing = NightlyErasing(self.office.store, self.office.desk, self.tidied)

    async def at(self, now: datetime) -> int:
        """How many cases there are after the tick at `now`."""
        await self.erasing.run(now)
        return len(raw(self.office.url, "SELECT 1 FROM cases"))


async def closed(office: Office) -> DocumentOnCase:
    """A closed case with a notice that both have in their journals."""
    found = await office.sent(DocumentKind.EARLY_NOTICE)
    for person in (f.NURSE, f.CASEWORKER):
        await office.does(mark_in_journal, person, Subject(SubjectKind.DOCUMENT, found.document.id))
    await office.does(close_case, f.NURSE, found.case.id, "Forløbet er slut")
    return found


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    return at_local(day, time(hour, minute))


async def test_it_is_done_once_a_night_after_three(office: Office) -> None:
    night, day = Night(office), date(2027, 11, 20)
    await night.at(clock(day - DAY, 12))
    await closed(office)
    assert await night.at(clock(day - DAY, 23)) == 1, "the night is over already"
    assert await night.at(clock(day, 2, 59)) == 1
    with capture_logs() as logged:
        assert await night.at(clock(day, 3)) == 0
    assert [(line["event"], line["cases"]) for line in logged] == [("erased", 1)]
    assert night.tidied.times == 1
    await night.at(clock(day + DAY, 3))
    assert night.tidied.times == 1, "nothing was erased, so there is nothing to tidy"


async def test_a_night_that_was_missed_is_caught_up_at_the_start(office: Office) -> None:
    await closed(office)
    assert await Night(office).at(clock(date(2027, 12, 1), 14)) == 0


async def test_a_case_without_its_agreement_stops_no_other(office: Office) -> None:
    stuck = await closed(office)
    raw(office.url, f"UPDATE cases SET agreement_id = 'gone' WHERE id = '{stuck.case.id}'")
    await closed(office)
    with capture_logs() as logged:
        assert await erase_all(office.store, office.desk, A_YEAR_LATER) == Erased(cases=1)
    (line,) = [line for line in logged if line["event"] == "erasing_stuck"]
    assert (line["case"], line["error"]) == (stuck.case.number, "NotFound")
    assert "Asta" not in str(logged)


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE cases SET name = X'00' WHERE id = '{case}'",
        "UPDATE documents SET content = X'00' WHERE case_id = '{case}'",
        "CREATE TRIGGER t BEFORE DELETE ON cases WHEN OLD.id = '{case}' BEGIN SELECT RAISE(ABORT, ''); END",
    ],
)
async def test_a_row_that_cannot_be_opened_or_erased_stops_neither_others_nor_messages(
    office: Office, spoil: str
) -> None:
    stuck = await closed(office)
    await closed(office)
    raw(office.url, spoil.format(case=stuck.case.id))
    raw(office.url, "UPDATE outbox SET state = 'sent'")
    with capture_logs() as logged:
        assert await erase_all(office.store, office.desk, A_YEAR_LATER) == Erased(cases=1)
    (line,) = [line for line in logged if line["event"] == "erasing_stuck"]
    assert line["case"] == stuck.case.number
    assert raw(office.url, "SELECT 1 FROM outbox WHERE state = 'sent'") == []
    assert "Asta" not in str(logged)


async def test_a_night_that_failed_is_tried_again_by_the_next_tick(office: Office) -> None:
    night, day = Night(office), date(2027, 11, 20)
    await night.at(clock(day - DAY, 12))
    await closed(office)
    raw(office.url, "ALTER TABLE cases RENAME TO away")
    with pytest.raises(OperationalError):
        await night.erasing.run(clock(day, 3))
    raw(office.url, "ALTER TABLE away RENAME TO cases")
    assert await night.at(clock(day, 3, 1)) == 0


async def test_messages_that_have_gone_are_forgotten_with_them(office: Office) -> None:
    found = await closed(office)
    raw(office.url, "UPDATE outbox SET state = 'sent'")
    assert raw(office.url, "SELECT 1 FROM outbox") != []
    await erase_all(office.store, office.desk, f.NOW + 61 * DAY)
    assert raw(office.url, "SELECT 1 FROM outbox") == []
    assert (await office.document(found.document.id)).case_id == found.case.id


async def erased_with_a_card(office: Office, out: PostOffice) -> Subject:
    """The caseworker has the notice's card; then it was erased."""
    found = await closed(office)
    subject = Subject(SubjectKind.DOCUMENT, found.document.id)
    raw(office.url, "DELETE FROM outbox")
    await office.hold(subject, f.CASEWORKER)
    office.now = f.NOW + 91 * DAY
    await erase_all(office.store, office.desk, office.now)
    return subject


def renderer(office: Office) -> NoticeRenderer:
    return NoticeRenderer(office.desk, load_catalogues(), lambda id_: id_)


async def test_the_card_of_what_is_erased_says_so_and_is_then_let_go(office: Office, out: PostOffice) -> None:
    subject = await erased_with_a_card(office, out)
    await out.delivery_by(out.messenger, renderer(office)).run()
    (update,) = out.messenger.updates
    assert (update.replaces, update.words) == ("card", "Slettet")
    assert "26-1001" not in str(update.message)
    assert await office.store.run(lambda r: r.posts.of(f.CASEWORKER.id, subject)) == ()
    assert (out.messenger.posts, office.states()) == ([], {"sent": 1})


async def test_a_card_that_cannot_be_changed_is_tried_again(office: Office, out: PostOffice) -> None:
    subject = await erased_with_a_card(office, out)
    out.messenger.answers_updates(BUSY, REJECTED)
    await out.delivery_by(out.messenger, renderer(office)).run()
    assert len(await office.store.run(lambda r: r.posts.of(f.CASEWORKER.id, subject))) == 1
    office.now += timedelta(minutes=20)
    await out.delivery_by(out.messenger, renderer(office)).run()
    assert await office.store.run(lambda r: r.posts.of(f.CASEWORKER.id, subject)) == ()


async def test_of_what_is_erased_no_other_message_goes_out(office: Office, out: PostOffice) -> None:
    subject = await erased_with_a_card(office, out)
    await out.only(f.a_notice(kind=NoticeKind.DOCUMENT, subject=subject, rule="document:x:v1", detail=""))
    render = renderer(office)
    delivery = replace(out.delivery_by(out.messenger, render), overtaken=render.overtaken)
    await delivery.run()
    assert (out.messenger.sent, office.states()) == ([], {"dropped": 1})
