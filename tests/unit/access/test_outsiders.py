"""Who has no relation to a case gets nowhere with it, whatever way in they try, and learns nothing by it.

Generated: every row of `entry_points.py` × every kind of person in `outsiders.py`. What is asked about the
case is asked about nothing too, and both answers must be the same.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, get_args

import orjson
import pytest

from app import build
from dialogs.files import DOCUMENTS, KIND
from dialogs.forms.sent import Sent
from dialogs.forms.submit import FORMS
from dialogs.once import MARK
from dialogs.turn import Event, FileAnswered, Reply, TextSaid, UploadPlace
from dialogs.understanding import Intent
from dialogs.verbs import VERBS as BUTTONS
from dialogs.verbs.form_verbs import FORM_VERBS
from domain.errors import NotAllowed, NotFound
from domain.people import Person
from settings import Settings
from tests import factories as f
from tests.stores import raw
from tests.unit.access.answers import answers_for
from tests.unit.access.course import (
    CPR,
    NO_CPR,
    NO_NUMBER,
    NOTHING_THERE,
    NUMBER,
    Course,
    a_course,
)
from tests.unit.access.entry_points import (
    ADDRESSES,
    FILES,
    FORMS_ON_NO_CASE,
    NOT_REFUSED,
    SEARCHES,
    VERBS,
    WORDS,
    Entry,
)
from tests.unit.access.outsiders import KNOWN, OUTSIDERS, UNKNOWN
from tests.unit.dialogs.bot_in_process import AGREEMENTS, Bot
from tests.unit.test_settings import LOOPBACK
from workflows.chat import FileInPlace

ROOT = Path(__file__).parents[3]
PLACE = UploadPlace("https://region-my.sharepoint.com/upload", FileInPlace("sag.pdf", "", "1", "pdf"))
KEPT = (
    "cases", "case_people", "meetings", "documents", "document_versions", "admissions", "tasks", "events",
    "outbox", "emergency_accesses",
)  # fmt: skip
"""What nothing an outsider does may change."""


def test_every_button_has_a_row() -> None:
    assert set(VERBS) == set(BUTTONS)


def test_every_command_has_a_row() -> None:
    assert set(WORDS) == set(Intent)


def test_every_form_is_about_a_record_or_has_a_row() -> None:
    assert {name for name, sent in FORMS.items() if sent.about is None} == set(FORMS_ON_NO_CASE)


def test_every_kind_of_file_has_a_row() -> None:
    assert set(FILES) == set(DOCUMENTS)


def test_every_event_is_tried() -> None:
    tried = {"TextSaid", "CardAction", "FileAnswered"}
    of_no_case = {"BotAdded", "BotRemoved", "NotUnderstood"}
    assert {event.__name__ for event in get_args(Event)} == tried | of_no_case


def test_every_address_has_a_row_and_the_test_it_names(tmp_path: Path) -> None:
    given = {**LOOPBACK, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"}
    settings: Any = {name.lower(): value for name, value in given.items()}
    application = build(Settings(**settings), AGREEMENTS)
    found = {
        (
            route.method,
            re.sub(r"\{(\w+):[^}]*\}(?=\.|$|/)|\{(\w+):(?:[^{}]|\{\d+\})*\}", r"{\1\2}", _path(route)),
        )
        for route in application.router.routes()
        if route.method != "HEAD"
    }
    assert found == set(ADDRESSES)
    assert all((ROOT / test).exists() for test in ADDRESSES.values())


def _path(route: Any) -> str:
    info = route.resource.get_info()
    return str(info.get("path") or info["formatter"])


@dataclass
class Door:
    """One outsider before the bot: each try begins as if there had been none before."""

    bot: Bot
    course: Course
    who: Person
    ids: Any

    async def clicks(self, verb: str, data: Mapping[str, object]) -> Reply:
        return await self._fresh(self.bot.clicks(self.who, verb, data, f"message {next(self.ids)}"))

    async def says(self, text: str) -> Reply:
        return await self._fresh(self.bot.hears(self.who, TextSaid(text)))

    async def takes(self, context: Mapping[str, str]) -> Reply:
        return await self._fresh(self.bot.hears(self.who, FileAnswered(True, context, PLACE, "offer")))

    async def _fresh(self, answer: Any) -> Reply:
        raw(self.bot.url, f"DELETE FROM drafts WHERE person_id = '{self.who.id}'")
        reply: Reply = await answer
        return reply

    def refusals(self) -> int:
        """How often the person has been refused, by the log."""
        actor = "unknown" if self.who is OUTSIDERS[UNKNOWN] else self.who.id
        return self._logged(f"actor_id = '{actor}' AND action = 'refuse'")

    def searches(self) -> int:
        return self._logged(f"actor_id = '{self.who.id}' AND action = 'search'")

    def _logged(self, which: str) -> int:
        ((number,),) = raw(self.bot.url, f"SELECT count(*) FROM audit WHERE {which}")
        return int(str(number))

    def check_secrets(self, reply: Reply, way_in: str, *typed: str) -> None:
        shown = everything_in(reply)
        assert [each for each in self.course.secrets if each in shown and each not in typed] == [], way_in

    def kept(self) -> dict[str, list[tuple[object, ...]]]:
        return {table: raw(self.bot.url, f"SELECT * FROM {table} ORDER BY 1, 2") for table in KEPT}


def everything_in(reply: Reply) -> str:
    """All that goes back, but for the marks and names that are new each time."""
    told = orjson.dumps(
        {
            "messages": [(m.summary, m.card, repr(m.file)) for m in reply.messages],
            "card": reply.card,
            "notice": reply.notice,
            "lasting": reply.lasting,
            "file": repr(reply.file),
        }
    ).decode()
    return re.sub(rf'"({MARK}|said|draft)":"\w+"', "", told)


@pytest.fixture
async def begun(tmp_path: Path) -> AsyncIterator[tuple[Bot, Course]]:
    async with a_course(tmp_path) as course:
        yield course


@pytest.fixture(params=OUTSIDERS)
def door(request: pytest.FixtureRequest, begun: tuple[Bot, Course]) -> Door:
    return Door(*begun, OUTSIDERS[request.param], count(1))


async def test_no_button_opens_anything(door: Door) -> None:
    before = door.kept()
    for verb, entry in VERBS.items():
        await _try_button(door, verb, entry)
    assert door.kept() == before


async def _try_button(door: Door, verb: str, entry: Entry) -> None:
    refused = door.refusals()
    answer = await door.clicks(verb, entry.on(door.course))
    if entry.is_refused or door.who is OUTSIDERS[UNKNOWN]:
        assert door.refusals() == refused + 1, f"{verb} is refused and logged"
    door.check_secrets(answer, verb, *map(str, entry.on(door.course).values()))
    if not entry.of:
        return
    alike = await door.clicks(verb, entry.on_nothing())
    assert everything_in(answer) == everything_in(alike), f"{verb} answers as if there were none"


async def test_no_words_tell_anything(door: Door) -> None:
    before = door.kept()
    for intent, words in WORDS.items():
        await _try_words(door, intent, words, NUMBER, NO_NUMBER)
        if "{case}" in words:
            await _try_words(door, intent, words, CPR, NO_CPR)
    assert door.kept() == before


async def _try_words(door: Door, intent: Intent, words: str, there: str, not_there: str) -> None:
    refused, searches = door.refusals(), door.searches()
    answer = await door.says(words.format(case=there))
    known = door.who is not OUTSIDERS[UNKNOWN]
    if (there == NUMBER and "{case}" in words and intent not in NOT_REFUSED) or not known:
        assert door.refusals() == refused + 1, f"{intent} is refused and logged"
    if there == CPR and intent in SEARCHES and known:
        assert door.searches() == searches + 1, f"{intent} is logged as a search"
    door.check_secrets(answer, intent, there, there.replace("-", ""))
    if "{case}" not in words:
        return
    alike = await door.says(words.format(case=not_there))
    told, told_alike = (_without_numbers(everything_in(each)) for each in (answer, alike))
    assert told == told_alike, f"{intent} answers as if there were none"


def _without_numbers(told: str) -> str:
    for typed in (NUMBER, NO_NUMBER, CPR, NO_CPR):
        told = told.replace(typed, "…")
    return told


async def test_no_file_is_handed_over(door: Door) -> None:
    for kind, entry in FILES.items():
        refused = door.refusals()
        context = {KIND: kind, **{name: str(value) for name, value in entry.on(door.course).items()}}
        answer = await door.takes(context)
        assert answer.file is None
        assert door.refusals() == refused + 1, f"{kind} is refused and logged"
        door.check_secrets(answer, kind)
        nothing = {KIND: kind, **{name: str(value) for name, value in entry.on_nothing().items()}}
        assert everything_in(answer) == everything_in(await door.takes(nothing))


async def test_a_form_begun_while_on_the_case_goes_no_further(door: Door) -> None:
    """Somebody who has left it has the draft still, whatever form it is."""
    if door.who is OUTSIDERS[UNKNOWN]:
        return  # has no draft: the directory does not know them
    before = door.kept()
    for name, sent in FORMS.items():
        if sent.about is not None:
            await _try_draft(door, name, getattr(door.course, sent.about), "form.send")
    for verb in sorted(set(FORM_VERBS) - {"form.discard"}):
        await _try_draft(door, "close_case", door.course.case, verb)
    assert door.kept() == before


async def _try_draft(door: Door, form: str, subject_id: str, verb: str) -> None:
    answers = [await _answer_to_draft(door, form, each, verb) for each in (subject_id, NOTHING_THERE)]
    door.check_secrets(answers[0], form)
    assert everything_in(answers[0]) == everything_in(answers[1]), f"{form}: {verb}"


async def _answer_to_draft(door: Door, form: str, subject_id: str, verb: str) -> Reply:
    raw(door.bot.url, f"DELETE FROM drafts WHERE person_id = '{door.who.id}'")
    page = FORMS[form].form.pages[-1].name
    draft = f.a_draft(door.who, form=form, subject_id=subject_id, page=page, values={})
    await door.bot.store.run(lambda r: r.drafts.save(draft))
    refused = door.refusals()
    answer = await door.bot.clicks(
        door.who, verb, {"draft": draft.id, "version": 1}, f"message {next(door.ids)}"
    )
    assert door.refusals() == refused + 1, f"{form}: {verb} is refused and logged"
    return answer


@pytest.mark.parametrize("who", KNOWN)
async def test_no_form_is_begun_or_taken_by_what_lies_behind_it(begun: tuple[Bot, Course], who: str) -> None:
    """The use cases refuse too, also where a form would not have let anybody come so far."""
    bot, course = begun
    door = Door(bot, course, KNOWN[who], count(1))
    before = door.kept()
    for name, sent in FORMS.items():
        if sent.about is not None:
            subject_id = getattr(course, sent.about)
            await _try_to_send(door, sent, subject_id)
            begun_with = await _begun_with(door, sent, subject_id)
            assert set(course.secrets).isdisjoint(begun_with), name
    assert door.kept() == before


async def _try_to_send(door: Door, sent: Sent, subject_id: str) -> None:
    answers = answers_for(sent)
    with pytest.raises((NotFound, NotAllowed)):
        await door.bot.talks(door.who, lambda talk: sent.receive(talk, subject_id, answers))


async def _begun_with(door: Door, sent: Sent, subject_id: str) -> tuple[str, ...]:
    """What a form would be filled in with."""
    try:
        return tuple(
            (await door.bot.talks(door.who, lambda talk: sent.begins_with(talk, subject_id))).values()
        )
    except (NotFound, NotAllowed):
        return ()
