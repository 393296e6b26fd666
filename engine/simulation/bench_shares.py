"""One process's share of the country's month: its jobs, its people, its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier

from engine.clock import VirtualClock
from engine.domain.rights import Actor, Role
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson
from engine.runtime import EVERY, Runtime, open_runtime
from engine.settings import Settings
from engine.simulation.bench_months import ANSWERS, OPENS, REMINDS
from engine.tasks import tasks

CLAIMS = datetime(2026, 11, 9, 7, tzinfo=UTC)  # the claim for October has begun by then
BY_THE_OFFICE: Mapping[str, Mapping[str, object]] = {
    "review_claim": {"review_verdict": "ready", "review_note": ""},
    "approve_claim": {"approval": "approved", "approval_note": ""},
}


@dataclass(slots=True)
class _Share:
    """A process with its part of everybody's tasks."""

    runtime: Runtime
    clock: VirtualClock
    number: int
    of: int

    def complete(self, element_id: str, answers: Mapping[str, object]) -> None:
        """Every open task of this kind that falls to this process."""
        for actor, task_id, version in list(self._mine(element_id)):
            tasks.complete(self.runtime, actor, task_id, tasks.Sent(answers, version))

    def drain(self) -> None:
        """Tick and work until nothing is due."""
        drain(self.runtime, f"share-{self.number}")

    def _mine(self, element_id: str) -> Iterator[tuple[Actor, int, int]]:
        with self.runtime.reading(EVERY) as session:
            found = rows.every(session, UserTask, status=TaskStatus.OPEN, element_id=element_id)
            persons = rows.values(session, UserTaskPerson, ["task_id", "person_id"])
            accounts = rows.every(session, UserAccount)
        person_of = {one.task_id: one.person_id for one in persons}
        account_of = defaultdict(list)
        for account in accounts:
            account_of[account.municipality_id].append(account)
        for task in found:
            if task.id % self.of != self.number:
                continue
            role = Role(task.role)
            account = next(one for one in account_of[task.municipality_id] if _fits(one, role))
            roles, person = frozenset({role}), person_of.get(task.id)
            yield Actor(account.id, "bench", task.municipality_id, roles, person), task.id, task.version


def _fits(account: UserAccount, role: Role) -> bool:
    """The office's own people act in their role; anybody's account stands for the parties."""
    return account.user_name.startswith(f"{role}-") or role in (Role.ASSISTANT, Role.RECIPIENT)


def _open(share: _Share) -> None:
    share.clock.move_to(OPENS)
    share.drain()


def _last_day(share: _Share) -> None:
    share.clock.move_to(REMINDS)
    share.drain()


def _enter(share: _Share) -> None:
    share.complete("enter_month", ANSWERS["enter_month"])


def _confirm(share: _Share) -> None:
    share.complete("confirm_month", ANSWERS["confirm_month"])


def _begin_claims(share: _Share) -> None:
    share.clock.move_to(CLAIMS)
    share.drain()


def _review(share: _Share) -> None:
    share.complete("review_claim", BY_THE_OFFICE["review_claim"])


def _approve(share: _Share) -> None:
    share.complete("approve_claim", BY_THE_OFFICE["approve_claim"])
    share.drain()


PHASES: Mapping[str, Callable[[_Share], None]] = {
    "opened": _open,
    "last day": _last_day,
    "entered": _enter,
    "confirmed and checked": _confirm,
    "claims begun": _begin_claims,
    "claims reviewed": _review,
    "claims approved": _approve,
}


def work(settings: Settings, share: tuple[int, int], together: Barrier) -> None:
    """The whole month of process `share[0]` of `share[1]`; every phase begins and ends for all at once."""
    try:
        _work(settings, share, together)
    except BaseException:
        together.abort()  # nobody waits for a process that has failed
        raise


def _work(settings: Settings, share: tuple[int, int], together: Barrier) -> None:
    clock = VirtualClock(OPENS.replace(day=1, hour=0))
    runtime = open_runtime(settings, clock=clock)
    mine = _Share(runtime, clock, *share)
    try:
        with runtime.reading(EVERY) as session:  # what a serving process has read long ago
            runtime.release(session, 1).instruments()
            runtime.rule_book(session)
        for phase in PHASES.values():
            together.wait()
            phase(mine)
            together.wait()
    finally:
        runtime.database.close()
