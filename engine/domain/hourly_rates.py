"""The state's pay for one hour: stated by the order (MK 316), or following from the minimum wage (MK 942).

`rate_basis` of the pack says which. Under MK 942 the state set one minimum rate a year up to 2015; from 2016
it is the minimum monthly wage ÷ the hours actually worked in the month, with four places, as the ministry's
table of 2021 shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.eligibility import AssistantAge, assistant_age
from engine.domain.money import cents_of, hourly_rate
from engine.domain.rules import DatedNumber, Rules, Unit
from engine.domain.service_month import ServiceMonth
from engine.domain.steps import Step
from engine.domain.working_days import Holidays
from engine.domain.working_hours import worked_hours
from engine.messages_catalogue import msg


@dataclass(frozen=True, slots=True)
class Ages:
    """Dates of birth that a minor's rate may follow from; None = known to be of age."""

    assistant_born: date | None = None
    recipient_born: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WageRate(DatedNumber):
    """A rate that is a wage divided by hours, with both, so that the division can be shown."""

    wage: DatedNumber  # for a month
    hours: int  # worked in the month
    minor: bool  # counted as for somebody under age: 7 hours a day

    def step(self) -> Step:
        """The division, with the wage's day and source."""
        text = (
            msg(
                "Minimum monthly wage {wage:money}; working time of the month at 7 hours a day, as for "
                "somebody under age, {hours:hours}: {wage:money} ÷ {hours:number} = {rate:rate} an hour.",
                **self._said(),
            )
            if self.minor
            else msg(
                "Minimum monthly wage {wage:money}; working time of the month without public holidays "
                "{hours:hours}: {wage:money} ÷ {hours:number} = {rate:rate} an hour.",
                **self._said(),
            )
        )
        return Step("hourly_rate", text, self.exact, self.wage)

    def _said(self) -> dict[str, object]:
        return {"wage": cents_of(self.wage.exact), "hours": self.hours, "rate": self.exact}


OF_AGE = Ages()
"""Nobody is a minor."""


def rate_on(day: date, rules: Rules, holidays: Holidays, ages: Ages = OF_AGE) -> DatedNumber:
    """The rate of an hour served on the day; `NumberUnset` where it is not known.

    A minor's rate is that of somebody who is under age on the day itself.
    """
    basis = rules.number("rate_basis", day).word
    if basis == "stated":
        return rules.number("hourly_rate", day)
    minor = is_minor_rate(day, rules, ages)
    if basis == "rate_of_the_year":
        return rules.number("minimum_hourly_rate_minor" if minor else "minimum_hourly_rate", day)
    return minimum_hourly_rate(ServiceMonth.of(day), rules, holidays, minor=minor)


def is_stated(day: date, rules: Rules) -> bool:
    """Whether the order itself states the rate, so that nobody's age plays a part."""
    return rules.number("rate_basis", day).word == "stated"


def is_minor_rate(day: date, rules: Rules, ages: Ages) -> bool:
    """Whether the rate for a minor applies on the day: by the age of whom `minor_rate_by` names."""
    by_assistant = rules.number("minor_rate_by", day).word == "assistant_age"
    born = ages.assistant_born if by_assistant else ages.recipient_born
    return born is not None and assistant_age(born, day, rules) is not AssistantAge.ADULT


def minimum_hourly_rate(
    month: ServiceMonth, rules: Rules, holidays: Holidays, *, minor: bool = False
) -> WageRate:
    """The assistant's rate in MK 942: minimum monthly wage ÷ hours actually worked in the month, 4 places."""
    wage, hours = (
        rules.number("minimum_monthly_wage", month.first_day),
        worked_hours(month, holidays, minor=minor),
    )
    return WageRate(
        key="hourly_rate",
        value=hourly_rate(wage.exact, hours),
        unit=Unit.EUR_PER_HOUR,
        in_force_from=month.first_day,
        in_force_to=month.last_day,
        recorded_on=wage.recorded_on,
        source=wage.source,
        status=wage.status,
        wage=wage,
        hours=hours,
        minor=minor,
    )
