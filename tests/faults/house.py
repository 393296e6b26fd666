"""The house that the faults happen in: the service's own release, one contract, and the small errand.

It is founded once for each kind of database and copied. `fault_effect` is a table of the tests' own without a
unique key, so that an effect that came twice is seen as two rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.clock import Clock, SystemClock, VirtualClock
from engine.domain.ledger import Account, entry
from engine.domain.rights import Actor, Role
from engine.domain.rules import Rules
from engine.instances import instances
from engine.instances.instances import Move, NewInstance
from engine.people import people
from engine.persistence import audit, ledger
from engine.persistence.database import open_database
from engine.persistence.effects.context import Circumstances
from engine.persistence.keys import open_key_file
from engine.persistence.tables.installation import InstallationKind
from engine.queue.port import LeasedJob
from engine.queue.procrastinate_queue import ProcrastinateQueue
from engine.queue.table_queue import TableQueue
from engine.releases.installations import found_installation
from engine.runtime import EVERY, LoadedRelease, Runtime, Tenant
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.registry import OPERATIONS
from engine.settings import MailServer, Settings
from engine.simulation.contracts import add_pairs
from engine.simulation.founding import add_municipality, add_staff
from tests.small_house import FILES, store_release

FOUNDED = datetime(2026, 9, 20, 4, 0, tzinfo=UTC)
BEGINS = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)  # errands begin; no month has been opened yet
REMINDERS_DUE = datetime(2026, 9, 29, 7, 0, tzinfo=UTC)  # 09:00 … 10:00 in Riga, eight days later
TENANT = Tenant(1)
ERRANDS = 2  # the release with the small errand
PAIRS = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation lies and how a process opens it; goes to other processes as JSON."""

    url: str
    key_file: str
    queue: str = "table"
    durable: bool = False
    lease_seconds: float = 60
    mail_port: int = 0

    def as_json(self) -> dict[str, object]:
        """For an order to another process."""
        return asdict(self)


class ShiftedClock:
    """The machine's clock as if it were another day: what several processes share."""

    def __init__(self, begins: datetime, since: datetime | None = None) -> None:
        self._shift = begins - (since or SystemClock().now())

    def now(self) -> datetime:
        """The instant there."""
        return SystemClock().now() + self._shift


# parsed once in each process that opens places, and so for all its forks: every place is a copy of one house
_PARSED: dict[int, LoadedRelease] = {}
_BOOKS: list[Any] = []


def open_place(place: Place, clock: Clock) -> Runtime:
    """The installation as a process sees it that has just started."""
    mail = MailServer("127.0.0.1", place.mail_port, "sd@ogre.example") if place.mail_port else MailServer()
    settings = Settings(place.url, Path(place.key_file), mail=mail)
    database = open_database(place.url, open_key_file(Path(place.key_file)), durable=place.durable)
    queue = (ProcrastinateQueue if place.queue == "procrastinate" else TableQueue)(
        lease=timedelta(seconds=place.lease_seconds)
    )
    runtime = Runtime(database=database, clock=clock, settings=settings, queue=queue)
    runtime._releases = _PARSED
    if not _BOOKS:
        with runtime.reading(EVERY) as session:
            runtime.rule_book(session)
        _BOOKS.append(runtime._rule_book)
    runtime._rule_book = _BOOKS[0]
    return runtime


def found_place(place: Place) -> None:
    """Found it: a municipality with an office, contracts in force from September, the errand as release 2."""
    key_file = Path(place.key_file)
    keys = open_key_file(key_file, create=not key_file.exists())
    clock = VirtualClock(FOUNDED)
    runtime = found_installation(
        Settings(place.url, key_file), InstallationKind.TEST, clock=clock, keys=keys, durable=False
    )
    tenant = add_municipality(runtime, "ogre", "Ogre", from_day=date(2026, 10, 1))
    add_pairs(runtime, tenant, PAIRS, first_day=date(2026, 9, 1))
    add_staff(runtime, tenant, "ilze", "Ilze", [Role.CASEWORKER])
    add_staff(runtime, tenant, "valdis", "Valdis", [Role.HEAD_OF_SERVICE])
    store_release(runtime, FILES)
    with runtime.transaction(EVERY) as session:
        session.connection().execute(
            text("CREATE TABLE fault_effect (name varchar NOT NULL, instance_id integer NOT NULL)")
        )
    runtime.database.close()


def leave_mark(session: Session, name: str, instance_id: int) -> None:
    """A row of the tests' own table."""
    row = {"name": name, "instance_id": instance_id}
    session.connection().execute(text("INSERT INTO fault_effect VALUES (:name, :instance_id)"), row)


@dataclass(frozen=True, slots=True)
class Mark:
    """An effect that shows when it came twice."""

    name: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        """Leave a row."""
        leave_mark(session, self.name, circumstances.instance_id)


def marking(name: str) -> None:
    """Register an operation of the errand that leaves its mark."""

    def _operation(_values: Values, _reading: Reading, _rules: Rules, _day: date) -> Outcome:
        return Outcome(effects=(Mark(name),))

    OPERATIONS[name] = _operation


def marks(runtime: Runtime, name: str) -> Mapping[int, int]:
    """Instance → how often the effect came."""
    counted = text("SELECT instance_id, count(*) FROM fault_effect WHERE name = :name GROUP BY instance_id")
    with runtime.reading(EVERY) as session:
        return {one: many for one, many in session.connection().execute(counted, {"name": name})}


def mark_names(runtime: Runtime) -> list[str]:
    """The names of all marks."""
    with runtime.reading(EVERY) as session:
        return list(session.connection().execute(text("SELECT name FROM fault_effect")).scalars())


def begin_errand(runtime: Runtime, key: str) -> int:
    """A new errand; gives its instance."""
    new = NewInstance("errand", key, {}, release_id=ERRANDS)
    return instances.start(runtime, TENANT, new, Move("instance_started"))


def book(runtime: Runtime, key: str) -> None:
    """A euro booked under this key, and the trail linked."""
    cents = [(Account.STATE_PAY, 100), (Account.FUNDING_PAY, -100)]
    with runtime.transaction(TENANT) as session:
        ledger.post(session, 1, entry(key, BEGINS.date(), "pay", cents), recorded_at=BEGINS)
    with runtime.transaction(EVERY) as session:
        audit.seal(session)


def person(runtime: Runtime, name: str) -> Actor:
    """Somebody of the office."""
    return people.actor(runtime, name)


def claim_next(runtime: Runtime) -> LeasedJob | None:
    """The job that a worker would do now."""
    with runtime.transaction(EVERY) as session:
        return runtime.queue.claim(session, worker="w", now=runtime.clock.now())
