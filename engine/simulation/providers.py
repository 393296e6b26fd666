"""The demo's provider organisation, with an account to sign in with."""

from __future__ import annotations

from engine.domain.rights import Role
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence.tables.people import ProviderOrganisation
from engine.runtime import Runtime, Tenant
from engine.simulation.sign_ins import DEMO_SIGN_INS

REGISTERED, ACCOUNT = "40003000001", "LV80BANK0000435195001"  # of nobody


def add_provider(runtime: Runtime, tenant: Tenant) -> int:
    """An organisation that contracts may name; gives its id."""
    (sign_in,) = (one for one in DEMO_SIGN_INS if one.role is Role.PROVIDER_ORGANISATION)
    with runtime.transaction(tenant) as session:
        provider = ProviderOrganisation(
            name=sign_in.name,
            registration_number=REGISTERED,
            email="birojs@palidziba.example",
            bank_account=ACCOUNT,
        )
        session.add(provider)
        session.flush()
        provider_id = provider.id
    roles = frozenset({Role.PROVIDER_ORGANISATION})
    account = NewAccount(sign_in.user, sign_in.name, sign_in.password, roles, provider_id=provider_id)
    people.add(runtime, tenant, account)
    return provider_id
