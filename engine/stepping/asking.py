"""Who asks an operation, and what the operation may look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from engine.domain.rules import Regime, Rules
from engine.money_files.making import is_account
from engine.persistence.effects.context import Effect
from engine.persistence.queries.instances import StoredInstance
from engine.runtime import LoadedRelease, Runtime, Session, Tenant
from engine.service_tasks.outcome import Completion, Reading, Values


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks: the step that an operation is part of."""

    runtime: Runtime
    session: Session
    stored: StoredInstance
    release: LoadedRelease
    completion: Completion | None
    effects: Sequence[Effect]  # what operations before in the same step asked for


def reading_for(asked: Asked, element_id: str) -> Reading:
    """What the operation at this element of the diagram may look at."""
    stored, runtime = asked.stored, asked.runtime
    book = runtime.rule_book(asked.session)
    return Reading(
        session=asked.session,
        municipality_id=stored.municipality_id,
        case_id=stored.case_id,
        instance_id=stored.instance_id,
        business_key=stored.business_key,
        element_id=element_id,
        now=runtime.clock.now(),
        completion=asked.completion,
        new_id=partial(runtime.reserve, Tenant(stored.municipality_id)),
        holidays=book.holidays,
        book=book,
        is_account=is_account,
        release_id=stored.release_id,
        release_sha256=asked.release.sha256,
        release_file=asked.release.file,
        in_production=not book.accept_demo,
        asked=tuple(asked.effects),
    )


def rules_for(reading: Reading, values: Values) -> Rules:
    """The numbers of the instance's own regime."""
    return reading.book.of(str(values.get("regime", Regime.PROPOSED_2019)))
