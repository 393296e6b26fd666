"""What a change of a number touches in one municipality, before anybody decides on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.number_uses import Use, use_of
from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries import number_reach as queries
from engine.persistence.queries.number_reach import Touched, TouchedList
from engine.runtime import Runtime, seen_by

__all__ = ["Reach", "Touched", "TouchedList", "of"]

NOTHING = TouchedList((), 0)


@dataclass(frozen=True, slots=True)
class Reach:
    """What the new value is used for from its day on, and what stays as it is."""

    use: Use
    cases: TouchedList  # whose decision is still to be made
    contracts: TouchedList  # whose months will open with it
    months: TouchedList  # open now, calculated with it
    claims: TouchedList  # not frozen yet
    settled_months: TouchedList  # calculated already: not touched
    settled_claims: TouchedList  # frozen: not touched


def of(runtime: Runtime, actor: Actor, pack: str, key: str, day: date) -> Reach:
    """The reach of a value of the number from the day on, in the actor's municipality."""
    use, period = use_of(key), str(ServiceMonth.of(day))
    of_month, of_claim = use is Use.MONTH, use is Use.CLAIM
    with runtime.reading(seen_by(actor)) as session:
        return Reach(
            use=use,
            cases=queries.undecided_cases(session, pack) if use is Use.DECISION else NOTHING,
            contracts=queries.contracts(session, pack, day) if use in (Use.MONTH, Use.CONTRACT) else NOTHING,
            months=queries.months(session, pack, period, calculated=False) if of_month else NOTHING,
            claims=queries.claims(session, period, frozen=False) if of_claim else NOTHING,
            settled_months=queries.months(session, pack, period, calculated=True) if of_month else NOTHING,
            settled_claims=(
                queries.claims(session, period, frozen=True) if of_month or of_claim else NOTHING
            ),
        )
