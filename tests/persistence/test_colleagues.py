"""Who works for the office, and where."""

from __future__ import annotations

from engine.domain.rights import Role
from engine.persistence.database import Database
from engine.persistence.queries import accounts, colleagues
from engine.persistence.tables.accounts import UserRole
from engine.persistence.tables.districts import District, RoleDistrict
from engine.persistence.tenancy import Tenant, TenantSession
from tests.persistence import builders

YESTERDAY = builders.TODAY.replace(day=1)


def given(session: TenantSession, user_id: int, *, since: object = YESTERDAY) -> UserRole:
    role = UserRole(user_id=user_id, role=Role.CASEWORKER, municipality_id=1, from_day=since)
    return builders.saved(session, role)


def test_a_limit_of_one_grant_does_not_narrow_another(database: Database, cesis: Tenant) -> None:
    """Colleague and actor agree: who holds the role without limits too works everywhere."""
    with database.transaction(cesis) as session:
        here = builders.saved(session, District(code="A", name="Ausma")).id
        limited, free = (builders.account(session, name).id for name in ("limited", "free"))
        for user_id in (limited, free):
            role = given(session, user_id)
            builders.saved(session, RoleDistrict(user_role_id=role.id, district_id=here))
        given(session, free, since=builders.TODAY)
    with database.reading(cesis) as session:
        office = {one.user_id: one for one in colleagues.of_office(session, builders.TODAY)}
        elsewhere = here + 1
        assert [office[one].works_in(Role.CASEWORKER, here) for one in (limited, free)] == [True, True]
        assert [office[one].works_in(Role.CASEWORKER, elsewhere) for one in (limited, free)] == [False, True]
        for user_id in (limited, free):
            _, limits = accounts.reach_on(session, user_id, builders.TODAY)
            assert limits == office[user_id].districts
