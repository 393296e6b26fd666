"""Test cases of a draft's table, kept from its test row and taken out again."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.tables.table_case_texts import with_case, without_case
from engine.drafting.tables.table_files import cases_file, cases_path_of, read_table, table_path
from engine.drafting.tables.table_questions import questions, read_typed
from engine.drafting.tables.table_trying import answer
from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import msg
from engine.runtime import Runtime


def keep(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, name: str, typed: Mapping[str, str]
) -> None:
    """Keep a test row under a name, with what the table answers now.

    Raises InvalidAnswers for what is no value, EngineError where the table gives no answer or the name is
    taken, StaleVersion where somebody changed the cases meanwhile, NotFound for what is no table.
    """
    table = read_table(draft_files.read(runtime, actor, draft_id, table_path(path)).content, path)
    if table is None:
        raise EngineError(msg("The table must be mended before it can be tried."))
    given = read_typed(questions(table), typed)
    if given.wrong:
        raise InvalidAnswers(given.wrong)
    trial = answer(table, given)
    if trial.outputs is None:
        raise EngineError(trial.trouble or msg("The table must be mended before it can be tried."))
    file, kept = cases_path_of(path), cases_file(runtime, actor, draft_id, path)
    before = None if kept is None else kept.content
    text = with_case(before, file, name, given.values, trial.outputs)
    draft_files.save(runtime, actor, draft_id, file, text, seen=None if kept is None else kept.version)


def drop(runtime: Runtime, actor: Actor, draft_id: int, path: str, name: str) -> None:
    """Take a case out; nothing happens where there is none of that name.

    Raises EngineError where the file cannot be read, StaleVersion, NotFound as `keep`.
    """
    kept = cases_file(runtime, actor, draft_id, table_path(path))
    if kept is not None and kept.content is not None:
        file = cases_path_of(path)
        text = without_case(kept.content, file, name)
        draft_files.save(runtime, actor, draft_id, file, text, seen=kept.version)
