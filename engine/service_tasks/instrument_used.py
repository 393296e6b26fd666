"""Which questionnaire of the release an assessment used."""

from __future__ import annotations

from functools import lru_cache

from engine.domain.questionnaire import Instrument, refuse_unofficial
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.cases import Assessment
from engine.service_tasks.outcome import Reading
from engine.task_forms import read_form, read_instrument
from engine.task_forms.fields import QuestionnaireField

CHILD = "assessment_child"  # what stands for an instrument where a child is assessed without one
INDIVIDUAL = "assessment_r942"  # the same where the need is weighed without common criteria


def instrument_of_form(reading: Reading, form_path: str) -> tuple[str, Instrument]:
    """File stem and instrument of the questionnaire that this form shows; NotFound where it shows none."""
    stem = _stem(reading.release_file(form_path), form_path)
    return stem, instrument_named(reading, stem)


def instrument_named(reading: Reading, stem: str) -> Instrument:
    """The instrument with this file stem in the instance's release."""
    path = f"processes/questionnaires/{stem}.yaml"
    return _read(reading.release_file(path), path)


def refuse_demonstration(reading: Reading) -> None:
    """Raise EngineError where a live installation would decide on a questionnaire that is not official."""
    assessment = rows.first(
        reading.session, Assessment, case_id=reading.case_id, instrument__not=CHILD, order_by=["-id"]
    )
    if assessment is not None and assessment.instrument != INDIVIDUAL:
        instrument = instrument_named(reading, assessment.instrument)
        refuse_unofficial(instrument, accept_demo=not reading.in_production)


@lru_cache(maxsize=32)
def _stem(data: bytes, path: str) -> str:
    for field in read_form(data, path).fields():
        if isinstance(field, QuestionnaireField):
            return field.instrument
    raise NotFound(msg("The form {form} shows no questionnaire.", form=path))


@lru_cache(maxsize=32)
def _read(data: bytes, path: str) -> Instrument:
    return read_instrument(data, path).instrument
