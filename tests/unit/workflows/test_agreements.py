"""Loading the agreements: what the files give, and that each fault names file, key and remedy."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from domain.agreement import DocumentRule, Receiver
from domain.document_kind import DocumentKind
from domain.errors import NotFound
from domain.parts import PARTS
from domain.people import Area
from domain.working_hours import WEEKDAYS, WorkingHours
from tests.agreements import an_agreement, in_force
from workflows.agreements import AgreementError, load_agreements

WHOLE = """
name_da = "Voksne"
name_en = "Adults"
area = "adults"
valid_from = 2023-01-01
parties = ["Psykiatrisk Center Glostrup", "Hvidovre Kommune"]
extra_holidays = ["06-05"]

[deadlines]
acknowledge_working_days = 1
find_time_working_days = 5
minutes_working_days = 2
sign_off_working_days = 2
agreement_before_discharge_working_days = 3
first_follow_up_days = 7
next_meeting_months = 6

[reminders]
at = 08:00:00
working_days_before = 2
leader_after_working_days = 2
coordinators_after_working_days = 4
ask_discharge_date_every_working_days = 2
urgent = ["sign", "readiness_notice"]

[hours]
days = [1, 2, 3, 4, 5]
begins = 07:00:00
ends = 17:00:00

[documents.early_notice]
required = ["citizens_wish", "contact_psychiatry"]
name_da = "Underretning"

[documents.intervention_plan]
required = ["goals"]

