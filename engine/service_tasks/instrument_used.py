"""Which questionnaire of the release an assessment used."""

from __future__ import annotations

from functools import lru_cache

from engine.domain.questionnaire import Instrument
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.service_tasks.outcome import Reading
from engine.task_forms import read_form, read_instrument
from engine.task_forms.fields import QuestionnaireField


def instrument_of_form(reading: Reading, form_path: str) -> tuple[str, Instrument]:
    """File stem and instrument of the questionnaire that this form shows; NotFound where it shows none."""
    stem = _stem(reading.release_file(form_path), form_path)
    return stem, instrument_named(reading, stem)


def instrument_named(reading: Reading, stem: str) -> Instrument:
    """The instrument with this file stem in the instance's release."""
    path = f"processes/questionnaires/{stem}.yaml"
    return _read(reading.release_file(path), path)


@lru_cache(maxsize=32)
def _stem(data: bytes, path: str) -> str:
    for field in read_form(data, path).fields():
        if isinstance(field, QuestionnaireField):
            return field.instrument
    raise NotFound(msg("The form {form} shows no questionnaire.", form=path))


@lru_cache(maxsize=32)
def _read(data: bytes, path: str) -> Instrument:
    return read_instrument(data, path).instrument
