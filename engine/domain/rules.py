"""Numbers of the law as data: each has a value, a day it starts, a unit, a source and a status.

A number is always asked as of a day. A number that is unset, ended or only a demonstration stops the
calculation with a sentence (`NumberUnset`); nothing is ever carried on from an older year by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from engine.domain.fingerprint import fingerprint
from engine.domain.working_days import Holidays
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import Message, msg

NO_LIMIT = "no_limit"  # the value of a cap that the law does not set, as opposed to one we do not know

NumberValue: TypeAlias = Decimal | int | str | None


class Regime(StrEnum):
    """The order under which a case is decided, paid and reported."""

    R942 = "r942"  # Cabinet Regulation 942: 2013-01-01 to 2021-06-30
    PROPOSED_2019 = "proposed_2019"  # the working group's model of 2018/2019
    R316 = "r316"  # Cabinet Regulation 316: from 2021-07-01


class Status(StrEnum):
    """How sure we are of a number."""

    CONFIRMED = "confirmed"  # read in the source named
    UNCONFIRMED = "unconfirmed"  # inferred or taken over; used, and shown as unconfirmed
    DEMO = "demo"  # made up for demonstrations; a live installation refuses it
    UNSET = "unset"  # nobody has entered it; whoever asks is told so


class Unit(StrEnum):
    """What a value counts."""

    EUR_PER_HOUR = "eur_per_hour"
    EUR_PER_MONTH = "eur_per_month"
    EUR_PER_SIX_MONTHS = "eur_per_six_months"
    PERCENT = "percent"
    FACTOR = "factor"
    HOURS_PER_MONTH = "hours_per_month"
    HOURS_PER_WEEK = "hours_per_week"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    DAY_OF_MONTH = "day_of_month"
    TIMES_PER_YEAR = "times_per_year"
    TIMES_PER_WEEK = "times_per_week"
    PEOPLE = "people"
    CHOICE = "choice"  # one of the words that the number's kind lists


class NumberUnset(EngineError):
    """The number asked for is not known for that day; `key` and `day` say which."""

    def __init__(self, message: Message, *, key: str, day: date) -> None:
        super().__init__(message)
        self.key = key
        self.day = day


@dataclass(frozen=True, slots=True)
class DatedNumber:
    """One value of a number, and everything that says where it came from."""

    key: str
    value: NumberValue  # Decimal for money and percent, int for counts, str for words, None when unset
    unit: Unit
    in_force_from: date
    recorded_on: date  # the day somebody entered it here
    source: str
    status: Status
    in_force_to: date | None = None  # last day; None = until the next value
    announced_on: date | None = None  # the day the act was adopted or published

    @property
    def exact(self) -> Decimal:
        """The value as a Decimal, for rates, percentages and factors."""
        if isinstance(self.value, Decimal | int):
            return Decimal(self.value)
        raise TypeError(f"{self.key} is not a number: {self.value!r}")

    @property
    def whole(self) -> int:
        """The value as an int, for hours, days, months, years."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"{self.key} is not a whole number: {self.value!r}")

    @property
    def limit(self) -> int | None:
        """The value of a cap; None where the law sets no limit."""
        return None if self.value == NO_LIMIT else self.whole

    @property
    def word(self) -> str:
        """The value as one of its kind's words."""
        if isinstance(self.value, str):
            return self.value
        raise TypeError(f"{self.key} is not a word: {self.value!r}")

    def is_in_force(self, day: date) -> bool:
        """Whether the value's own dates include the day; a later value may still replace it."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class RulePack:
    """All numbers of one regime; `revision` is a hash that changes with any of them."""

    name: str
    numbers: Mapping[str, tuple[DatedNumber, ...]] = field(hash=False)  # each sorted by in_force_from
    revision: str

    @classmethod
    def of(cls, name: str, numbers: Iterable[DatedNumber]) -> RulePack:
        """A pack of these numbers, in any order, with its revision."""
        by_key: dict[str, list[DatedNumber]] = {}
        for number in sorted(numbers, key=lambda number: (number.key, number.in_force_from)):
            by_key.setdefault(number.key, []).append(number)
        frozen = {key: tuple(values) for key, values in by_key.items()}
        return cls(name, frozen, _revision(name, frozen))

    def number(self, key: str, day: date, *, accept_demo: bool = False) -> DatedNumber:
        """The newest value in force on the day; raises `NumberUnset` with what to do where there is none."""
        newest = self._begun(key, day)
        if newest is None or not newest.is_in_force(day) or newest.status is Status.UNSET:
            raise NumberUnset(_unset_sentence(self.name, key, day), key=key, day=day)
        if newest.status is Status.DEMO and not accept_demo:
            raise NumberUnset(_demo_sentence(self.name, key, day), key=key, day=day)
        return newest

    def _begun(self, key: str, day: date) -> DatedNumber | None:
        """The newest value that has begun; a month asks for hundreds, so nothing is built for it."""
        for number in reversed(self.numbers.get(key, ())):
            if number.in_force_from <= day:
                return number
        return None

    def word_on(self, key: str, day: date) -> str | None:
        """The word of a choice; None on a day before or after it. `NumberUnset` where the pack lacks it."""
        if key not in self.numbers:
            raise NumberUnset(_unset_sentence(self.name, key, day), key=key, day=day)
        try:
            return self.number(key, day).word
        except NumberUnset:
            return None


@dataclass(frozen=True, slots=True)
class Rules:
    """One pack as one installation may use it: the `rules` that every calculation is given."""

    pack: RulePack
    accept_demo: bool = False  # true only where installation.kind is demo or test

    def number(self, key: str, day: date) -> DatedNumber:
        """See `RulePack.number`."""
        return self.pack.number(key, day, accept_demo=self.accept_demo)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every pack and the holidays, as one installation may use them."""

    packs: Mapping[str, RulePack] = field(hash=False)
    holidays: Holidays
    accept_demo: bool = False

    def of(self, regime: Regime | str) -> Rules:
        """The rules of one regime."""
        pack = self.packs.get(str(regime))
        if pack is None:
            raise NotFound(msg("There is no rule pack “{name}”.", name=str(regime)))
        return Rules(pack, self.accept_demo)

    def regime_on(self, day: date, chosen: Regime | str) -> Regime:
        """The order for an application received on the day where the municipality's setting names `chosen`.

        Each pack says it by `accepts_applications`. A chosen proposal ("by_setting") goes before the law
        from its own first day on; a chosen law changes nothing, for laws ("yes") follow one another by date.
        Raises NotFound for a pack that is not there, EngineError where no order takes applications.
        """
        if self.of(chosen).pack.word_on("accepts_applications", day) == "by_setting":
            return Regime(chosen)
        for name, pack in sorted(self.packs.items()):
            if pack.word_on("accepts_applications", day) == "yes":
                return Regime(name)
        raise EngineError(msg("No order of the service takes applications received on {day}.", day=day))


def _revision(name: str, numbers: Mapping[str, tuple[DatedNumber, ...]]) -> str:
    content = {
        key: [{part: getattr(number, part) for part in DatedNumber.__slots__} for number in values]
        for key, values in numbers.items()
    }
    return fingerprint({"name": name, "numbers": content})


def _unset_sentence(pack: str, key: str, day: date) -> Message:
    return msg(
        "The number “{key}” is not set for {day}, so nothing can be calculated with it. "
        "Enter it in processes/rule_packs/{pack}.yaml with its date and source.",
        key=key,
        day=day,
        pack=pack,
    )


def _demo_sentence(pack: str, key: str, day: date) -> Message:
    return msg(
        "The number “{key}” for {day} is only a demonstration value and may not be used here. "
        "Enter the real one in processes/rule_packs/{pack}.yaml with its date and source.",
        key=key,
        day=day,
        pack=pack,
    )
