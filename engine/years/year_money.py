"""The months of a year as frozen claims hold them, each with its part of what its claim was frozen with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.claim import ClaimLine, LineKind
from engine.domain.claim_shares import shares_of_claim
from engine.domain.rules import RuleBook
from engine.domain.service_figures import ClaimedMonth, Group
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries import claimed_year, year_people
from engine.persistence.queries.claimed_year import ClaimedLine, FrozenClaim
from engine.runtime import Session


@dataclass(frozen=True, slots=True)
class YearMoney:
    """What was claimed for a year."""

    lines: Sequence[ClaimedLine]  # of the year alone
    months: Sequence[ClaimedMonth]
    agree: bool  # claims, their lines and the ledger say the same
    unclaimed_cents: int  # booked, not in a frozen claim yet


def claimed(session: Session, book: RuleBook, year: int) -> YearMoney:
    """The year's months from frozen claims, held against the ledger."""
    claims, lines = claimed_year.claims(session, year), claimed_year.lines(session, year)
    transport = claimed_year.transport(session, year)
    known = [_known(line, transport) for line in lines]
    shares = _administration(claims, known, lines, book)
    ours = [
        (line, one, shares[one.line_id])
        for line, one in zip(lines, known, strict=True)
        if one.period.year == year
    ]
    groups, names = year_people.groups(session, year), year_people.municipality_names(session)
    months = [
        _month(one, share, line.recipient, (groups.get(line.case_id, ""), names[line.municipality_id]))
        for line, one, share in ours
    ]
    spent = sum(one.pay_cents + one.transport_cents for one in months)
    return YearMoney(
        lines=[line for line, _, _ in ours],
        months=months,
        agree=_agree(session, claims, known),
        unclaimed_cents=claimed_year.booked(session, year) - spent,
    )


def _known(line: ClaimedLine, transport: Mapping[int, int]) -> ClaimLine:
    """The line as the rules of the claim know it; transport stands in the ledger."""
    is_correction = line.is_adjustment
    return ClaimLine(
        line_id=str(line.line_id),
        month_id=line.month_id,
        period=ServiceMonth.parse(line.period),
        regime=line.regime,
        minutes=line.minutes,
        pay_cents=line.pay_cents,
        transport_cents=0 if is_correction else transport.get(line.month_id, 0),
        kind=LineKind.ADJUSTMENT if is_correction else LineKind.MONTH,
    )


def _administration(
    claims: Sequence[FrozenClaim], known: Sequence[ClaimLine], lines: Sequence[ClaimedLine], book: RuleBook
) -> dict[str, int]:
    """Line → its part of what its claim was frozen with."""
    by_claim: dict[int, list[ClaimLine]] = defaultdict(list)
    for line, one in zip(lines, known, strict=True):
        by_claim[line.claim_id].append(one)
    shares: dict[str, int] = {}
    for claim in claims:
        own = by_claim[claim.claim_id]
        parts = shares_of_claim(own, claim.admin_cents, book)
        shares |= {one.line_id: part for one, part in zip(own, parts, strict=True)}
    return shares


def _month(known: ClaimLine, admin_cents: int, recipient: str, where: tuple[str, str]) -> ClaimedMonth:
    group, municipality = where
    return ClaimedMonth(
        recipient=recipient,
        period=str(known.period),
        group=Group(group) if group in set(Group) else Group.UNKNOWN,
        minutes=known.minutes,
        pay_cents=known.pay_cents,
        transport_cents=known.transport_cents,
        admin_cents=admin_cents,
        municipality=municipality,
    )


def _agree(session: Session, claims: Sequence[FrozenClaim], known: Sequence[ClaimLine]) -> bool:
    frozen = (
        sum(claim.pay_cents for claim in claims),
        sum(claim.transport_cents for claim in claims),
        sum(claim.admin_cents for claim in claims),
    )
    of_lines = sum(one.pay_cents for one in known), sum(one.transport_cents for one in known)
    funded = claimed_year.funded(session, [claim.claim_id for claim in claims])
    return frozen == funded and frozen[:2] == of_lines
