"""The diagrams that the figures belong to: which release is drawn, what can be passed in its processes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.bpmn.ways import Course, Parting, Way, read_course
from engine.clock import local_day
from engine.domain.process_names import is_template
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.monitoring.access import tenant
from engine.persistence.queries import monitor, releases
from engine.runtime import LoadedRelease, Runtime, Session

__all__ = [
    "USUAL_PROCESS",
    "Course",
    "Parting",
    "Way",
    "course_of",
    "drawn",
    "in_use",
    "process_or_usual",
    "titles",
    "xml",
]
USUAL_PROCESS = "assistant_service"


def xml(runtime: Runtime, actor: Actor, process_id: str, release_id: int) -> bytes:
    """A diagram of a release that the municipality uses or used; NotFound for any other."""
    with runtime.reading(tenant(actor)) as session:
        if release_id not in in_use(session):
            raise NotFound(msg("There is no such release."))
        release = runtime.release(session, release_id)
        return release.file(_path(process_id))


def course_of(release: LoadedRelease, process_id: str) -> Course:
    """What can be passed in a process of a release."""
    path = _path(process_id)
    return read_course(release.file(path), path, process_id)


def _path(process_id: str) -> str:
    """Where its diagram stands in a release."""
    return f"processes/{process_id}/{process_id}.bpmn"


def in_use(session: Session) -> Mapping[int, date]:
    """The releases that the municipality uses, used or will use → their first day; the newest first."""
    return monitor.releases_in_use(session)


def titles(release: LoadedRelease) -> dict[str, str]:
    """Id → name of the processes that run; templates never do."""
    found = release.definitions
    return {one: found[one].title for one in sorted(found) if not is_template(one)}


def process_or_usual(drawn: LoadedRelease, asked: str) -> str:
    """The process that was asked for; one that the release has not is taken for the usual one."""
    if asked in titles(drawn):
        return asked
    return USUAL_PROCESS if USUAL_PROCESS in drawn.definitions else min(drawn.definitions)


def drawn(runtime: Runtime, session: Session, actor: Actor, release_id: int | None) -> LoadedRelease:
    """The release that was asked for, else the one in force."""
    today = local_day(runtime.clock.now())
    found = release_id or releases.in_force(session, actor.municipality_id or 0, today)
    if found is None:
        raise NotFound(msg("There is no such release."))
    return runtime.release(session, found)