[[guidance]]
topic_da = "Frister"
topic_en = "Deadlines"
words = ["frist"]
da = "Fem arbejdsdage."
en = "Five working days."
link = "https://example.dk/"
"""
EARLY_NOTICE = DocumentKind.EARLY_NOTICE
AGREEMENTS = Path(__file__).parents[3] / "agreements"


def written(folder: Path, text: str, name: str = "adults.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_file_is_an_agreement_and_its_name_the_id(tmp_path: Path) -> None:
    agreements = load_agreements(written(tmp_path, WHOLE))
    (agreement,) = agreements.all
    assert agreements.get("adults") is agreement
    assert (agreement.id, agreement.area, agreement.valid_to) == ("adults", Area.ADULTS, None)
    assert (agreement.deadlines.find_time, agreement.deadlines.minutes) == (5, 2)
    assert (agreement.reminders.at, agreement.reminders.coordinators_after) == (time(8), 4)
    assert agreement.guidance[0].words == ("frist",)
    assert (agreement.deadlines.sign_off, agreement.deadlines.agreement_before) == (2, 3)
    assert (agreement.deadlines.first_follow_up_days, agreement.deadlines.next_meeting_months) == (7, 6)
    assert agreement.reminders.ask_date_every == 2
    assert agreement.reminders.urgent == {"sign", "readiness_notice"}
    assert not agreement.reminders.urgent_at_any_hour
    assert agreement.hours == WorkingHours(WEEKDAYS, time(7), time(17))
    assert not agreements.calendar("adults").is_working_day(date(2026, 6, 5))


def test_the_documents_a_file_names_are_in_use_with_what_each_must_hold(tmp_path: Path) -> None:
    agreement = load_agreements(written(tmp_path, WHOLE)).get("adults")
    assert agreement.documents == (
        DocumentRule(EARLY_NOTICE, ("citizens_wish", "contact_psychiatry"), "Underretning"),
        DocumentRule(DocumentKind.INTERVENTION_PLAN, ("goals",)),
    )
    assert agreement.rule(EARLY_NOTICE) is agreement.documents[0]
    assert agreement.rule(DocumentKind.DISCHARGE_AGREEMENT) is None


def test_a_document_comes_to_the_inbox_unless_the_file_names_others(tmp_path: Path) -> None:
    plan_to = 'required = ["goals"]\nreceivers = ["leaders", "signatories"]'
    text = WHOLE.replace('required = ["goals"]', plan_to)
    notice, plan = load_agreements(written(tmp_path, text)).get("adults").documents
    assert notice.receivers == (Receiver.INBOX,)
    assert plan.receivers == (Receiver.LEADERS, Receiver.SIGNATORIES)


def test_both_agreements_that_come_with_the_bot_use_every_document_and_ask_for_every_part() -> None:
    optional = {"private_parties", "expected_discharge"}
    for agreement in load_agreements(AGREEMENTS).all:
        for kind in DocumentKind:
            rule = agreement.rule(kind)
            assert rule is not None
            assert {part.name for part in PARTS[kind]} - set(rule.required) <= optional
    assert load_agreements(AGREEMENTS).get("children").documents[0].name_da.startswith("Underretning")


def test_the_agreements_that_come_with_the_bot_are_in_order() -> None:
    agreements = load_agreements(AGREEMENTS)
    assert {agreement.area for agreement in agreements.all} == {Area.ADULTS, Area.CHILDREN}
    organisations = ("Psykiatrisk Center Glostrup", "Hvidovre Kommune")
    found = agreements.between(Area.ADULTS, organisations, date(2026, 11, 20))
    assert found is not None
    assert found.deadlines.find_time == 5
    assert agreements.between(Area.CHILDREN, organisations, date(2026, 11, 20)) is None


def faults(folder: Path) -> list[str]:
    with pytest.raises(AgreementError) as error:
        load_agreements(folder)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ('area = "adults"', 'area = "grown-ups"', "area"),
        ("valid_from = 2023-01-01", "", "valid_from"),
        ("valid_from = 2023-01-01", "valid_from = 2023-01-01\nvalid_to = 2022-01-01", "the file"),
        ("valid_from = 2023-01-01", 'valid_from = "i morgen"', "valid_from"),
        ('"Psykiatrisk Center Glostrup", ', "", "parties"),
        ('["06-05"]', '["5. juni"]', "extra_holidays.0"),
        ('["06-05"]', '["06-05", "24-12"]', "extra_holidays.1"),
        ('["06-05"]', '["02-30"]', "extra_holidays.0"),
        ("find_time_working_days = 5", "find_time_working_days = -1", "deadlines.find_time_working_days"),
        ("find_time_working_days = 5", "find_time_working_days = 366", "deadlines.find_time_working_days"),
        ("minutes_working_days = 2", 'minutes_working_days = "to"', "deadlines.minutes_working_days"),
        ("minutes_working_days = 2", "minute_working_days = 2", "deadlines.minute_working_days"),
        ("at = 08:00:00", "at = 25", "reminders.at"),
        ("at = 08:00:00", "at = 8", "reminders.at"),
        ("leader_after_working_days = 2", "leader_after_working_days = 5", "reminders"),
        ("working_days_before = 2", "working_days_before = 60", "reminders.working_days_before"),
        ('words = ["frist"]', "words = []", "guidance.0.words"),
        ("https://example.dk/", "http://example.dk/", "guidance.0.link"),
        ('name_da = "Voksne"', 'name_da = "Voksne"\ncolour = "red"', "colour"),
        ('area = "adults"', 'area = "both"', "area"),
        ("sign_off_working_days = 2", "", "deadlines.sign_off_working_days"),
        ("sign_off_working_days = 2", "sign_off_working_days = 4", "deadlines.sign_off_working_days"),
        (
            "discharge_working_days = 3",
            "discharge_working_days = 1",
            "deadlines.sign_off_working_days",
        ),
        (
            "discharge_working_days = 3",
            "discharge_working_days = 16",
            "deadlines.agreement_before_discharge_working_days",
        ),
        (
            "acknowledge_working_days = 1",
            "acknowledge_working_days = 6",
            "deadlines.acknowledge_working_days",
        ),
        ("working_days_before = 2", "working_days_before = 6", "reminders.working_days_before"),
        ("next_meeting_months = 6", "next_meeting_months = 0", "deadlines.next_meeting_months"),
        (
            "ask_discharge_date_every_working_days = 2",
            "ask_discharge_date_every_working_days = 0",
            "reminders.ask_discharge_date_every_working_days",
        ),
        ('["sign", ', '["signing", ', "reminders.urgent.0"),
        ("at = 08:00:00", "at = 06:30:00", "reminders.at"),
        ("days = [1, 2, 3, 4, 5]", "days = [0]", "hours.days.0"),
        ("days = [1, 2, 3, 4, 5]", "days = []", "hours.days"),
        ("[documents.early_notice]", "[documents.early_note]", "documents.early_note"),
        ("first_follow_up_days = 7", "first_follow_up_days = 180", "retention.idle_days"),
        *(
            ("[documents.early_notice]", f"[retention]\n{kept}\n[documents.early_notice]", f"retention.{key}")
            for kept, key in (
                ("idle_days = 29", "idle_days"),
                ("close_within_working_days = 0", "close_within_working_days"),
                ("idle_days = 30\nclose_within_working_days = 22", "close_within_working_days"),
            )
        ),
        ('"citizens_wish", ', '"citizens_dream", ', "documents.early_notice.required"),
        ('["goals"]', '["goals", "goals"]', "documents.intervention_plan.required"),
        ('required = ["goals"]', "", "documents.intervention_plan.required"),
        (
            'required = ["goals"]',
            'required = ["goals"]\ncolour = "red"',
            "documents.intervention_plan.colour",
        ),
        *(
            (
                'required = ["goals"]',
                f'required = ["goals"]\nreceivers = {receivers}',
                f"documents.intervention_plan.receivers{place}",
            )
            for receivers, place in (
                ('["coordinators"]', ".0"),
                ('"leaders"', ""),
                ("[]", ""),
                ('["leaders", "leaders"]', ""),
            )
        ),
    ],
)
def test_a_fault_names_its_file_and_key_and_says_what_to_do(
    tmp_path: Path, right: str, wrong: str, key: str
) -> None:
    assert right in WHOLE
    found = faults(written(tmp_path, WHOLE.replace(right, wrong, 1)))
    assert any(line.startswith(f"adults.toml: {key}: ") for line in found), found
    assert all(line.endswith("Correct this key.") for line in found)


def test_a_receiver_nobody_knows_is_answered_with_those_there_are(tmp_path: Path) -> None:
    text = WHOLE.replace('required = ["goals"]', 'required = ["goals"]\nreceivers = ["coordinators"]')
    (found,) = faults(written(tmp_path, text))
    assert "'inbox', 'leaders' or 'signatories'" in found


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    broken = WHOLE.replace('area = "adults"', 'area = "x"').replace("https://", "ftp://")
    found = faults(written(written(tmp_path, broken), WHOLE.replace("[deadlines]", "[deadlines"), "b.toml"))
    assert [line.split(":")[0] for line in found] == ["adults.toml", "adults.toml", "b.toml"]
    assert "not TOML" in found[2]
    assert "line 9" in found[2]
    assert found[2].endswith("Correct the line it names.")


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "adults.toml").write_bytes(WHOLE.replace("Voksne", "Børn").encode("latin-1"))
    (found,) = faults(tmp_path)
    assert found.startswith("adults.toml: not TOML: ")


def test_a_folder_without_agreements_is_a_fault_too(tmp_path: Path) -> None:
    assert faults(tmp_path) == [f"{tmp_path.name}/: no agreement found. Put at least one *.toml there."]


def test_the_agreement_in_force_that_binds_all_of_them_is_chosen() -> None:
    old = an_agreement(id="old", valid_to=date(2026, 6, 30))
    new = an_agreement(id="new", valid_from=date(2026, 7, 1))
    both, parties = in_force(old, new), ("Psykiatrisk Center Glostrup", "Hvidovre Kommune")
    assert both.between(Area.ADULTS, parties, date(2026, 6, 30)) is old
    assert both.between(Area.ADULTS, parties, date(2026, 7, 1)) is new
    assert both.between(Area.CHILDREN, parties, date(2026, 7, 1)) is None
    assert both.between(Area.ADULTS, (*parties, "Roskilde Kommune"), date(2026, 7, 1)) is None


def test_an_agreement_nobody_made_is_not_found() -> None:
    with pytest.raises(NotFound):
        in_force().get("elderly")


def test_effect_goals_are_read_and_a_share_is_a_percentage(tmp_path: Path) -> None:
    goals = "\n[goals]\ndischarges_with_agreement_in_time = 80\ndays_to_meeting = 9.5\n"
    (agreement,) = load_agreements(written(tmp_path, WHOLE + goals)).all
    assert agreement.goals == {"discharges_with_agreement_in_time": 0.8, "days_to_meeting": 9.5}


@pytest.mark.parametrize(
    ("goal", "why"),
    [
        ("minutes_in_tim = 80", "goals.minutes_in_tim: there is no indicator of that name"),
        ("minutes_in_time = 101", "goals.minutes_in_time: 101 is more than 100"),
        ("minutes_in_time = -1", "goals.minutes_in_time: Input should be greater than or equal to 0"),
        ("minutes_in_time = true", "goals.minutes_in_time: Input should be a valid number"),
        ("minutes_in_time = nan", "goals.minutes_in_time: Input should be a finite number"),
        ("days_to_meeting = inf", "goals.days_to_meeting: Input should be a finite number"),
        ("days_to_meeting = 366", "goals.days_to_meeting: 366 is more than 365"),
        ("minutes_in_time = 0", "goals.minutes_in_time: 0 is reached whatever happens"),
        ("readmissions = 100", "goals.readmissions: 100 is reached whatever happens"),
        ("discharges_missing = 3", "goals.discharges_missing: 3 would be less to reach in a month"),
        ("meetings_held = 10", "goals.meetings_held: neither more nor fewer of these is better"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(tmp_path: Path, goal: str, why: str) -> None:
    with pytest.raises(AgreementError) as refused:
        load_agreements(written(tmp_path, f"{WHOLE}\n[goals]\n{goal}\n"))
    assert why in str(refused.value)
