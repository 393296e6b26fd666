"""The hands of an office and its parties: completes every open task of a kind through the front door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from engine.clock import VirtualClock, local_day
from engine.domain.rights import Actor, Role
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson
from engine.runtime import Runtime, Tenant
from engine.tasks import tasks

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Office:
    """A municipality with somebody for each role; a party acts as the person that its task names."""

    runtime: Runtime
    tenant: Tenant
    clock: VirtualClock
    staff: Mapping[Role, Actor]

    @property
    def today(self) -> date:
        """The day in Latvia."""
        return local_day(self.clock.now())

    def work(self) -> None:
        """Everything that is due, of every municipality."""
        drain(self.runtime)

    def complete_all(
        self,
        element_id: str,
        answer: Callable[[int], Answers],
        *,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Complete the open tasks of this kind with what `answer` says of the case, or of the claim."""
        for task, person_id in self._open(element_id):
            about = task.case_id or task.claim_id or 0
            sent = tasks.Sent(answer(about), task.version)
            tasks.complete(self.runtime, self._actor(task, person_id), task.id, sent)
            done()

    def _open(self, element_id: str) -> list[tuple[UserTask, int | None]]:
        with self.runtime.reading(self.tenant) as session:
            found = rows.every(
                session, UserTask, order_by=["id"], status=TaskStatus.OPEN, element_id=element_id
            )
            named = rows.values(session, UserTaskPerson, ["task_id", "person_id"])
            persons = {one.task_id: one.person_id for one in named}
            return [(task, persons.get(task.id)) for task in found]

    def _actor(self, task: UserTask, person_id: int | None) -> Actor:
        if person_id is None:
            return self.staff[Role(task.role)]
        user = self.staff[Role.CASEWORKER].user_id  # parties of a replay have no accounts of their own
        roles = frozenset({task.role})
        return Actor(user, "replay", self.tenant.municipality_id, roles, person_id)
