"""The ground under a story: the installation on its stage, the clock, the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from engine.clock import RIGA, VirtualClock, local_day
from engine.domain.rights import Actor
from engine.jobs import worker
from engine.runtime import Runtime, Session, Tenant
from tests.processes.stage import Stage

OFFICE_HOUR = time(10)  # when a passing day is looked at: after its midnight timers and its 9:00 reminders
Answer = TypeVar("Answer")


class Teller:
    """Opens the installation, moves the clock, knows everybody by name."""

    def __init__(self, stage: Stage, *, reload: bool) -> None:
        self.stage = stage
        self.clock = VirtualClock(stage.begins)
        self.case_id = 0  # the case in hand
        self._reload = reload
        self._runtime = stage.open(self.clock)

    @property
    def runtime(self) -> Runtime:
        """The installation; where the story is told with reloading, closed and opened anew."""
        if self._reload:
            before = self._runtime
            before.database.close()
            self._runtime = self.stage.open(self.clock, parsed=before)
        return self._runtime

    @property
    def today(self) -> date:
        """The day in Latvia."""
        return local_day(self.clock.now())

    @property
    def tenant(self) -> Tenant:
        """The municipality of the stage."""
        return self.stage.tenant

    def actor(self, name: str) -> Actor:
        """Somebody of the cast."""
        return self.stage.cast[name]

    def person_id(self, name: str) -> int:
        """Somebody of the service, as rows name them."""
        person_id = self.actor(name).person_id
        assert person_id is not None, f"{name} works for the office"
        return person_id

    def read(self, question: Callable[[Session], Answer]) -> Answer:
        """Ask the rows of the municipality."""
        with self.runtime.reading(self.tenant) as session:
            return question(session)

    def on(self, day: date, *, at: time = OFFICE_HOUR) -> None:
        """Let time pass until that day and hour; whatever falls due on the way happens on its day."""
        runtime = self.runtime
        while self.today + timedelta(days=1) < day:
            self._stop(runtime, self.today + timedelta(days=1), OFFICE_HOUR)
        self._stop(runtime, day, at)

    def days_pass(self, days: int) -> None:
        """Let that many days pass."""
        self.on(self.today + timedelta(days=days))

    def works(self) -> None:
        """Let the worker do what is due at this instant: months to open, mail to send."""
        worker.drain(self.runtime)

    def close(self) -> None:
        """Let go of the database file."""
        self._runtime.database.close()

    def _stop(self, runtime: Runtime, day: date, at: time) -> None:
        instant = datetime.combine(day, at, tzinfo=RIGA)
        if instant > self.clock.now():
            self.clock.move_to(instant)
        worker.drain(runtime)
