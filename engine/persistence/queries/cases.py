"""A case as its operations need it: the decision now in force, contests, contracts, who answered what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from engine.persistence.queries.reopenings import superseded
from engine.persistence.questions import Question
from engine.persistence.tables.cases import (
    Contestation,
    Contract,
    ContractState,
    Decision,
    ServiceCase,
    Suspension,
)
from engine.persistence.tables.claims import ClaimState, MinistryClaim
from engine.persistence.tables.instances import ProcessInstance, TaskAnswers, TaskStatus, UserTask
from engine.persistence.tables.releases import RulePackRevision
from engine.persistence.tables.reopenings import SupersededKind

_NEWEST_OF_PACK = Question(
    select(func.max(RulePackRevision.id)).where(RulePackRevision.pack == bindparam("pack"))
)
FROZEN = tuple(state for state in ClaimState if state not in {"collecting", "review", "approval"})


@dataclass(frozen=True, slots=True)
class DoneTask:
    """A user task that somebody completed, with what was answered."""

    element_id: str
    answers: dict[str, Any]
    completed_by: int | None
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class CaseParties:
    """A case, whose matter it is, and its long process instance."""

    case_id: int
    municipality_id: int
    recipient_id: int
    representative_id: int | None
    instance_id: int
    release_id: int
    business_key: str

    @property
    def applicant_id(self) -> int:
        """Who acts in the case: the representative if there is one, else the recipient."""
        return self.representative_id or self.recipient_id


def decision_in_force(session: Session, case_id: int) -> Decision | None:
    """The case's newest decision that nothing has replaced; it may have been annulled."""
    return session.scalars(
        select(Decision)
        .where(Decision.case_id == case_id, Decision.issued_on.is_not(None), Decision.replaced_by.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    ).one_or_none()


def count_decisions(session: Session, case_id: int) -> int:
    """How many decisions were ever made on the case."""
    return session.scalar(select(func.count()).where(Decision.case_id == case_id)) or 0


def count_contracts(session: Session, case_id: int) -> int:
    """How many contracts were ever drafted in the case."""
    return session.scalar(select(func.count()).where(Contract.case_id == case_id)) or 0


def open_contests(session: Session, case_id: int) -> Sequence[Contestation]:
    """The contests of the case's decisions from which something is still awaited, oldest first."""
    return session.scalars(
        select(Contestation)
        .join(Decision, Decision.id == Contestation.decision_id)
        .where(Decision.case_id == case_id, Contestation.closed_on.is_(None))
        .order_by(Contestation.id)
    ).all()


def contracts_in_force(session: Session, case_id: int) -> Sequence[Contract]:
    """The case's contracts that were signed by all and have not been ended, newest first; one, as a rule."""
    return session.scalars(
        select(Contract)
        .where(Contract.case_id == case_id, Contract.state == ContractState.ACTIVE)
        .order_by(Contract.id.desc())
    ).all()


def open_suspension(session: Session, case_id: int) -> Suspension | None:
    """The stay of the case that has no end yet, whichever contract it was recorded under."""
    return session.scalars(
        select(Suspension)
        .join(Contract, Contract.id == Suspension.contract_id)
        .where(Contract.case_id == case_id, Suspension.to_day.is_(None))
        .order_by(Suspension.id.desc())
        .limit(1)
    ).one_or_none()


def contracts_meeting(
    session: Session, recipient_id: int, first_day: date, last_day: date
) -> Sequence[Contract]:
    """The signed contracts of a recipient, in any case, that are in force on one of these days."""
    return session.scalars(
        select(Contract)
        .where(Contract.recipient_id == recipient_id, *_meeting(first_day, last_day))
        .order_by(Contract.id)
    ).all()


def hours_promised(session: Session, assistant_id: int, first_day: date, last_day: date) -> int:
    """Hours a month that an assistant's signed contracts of these days grant, all recipients together."""
    found = session.scalar(
        select(func.sum(Contract.hours_per_month)).where(
            Contract.assistant_id == assistant_id, *_meeting(first_day, last_day)
        )
    )
    return int(found or 0)


def done_tasks(session: Session, instance_id: int, element_ids: Sequence[str]) -> dict[str, DoneTask]:
    """The last completion of each of these user tasks in an instance, of those that were not put aside."""
    return done_in(session, [instance_id], element_ids).get(instance_id, {})


def done_in(
    session: Session, instance_ids: Sequence[int], element_ids: Sequence[str]
) -> dict[int, dict[str, DoneTask]]:
    """The same for several instances by their ids; one query."""
    found = session.execute(
        select(
            UserTask.instance_id,
            UserTask.element_id,
            TaskAnswers.answers,
            TaskAnswers.completed_by,
            TaskAnswers.completed_at,
        )
        .join(TaskAnswers, TaskAnswers.task_id == UserTask.id)
        .where(
            UserTask.instance_id.in_(instance_ids),
            UserTask.element_id.in_(element_ids),
            UserTask.status == TaskStatus.COMPLETED,
            UserTask.id.not_in(superseded(SupersededKind.TASK)),
        )
        .order_by(UserTask.id)
    )
    done: dict[int, dict[str, DoneTask]] = {}
    for instance_id, *row in found:
        done.setdefault(instance_id, {})[row[0]] = DoneTask(*row)
    return done


def changes_of_assistant(session: Session, case_id: int, year: int) -> int:
    """How many signed contracts of the case were ended in a year because the assistant was changed."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Contract)
            .where(
                Contract.case_id == case_id,
                Contract.end_reason == "assistant_changed",
                Contract.last_day >= date(year, 1, 1),
                Contract.last_day <= date(year, 12, 31),
            )
        )
        or 0
    )


def frozen_periods(session: Session) -> frozenset[str]:
    """The months whose claim can no longer take a line, as "2026-10"."""
    return frozenset(session.scalars(select(MinistryClaim.period).where(MinistryClaim.state.in_(FROZEN))))


def newest_pack_revision(session: Session, pack: str) -> int | None:
    """The revision of a rule pack that counts now."""
    newest: int | None
    [(newest,)] = _NEWEST_OF_PACK.ask(session, pack=pack)
    return newest


def parties_of(session: Session, case_id: int) -> CaseParties | None:
    """The case with those whose matter it is, or None where this tenant has none with that id."""
    case, instance = ServiceCase, ProcessInstance
    row = session.execute(
        select(
            case.id,
            case.municipality_id,
            case.recipient_id,
            case.representative_id,
            instance.id,
            instance.release_id,
            instance.business_key,
        )  # nothing sealed: no key is looked for before the right is sure
        .join(instance, instance.id == case.instance_id)
        .where(case.id == case_id)
    ).one_or_none()
    return None if row is None else CaseParties(*row)


def _meeting(first_day: date, last_day: date) -> list[ColumnElement[bool]]:
    """Signed contracts in force on one of the days; those that have ended count up to their last day."""
    signed = Contract.state.in_([ContractState.ACTIVE, ContractState.ENDED])
    reaches = or_(
        Contract.last_day.is_(None),
        and_(Contract.last_day >= first_day, Contract.last_day >= Contract.first_day),
    )
    return [signed, Contract.first_day <= last_day, reaches]
