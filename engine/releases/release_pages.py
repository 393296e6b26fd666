"""The release in force, to be read: its hash, since when, its processes, forms and letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.bpmn.outline import Step, read_outline
from engine.clock import local_day
from engine.domain.process_names import is_template
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import releases
from engine.runtime import LoadedRelease, Runtime, Session, Tenant
from engine.task_forms.fields import Wording

__all__ = ["ProcessPage", "ReleasePage", "Step", "find", "xml"]

LETTERS = "/letters/"
MAIN = "assistant_service"


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """A process of the release in words."""

    process_id: str
    title: str  # as its owner drew it
    outline: Sequence[Step]
    forms: Sequence[tuple[str, Wording]]  # id of the task or message, title
    letters: Sequence[str]  # file stems
    tables: Sequence[str]  # ids of decision tables


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What counts for new cases today."""

    release_id: int
    sha256: str
    since: date
    created_at: datetime
    author: str | None  # None: seeded from the folders
    approved_by: str | None
    processes: Mapping[str, ProcessPage]


def find(runtime: Runtime, actor: Actor) -> ReleasePage:
    """The release in force in the actor's municipality; NotFound for those who may not read it."""
    with runtime.reading(_tenant(actor)) as session:
        release, card = _in_force(runtime, session, actor)
        return ReleasePage(
            release.release_id,
            release.sha256,
            card.since,
            card.created_at,
            card.author,
            card.approved_by,
            {one: _process(release, one) for one in _in_order(release)},
        )


def _in_order(release: LoadedRelease) -> list[str]:
    """The long case first, then what it calls and what runs beside it; templates do not run."""
    named = release.definitions
    found = [one for one in named if not is_template(one)]
    return sorted(found, key=lambda one: (one != MAIN, named[one].title))


def xml(runtime: Runtime, actor: Actor, process_id: str) -> bytes:
    """The file of one of its diagrams, byte for byte."""
    with runtime.reading(_tenant(actor)) as session:
        release, _ = _in_force(runtime, session, actor)
        return release.file(f"processes/{process_id}/{process_id}.bpmn")


def _tenant(actor: Actor) -> Tenant:
    if actor.municipality_id is None or not can(actor, "process.see", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such release."))
    return Tenant(actor.municipality_id)


def _in_force(runtime: Runtime, session: Session, actor: Actor) -> tuple[LoadedRelease, releases.ReleaseCard]:
    card = releases.card_in_force(session, actor.municipality_id or 0, local_day(runtime.clock.now()))
    if card is None:
        raise NotFound(msg("There is no such release."))
    return runtime.release(session, card.release_id), card


def _process(release: LoadedRelease, process_id: str) -> ProcessPage:
    room = f"processes/{process_id}/"
    path = f"{room}{process_id}.bpmn"
    forms = sorted(
        one.removeprefix(f"forms/{process_id}/").removesuffix(".json")
        for one in release.files
        if one.startswith(f"forms/{process_id}/") and one.endswith(".json")
    )
    return ProcessPage(
        process_id,
        release.definitions[process_id].title,
        read_outline(release.file(path), path, process_id),
        [(name, release.form(process_id, name).title) for name in forms],
        _stems(release, f"{room}letters/", ".md"),
        _stems(release, room, ".dmn"),
    )


def _stems(release: LoadedRelease, folder: str, ending: str) -> list[str]:
    return sorted(
        one.removeprefix(folder).removesuffix(ending)
        for one in release.files
        if one.startswith(folder) and one.endswith(ending)
    )
