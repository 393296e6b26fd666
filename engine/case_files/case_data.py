"""The answers of a case as they stand, each form with who filled it in and when; the application first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.rights import PARTIES, Actor
from engine.persistence import rows
from engine.persistence.queries.cases import parties_of
from engine.persistence.queries.task_about import EarlierAnswers, answered
from engine.persistence.tables.cases import Application
from engine.runtime import LoadedRelease, Runtime, Session, Tenant
from engine.task_forms import Form, InstrumentFile
from engine.task_forms.shown import shown_fields, shown_values

PROCESS, APPLICATION = "assistant_service", "application_received"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it was filled in last."""

    title_lv: str
    title_en: str
    by: str  # empty: the application
    day: date | None  # of the application
    at: datetime | None
    task_id: int | None
    form: Form
    answers: Mapping[str, object]
    context: Mapping[str, object]
    instruments: Mapping[str, InstrumentFile]


def filled_forms(runtime: Runtime, actor: Actor, case_id: int) -> list[FilledForm]:
    """Of a case whose file was found for this person: for a party what parties filled in, for the office all.

    A step that was done again stands once, as it was done last; what was put aside stands here no more.
    """
    office = not actor.roles <= PARTIES
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        case = parties_of(session, case_id)
        if case is None:
            return []
        found = answered(session, case.instance_id)
        newest: dict[tuple[str, str], EarlierAnswers] = {}
        for one in found:
            if office or one.role in PARTIES:
                newest.setdefault((one.process_id, one.element_id), one)
        steps = [_step(runtime.release(session, one.release_id), one) for one in reversed(newest.values())]
        return [*_application(session, case_id, runtime.release(session, case.release_id)), *steps]


def _step(release: LoadedRelease, one: EarlierAnswers) -> FilledForm:
    answers = {**shown_fields(one.shown), **one.answers}
    return FilledForm(
        one.title_lv,
        one.title_en,
        one.by,
        None,
        one.at,
        one.task_id,
        release.form(one.process_id, one.element_id),
        answers,
        {**shown_values(one.shown), **answers},
        release.instruments(),
    )


def _application(session: Session, case_id: int, release: LoadedRelease) -> list[FilledForm]:
    """The newest application; a case that was taken over has none that was filled in here."""
    row = rows.first(session, Application, case_id=case_id, order_by=["-id"])
    if row is None or not row.facts:
        return []
    form = release.form(PROCESS, APPLICATION)
    facts = {**row.facts, "entered_by": "office"}
    title = form.title
    return [
        FilledForm(
            title.lv, title.en, "", row.received_on, None, None, form, row.facts, facts, release.instruments()
        )
    ]
