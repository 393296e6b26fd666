"""What a file of running cases is judged against, and what each of its cases keeps of where it came from."""

from __future__ import annotations

from engine.clock import local_day
from engine.messages_catalogue import msg, say
from engine.persistence.queries import releases
from engine.persistence.queries.cases import frozen_periods
from engine.persistence.queries.month_opening import release_for
from engine.persistence.running_cases import Source
from engine.persistence.tables.installation import Municipality
from engine.runtime import Runtime, Session, Tenant
from engine.takeovers.takeover_checks import Surroundings

REASONS = msg("The decision was taken in another system and taken over with the case.")


def surroundings(runtime: Runtime, session: Session, tenant: Tenant) -> Surroundings:
    """What every row is checked against, as of now."""
    return Surroundings(
        book=runtime.rule_book(session),
        today=local_day(runtime.clock.now()),
        in_use_from=releases.first_days(session)[municipality_of(tenant)],
        frozen=frozen_periods(session),
    )


def source_of(runtime: Runtime, session: Session, tenant: Tenant, sent: tuple[str, int | None]) -> Source:
    """Where the rows come from: `sent` is the hash of the file and the account that sends it."""
    now = runtime.clock.now()
    day = local_day(now)
    return Source(
        municipality_id=municipality_of(tenant),
        municipality_code=session.get_one(Municipality, municipality_of(tenant)).code,
        file_sha256=sent[0],
        release_id=release_for(session, tenant, day),
        user_id=sent[1],
        now=now,
        day=day,
        reasons=say(REASONS, "lv"),
    )


def municipality_of(tenant: Tenant) -> int:
    """The municipality that the cases enter."""
    if tenant.municipality_id is None:
        raise ValueError("cases are taken over into one municipality")
    return tenant.municipality_id
