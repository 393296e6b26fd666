"""A decision table's page: the test row and what came of it, the cases, the rules in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from engine.drafting.drafts import draft_paths
from engine.drafting.tables.table_sheets import (
    CaseTried,
    Question,
    RuleInWords,
    TableSheet,
    Trial,
    outputs_in_cells,
)
from engine.errors import Finding
from engine.messages_catalogue import Message, msg
from web.drawing import draft_drawing
from web.drawing.draft_drawing import Context

PREFIX = "v_"  # before the name of a value, in forms and addresses
KINDS: Mapping[str | None, Message] = {
    "number": msg("a number"),
    "integer": msg("a whole number"),
    "string": msg("text"),
    "boolean": msg("yes or no"),
    "date": msg("a date, for example 2026-10-31"),
    None: msg('written as in a cell, for example "text" or 12'),
}
YES_NO = ({"value": "true", "text": msg("yes")}, {"value": "false", "text": msg("no")})


def page(sheet: TableSheet, language: str) -> Context:
    """The context of table_editor.html, but for `error`, `case_name` and `numbers_url`."""
    file, standing = sheet.found.file, sheet.found.page.standing
    draft_id, path, titles = standing.draft_id, file.path, sheet.found.page.processes
    here = draft_drawing.address(draft_id)
    found = [one for one in sheet.found.page.findings if one.file in (path, sheet.cases_path)]
    return {
        "title": sheet.table.name if sheet.table else draft_paths.name_of(path),
        "process": titles.get(draft_paths.process_of(path), ""),
        "draft": standing.title,
        "draft_url": here,
        "text_url": draft_drawing.address(draft_id, path),
        "path": path,
        "cases_path": sheet.cases_path,
        "cases_text_url": draft_drawing.address(draft_id, sheet.cases_path),
        "may_edit": sheet.found.page.may_edit,
        "is_read": sheet.table is not None,
        "page_url": draft_drawing.table_address(draft_id, path),
        "file_url": draft_drawing.address(draft_id, path),
        "keep_url": f"{here}/table-cases/{path}",
        "out_url": f"{here}/table-cases-out/{path}",
        "findings": [_finding(one, draft_id, titles, language) for one in found],
        "policy": sheet.policy,
        "fields": [_field(one, sheet) for one in sheet.asked],
        "row": _row(sheet),
        "cases": [_case(one, sheet) for one in sheet.cases],
        "cases_unread": sheet.cases_unread,
        "green": sum(one.is_green for one in sheet.cases),
        "untried": _untried(sheet),
        "rules": [_rule(one) for one in sheet.rules],
    }


def query(typed: Mapping[str, str]) -> str:
    """A test row as the end of an address."""
    return urlencode({"try": "1", **{f"{PREFIX}{name}": text for name, text in typed.items()}})


def _finding(one: Finding, draft_id: int, titles: Mapping[str, str], language: str) -> Context:
    return draft_drawing.finding(one, draft_id, titles, language)


def _field(one: Question, sheet: TableSheet) -> Context:
    kind = None if one.kind is None else str(one.kind)
    options = [{"value": option, "text": option} for option in one.options]
    wrong = sheet.row.wrong.get(one.name) if sheet.row else None
    return {
        "name": f"{PREFIX}{one.name}",
        "label": one.label,
        "key": one.name,
        "hint": KINDS[kind],
        "options": list(YES_NO) if kind == "boolean" else options,
        "value": sheet.row.typed.get(one.name, "") if sheet.row else "",
        "error": wrong,
        "is_number": kind in ("number", "integer"),
    }


def _row(sheet: TableSheet) -> Context | None:
    if sheet.row is None or sheet.row.trial is None:
        return None
    trial = sheet.row.trial
    return {
        **_trial(trial, sheet),
        "typed": [{"name": f"{PREFIX}{name}", "value": text} for name, text in sheet.row.typed.items()],
        "refusals": [
            {"rule": number, "columns": list(columns)} for number, columns in trial.refusals.items()
        ],
    }


def _trial(trial: Trial, sheet: TableSheet) -> Context:
    notes = {one.number: one.note for one in sheet.rules}
    return {
        "outputs": None if trial.outputs is None else outputs_in_cells(trial),
        "rules": [{"number": number, "note": notes.get(number, "")} for number in trial.rules],
        "trouble": trial.trouble,
    }


def _case(one: CaseTried, sheet: TableSheet) -> Context:
    return {
        **_trial(one.trial, sheet),
        "name": one.name,
        "is_green": one.is_green,
        "given": _labelled(one.given, sheet),
        "expected": list(one.expected),
        "differing": [
            {"output": one.output, "expected": one.expected, "found": one.found} for one in one.differing
        ],
        "href": f"{draft_drawing.table_address(sheet.found.page.standing.draft_id, sheet.found.file.path)}"
        f"?{query(one.typed)}#table-try",
    }


def _labelled(given: Sequence[tuple[str, str]], sheet: TableSheet) -> list[tuple[str, str]]:
    return [(sheet.labels.get(name, name), value) for name, value in given]


def _untried(sheet: TableSheet) -> list[int]:
    """Rules that no case reaches."""
    reached = {number for one in sheet.cases for number in one.trial.rules}
    return [one.number for one in sheet.rules if one.number not in reached]


def _rule(one: RuleInWords) -> Context:
    return {
        "number": one.number,
        "conditions": list(one.conditions),
        "answers": list(one.answers),
        "note": one.note,
    }
