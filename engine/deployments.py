"""Releases: the process owners' rooms under one hash, checked, stored, taken into use from a day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import EngineError, Finding, Refused, Severity
from engine.gate import check_release, process_titles
from engine.messages_catalogue import msg
from engine.persistence import audit, rows
from engine.persistence.queries import releases
from engine.persistence.tables.installation import MunicipalityRelease
from engine.persistence.tables.releases import RulePackRevision
from engine.runtime import EVERY, Runtime, Tenant

ENDINGS = (".bpmn", ".dmn", ".json", ".md", ".yaml")
NOT_IN_RELEASE = "processes/rule_packs/"  # dated numbers are asked as of a day, never pinned
README = "README.md"


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing."""

    release_id: int
    sha256: str
    warnings: tuple[Finding, ...]
    is_new: bool


def read_folders(processes: Path, forms: Path) -> dict[str, bytes]:
    """All files of a release by path ("processes/…", "forms/…") from two folders."""
    files: dict[str, bytes] = {}
    for name, folder in (("processes", processes), ("forms", forms)):
        for path in sorted(folder.rglob("*")):
            inside = f"{name}/{path.relative_to(folder).as_posix()}"
            if path.suffix in ENDINGS and path.name != README and not inside.startswith(NOT_IN_RELEASE):
                files[inside] = path.read_bytes()
    return files


def hash_of(files: Mapping[str, bytes]) -> str:
    """One SHA-256 over every path and content; the same files give the same hash on any machine."""
    whole = hashlib.sha256()
    for path in sorted(files):
        content = hashlib.sha256(files[path]).hexdigest()
        whole.update(f"{path}\0{content}\n".encode())
    return whole.hexdigest()


def publish(
    runtime: Runtime, files: Mapping[str, bytes], *, author: Actor | None, approver: Actor | None
) -> Published:
    """Check a release and store it; raises Refused with every finding, EngineError when one person did both.

    The first release of an installation is seeded from the folders by nobody (author and approver None).
    """
    if author is not None and approver is not None and author.user_id == approver.user_id:
        raise EngineError(msg("Author and approver of a release must be two people."))
    findings = check_release(files)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
    sha256 = hash_of(files)
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        known = releases.id_of(session, sha256)
        if known is not None:
            return Published(known, sha256, tuple(findings), is_new=False)
        people = (author.user_id if author else None, approver.user_id if approver else None)
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
    return Published(release_id, sha256, tuple(findings), is_new=True)


def take_into_use(runtime: Runtime, tenant: Tenant, release_id: int, from_day: date) -> None:
    """From this day a municipality's new instances take the release; running ones keep theirs."""
    with runtime.transaction(tenant) as session:
        rows.remove(session, MunicipalityRelease, municipality_id=tenant.municipality_id, from_day=from_day)
        session.add(MunicipalityRelease(release_id=release_id, from_day=from_day))


def record_rule_packs(runtime: Runtime, folder: Path) -> list[str]:
    """Record the rule packs of a folder where they differ from what is recorded; names of the new ones."""
    recorded: list[str] = []
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        present = releases.rule_pack_texts(session)
        for path in sorted(folder.glob("*.yaml")):
            content = path.read_bytes()
            if present.get(path.stem) == content:
                continue
            sha256 = hashlib.sha256(content).hexdigest()
            session.add(
                RulePackRevision(
                    pack=path.stem,
                    sha256=sha256,
                    content=content,
                    recorded_at=now,
                    in_force_from=local_day(now),
                )
            )
            recorded.append(path.stem)
    return recorded


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
    """Write the release in force today under `folder`/processes and /forms, the rule packs too; how many files."""
    with runtime.reading(EVERY) as session:
        day = local_day(runtime.clock.now())
        release_id = releases.in_force_by_code(session, municipality, day)
        found = None if release_id is None else releases.find(session, release_id)
        packs = releases.rule_pack_texts(session)
    if found is None:
        raise EngineError(msg("No release is in use on {day}: publish one first.", day=day))
    files = {**found[1], **{f"{NOT_IN_RELEASE}{name}.yaml": text for name, text in packs.items()}}
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return len(files)
