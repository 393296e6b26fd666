"""A scenario as plain values: who takes part, how it begins, what happens, what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Answers = Mapping[str, object]


MOST_DAYS = 1_200  # that the clock goes on at once


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """Somebody beside the usual cast, or one of the cast with other facts."""

    name: str
    role: str  # recipient | assistant | legal_representative
    birth_date: date
    given_name: str
    family_name: str


@dataclass(frozen=True, slots=True)
class GivenApplication:
    """The case begins with an application."""

    recipient: str  # name in the cast
    by: str  # who hands it in: a role of the office, or one of the cast
    answers: Answers  # over the usual answers of the cast


@dataclass(frozen=True, slots=True)
class GivenContract:
    """A contract in force, with the case and the decision behind it."""

    recipient: str
    assistant: str
    first_day: date
    hours: int
    contract_form: str
    weekly: Mapping[str, int] = field(default_factory=dict)  # purpose → hours a week, under MK 942


@dataclass(frozen=True, slots=True)
class GivenContracts:
    """Months and claims begin with contracts; `period` is the month that the scenario is about."""

    contracts: tuple[GivenContract, ...]
    period: str


@dataclass(frozen=True, slots=True)
class GivenValues:
    """The process is started by itself, for a case of somebody, with these values."""

    recipient: str
    values: Answers


Start = GivenApplication | GivenContracts | GivenValues


@dataclass(frozen=True, slots=True)
class Complete:
    """Somebody completes a task; `refused` names the fields that must be found wrong, or `not_allowed`."""

    line: int
    task: str
    actor: str = ""  # "" = whoever usually does it
    answers: Answers = field(default_factory=dict)
    period: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Send:
    """Somebody sends a message about the case, with the answers of its form."""

    line: int
    message: str
    actor: str
    answers: Answers = field(default_factory=dict)
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The assistant takes a signed month back to change it."""

    line: int
    period: str
    actor: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The office demands a confirmation for a purpose of a month, or notes that it came."""

    line: int
    period: str
    purpose: str
    actor: str
    received: bool


@dataclass(frozen=True, slots=True)
class Correct:
    """The office begins a correction of a month that has been claimed."""

    line: int
    period: str
    actor: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """The provider's invoice for the month of the scenario comes in."""

    line: int
    number: str
    amount: str  # as it is typed: 1234,56
    actor: str
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """Time passes: to a day, or by some days."""

    line: int
    until: date | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Expect:
    """What must be so now; what is None or empty is not looked at."""

    line: int
    waiting: tuple[str, ...] | None = None  # open tasks of the process the scenario is about
    case: str = ""
    months: Mapping[str, str] = field(default_factory=dict)  # period → state
    claims: Mapping[str, str] = field(default_factory=dict)
    values: Answers = field(default_factory=dict)
    letters: Mapping[str, int] = field(default_factory=dict)  # kind → how many were written so far
    ledger: Mapping[str, int] = field(default_factory=dict)  # account → cents, debit less credit
    ended: bool | None = None


Step = Complete | Send | TakeBack | Correct | Evidence | Invoice | Pass | Expect


@dataclass(frozen=True, slots=True)
class Scenario:
    """One file."""

    file: str
    process_id: str  # the folder above `scenarios/`
    title: str
    title_en: str
    begins: date
    people: tuple[GivenPerson, ...]
    start: Start
    steps: tuple[Step, ...]
    order: str = "proposed_2019"  # the rule pack that the municipality's setting names
