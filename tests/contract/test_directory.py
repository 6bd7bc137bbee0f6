"""The directory: who is found, how an import keeps ids, and what happens to whoever it leaves out."""

from __future__ import annotations

from dataclasses import replace

from domain.people import Area, Role, Sector
from storage.store import SqlStore
from tests import factories as f


async def test_a_person_is_found_by_their_account(store: SqlStore) -> None:
    found = await store.run(lambda r: r.directory.person_by_account(f.NURSE.tenant_id, f.NURSE.user_id))
    assert found == f.NURSE
    assert await store.run(lambda r: r.directory.person(f.NURSE.id)) == f.NURSE


async def test_an_account_of_another_tenant_is_nobody(store: SqlStore) -> None:
    other = f.CASEWORKER.tenant_id
    assert await store.run(lambda r: r.directory.person_by_account(other, f.NURSE.user_id)) is None
    assert await store.run(lambda r: r.directory.person("nobody")) is None


async def test_a_person_of_two_units_has_both_in_the_order_of_the_import(store: SqlStore) -> None:
    second = replace(f.DIRECTORY[0], unit="Afsnit 0", role=Role.LEADER)
    await store.run(lambda r: r.directory.replace((*f.DIRECTORY, second)))
    found = await store.run(lambda r: r.directory.person(f.NURSE.id))
    assert found is not None
    assert [(m.unit.name, m.role) for m in found.memberships] == [
        ("Afsnit 1", Role.FRONTLINE),
        ("Afsnit 0", Role.LEADER),
    ]


async def test_the_language_somebody_chose_outlives_an_import(store: SqlStore) -> None:
    await store.run(lambda r: r.directory.set_language(f.NURSE.id, "en"))
    await store.run(lambda r: r.directory.replace(f.DIRECTORY))
    assert await store.run(lambda r: r.directory.person(f.NURSE.id)) == replace(f.NURSE, language="en")


async def test_organisations_of_a_sector_come_by_name(store: SqlStore) -> None:
    found = await store.run(lambda r: r.directory.organisations(Sector.MUNICIPALITY))
    assert [o.name for o in found] == ["Albertslund Kommune", "Hvidovre Kommune"]
    hvidovre = found[1]
    assert (hvidovre.sector, hvidovre.tenant_id) == (Sector.MUNICIPALITY, f.CASEWORKER.tenant_id)
    assert await store.run(lambda r: r.directory.organisation(hvidovre.id)) == hvidovre
    assert await store.run(lambda r: r.directory.organisation("none")) is None


async def test_units_are_found_by_id_and_by_organisation(store: SqlStore) -> None:
    unit = f.NURSE.home
    assert await store.run(lambda r: r.directory.unit(unit.id)) == unit
    assert await store.run(lambda r: r.directory.unit("none")) is None
    assert await store.run(lambda r: r.directory.units_of(unit.organisation_id)) == (unit,)


async def test_staff_of_a_unit_come_in_danish_order(store: SqlStore) -> None:
    staff = await store.run(lambda r: r.directory.staff_of(f.NURSE.home.id))
    assert staff == (f.REGION_COORDINATOR, f.NURSE_LEADER, f.NURSE, f.COLLEAGUE)


async def test_coordinators_are_those_whose_area_covers_the_case(store: SqlStore) -> None:
    both = (f.REGION_COORDINATOR, f.MUNICIPAL_COORDINATOR)
    assert await store.run(lambda r: r.directory.coordinators(Area.ADULTS)) == both
    assert await store.run(lambda r: r.directory.coordinators(Area.CHILDREN)) == ()


async def test_whoever_an_import_leaves_out_is_no_longer_found(store: SqlStore) -> None:
    kept = [row for row in f.DIRECTORY if row.sector is Sector.REGION]
    await store.run(lambda r: r.directory.replace(kept))
    assert await store.run(lambda r: r.directory.person(f.CASEWORKER.id)) is None
    assert await store.run(lambda r: r.directory.staff_of(f.CASEWORKER.home.id)) == ()
    assert await store.run(lambda r: r.directory.organisations(Sector.MUNICIPALITY)) == ()
    assert await store.run(lambda r: r.directory.units_of(f.CASEWORKER.home.organisation_id)) == ()
    assert await store.run(lambda r: r.directory.unit(f.CASEWORKER.home.id)) == f.CASEWORKER.home


async def test_whoever_comes_back_is_the_same_person(store: SqlStore) -> None:
    await store.run(lambda r: r.directory.replace(f.DIRECTORY[:1]))
    await store.run(lambda r: r.directory.replace(f.DIRECTORY))
    assert await store.run(lambda r: r.directory.person(f.CASEWORKER.id)) == f.CASEWORKER


async def test_an_import_brings_a_new_name_and_title(store: SqlStore) -> None:
    married = replace(f.DIRECTORY[0], person="Nora Nygift", title="Afdelingssygeplejerske")
    await store.run(lambda r: r.directory.replace((married, *f.DIRECTORY[1:])))
    found = await store.run(lambda r: r.directory.person(f.NURSE.id))
    assert found == replace(f.NURSE, name="Nora Nygift", title="Afdelingssygeplejerske")


async def test_an_empty_import_leaves_nobody(store: SqlStore) -> None:
    await store.run(lambda r: r.directory.replace(()))
    assert await store.run(lambda r: r.directory.person(f.NURSE.id)) is None
