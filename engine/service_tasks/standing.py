"""Where a case stands: its decision in force, its contest, its contract, its suspension.

What operations of the same step asked for is not among the rows yet, so it is counted in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.persistence.effects.cases import MoveCase
from engine.persistence.effects.context import Effect
from engine.persistence.effects.decisions import (
    AnnulDecision,
    CloseContestation,
    IssueDecision,
    KeepContestation,
    SettleContestation,
)
from engine.persistence.queries import cases as rows
from engine.persistence.tables.cases import (
    CaseState,
    Contestation,
    Contract,
    DecisionOutcome,
    ServiceCase,
    Suspension,
)
from engine.service_tasks.case_values import case_id_of
from engine.service_tasks.outcome import Reading


@dataclass(frozen=True, slots=True)
class DecisionInForce:
    """The decision that counts now."""

    decision_id: int
    number: str
    outcome: DecisionOutcome
    hours_per_month: int
    valid_from: date | None
    valid_to: date | None
    contest_by: date | None
    is_annulled: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for a case at this point of the step."""

    decision: DecisionInForce | None
    is_contested: bool  # something is still awaited from the authority or a court
    is_under_review: bool  # the authority has not decided yet
    contracts: Sequence[Contract]  # signed by all and not ended, newest first
    suspension: Suspension | None  # without an end

    @property
    def contract(self) -> Contract | None:
        """The contract under which the service is given."""
        return self.contracts[0] if self.contracts else None

    def state(self, *, in_service: bool | None = None, suspended: bool | None = None) -> CaseState | None:
        """The state that fits; None where there is no decision to go by.

        `in_service`, `suspended`: what the asking operation is about to bring about.
        """
        if self.decision is None or self.decision.is_annulled:
            return None
        if self.is_under_review:
            return CaseState.CONTESTED
        if self.decision.outcome is DecisionOutcome.REFUSED:
            return CaseState.REFUSED
        if not (self.contract is not None if in_service is None else in_service):
            return CaseState.CONTRACTING
        stays_away = self.suspension is not None if suspended is None else suspended
        return CaseState.SUSPENDED if stays_away else CaseState.ACTIVE


def standing(reading: Reading) -> Standing:
    """Where the case of this instance stands."""
    case_id = case_id_of(reading)
    contests = [one for one in rows.open_contests(reading.session, case_id) if not _closed(one, reading)]
    just_contested = any(isinstance(one, KeepContestation) for one in reading.asked)
    return Standing(
        decision=_decision(reading, case_id),
        is_contested=just_contested or bool(contests),
        is_under_review=just_contested
        or any(one.outcome is None and not _settled(one, reading) for one in contests),
        contracts=rows.contracts_in_force(reading.session, case_id),
        suspension=rows.open_suspension(reading.session, case_id),
    )


def after(reading: Reading, effects: Sequence[Effect]) -> Reading:
    """The same reading once these effects are asked for too."""
    return replace(reading, asked=(*reading.asked, *effects))


def moved(
    reading: Reading, *, in_service: bool | None = None, suspended: bool | None = None
) -> list[MoveCase]:
    """The case in the state that fits (see Standing.state).

    Nothing where there is no decision to go by, and for a closed case: a contest may outlive the service.
    """
    case_id = case_id_of(reading)
    state = standing(reading).state(in_service=in_service, suspended=suspended)
    if state is None or reading.session.get_one(ServiceCase, case_id).closed_on is not None:
        return []
    return [MoveCase(case_id, state)]


def _decision(reading: Reading, case_id: int) -> DecisionInForce | None:
    row = rows.decision_in_force(reading.session, case_id)
    found = None
    if row is not None:
        found = DecisionInForce(
            row.id,
            row.number or "",
            row.outcome,
            row.hours_per_month,
            row.valid_from,
            row.valid_to,
            row.contest_by,
            row.annulled_on is not None,
        )
    for effect in reading.asked:
        if isinstance(effect, IssueDecision):
            found = _issued(effect)
        elif isinstance(effect, AnnulDecision) and found and effect.decision_id == found.decision_id:
            found = replace(found, is_annulled=True)
    return found


def _issued(effect: IssueDecision) -> DecisionInForce:
    return DecisionInForce(
        effect.decision_id,
        effect.number,
        effect.outcome,
        effect.hours_per_month,
        effect.valid_from,
        effect.valid_to,
        effect.contest_by,
    )


def _closed(contest: Contestation, reading: Reading) -> bool:
    closed = {one.contestation_id for one in reading.asked if isinstance(one, CloseContestation)}
    return contest.id in closed


def _settled(contest: Contestation, reading: Reading) -> bool:
    settled = {one.contestation_id for one in reading.asked if isinstance(one, SettleContestation)}
    return contest.id in settled
