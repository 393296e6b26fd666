"""Tells a story of the service in sentences, through the front door, under a clock that the story moves.

    def test_…(story: Story) -> None:
        story.apply()
        story.complete("check_application", application_complete=True)
        story.is_waiting_at("assess_need")
        story.on(date(2026, 3, 1))

Each story is told with the installation closed and opened anew before every sentence, so that nothing a step
needs can have survived in memory; in the long run straight as well. Sentences speak of the case in hand: the
last one applied for, or `story.case_id = …`. Longer roads, such as `in_force`, are in `roads.py`; the cast is
in `stage.py`; `teller.py` moves the clock, `witness.py` looks.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases import cases
from engine.documents.plain_text import letter_text
from engine.domain.rights import Actor, Role
from engine.persistence import audit, rows
from engine.persistence.queries import soundness, sums
from engine.persistence.tables.instances import (
    InstanceStatus,
    MessageWait,
    ProcessInstance,
    TaskStatus,
    Timer,
    TimerState,
    UserTask,
    UserTaskPerson,
)
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import Document, OutboxMessage
from engine.runtime import EVERY, Session
from engine.tasks import tasks
from tests.processes.applications import application_of
from tests.processes.witness import Witness

USUALLY: Mapping[str, str] = {
    Role.CASEWORKER: "caseworker",
    Role.HEAD_OF_SERVICE: "head",
    Role.FINANCE: "finance",
    Role.CONTEST_AUTHORITY: "contest_authority",
    Role.PROCESS_OWNER: "process_owner",
}
"""Who does a task that names nobody, unless the sentence says `as_`."""


class Story(Witness):
    """One story on its own copy of the stage."""

    def apply(self, who: str = "anna", *, as_: str = "caseworker", **changes: object) -> int:
        """An application for somebody of the cast comes in: on paper, or online from one of the parties."""
        actor = self.actor(as_)
        channel = "paper" if actor.has(Role.CASEWORKER) else "online"
        answers = application_of(who) | changes
        self.case_id = cases.open_case(self.runtime, actor, answers, channel=channel, received_on=self.today)
        return self.case_id

    def complete(
        self, task: str, *, as_: str | None = None, period: str | None = None, **answers: object
    ) -> None:
        """Complete the one open task of this name (of that month, where several are open)."""
        row = self.task(task, period)
        actor = self.actor(as_) if as_ else self.read(lambda session: _usual(session, row, self.stage.cast))
        tasks.complete(self.runtime, actor, row.id, tasks.Sent(answers, row.version))

    def receives(self, message: str, *, as_: str = "caseworker", **answers: object) -> None:
        """A change of the case comes in: the message's form, filled in by somebody."""
        cases.record_change(self.runtime, self.actor(as_), self.case_id, message, answers)

    def is_waiting_at(self, *element_ids: str) -> None:
        """The long case waits for exactly these user tasks."""
        assert self.waiting() == sorted(element_ids)

    def case_is(self, state: str) -> None:
        """Where the case stands."""
        assert self.case().state == state

    def month_is(self, period: str, state: str, *, assistant: str | None = None) -> None:
        """Where a month stands."""
        assert self.month(period, assistant=assistant).state == state

    def has_passed_in_order(self, *element_ids: str) -> None:
        """The audit of the long case tells these elements in this order, with others between them."""
        passed = self.passed()
        rest = iter(passed)
        missing = [element for element in element_ids if element not in rest]
        assert not missing, f"{missing} not in this order in {passed}"

    def has_not_passed(self, *element_ids: str) -> None:
        """The long case went round these elements."""
        assert not set(element_ids) & set(self.passed())

    def letter_sent(self, kind: str, *, to: str, says: str | tuple[str, ...] = (), times: int = 1) -> None:
        """So many letters of the kind to somebody (or "office") lie in the file; the last one says this.

        Whoever has an e-mail address has it in the post too.
        """
        found = self.letters(kind, to=to)
        assert len(found) == times, f"{len(found)} × {kind} to {to}"
        for words in (says,) if isinstance(says, str) else says:
            assert words in letter_text(found[-1].markdown)
        if found:
            self.read(lambda session: _check_posted(session, found[-1]))

    def ledger_shows(self, **cents: int) -> None:
        """Exactly these accounts are not zero: debit minus credit in cents."""
        balances = self.read(sums.balances)
        assert {str(account): value for account, value in balances.items() if value} == cents

    def is_ended(self, state: str = "ended") -> None:
        """The long case has reached its end in this state, and nothing is left waiting for it."""
        self.case_is(state)
        instance_id = self.instance_id()
        instance = self.read(lambda session: session.get_one(ProcessInstance, instance_id))
        assert instance.status is InstanceStatus.COMPLETED
        self.nothing_is_left()

    def nothing_is_left(self) -> None:
        """No task, timer or message of an ended instance, no instance that waits for nothing, no incident."""
        with self.runtime.reading(EVERY) as session:
            live = {one.id for one in rows.every(session, ProcessInstance, status=InstanceStatus.RUNNING)}
            waits: list[UserTask | Timer | MessageWait] = [
                *rows.every(session, UserTask, status=(TaskStatus.OPEN, TaskStatus.COMPLETING)),
                *rows.every(session, Timer, state=TimerState.WAITING),
                *rows.every(session, MessageWait),
            ]
            assert [one for one in waits if one.instance_id not in live] == []
            assert list(soundness.stranded_instances(session)) == []
            assert [str(one.sentence) for one in rows.every(session, Incident)] == []
            assert [one.last_error for one in rows.every(session, Job, state=JobState.DEAD)] == []
            assert audit.verify(session) == []


def _usual(session: Session, task: UserTask, cast: Mapping[str, Actor]) -> Actor:
    if not task.for_persons:
        return cast[USUALLY[task.role]]
    named = {one.person_id for one in rows.every(session, UserTaskPerson, task_id=task.id)}
    return next(actor for actor in cast.values() if actor.person_id in named)


def _check_posted(session: Session, letter: Document) -> None:
    posted = {one.payload["document_id"] for one in rows.every(session, OutboxMessage)}
    person = None if letter.person_id is None else session.get_one(Person, letter.person_id)
    has_address = person is None or bool(person.email)
    assert (letter.id in posted) == has_address
