"""What can be seen of a story: rows, tasks, values, letters, the audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.instances import instances
from engine.persistence import rows
from engine.persistence.tables.cases import CaseNote, Contract, ServiceCase
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.records import AuditEvent, Document
from engine.runtime import Session
from tests.processes.teller import Teller

OFFICE = "office"  # to whom a notice goes that is for the office itself


class Witness(Teller):
    """Looks, and changes nothing."""

    def case(self) -> ServiceCase:
        """The row of the case in hand."""
        return self.read(lambda session: session.get_one(ServiceCase, self.case_id))

    def instance_id(self) -> int:
        """The long case's process instance."""
        found = self.case().instance_id
        assert found is not None
        return found

    def values(self, task: str | None = None) -> Mapping[str, Any]:
        """The values at an open task; without a name where the long case waits, or its last step's."""
        waiting = [one for one in self.open_tasks() if one.instance_id == self.instance_id()]
        at = self.task(task) if task is not None else waiting[0] if waiting else None
        instance_id, runtime = at.instance_id if at is not None else self.instance_id(), self.runtime
        with runtime.reading(self.tenant) as session:
            execution, _ = instances.look(runtime, session, instance_id)
            open_task = execution.task(at.task_uid) if at is not None else None
            return execution.values() if open_task is None else open_task.values

    def open_tasks(self) -> list[UserTask]:
        """Every open task of the municipality."""
        return list(self.read(lambda session: rows.every(session, UserTask, status=TaskStatus.OPEN)))

    def waiting(self) -> list[str]:
        """The open tasks of the long case, by their name in the diagram."""
        instance_id = self.instance_id()
        return sorted(task.element_id for task in self.open_tasks() if task.instance_id == instance_id)

    def task(self, element_id: str, period: str | None = None) -> UserTask:
        """The one open task of this name: of the case in hand, or of no case (a claim's)."""
        found = [
            task
            for task in self.open_tasks()
            if task.element_id == element_id and task.case_id in (self.case_id, None)
        ]
        if period is not None:
            found = [task for task in found if self.read(lambda s, task=task: _period(s, task)) == period]  # type: ignore[misc]
        assert len(found) == 1, (
            f"{len(found)} × {element_id} among {[one.element_id for one in self.open_tasks()]}"
        )
        return found[0]

    def month(self, period: str, *, assistant: str | None = None) -> ServiceMonth:
        """The row of a month of the case in hand (under that assistant's contract, where there are two)."""
        who = None if assistant is None else self.person_id(assistant)
        months = self.read(lambda s: rows.every(s, ServiceMonth, case_id=self.case_id, period=period))
        found = [
            month
            for month in months
            if who is None
            or self.read(lambda s, month=month: s.get_one(Contract, month.contract_id)).assistant_id == who  # type: ignore[misc]
        ]
        assert len(found) == 1, f"{len(found)} months {period}"
        return found[0]

    def periods(self) -> list[str]:
        """The months of the case in hand that were opened."""
        months = self.read(lambda s: rows.every(s, ServiceMonth, case_id=self.case_id, order_by=["period"]))
        return [month.period for month in months]

    def contract(self, assistant: str) -> Contract:
        """The case's newest contract with somebody of the cast."""
        who = self.person_id(assistant)
        found = self.read(
            lambda s: rows.first(s, Contract, case_id=self.case_id, assistant_id=who, order_by=["-id"])
        )
        assert found is not None, f"no contract with {assistant}"
        return found

    def notes(self) -> list[str]:
        """The notes in the case file, oldest first."""
        found = self.read(lambda s: rows.every(s, CaseNote, case_id=self.case_id, order_by=["id"]))
        return [note.text for note in found]

    def letters(self, kind: str, *, to: str | None = None) -> list[Document]:
        """The letters of a kind in the case file, oldest first."""
        found = self.read(lambda s: rows.every(s, Document, order_by=["id"], case_id=self.case_id, kind=kind))
        who = None if to in (None, OFFICE) else self.person_id(str(to))
        return [letter for letter in found if to is None or letter.person_id == who]

    def passed(self) -> list[str]:
        """Every element that the long case has passed, as the audit tells it."""
        instance_id = self.instance_id()
        events = self.read(lambda s: rows.every(s, AuditEvent, order_by=["id"], instance_id=instance_id))
        return [element for event in events for element in event.details.get("passed", ())]


def _period(session: Session, task: UserTask) -> str | None:
    if task.month_id is not None:
        return session.get_one(ServiceMonth, task.month_id).period
    if task.claim_id is not None:
        return session.get_one(MinistryClaim, task.claim_id).period
    return None
