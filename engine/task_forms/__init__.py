"""Reads the forms of `forms/` strictly and judges on the server what people send back.

Nothing is stored and nothing is drawn here: a form is bytes in, small typed values out; answers are
raw values in, typed values or one sentence per field out. The names of HTML fields are fixed in `submission`.
"""

from __future__ import annotations

from engine.task_forms.fields import Form
from engine.task_forms.instruments import InstrumentFile, check_instrument, read_instrument
from engine.task_forms.prefill import prefill
from engine.task_forms.reader import check_form, read_form
from engine.task_forms.submission import fill_inputs, parse_submission
from engine.task_forms.terms import TEXTS_ACCEPTED
from engine.task_forms.validation import Answers, validate
from engine.task_forms.visibility import visible

__all__ = [
    "TEXTS_ACCEPTED",
    "Answers",
    "Form",
    "InstrumentFile",
    "check_form",
    "check_instrument",
    "fill_inputs",
    "parse_submission",
    "prefill",
    "read_form",
    "read_instrument",
    "validate",
    "visible",
]
