"""What a played country came to, read as the ministry reads it, and held against the printed row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.domain.money import half_up
from engine.domain.service_figures import sums
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.simulation.country_averages import Average, averages_of
from engine.simulation.country_claims import ClaimsPlayed, claims_played
from engine.simulation.country_ground import Country
from engine.simulation.published_2018 import YEAR
from engine.years import year_figures

PARTS = ("pay", "transport", "admin", "total")


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """Whole euro of the whole country: what was played divided by the part that was played."""

    played: Fraction
    ours: Mapping[str, int]
    ministry: Mapping[str, int]
    difference_percent: Mapping[str, Decimal]  # three places
    averages: Sequence[Average]
    claims: ClaimsPlayed
    is_whole: bool  # everything booked was claimed, and claims, lines and ledger say the same


def figures_of(country: Country) -> CountryFigures:
    """From frozen claims and the ledger, by the statistics that the ministry's officer opens."""
    found = year_figures.find(country.runtime, country.officer, YEAR)
    printed = None if found.ministry is None else found.ministry.of(YEAR)
    if printed is None:
        raise EngineError(msg("The ministry's table has no row of {year}.", year=str(YEAR)))
    whole = sums(found.months)
    cents = (whole.pay_cents, whole.transport_cents, whole.admin_cents, whole.total_cents)
    ministry = dict(zip(PARTS, (*printed.lines, printed.total), strict=True))
    ours = {part: _whole_country(one, country.played) for part, one in zip(PARTS, cents, strict=True)}
    return CountryFigures(
        played=country.played,
        ours=ours,
        ministry=ministry,
        difference_percent={part: _difference(ours[part], ministry[part]) for part in PARTS},
        averages=averages_of(country.runtime, found, country.played),
        claims=claims_played(country.runtime),
        is_whole=found.accounts_agree and not found.unclaimed_cents,
    )


def _whole_country(cents: int, played: Fraction) -> int:
    return half_up(cents * played.denominator, 100 * played.numerator)


def _difference(ours: int, theirs: int) -> Decimal:
    return Decimal(half_up((ours - theirs) * 100_000, theirs)).scaleb(-3)
