"""The ministry's printed table of what the service cost, as the newest release has it."""

from __future__ import annotations

from engine.domain.ministry_years import MinistryTable
from engine.persistence.queries import releases
from engine.rule_packs import read_ministry_years
from engine.rule_packs.ministry_reader import MINISTRY_YEARS
from engine.runtime import Runtime, Session


def printed(runtime: Runtime, session: Session) -> MinistryTable | None:
    """The table; None where the newest release was made before there was one."""
    release = runtime.release(session, releases.newest(session))
    content = release.files.get(MINISTRY_YEARS)
    return None if content is None else read_ministry_years(content, MINISTRY_YEARS)
