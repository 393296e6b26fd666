"""Test cases kept beside decision tables: the tables answer them as written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from engine.errors import Finding, Refused
from engine.expressions.decision_tables import DecisionTable
from engine.expressions.table_trials import difference_words, differences, names_asked, try_table
from engine.gate.findings import error, with_guess
from engine.gate.process_values import WORDS
from engine.gate.room import MOST_KEPT, Room
from engine.messages_catalogue import Message, msg
from engine.scenarios.table_cases import ENDING, TableCase, TableCases, read_table_cases, table_path_of


def case_findings(room: Room) -> Iterator[Finding]:
    """Cases that the table answers otherwise, that it does not know the values of, that have no table."""
    for path in sorted(room.files):
        kept = _read_once(room.files[path], path) if path.endswith(ENDING) else None
        if kept is None:
            continue
        table = room.tables.get(table_path_of(path))
        if table is not None:
            yield from _answered(table, kept)
        elif room.is_whole and table_path_of(path) not in room.files:
            sentence = msg("Test cases lie beside a table; there is no table {table}.", table=kept.table_id)
            yield error(path, "", "no_table", sentence)


@lru_cache(maxsize=MOST_KEPT)
def _read_once(data: bytes, path: str) -> TableCases | None:
    try:
        return read_table_cases(data, path)
    except Refused:
        return None  # told by the file's own rules


def _answered(table: DecisionTable, kept: TableCases) -> Iterator[Finding]:
    outputs = [output.name for output in table.outputs]
    for case in kept.cases:
        strange = [
            *((name, names_asked(table)) for name in case.inputs if name not in names_asked(table)),
            *((name, outputs) for name in case.outputs if name not in outputs),
        ]
        for name, known in strange:
            sentence = with_guess(msg("The table knows no “{name}”.", name=name[:64]), name, known)
            yield _error(kept, case, "unknown_name", sentence)
        if not strange:
            yield from _as_written(table, kept, case)


def _as_written(table: DecisionTable, kept: TableCases, case: TableCase) -> Iterator[Finding]:
    trial = try_table(table, case.inputs, WORDS)
    if trial.trouble is not None:
        yield _error(kept, case, "case_differs", trial.trouble)
        return
    rules = ", ".join(str(number) for number in trial.rules)
    for one in differences(case.outputs, trial):
        said = difference_words(one)
        if rules:
            said = msg("{what} Row {rules} holds.", what=said, rules=rules)
        yield _error(kept, case, "case_differs", said)


def _error(kept: TableCases, case: TableCase, rule: str, what: Message) -> Finding:
    said = msg("Line {line}, case “{name}”: {what}", line=case.line, name=case.name, what=what)
    return error(kept.file, f"line {case.line}", rule, said)
