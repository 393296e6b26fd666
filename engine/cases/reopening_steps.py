"""What going back to a step means for the rows around the instance: what is put aside, what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.bpmn.execution import Execution, Progress
from engine.bpmn.going_back import NoWayBack, WentBack
from engine.cases.reopening_limits import refuse, state_before
from engine.messages_catalogue import msg
from engine.persistence.effects.reopenings import Aside, NewReopening, keep
from engine.persistence.queries import reopenings as rows
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Session

ASSESSES = ("score_assessment", "keep_individual_assessment")  # each leaves its assessment_id behind
CHILD = "assessment_child"  # its assessment is kept by `prepare_decision`


@dataclass(slots=True)
class GoingBack:
    """One try at opening a step again."""

    task: StoredTask
    new: NewReopening
    details: dict[str, object]  # of the audit event
    went: WentBack = field(default_factory=lambda: WentBack((), ()))

    def act(self, execution: Execution, session: Session) -> None:
        """Take the instance back in memory; NoWayBack where that would not be honest."""
        if rows.is_aside(session, self.task.task_id):
            raise NoWayBack(msg("This step has been opened again already."))
        done_by = rows.done_by(session, self.task.instance_id)
        self.went = execution.go_back(self.task.task_uid, done_by, refuse)

    def also(self, session: Session, progress: Progress) -> None:
        """Put aside what came of the step, and keep who opened it again and why."""
        (uid,) = progress.waits.tasks.keys() - progress.before.tasks.keys()
        aside = Aside(
            task_uids=[one.uid for one in self.went.undone],
            assessment_ids=sorted(set(self._assessments(session))),
            drafts=self._drew_up(),
            state=state_before(self.went.undone, self.went.standing),
        )
        self.details["superseded"] = keep(session, self.new, uid, aside)

    def _drew_up(self) -> bool:
        return any(one.element.operation == "prepare_contract" for one in self.went.undone)

    def _assessments(self, session: Session) -> Iterator[int]:
        for one in self.went.undone:
            if one.element.operation in ASSESSES:
                found = one.values.get("assessment_id")
                if isinstance(found, int):
                    yield found
            if one.element.operation == "prepare_decision":
                since = self.task.opened_at
                yield from rows.assessments_since(session, self.new.case_id, since, instrument=CHILD)
