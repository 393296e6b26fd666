"""What one month of one contract costs: payable minutes × the rate of each day, and who gets which part.

`pay_cents` is what the state pays and the ministry is asked for. What reaches the assistant's bank account
is less: under a contract for work the office withholds taxes in its payroll.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from engine.domain.hourly_rates import WageRate
from engine.domain.money import pay_cents, percent_cents, with_percent, without_percent_cents
from engine.domain.rules import DatedNumber, Rules
from engine.domain.steps import Step
from engine.messages_catalogue import msg


class ContractForm(StrEnum):
    """How the assistant is engaged."""

    CONTRACT_FOR_WORK = (
        "contract_for_work"  # uzņēmuma līgums: the office pays contributions and withholds tax
    )
    SELF_EMPLOYED = "self_employed"  # pays own taxes
    PROVIDER = "provider"  # an organisation invoices


@dataclass(frozen=True, slots=True)
class RemunerationLine:
    """Minutes paid at one rate: HALF_UP(minutes × rate ÷ 60)."""

    minutes: int
    rate: DatedNumber
    cents: int


@dataclass(frozen=True, slots=True)
class Remuneration:
    """The money of one month: pay_cents = gross_cents + employer_contribution_cents, always."""

    lines: tuple[RemunerationLine, ...]  # one for each rate; nearly always one
    contract_form: ContractForm
    gross_cents: int  # what the assistant earns before own taxes, or invoices
    employer_contribution_cents: int  # what the office adds under a contract for work
    top_up_cents: int  # from the municipality's own money, never claimed
    steps: tuple[Step, ...]
    pack_revision: str

    @property
    def minutes(self) -> int:
        """The minutes paid."""
        return sum(line.minutes for line in self.lines)

    @property
    def pay_cents(self) -> int:
        """The state's cost, claimed from the ministry."""
        return self.gross_cents + self.employer_contribution_cents


def remuneration(
    days: Iterable[tuple[date, int]],
    contract_form: ContractForm,
    rules: Rules,
    *,
    top_up: DatedNumber | None = None,
    rate_of: Callable[[date], DatedNumber] | None = None,
) -> Remuneration:
    """The money for payable (day, minutes) pairs in any order; `NumberUnset` where a rate is not known.

    The rate is that of the day of service (`rate_of`, such as `hourly_rates.rate_on`, else the pack's
    `hourly_rate`). Where the pack says
    that the rate includes the employer's contributions (MK 316), they are split off for a contract for
    work; where not (MK 942), they are added. Their percentage is that of the last day paid. `top_up` is
    what the municipality adds for each hour, all taxes and contributions included.
    """
    served = sorted((day, minutes) for day, minutes in days if minutes)
    lines = _lines(served, rate_of or (lambda day: rules.number("hourly_rate", day)))
    steps = [step for line in lines for step in _line_steps(line)]
    gross = sum(line.cents for line in lines)
    contributions = 0
    if lines and contract_form is ContractForm.CONTRACT_FOR_WORK:
        gross, contributions, more = _contributions(lines, rules, served[-1][0])
        steps += more
    added = 0
    if top_up is not None and lines:
        added, step = _topped_up(sum(line.minutes for line in lines), top_up)
        steps.append(step)
    return Remuneration(
        lines=lines,
        contract_form=contract_form,
        gross_cents=gross,
        employer_contribution_cents=contributions,
        top_up_cents=added,
        steps=tuple(steps),
        pack_revision=rules.pack.revision,
    )


def _lines(
    served: list[tuple[date, int]], rate_of: Callable[[date], DatedNumber]
) -> tuple[RemunerationLine, ...]:
    rated = [(rate_of(day), minutes) for day, minutes in served]
    lines = []
    for rate, group in groupby(rated, key=lambda pair: pair[0]):
        minutes = sum(minutes for _, minutes in group)
        lines.append(RemunerationLine(minutes, rate, pay_cents(minutes, rate.exact)))
    return tuple(lines)


def _line_steps(line: RemunerationLine) -> list[Step]:
    """Minutes at the rate; before it, where the rate is a wage divided by hours, the division."""
    text = msg(
        "{worked:duration} = {minutes:number} minutes; {minutes:number} × {rate:rate} ÷ 60 = {amount:money}.",
        worked=line.minutes,
        minutes=line.minutes,
        rate=line.rate.exact,
        amount=line.cents,
    )
    pay = Step("pay", text, line.cents, line.rate)
    return [line.rate.step(), pay] if isinstance(line.rate, WageRate) else [pay]


def _topped_up(minutes: int, rate: DatedNumber) -> tuple[int, Step]:
    """What the municipality adds to the month, and the step that explains it."""
    cents = pay_cents(minutes, rate.exact)
    text = msg(
        "Municipal top-up, not asked from the ministry: {worked:duration} × {rate:rate} = {amount:money}.",
        worked=minutes,
        rate=rate.exact,
        amount=cents,
    )
    return cents, Step("municipal_top_up", text, cents, rate)


def _contributions(lines: Iterable[RemunerationLine], rules: Rules, day: date) -> tuple[int, int, list[Step]]:
    """Gross pay, the employer's contributions and the steps that explain them."""
    cents = sum(line.cents for line in lines)
    percent = rules.number("employer_contribution_percent", day)
    if rules.number("rate_includes_contributions", day).word == "yes":
        gross = without_percent_cents(cents, percent.exact)
        contributions = cents - gross
        costs = []
        text = msg(
            "Gross pay: {pay:money} ÷ (100% + {percent:percent}) = {gross:money}. Employer's contributions: "
            "{pay:money} − {gross:money} = {contributions:money}.",
            pay=cents,
            gross=gross,
            percent=percent.exact,
            contributions=contributions,
        )
    else:
        gross, contributions = cents, percent_cents(cents, percent.exact)
        costs = [_hour_cost(line.rate, percent) for line in lines]
        text = msg(
            "Gross pay: {gross:money}. Employer's contributions: {gross:money} × {percent:percent} = "
            "{contributions:money}.",
            gross=gross,
            percent=percent.exact,
            contributions=contributions,
        )
    return gross, contributions, [*costs, Step("employer_contributions", text, contributions, percent)]


def _hour_cost(rate: DatedNumber, percent: DatedNumber) -> Step:
    """What an hour costs the state with the contributions that come on top of the rate."""
    cost = with_percent(rate.exact, percent.exact)
    text = msg(
        "With the employer's contributions an hour costs the state "
        "{rate:rate} × (100% + {percent:percent}) = {cost:rate}.",
        rate=rate.exact,
        percent=percent.exact,
        cost=cost,
    )
    return Step("hour_cost", text, cost)
