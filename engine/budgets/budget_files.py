"""A year's budget as a file, in the reader's language; the same figures as on the page."""

from __future__ import annotations

from engine.budgets.budget_pages import find
from engine.budgets.budget_tables import tables
from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.runtime import Runtime
from engine.years.year_files import MEDIA_TYPES, YearFile, written


def file(runtime: Runtime, actor: Actor, year: int, kind: str, language: str) -> YearFile:
    """The year's tables as csv or xlsx; NotFound for any other kind, and for whom they are not."""
    if kind not in MEDIA_TYPES:
        raise NotFound(msg("There is no budget of this year."))
    made = tables(find(runtime, actor, year))
    content = written(made, kind, language, local_day(runtime.clock.now()))
    return YearFile(f"budzets-{year}.{kind}", content, MEDIA_TYPES[kind])
