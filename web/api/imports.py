"""Sent in: opinions of the commission, details from the register. A result for each row, none half done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, request
from pydantic import ConfigDict, Field, ValidationError

from engine.errors import EngineError, InvalidAnswers
from engine.integrations import opinion_import, register_import
from engine.integrations.sent_rows import MOST_ROWS, Row, RowResult, result_csv, rows_of_csv
from web.api.problems import FieldProblem, problem, refused, unfit
from web.api.shapes import Shape
from web.api.view import Operation, Runtime, Scope, actor, language, msg, said

CSV, JSON = "text/csv", "application/json"
Take = Callable[..., list[RowResult]]


class SentRows(Shape):
    """Rows as they are sent in JSON; each value is text, days like 2026-05-01."""

    rows: list[dict[str, str]] = Field(max_length=MOST_ROWS)


class ResultRow(Shape):
    """What became of a row."""

    row: int
    outcome: str = Field(description="new, changed, unchanged or refused: nothing of it was taken.")
    errors: list[FieldProblem]


class ImportResult(Shape):
    """A result for each row that was sent; for CSV the same as CSV, with a column of errors."""

    model_config = ConfigDict(  # type: ignore[typeddict-unknown-key]
        extra="forbid", frozen=True, openapi_extra={"content": {CSV: {"schema": {"type": "string"}}}}
    )

    rows: list[ResultRow]
    counts: dict[str, int]


def operations(runtime: Runtime) -> list[Operation]:
    """Of both kinds."""

    def import_opinions() -> ImportResult | Response:
        return _take(runtime, opinion_import.take, opinion_import.COLUMNS)

    def import_register() -> ImportResult | Response:
        return _take(runtime, register_import.take, register_import.COLUMNS)

    return [
        Operation(
            "/opinions", import_opinions, Scope.OPINIONS_IMPORT,
            msg("Send in opinions of the disability commission"), ImportResult, "POST",
            takes=_body(opinion_import.COLUMNS, OPINION),
        ),
        Operation(
            "/register", import_register, Scope.REGISTER_IMPORT,
            msg("Send in details of people from the population register"), ImportResult, "POST",
            takes=_body(register_import.COLUMNS, PERSON),
        ),
    ]  # fmt: skip


def _take(runtime: Runtime, take: Take, columns: Sequence[str]) -> ImportResult | Response:
    if request.mimetype not in (CSV, JSON):
        return problem(415)
    is_csv = request.mimetype == CSV
    try:
        data = request.get_data()
        rows = rows_of_csv(data, columns) if is_csv else SentRows.model_validate_json(data).rows
        results = take(runtime, actor(), rows)
    except ValidationError as error:
        return unfit(error)
    except InvalidAnswers:
        raise
    except EngineError as refusal:
        return problem(422, refusal.message) if refused(refusal).status_code == 409 else refused(refusal)
    if is_csv:
        return Response(result_csv(rows, results, columns, language()), content_type=f"{CSV}; charset=utf-8")
    return _result(results)


def _result(results: Sequence[RowResult]) -> ImportResult:
    counts: dict[str, int] = {}
    for one in results:
        counts[str(one.outcome)] = counts.get(str(one.outcome), 0) + 1
    return ImportResult(
        rows=[
            ResultRow(
                row=one.number,
                outcome=str(one.outcome),
                errors=[FieldProblem(field=name, detail=said(text)) for name, text in one.errors.items()],
            )
            for one in results
        ],
        counts=counts,
    )


def _body(columns: Sequence[str], example: Row) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in columns},
        "additionalProperties": {"type": "string"},
        "example": dict(example),
    }
    rows = {"type": "array", "items": row, "maxItems": MOST_ROWS}
    in_json = {
        "type": "object", "properties": {"rows": rows}, "required": ["rows"], "additionalProperties": False,
    }  # fmt: skip
    written = ",".join(columns) + "\n" + ",".join(example.get(name, "") for name in columns) + "\n"
    return {JSON: in_json, CSV: {"type": "string", "example": written}}


OPINION: Row = {
    "number": "AT-2026-0001", "person_code": "010180-12345", "kind": "assistant", "issued_on": "2026-01-15",
    "valid_to": "2028-01-14", "disability_group": "I", "criterion": "vision", "issuer": "VDEĀVK",
}  # fmt: skip
PERSON: Row = {"person_code": "010180-12345", "address": "Brīvības iela 1, Ogre"}
