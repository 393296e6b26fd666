"""Two releases, or a draft and what it began from, side by side: a process, file by file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor, Thing, can
from engine.drafting.comparing import draft_changes
from engine.drafting.comparing.draft_changes import Change, FileChange
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import found, tenant
from engine.drafting.drafts.draft_paths import process_of
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import releases
from engine.runtime import Runtime, Tenant

__all__ = ["Change", "Comparison", "FileChange", "of_draft", "of_releases", "xml"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs; `old_release` and `new_release` are numbers, None stands for the draft."""

    title: str  # of the draft; "" between two releases
    old_release: int
    new_release: int | None
    processes: Mapping[str, int]  # process with a difference → changed files; "" for what belongs to all
    titles: Mapping[str, str]  # process → as its owner drew it
    process_id: str  # the one that is shown
    diagram: FileChange | None  # of that process; None where it does not differ
    has_old: bool  # whether its diagram is in the old release
    has_new: bool
    files: Sequence[tuple[FileChange, bytes, bytes]]  # its other files with old and new text
    used: Sequence[tuple[int, date]] = ()  # releases to choose from, with the first day of use; newest first


def of_draft(runtime: Runtime, actor: Actor, draft_id: int, process_id: str = "") -> Comparison:
    """A draft beside what it began from; NotFound where it is not for this person."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        draft = found(session, draft_id)
        old = draft_files.base_of(runtime, session, draft)
        new = draft_files.of_draft(runtime, session, draft)
        titles = releases.process_names(session)
    return _comparison((draft.title, draft.base_release_id, None), (old, new), titles, process_id)


def of_releases(runtime: Runtime, actor: Actor, old: int, new: int, process_id: str = "") -> Comparison:
    """Two releases, 0 stands for the one in force; NotFound where one is missing or may not be read."""
    with runtime.reading(_tenant(actor)) as session:
        used = releases.in_use(session, actor.municipality_id or 0)
        day = local_day(runtime.clock.now())
        now = releases.in_force(session, actor.municipality_id or 0, day) or 0
        files = [releases.find(session, one or now) for one in (old, new)]
        titles = releases.process_names(session)
    before, after = (None if one is None else one[1] for one in files)
    if before is None or after is None:
        raise _no_such_release()
    found = _comparison(("", old or now, new or now), (before, after), titles, process_id)
    return replace(found, used=used)


def xml(runtime: Runtime, actor: Actor, release_id: int, process_id: str) -> bytes:
    """The diagram of a process as a release has it, byte for byte."""
    with runtime.reading(_tenant(actor)) as session:
        release = releases.find(session, release_id)
    if release is None or _path(process_id) not in release[1]:
        raise _no_such_release()
    return release[1][_path(process_id)]


def _comparison(
    what: tuple[str, int, int | None],
    files: tuple[Mapping[str, bytes], Mapping[str, bytes]],
    titles: Mapping[str, str],
    process_id: str,
) -> Comparison:
    old, new = files
    changes = draft_changes.between(old, new)
    counted: dict[str, int] = {}
    for one in changes:
        counted[process_of(one.path)] = counted.get(process_of(one.path), 0) + 1
    shown = (
        process_id if process_id in counted or not counted else min(counted, key=lambda one: (not one, one))
    )
    here = [one for one in changes if process_of(one.path) == shown]
    title, old_release, new_release = what
    return Comparison(
        title=title,
        old_release=old_release,
        new_release=new_release,
        processes=counted,
        titles=titles,
        process_id=shown,
        diagram=next((one for one in here if one.path == _path(shown)), None),
        has_old=_path(shown) in old,
        has_new=_path(shown) in new,
        files=[
            (one, old.get(one.path, b""), new.get(one.path, b"")) for one in here if one.path != _path(shown)
        ],
    )


def _tenant(actor: Actor) -> Tenant:
    if actor.municipality_id is None or not can(actor, "process.see", Thing(actor.municipality_id)):
        raise _no_such_release()
    return Tenant(actor.municipality_id)


def _no_such_release() -> NotFound:
    return NotFound(msg("There is no such release."))


def _path(process_id: str) -> str:
    return f"processes/{process_id}/{process_id}.bpmn"
