"""Releases: the process owners' rooms under one hash, checked, stored, taken into use from a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import EngineError, Finding, NotFound, Refused, Severity
from engine.gate import check_release, process_titles
from engine.messages_catalogue import msg
from engine.persistence import audit
from engine.persistence.queries import releases
from engine.releases.release_folders import NOT_IN_RELEASE, hash_of, read_folders, write_files
from engine.releases.rule_pack_revisions import record_rule_packs
from engine.runtime import EVERY, Runtime, Session, Tenant

__all__ = [
    "Published",
    "hash_of",
    "hold_uses",
    "in_force",
    "publish",
    "read_folders",
    "record_rule_packs",
    "take_into_use",
    "use_from",
    "write_folders",
]


Rehearsal = Callable[[Mapping[str, bytes]], Sequence[Finding]]
"""Plays the scenarios of a release; a finding for each that does not go as written."""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing."""

    release_id: int
    sha256: str
    warnings: tuple[Finding, ...]
    is_new: bool


def publish(
    runtime: Runtime,
    files: Mapping[str, bytes],
    *,
    author: Actor | None,
    approver: Actor | None,
    rehearse: Rehearsal | None = None,
) -> Published:
    """Check a release and store it; raises Refused with every finding, EngineError when one person did both.

    The first release of an installation is seeded from the folders by nobody (author and approver None).
    Any later one must be rehearsed: `rehearse` plays its scenarios once the rules found no error.
    """
    if rehearse is None and not (author is None and approver is None):
        raise ValueError("a release that people publish is rehearsed first")
    if author is not None and approver is not None and author.user_id == approver.user_id:
        raise EngineError(msg("Author and approver of a release must be two people."))
    sha256, now = hash_of(files), runtime.clock.now()
    findings = _judge(runtime, files, sha256, rehearse)
    with runtime.transaction(EVERY) as session:
        known = releases.id_of(session, sha256)
        if known is not None:
            return Published(known, sha256, tuple(findings), is_new=False)
        people = (author.user_id if author else None, approver.user_id if approver else None)
        release_id = _store(session, files, sha256, now, people)
    return Published(release_id, sha256, tuple(findings), is_new=True)


def _store(
    session: Session,
    files: Mapping[str, bytes],
    sha256: str,
    now: datetime,
    people: tuple[int | None, int | None],
) -> int:
    """The release and its audit entry; author and approver by number."""
    release_id = releases.add(
        session,
        sha256=sha256,
        files=files,
        processes=process_titles(files),
        created_at=now,
        people=people,
    )
    audit.record(
        session,
        action="release_published",
        at=now,
        municipality_id=None,
        actor_user_id=people[1],
        object_kind="release",
        object_id=str(release_id),
        release_sha256=sha256,
    )
    return release_id


def _judge(
    runtime: Runtime, files: Mapping[str, bytes], sha256: str, rehearse: Rehearsal | None
) -> list[Finding]:
    """The warnings about a release; raises Refused with its errors. A known one is not played again."""
    findings = check_release(files)
    if rehearse is not None and not _errors(findings) and not _is_known(runtime, sha256):
        findings += rehearse(files)
    if errors := _errors(findings):
        raise Refused(errors)
    return findings


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _is_known(runtime: Runtime, sha256: str) -> bool:
    with runtime.reading(EVERY) as session:
        return releases.id_of(session, sha256) is not None


def take_into_use(
    runtime: Runtime, tenant: Tenant, release_id: int, from_day: date, *, by: Actor | None = None
) -> None:
    """From this day a municipality's new instances take the release; running ones keep theirs.

    Raises NotFound where there is no such release. `by`: who decided it; None: whoever founds the house.
    """
    with runtime.transaction(tenant) as session:
        use_from(session, release_id, from_day, at=runtime.clock.now(), by=by)


def hold_uses(session: Session) -> None:
    """Whoever changes which release the municipality will use waits for this transaction, and looks then."""
    releases.hold_uses(session, session.tenant.municipality_id or 0)


def use_from(
    session: Session, release_id: int, from_day: date, *, at: datetime, by: Actor | None = None
) -> None:
    """The same within a transaction of the municipality that will use it."""
    if not releases.take_into_use(session, release_id, from_day):
        raise NotFound(msg("There is no such release."))
    _audit_use(session, "release_taken_into_use", (release_id, from_day), at, by)


def call_off(session: Session, release_id: int, from_day: date, *, at: datetime, by: Actor) -> None:
    """A release that is only planned will not be used; EngineError where a later one stands on it."""
    if not releases.call_off(session, release_id, from_day):
        raise EngineError(msg("A later release is planned that stands on this one: call that one off first."))
    _audit_use(session, "release_called_off", (release_id, from_day), at, by)


def _audit_use(session: Session, action: str, use: tuple[int, date], at: datetime, by: Actor | None) -> None:
    """What became of a release (its number) from a day on in the session's municipality."""
    audit.record(
        session,
        action=action,
        at=at,
        municipality_id=session.tenant.municipality_id,
        actor_user_id=by.user_id if by else None,
        object_kind="release",
        object_id=str(use[0]),
        details={"from_day": use[1]},
    )


def in_force(runtime: Runtime, tenant: Tenant, day: date) -> int:
    """The release that new instances of a municipality take on a day."""
    if tenant.municipality_id is None:
        raise ValueError("a release is in force for a municipality")
    with runtime.reading(tenant) as session:
        found = releases.in_force(session, tenant.municipality_id, day)
    if found is None:
        raise EngineError(msg("No release is in use on {day}: publish one first.", day=day))
    return found


def write_folders(runtime: Runtime, folder: Path, municipality: str | None) -> int:
    """Write the release in force today as `folder`/processes and /forms, rule packs too; how many files."""
    with runtime.reading(EVERY) as session:
        day = local_day(runtime.clock.now())
        release_id = releases.in_force_by_code(session, municipality, day)
        found = None if release_id is None else releases.find(session, release_id)
        packs = releases.rule_pack_texts(session)
    if found is None:
        raise EngineError(msg("No release is in use on {day}: publish one first.", day=day))
    files = {**found[1], **{f"{NOT_IN_RELEASE}{name}.yaml": text for name, text in packs.items()}}
    write_files(folder, files)
    return len(files)
