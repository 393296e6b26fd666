"""A provider organisation reads its own contracts and months, and nothing else."""

from __future__ import annotations

from engine import people
from engine.domain.rights import Role
from engine.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import ProviderOrganisation
from tests.processes.claim_roads import three_contracts
from tests.web.town import PASSWORD, Town


def test_its_own_contracts_and_months_and_nothing_else(town: Town) -> None:
    cases = three_contracts(town)
    (provider,) = town.read(lambda session: rows.every(session, ProviderOrganisation, name="SIA „Palīgs”"))
    roles = frozenset({Role.PROVIDER_ORGANISATION})
    people.add(town.runtime, town.tenant, NewAccount("sia", "SIA", PASSWORD, roles, provider_id=provider.id))
    sia = town.guest("sia")
    home = sia.get("/")
    assert home.heading == "Mūsu līgumi"
    assert "Kārlis" in home.text
    assert "Anna" not in home.text
    months = town.read(lambda session: rows.every(session, ServiceMonth))
    own = {f"/months/{one.id}" for one in months if one.case_id == cases["karlis"]}
    assert {link for link in home.links if link.startswith("/months/")} == own
    for one in months:
        page = sia.get(f"/months/{one.id}")
        assert page.status == (200 if one.case_id == cases["karlis"] else 404)
        assert 'name="_action"' not in page.text
    for address in (f"/cases/{cases['karlis']}", "/cases", "/months", "/claims", "/users", "/release"):
        assert sia.get(address).status == 404, address
    assert sia.get("/tasks").goes_to == "/"
