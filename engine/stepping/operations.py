"""Calls one registered operation with what it may read; letters and files it asks for become effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from engine import letters
from engine.clock import local_day
from engine.domain.rules import Regime
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.money_files.making import is_account, make
from engine.persistence.effects.context import Effect
from engine.persistence.queries.instances import StoredInstance
from engine.runtime import LoadedRelease, Runtime, Session, Tenant
from engine.service_tasks.outcome import Completion, FollowUp, Reading, Values
from engine.service_tasks.registry import OPERATIONS


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks: the step that an operation is part of."""

    runtime: Runtime
    session: Session
    stored: StoredInstance
    release: LoadedRelease
    completion: Completion | None
    effects: Sequence[Effect]  # what operations before in the same step asked for


@dataclass(frozen=True, slots=True)
class Said:
    """What an operation said, its letters and files already made."""

    values: Values
    effects: Sequence[Effect]
    follow_ups: Sequence[FollowUp] = field(default_factory=tuple)


def call(asked: Asked, name: str, element_id: str, values: Values) -> Said:
    """Call the operation as of now; raises NotFound for an unknown one, and whatever it raises itself."""
    operation = OPERATIONS.get(name)
    if operation is None:
        raise NotFound(msg("There is no operation {name}.", name=name))
    book = asked.runtime.rule_book(asked.session)
    rules = book.of(str(values.get("regime", Regime.PROPOSED_2019)))
    reading = _reading(asked, element_id)
    outcome = operation(values, reading, rules, local_day(reading.now))
    filled = [
        letters.prepare(
            asked.runtime,
            asked.session,
            asked.release,
            asked.stored.process_id,
            letter,
            asked.stored.case_id,
        )
        for letter in outcome.letters
    ]
    made = [make(wanted) for wanted in outcome.files]
    return Said(outcome.values, [*outcome.effects, *filled, *made], tuple(outcome.follow_ups))


def _reading(asked: Asked, element_id: str) -> Reading:
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
