"""Local agreements: one that extends another overrides single values; two that clash are refused."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from domain.agreement import Agreement, Receiver
from domain.document_kind import DocumentKind
from domain.people import Area
from tests.agreements import an_agreement, in_force
from tests.unit.workflows.test_agreements import WHOLE, faults, written
from workflows.agreements import load_agreements

LOCAL = """
extends = "adults"
name_da = "Lokalaftale Hvidovre"

[deadlines]
find_time_working_days = 3

[documents.early_notice]
required = ["citizens_wish"]

[documents.intervention_plan]
in_use = false

[documents.readiness_notice]
required = ["ready_on"]
"""
BOTH = ("Psykiatrisk Center Glostrup", "Hvidovre Kommune")
TODAY = date(2026, 11, 20)


def folder_with(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        written(folder, text, f"{name}.toml")
    return folder


def a_local(folder: Path, text: str = LOCAL) -> Agreement:
    return load_agreements(folder_with(folder, adults=WHOLE, hvidovre=text)).get("hvidovre")


def test_a_local_agreement_takes_all_it_leaves_out_from_its_base(tmp_path: Path) -> None:
    local = a_local(tmp_path)
    base = load_agreements(tmp_path).get("adults")
    assert (local.name_da, local.name_en, local.extends) == ("Lokalaftale Hvidovre", "Adults", "adults")
    assert (local.deadlines.find_time, local.deadlines.minutes) == (3, 2)
    assert (local.parties, local.reminders, local.area) == (base.parties, base.reminders, Area.ADULTS)
    assert local.extra_holidays == base.extra_holidays


def test_a_local_agreement_says_who_receives_a_document_and_no_more(tmp_path: Path) -> None:
    local = a_local(tmp_path, 'extends = "adults"\n[documents.early_notice]\nreceivers = ["leaders"]\n')
    (base_notice, _), (notice, plan) = load_agreements(tmp_path).get("adults").documents, local.documents
    assert (notice.receivers, notice.required) == ((Receiver.LEADERS,), base_notice.required)
    assert plan.receivers == (Receiver.INBOX,)


def test_a_local_agreement_changes_adds_and_leaves_out_single_documents(tmp_path: Path) -> None:
    local = a_local(tmp_path)
    in_use = {rule.kind: rule.required for rule in local.documents}
    assert in_use == {
        DocumentKind.EARLY_NOTICE: ("citizens_wish",),
        DocumentKind.READINESS_NOTICE: ("ready_on",),
    }
    assert local.documents[0].name_da == "Underretning", "the name is the base's still"


def test_guidance_on_the_same_topic_is_replaced_and_on_another_added(tmp_path: Path) -> None:
    topic = WHOLE[WHOLE.index("[[guidance]]") :]
    same = topic.replace("Fem", "Tre")
    other = topic.replace('"Frister"', '"Nye frister"').replace('"Deadlines"', '"New deadlines"')
    local = a_local(tmp_path, LOCAL + same + other)
    assert [(g.topic_da, g.text_da) for g in local.guidance] == [
        ("Frister", "Tre arbejdsdage."),
        ("Nye frister", "Fem arbejdsdage."),
    ]


def test_the_more_specific_agreement_holds_where_both_bind(tmp_path: Path) -> None:
    wide = WHOLE.replace('"Hvidovre Kommune"', '"Hvidovre Kommune", "Brøndby Kommune"')
    local = f'parties = ["{BOTH[0]}", "{BOTH[1]}"]\nvalid_from = 2026-11-20\n{LOCAL}'
    found = load_agreements(folder_with(tmp_path, adults=wide, hvidovre=local))

    def holds(municipality: str, day: date) -> str | None:
        agreement = found.between(Area.ADULTS, (BOTH[0], municipality), day)
        return agreement.id if agreement else None

    assert holds("Hvidovre Kommune", TODAY) == "hvidovre"
    assert holds("Hvidovre Kommune", date(2026, 11, 19)) == "adults"
    assert holds("Brøndby Kommune", TODAY) == "adults"


def test_the_most_specific_wins_in_whatever_order_they_were_read() -> None:
    a = an_agreement(id="a")
    b = an_agreement(id="b", extends="a")
    c = an_agreement(id="c", extends="b")
    for order in permutations((a, b, c)):
        agreements = in_force(*order)
        assert agreements.between(Area.ADULTS, BOTH, TODAY) is c
        assert agreements.bases(c) == (b, a)


def test_a_base_may_itself_have_a_base(tmp_path: Path) -> None:
    nearest = 'extends = "hvidovre"\n[deadlines]\nminutes_working_days = 1\n'
    found = load_agreements(folder_with(tmp_path, adults=WHOLE, hvidovre=LOCAL, a=nearest)).get("a")
    assert (found.deadlines.minutes, found.deadlines.find_time, found.deadlines.acknowledge) == (1, 3, 1)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (LOCAL.replace("find_time_working_days", "find_time_days"), "deadlines.find_time_days"),
        (LOCAL.replace("= 3", "= 1"), "reminders.working_days_before"),
        (LOCAL.replace("ready_on", "ready"), "documents.readiness_notice.required"),
        (LOCAL.replace("readiness_notice", "ready_note"), "documents.ready_note"),
        ("extends = 'adults'\ndeadlines = 3", "deadlines"),
        ("extends = 'adults'\nguidance = 3", "guidance"),
        (LOCAL.replace('"adults"', '"adult"'), "extends"),
        (LOCAL.replace('"adults"', '""'), "extends"),
        (LOCAL.replace('"adults"', "3"), "extends"),
        (LOCAL.replace('"adults"', '["adults"]'), "extends"),
    ],
)
def test_a_fault_in_a_local_agreement_names_it_and_not_its_base(tmp_path: Path, text: str, key: str) -> None:
    found = faults(folder_with(tmp_path, adults=WHOLE, hvidovre=text))
    assert all(line.startswith(f"hvidovre.toml: {key}: ") for line in found), found
    assert found
    assert all(line.endswith("Correct this key.") for line in found)


def test_an_unknown_base_is_answered_with_those_there_are(tmp_path: Path) -> None:
    text = LOCAL.replace('"adults"', '"adult"')
    (found,) = faults(folder_with(tmp_path, adults=WHOLE, hvidovre=text))
    assert "there is no adult.toml in this folder: name one of adults" in found


def test_a_base_that_is_alone_is_left_out(tmp_path: Path) -> None:
    (found,) = faults(folder_with(tmp_path, hvidovre=LOCAL))
    assert "there is no adults.toml in this folder: leave it out" in found


def test_a_circle_is_shown_and_what_hangs_on_it_is_not_blamed(tmp_path: Path) -> None:
    circle = {"a": WHOLE, "b": WHOLE}
    ring = {name: f'extends = "{other}"\n{circle[name]}' for name, other in (("a", "b"), ("b", "a"))}
    found = faults(folder_with(tmp_path, **ring, c=LOCAL.replace("adults", "a")))
    assert [line.split(":")[0] for line in found] == ["a.toml", "b.toml"]
    assert "a → b → a is a circle: let one of them stand alone" in found[0]


def test_an_agreement_cannot_extend_itself(tmp_path: Path) -> None:
    (found,) = faults(folder_with(tmp_path, a='extends = "a"\n' + WHOLE))
    assert "a → a is a circle" in found


def test_the_base_s_fault_is_named_once_and_not_again_for_what_extends_it(tmp_path: Path) -> None:
    broken = WHOLE.replace("find_time_working_days = 5", "find_time_working_days = -1")
    (found,) = faults(folder_with(tmp_path, adults=broken, hvidovre=LOCAL))
    assert found.startswith("adults.toml: deadlines.find_time_working_days: ")


def test_two_agreements_for_the_same_two_parties_at_once_contradict_each_other(tmp_path: Path) -> None:
    (found,) = faults(folder_with(tmp_path, adults=WHOLE, other=WHOLE))
    assert found.startswith("other.toml: parties: ")
    assert "are bound by adults.toml too at the same time, and neither extends the other" in found
    assert all(party in found for party in BOTH)


def test_two_extensions_of_the_same_base_contradict_each_other_too(tmp_path: Path) -> None:
    (found,) = faults(folder_with(tmp_path, adults=WHOLE, a=LOCAL, b=LOCAL))
    assert found.startswith("b.toml: parties: ")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('area = "adults"', 'area = "children"'),
        ("valid_from = 2023-01-01", "valid_from = 2021-01-01\nvalid_to = 2022-12-31"),
        ("Hvidovre Kommune", "Brøndby Kommune"),
        ("Psykiatrisk Center Glostrup", "Psykiatrisk Center Amager"),
        ('"Psykiatrisk Center Glostrup"', '"Psykiatrisk Center Amager", "Brøndby Kommune"'),
    ],
)
def test_agreements_that_never_meet_in_one_case_stand_side_by_side(
    tmp_path: Path, right: str, wrong: str
) -> None:
    wide = WHOLE.replace('"Hvidovre Kommune"', '"Hvidovre Kommune", "Brøndby Kommune"')
    first = wide if "Amager" in wrong else WHOLE
    found = load_agreements(folder_with(tmp_path, adults=first, other=WHOLE.replace(right, wrong)))
    assert [agreement.id for agreement in found.all] == ["adults", "other"]


def test_two_parties_whose_names_do_not_tell_the_sector_are_taken_to_meet(tmp_path: Path) -> None:
    named = WHOLE.replace("Hvidovre Kommune", "Hvidovre")
    (found,) = faults(folder_with(tmp_path, adults=named, other=named))
    assert "neither extends the other" in found
