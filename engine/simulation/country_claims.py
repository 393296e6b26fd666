"""The claims of the replay; whether their administration is what the ministry paid in 2018."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.domain.money import half_up
from engine.persistence import rows
from engine.persistence.tables.claims import MinistryClaim
from engine.runtime import EVERY, Runtime
from engine.simulation.office_hands import Office

PERCENT = 8  # the row of 2018: 1 135 376 of 14 192 199


@dataclass(frozen=True, slots=True)
class ClaimsPlayed:
    """How many claims there were, and the farthest that one's administration is from 8 %."""

    count: int
    farthest_cents: Decimal  # two places; below 1 is rounding to the cent


def claims_played(runtime: Runtime) -> ClaimsPlayed:
    """Every claim that asks for something, of every municipality."""
    with runtime.reading(EVERY) as session:
        claims = rows.every(session, MinistryClaim, total_cents__least=1)
    exact = [
        abs(claim.admin_cents - Fraction((claim.pay_cents + claim.transport_cents) * PERCENT, 100))
        for claim in claims
    ]
    farthest = max(exact, default=Fraction(0))
    return ClaimsPlayed(
        len(claims), Decimal(half_up(farthest.numerator * 100, farthest.denominator)).scaleb(-2)
    )


def claim_and_pay(office: Office) -> None:
    """The claim that waits, from its review to the ministry's answer."""
    office.complete_all("review_claim", lambda _: {"review_verdict": "ready", "review_note": ""})
    office.complete_all("approve_claim", lambda _: {"approval": "approved", "approval_note": ""})
    office.work()
    office.complete_all("pay_assistants", lambda _: {"paid_on": office.today, "payment_note": ""})
    office.complete_all("record_ministry_reply", lambda claim_id: _accepted(office, claim_id))


def _accepted(office: Office, claim_id: int) -> dict[str, object]:
    with office.runtime.reading(office.tenant) as session:
        (claim,) = rows.every(session, MinistryClaim, id=claim_id)
        cents = claim.total_cents
    return {"reply": "accepted", "reply_cents": cents, "reply_note": "", "reply_day": office.today}
