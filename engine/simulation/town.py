"""A made-up municipality and its people, as the days of a simulation pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from engine.clock import VirtualClock, local_day
from engine.domain.rights import Actor
from engine.runtime import Runtime, Tenant
from engine.simulation.founding import NewPerson
from engine.simulation.profiles import Profile


@dataclass(slots=True)
class Resident:
    """A recipient to be, with what will become of their case."""

    person: NewPerson
    applies_on: date
    assistant_id: int
    profile: Profile
    representative: NewPerson | None = None
    user_names: tuple[str, str] = ("", "")  # of recipient and representative, where they shall sign in
    password: str | None = None
    case_id: int | None = None
    done_changes: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Town:
    """A municipality and its people."""

    runtime: Runtime
    tenant: Tenant
    clock: VirtualClock
    staff: Mapping[str, Actor]  # role → who of the office does it
    residents: list[Resident]
    random: Random
    actors: dict[int, Actor] = field(default_factory=dict)  # person id → the account they act with
    office: Profile = field(default_factory=Profile)  # how the office goes about its claims

    @property
    def today(self) -> date:
        """The day in Latvia."""
        return local_day(self.clock.now())
