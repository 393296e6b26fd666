"""A letter of a draft with sample values, as people would read it: as a page and as a PDF."""

from __future__ import annotations

from engine.documents.letter_templates import FilledLetter, fill, read_template
from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.letters.letter_samples import kind_and_language, letter_path, values_on
from engine.drafting.letters.letter_trials import House, PaperFile, house
from engine.drafting.letters.letter_trials import paper as paper_of
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.runtime import Runtime

__all__ = ["FilledLetter", "PaperFile", "filled", "paper"]


def filled(runtime: Runtime, actor: Actor, draft_id: int, path: str, way: int) -> FilledLetter:
    """The letter with the values of one of its ways; EngineError says why it cannot be filled."""
    return _filled(runtime, actor, draft_id, path, (way, house(runtime, actor)))


def paper(runtime: Runtime, actor: Actor, draft_id: int, path: str, way: int) -> PaperFile:
    """The same as a PDF."""
    by = house(runtime, actor)
    letter = _filled(runtime, actor, draft_id, path, (way, by))
    kind, language = kind_and_language(path)
    return paper_of(by, letter, kind, language)


def _filled(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, sent: tuple[int, House]
) -> FilledLetter:
    one = draft_files.read(runtime, actor, draft_id, letter_path(path))
    if one.content is None:
        raise NotFound(msg("There is no such file in this draft."))
    way, by = sent
    values = {**values_on(path, way), "municipality": by.values}
    return fill(read_template(one.content, path), values, kind_and_language(path)[1])
