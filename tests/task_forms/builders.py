"""Forms for tests, built as an owner would write them and read by the real reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from engine.errors import InvalidAnswers
from engine.task_forms import Answers, Form, InstrumentFile, read_form, read_instrument, validate

Part = dict[str, Any]
NOTHING: Mapping[str, object] = {}


def part(kind: str, key: str, **more: Any) -> Part:
    """A component with words in both languages."""
    name = "path" if kind == "dynamiclist" else "key"
    return {"type": kind, name: key, "label": "Vārdi", "i18n": {"en": {"label": "Words"}}, **more}


def options(*values: str) -> dict[str, Any]:
    """Options named like their values."""
    return {
        "values": [{"label": value, "value": value} for value in values],
        "i18n": {"en": {"label": "Words", "values": {value: value for value in values}}},
    }


def file_of(*components: Part, form_id: str = "sample") -> bytes:
    """The bytes of a form with these components."""
    words = {"title": "Veidlapa", "i18n": {"en": {"title": "Form"}}}
    top = {"type": "default", "id": form_id, "schemaVersion": 19, **words, "components": components}
    return json.dumps(top, ensure_ascii=False).encode()


def form_of(*components: Part, process: str = "assistant_service") -> Form:
    """The form with these components."""
    return read_form(file_of(*components), f"forms/{process}/sample.json")


def answers(form: Form, sent: Mapping[str, object], **around: Any) -> Answers:
    """The judged answers, without instruments and context unless given."""
    return validate(form, sent, **{"instruments": NOTHING, "context": NOTHING, **around})


def refusal(form: Form, sent: Mapping[str, object], **around: Any) -> dict[str, str]:
    """Place → English sentence of a refusal; fails where nothing is refused."""
    with pytest.raises(InvalidAnswers) as refused:
        answers(form, sent, **around)
    return {place: str(said) for place, said in refused.value.fields.items()}


def one(
    sent: object, *, kind: str = "textfield", context: Mapping[str, object] = NOTHING, **more: Any
) -> object:
    """What the answer to a single question becomes."""
    found = answers(form_of(part(kind, "asked", **more)), {"asked": sent}, context=context)
    return found.values["asked"]


def why_not(
    sent: object, *, kind: str = "textfield", context: Mapping[str, object] = NOTHING, **more: Any
) -> str:
    """Why the answer to a single question is refused."""
    [sentence] = refusal(form_of(part(kind, "asked", **more)), {"asked": sent}, context=context).values()
    return sentence


def small_instrument() -> InstrumentFile:
    """Two questions, 0 to 3 points."""
    option = "{points: %d, label: {lv: Atbilde %d, en: Answer %d}}"
    item = "  - {id: q%02d, question: {lv: Jautājums, en: Question}, options: [%s]}\n"
    listed = ", ".join(option % (points, points, points) for points in range(4))
    items = "".join(item % (number, listed) for number in (1, 2))
    head = 'name: small\nversion: "1"\nofficial: false\ntitle: {lv: Anketa, en: Questionnaire}\n'
    text = f"{head}note: {{lv: Piezīme, en: Note}}\nitems:\n{items}"
    return read_instrument(text.encode(), "processes/questionnaires/small.yaml")
