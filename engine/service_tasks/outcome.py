"""What an operation gets and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.domain.rules import RuleBook, Rules
from engine.domain.working_days import Holidays
from engine.persistence.effects.context import Effect
from engine.persistence.tenancy import TenantSession as Session
from engine.service_tasks.file_content import FileWanted

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: the front door fills its template, keeps the document and queues the e-mail."""

    kind: str  # file stem in the process's letters folder: decision_granted, month_reminder, ...
    person_id: int | None  # None: a notice to the office itself
    values: Values  # what the template may name
    key: str  # the same key again sends nothing
    language: str | None = None  # None: the reader's own
    is_later: bool = False  # younger than releases that still run: those that lack it send none


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Work for later, enqueued in the transaction of the step."""

    kind: str  # a handler of the worker
    payload: Values
    unique_key: str
    run_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The values an operation sets, and what it asks the front door to do in the same transaction."""

    values: Values = field(default_factory=dict)
    effects: Sequence[Effect] = ()
    letters: Sequence[Letter] = ()
    files: Sequence[FileWanted] = ()
    follow_ups: Sequence[FollowUp] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """The user task whose answers a step began with: who sent them, and how."""

    element_id: str
    user_id: int
    person_id: int | None
    channel: str = "web"
    answers: Values = field(default_factory=dict)  # not among the rows yet while the step runs


@dataclass(frozen=True, slots=True)
class Reading:
    """What an operation may look at: one municipality's rows as of the step, never written through."""

    session: Session
    municipality_id: int
    case_id: int | None
    instance_id: int
    business_key: str
    element_id: str  # where in the diagram the operation stands
    now: datetime
    completion: Completion | None
    new_id: Callable[[str], int]  # reserves a row id of the table with this name
    holidays: Holidays
    book: RuleBook  # the numbers of every regime; `rules` are those of the instance's own
    is_account: Callable[[str], bool]  # whether a bank would take this account number
    release_id: int
    release_sha256: str
    release_file: Callable[[str], bytes]  # a file of the instance's release by path
    in_production: bool  # refuses demonstration instruments
    asked: Sequence[Effect] = ()  # by operations before this one in the same step; not among the rows yet


Operation = Callable[[Values, Reading, Rules, date], Outcome]
