"""The demo's directory holds the people the story needs, in tenants of their own."""

from __future__ import annotations

import csv
from collections import defaultdict

from demo.server import DIRECTORY
from tests.integration.demo.running import demo_people

COLUMNS = "organisation,sector,tenant_id,unit,area,person,title,user_id,email,phone,role,receives"


def rows() -> list[dict[str, str]]:
    with DIRECTORY.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_header_is_what_the_bot_imports() -> None:
    assert DIRECTORY.read_text(encoding="utf-8").splitlines()[0] == COLUMNS


def test_the_region_shares_a_tenant_and_each_municipality_has_its_own() -> None:
    sectors_of_tenant = defaultdict(set)
    for row in rows():
        home = "region" if row["sector"] == "region" else row["organisation"]
        sectors_of_tenant[row["tenant_id"]].add(home)
    assert len(sectors_of_tenant) == 11
    assert all(len(homes) == 1 for homes in sectors_of_tenant.values())


def test_every_unit_of_staff_has_somebody_who_receives_and_a_leader() -> None:
    roles, receivers = defaultdict(set), defaultdict(set)
    for row in rows():
        unit = (row["organisation"], row["unit"])
        roles[unit].add(row["role"])
        receivers[unit].add(row["receives"])
    staffed = [unit for unit, held in roles.items() if "frontline" in held]
    assert len(staffed) == 26
    assert all("leader" in roles[unit] and "yes" in receivers[unit] for unit in staffed)


def test_both_sectors_have_a_coordinator_for_adults_and_for_children() -> None:
    held = {(row["sector"], row["area"]) for row in rows() if row["role"] == "coordinator"}
    assert held == {
        (sector, area) for sector in ("region", "municipality") for area in ("adults", "children")
    }


def test_nobody_shares_an_id_or_a_name() -> None:
    everybody = list(demo_people())
    assert len(everybody) == len({person.user_id for person in everybody}) == len(rows())
    assert len({person.account_id for person in everybody}) == len({person.name for person in everybody})
