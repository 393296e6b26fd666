"""The installation that every scenario copies: founded once, by the same door as a real one.

It lies in a folder that is thrown away; nothing of the installation that asks for it is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from engine.clock import VirtualClock, local_day
from engine.persistence import founding
from engine.persistence.database import open_database
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.releases import deployments, rule_pack_revisions
from engine.runtime import EVERY, Runtime, open_runtime
from engine.settings import Settings, database_url

Packs = Path | Mapping[str, bytes]
"""The dated numbers: a folder of rule packs to be judged, or texts by name that were recorded before."""

FOUNDED = datetime(2019, 12, 30, 7, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Founded:
    """A founded installation on disk."""

    file: Path
    keys: KeyRing
    runtime: Runtime  # closed; it knows the parsed release and the numbers, which every copy shares
    release_id: int


def found(files: Mapping[str, bytes], packs: Packs, folder: Path) -> Founded:
    """Publish the release in a new installation inside `folder`.

    Raises Refused where the release has errors.
    """
    file, keys = folder / "founded.db", new_key_ring()
    settings = Settings(database_url=database_url(file), key_file=file.with_suffix(".key"))
    runtime = open_runtime(settings, clock=VirtualClock(FOUNDED), keys=keys, durable=False, create=True)
    try:
        with runtime.transaction(EVERY) as session:
            founding.found(session, InstallationKind.TEST, now=FOUNDED)
        _record(runtime, packs)
        published = deployments.publish(runtime, files, author=None, approver=None)
        with runtime.reading(EVERY) as session:
            runtime.release(session, published.release_id)
            runtime.rule_book(session)
    finally:
        runtime.database.close()
    return Founded(file, keys, runtime, published.release_id)


def _record(runtime: Runtime, packs: Packs) -> None:
    if isinstance(packs, Path):
        deployments.record_rule_packs(runtime, packs)
        return
    day = local_day(FOUNDED)
    with runtime.transaction(EVERY) as session:
        for name, text in sorted(packs.items()):
            rule_pack_revisions.record(session, name, text, now=FOUNDED, in_force_from=day, by=None)


def published(founded: Founded, files: Mapping[str, bytes]) -> Founded:
    """The installation with one release more; raises Refused where that has errors."""
    runtime = founded.runtime
    runtime.database = open_database(database_url(founded.file), founded.keys, durable=False)
    try:
        release_id = deployments.publish(runtime, files, author=None, approver=None).release_id
        with runtime.reading(EVERY) as session:
            runtime.release(session, release_id)
    finally:
        runtime.database.close()
    return replace(founded, release_id=release_id)
