"""Districts as the administrator keeps them, and roles that are limited to some of them, on pages."""

from __future__ import annotations

from engine.domain.rights import Role
from engine.office import districts
from engine.people import people
from engine.persistence import rows
from engine.persistence.tables.accounts import UserRole
from engine.persistence.tables.districts import District
from engine.persistence.tables.records import AuditEvent
from tests.web.town import Guest, Town

PLACE = "/administration/districts"


def listed(guest: Guest) -> str:
    return guest.get(f"{PLACE}/list.csv").text


def test_districts_are_added_renamed_retired_and_brought_back(town: Town) -> None:
    sandra = town.guest("administrator")
    assert "Teritoriju nav" in sandra.get(PLACE).text
    assert sandra.post(PLACE, code="IK", name="  Ikšķile ").goes_to == PLACE
    assert "IK;Ikšķile;0;0;" in listed(sandra).replace(",", ";")
    for code, name in (("IK", "Cita"), ("I K", "Cita"), ("", "Cita"), ("XX", ""), ("XX", "x" * 101)):
        assert sandra.post(PLACE, code=code, name=name).status == 422, (code, name)
    (one,) = town.read(lambda session: rows.every(session, District))
    assert sandra.post(f"{PLACE}/{one.id}/name", name="Ikšķiles pilsēta").status == 303
    assert sandra.post(f"{PLACE}/{one.id}/name", name=" ").status == 422
    assert sandra.post(f"{PLACE}/{one.id}/retire").status == 303
    assert ">vairs nelieto<" in sandra.get(PLACE).text
    assert sandra.post(f"{PLACE}/{one.id}/restore").status == 303
    assert ">vairs nelieto<" not in sandra.get(PLACE).text
    assert sandra.post(f"{PLACE}/987654/retire").status == 404
    with town.runtime.reading(town.tenant) as session:
        deeds = [one for one in rows.every(session, AuditEvent, order_by=["id"], object_kind="district")]
    assert [deed.action for deed in deeds] == [
        "district_added", "district_renamed", "district_retired", "district_restored",
    ]  # fmt: skip
    assert deeds[1].details["changed"]["name"] == ["Ikšķile", "Ikšķiles pilsēta"]


def test_a_role_is_limited_on_the_page_of_users_and_its_past_stays_known(town: Town) -> None:
    sandra, dace = town.guest("administrator"), town.actor("other_caseworker")
    address = f"/users/{dace.user_id}"
    assert "Tikai šajās teritorijās" not in sandra.get(address).text  # there are none
    ikskile = districts.add(town.runtime, town.actor("administrator"), "IK", "Ikšķile")
    assert "Tikai šajās teritorijās" in sandra.get(address).text
    both = {"roles": ["caseworker", "finance"], "districts": str(ikskile)}
    assert sandra.post(address, **both).goes_to == "/users"
    found = people.actor(town.runtime, "other_caseworker")
    assert found.districts == {(Role.CASEWORKER, ikskile)}
    spans = town.read(lambda s: rows.every(s, UserRole, order_by=["id"], user_id=dace.user_id))
    assert [(one.role, one.to_day is None) for one in spans] == [
        (Role.CASEWORKER, False),
        (Role.CASEWORKER, True),
        (Role.FINANCE, True),
    ]
    page = sandra.get(address).text
    assert "sociālais darbinieks – Ikšķile" in page
    assert "checked" in page[page.index(f'value="{ikskile}"') :][:60]
    with town.runtime.reading(town.tenant) as session:
        changed = rows.every(session, AuditEvent, order_by=["-id"], action="user_roles_changed")[0]
    assert changed.details == {"given": ["finance"], "taken": [], "districts": ["IK"]}
    assert sandra.post(address, roles=["caseworker", "finance"]).status == 303
    assert people.actor(town.runtime, "other_caseworker").districts == frozenset()
    assert sandra.post(address, roles=["caseworker"], districts="987654").status == 422


def test_a_new_account_is_limited_from_the_beginning(town: Town) -> None:
    ikskile = districts.add(town.runtime, town.actor("administrator"), "IK", "Ikšķile")
    sandra = town.guest("administrator")
    sandra.get("/users")
    sent = {
        "name": "Zane Ozola",
        "user_name": "zane",
        "roles": ["head_of_service"],
        "districts": str(ikskile),
    }
    assert sandra.post("/users", **sent).status == 200
    assert people.actor(town.runtime, "zane").districts == {(Role.HEAD_OF_SERVICE, ikskile)}


def test_a_role_that_ends_ends_on_the_same_day_when_its_districts_change(town: Town) -> None:
    ikskile = districts.add(town.runtime, town.actor("administrator"), "IK", "Ikšķile")
    people.set_roles(town.runtime, "finance", [Role.HEAD_OF_SERVICE], until=town.today)
    people.set_roles(town.runtime, "finance", [Role.HEAD_OF_SERVICE], districts=frozenset({ikskile}))
    user_id = town.actor("finance").user_id
    (span,) = town.read(lambda s: rows.every(s, UserRole, user_id=user_id, role=Role.HEAD_OF_SERVICE))
    assert (span.from_day, span.to_day) == (town.today, town.today)
    people.set_roles(town.runtime, "finance", [Role.HEAD_OF_SERVICE, Role.CASEWORKER])  # as before
    assert people.actor(town.runtime, "finance").districts == {
        (Role.HEAD_OF_SERVICE, ikskile),
        (Role.CASEWORKER, ikskile),
    }
