"""The words that work everywhere, words nobody understands, and a person nobody knows."""

from __future__ import annotations

from datetime import date

from demo import activities
from demo.activities import Json
from tests.scenario import story
from tests.scenario.citizens import ADULT
from tests.scenario.ending import NUMBER
from tests.scenario.story import GLOSTRUP, HVIDOVRE, NEXT_MONDAY, tell
from tests.scenario.town import Town

TUESDAY = date(2026, 3, 3)


async def test_my_cases_say_whom_a_case_waits_for(town: Town) -> None:
    await tell(town, story.she_sends_it)
    what, by = town.da("task.kind.acknowledge"), town.da.day(TUESDAY)
    waiting = town.da("cases.others", who=HVIDOVRE, what=what, by=by)
    assert waiting in (await town.mette.says("mine sager")).texts
    asked = town.da("cases.own", what=what, by=by)
    for colleague in (town.henrik, town.signe):
        lines = (await colleague.says("Mine sager")).texts
        assert any(line.startswith(asked) for line in lines), lines
    opened = await town.signe.presses("case.see")
    assert opened.heading == town.da("case.title", number=NUMBER)


async def test_a_case_tells_where_each_matter_stands_and_leads_to_it(town: Town) -> None:
    await tell(town, story.she_sends_it)
    by = town.da.day(NEXT_MONDAY)
    waiting = town.da("meeting.status.requested.inviter", receiver=HVIDOVRE, by=by)
    asked = town.da("meeting.status.requested.receiver", inviter=GLOSTRUP, by=by)
    for words in ("sag", "status"):
        assert waiting in (await town.mette.says(f"{words} {NUMBER}")).texts
        assert asked in (await town.signe.says(f"{words} {NUMBER}")).texts
    opened = await town.signe.presses("case.open_matter", name=town.da("case.meeting"))
    assert town.da("meeting.action.acknowledge") in opened.buttons


async def test_our_tasks_lead_to_the_meeting(town: Town) -> None:
    await tell(town, story.she_sends_it)
    card = await town.henrik.says("vores opgaver")
    assert card.heading == town.da("tasks.title")
    what = town.da("task.title", what=town.da("task.kind.find_time"), number=NUMBER)
    nobody = town.da("tasks.nobody")
    assert town.da("tasks.due", what=what, by=town.da.day(NEXT_MONDAY), who=nobody) in card.texts
    opened = await town.henrik.presses("tasks.open")
    assert opened.heading == town.da("meeting.title", number=NUMBER)


async def test_a_status_without_a_number_asks_for_one(town: Town) -> None:
    assert (await town.mette.says("status")).heading == town.da("status.which.title")


async def test_help_and_what_the_agreement_says(town: Town) -> None:
    mette = town.mette
    assert (await mette.says("hjælp")).heading == town.da("help.title")
    guidance = await mette.says("hvad siger aftalen om netværksmøder?")
    assert guidance.heading == town.da("guidance.title")
    assert town.da("guidance.link") in guidance.links


async def test_english_and_back(town: Town) -> None:
    mette = town.mette
    await mette.says("english")
    mette.wording = town.en
    assert mette.sees("help.language_chosen")
    assert (await mette.says("new network meeting")).heading == town.en("form_page.citizen.title")
    await mette.says("dansk")
    mette.wording = town.da
    assert mette.sees("help.language_chosen")
    assert (await mette.says("fortsæt")).heading == town.da("form_page.citizen.title")


async def test_what_nobody_understands_gets_a_short_helpful_answer(town: Town) -> None:
    for words in ("blåbærgrød", "🙂", "<script>alert(1)</script>", "x" * 10_000):
        card = await town.mette.says(words)
        assert card.heading == town.da("help.title")
        assert town.mette.sees("unknown.text"), words


async def test_a_cpr_number_alone_never_tells_whether_there_is_a_case(town: Town) -> None:
    await tell(town, story.she_sends_it)
    outsider = town.person("Trine Juhl")
    known = await outsider.says(f"status {ADULT.cpr}")
    unknown = await outsider.says("status 710190-9999")
    assert known.everything == unknown.everything
    assert ADULT.name not in known.everything


async def test_a_person_nobody_knows_is_kindly_refused(town: Town) -> None:
    await tell(town, story.she_sends_it)
    stranger = town.stranger
    await stranger.arrives()
    refused = town.da("stranger.text", contact="demoens administrator")
    for words in ("hej", f"status {NUMBER}", "nyt netværksmøde"):
        card = await stranger.says(words)
        assert card.texts == (town.da("stranger.title"), refused)
    [(meeting_id,)] = town.kept.rows("SELECT id FROM meetings")
    action: Json = {"type": "Action.Execute", "verb": "meeting.show", "data": {"id": meeting_id}}
    said = stranger.said("1:stranger-clicks")
    answer = await town.link.deliver(activities.card_action(said, action, "1:stolen"))
    assert refused in str(answer["value"])
    assert ADULT.name not in str(answer)
    assert "read" not in town.kept.audited()
