"""A claim as the ministry reads it: people by number, administration on every line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.domain.claim import administration_shares
from engine.persistence.queries.claims import StoredLine
from engine.persistence.queries.ministry_debt import owed_by_ministry
from engine.service_tasks import claim_parts, claim_payments, claim_values
from engine.service_tasks.file_content import ClaimContent, ClaimRow
from engine.service_tasks.outcome import Reading, Values


def claim_content(values: Values, reading: Reading, day: date) -> ClaimContent:
    """The claim frozen on the day: a row for each line and rate, together the sums that were approved."""
    claim, municipality = claim_values.claim_of(values, reading), claim_payments.payer(reading)
    lines = claim_values.included(values, reading)
    totals = claim_values.approved_totals(lines, values, reading)
    shares = administration_shares(claim_values.as_known(lines), totals, reading.book)
    return ClaimContent(
        municipality_code=municipality.code,
        municipality_name=municipality.name,
        period=claim.period,
        number=claim.number,
        frozen_on=day,
        opening_balance_cents=-owed_by_ministry(reading.session, but_claim_id=claim.id),
        rows=[row for line, share in zip(lines, shares, strict=True) for row in _rows(line, share)],
    )


def _rows(line: StoredLine, admin_cents: int) -> Iterator[ClaimRow]:
    """The line by rate; what its pay is above the parts (contributions on top) goes to the last part.

    Transport goes there too; a month of journeys without paid hours is a line without a rate.
    """
    parts = line.parts or claim_parts.journeys_alone(line)
    if not parts:
        return
    admin = claim_parts.administration_by_part(line, parts, admin_cents)
    on_top = line.pay_cents - sum(part.cents for part in parts)
    for part, share in zip(parts, admin, strict=True):
        yield ClaimRow(
            contract_number=line.contract_number,
            recipient_reference=line.case_number,
            assistant_reference=f"A{line.assistant_id}",
            period=line.period,
            minutes=part.minutes,
            rate=part.rate,
            pay_cents=part.cents + (on_top if part is parts[-1] else 0),
            admin_cents=share,
            transport_cents=line.transport_cents if part is parts[-1] else 0,
            adjusts_claim=line.adjusts_claim,
        )
