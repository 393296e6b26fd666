"""What was answered in a case, and what the commission found: health data, with a scope of their own."""

from __future__ import annotations

from engine.case_files import case_data, case_opinions
from engine.cases import cases as door
from engine.task_forms.schema import as_json
from web.api import case_shapes as shapes
from web.api.shapes import CasePath
from web.api.view import Operation, Runtime, Scope, actor, msg, said


def operations(runtime: Runtime) -> list[Operation]:
    """Of this noun."""

    def get_case_answers(path: CasePath) -> shapes.CaseAnswers:
        return _answers(runtime, path.case_id)

    summary = msg("The answers of a case: health data")
    return [
        Operation(
            "/cases/<int:case_id>/answers", get_case_answers, Scope.HEALTH_READ, summary, shapes.CaseAnswers
        )
    ]


def _answers(runtime: Runtime, case_id: int) -> shapes.CaseAnswers:
    door.find(runtime, actor(), case_id)  # whether it is for them; and the look is noted
    forms = case_data.filled_forms(runtime, actor(), case_id)
    return shapes.CaseAnswers(
        case_id=case_id,
        forms=[
            shapes.FilledFormShape(
                title=said({"lv": one.title_lv, "en": one.title_en}),
                task_id=one.task_id,
                day=one.day,
                at=one.at,
                answers={key: as_json(value) for key, value in one.answers.items()},
            )
            for one in forms
        ],
        opinions=[shapes.opinion(one) for one in case_opinions.opinions(runtime, actor(), case_id)],
    )
