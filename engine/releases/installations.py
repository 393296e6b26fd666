"""An installation from nothing: its keys, its kind, its numbers, its first release."""

from __future__ import annotations

from engine.clock import Clock
from engine.persistence import founding
from engine.persistence.keys import KeyRing
from engine.persistence.tables.installation import InstallationKind
from engine.releases import deployments
from engine.runtime import EVERY, Runtime, open_runtime
from engine.settings import Settings

KINDS = tuple(str(kind) for kind in InstallationKind)


def found_installation(
    settings: Settings,
    kind: InstallationKind,
    *,
    clock: Clock,
    keys: KeyRing | None = None,
    durable: bool = True,
) -> Runtime:
    """An empty database made ready: kind, rule packs and first release from the folders.

    `durable=False` leaves out the sync to disk, for databases that are thrown away. What was left half done
    by an earlier try is done to its end.
    """
    runtime = open_runtime(settings, clock=clock, keys=keys, durable=durable, create=True)
    try:
        with runtime.transaction(EVERY) as session:
            founding.found(session, kind, now=clock.now())
        deployments.record_rule_packs(runtime, settings.processes_folder / "rule_packs")
        files = deployments.read_folders(settings.processes_folder, settings.forms_folder)
        deployments.publish(runtime, files, author=None, approver=None)
    except BaseException:
        runtime.database.close()
        raise
    return runtime


def open_or_found(settings: Settings, kind: str, *, clock: Clock) -> Runtime:
    """The installation as it is; an empty database is founded first.

    What was founded is never republished: from then on the database is the truth, not the folders.
    """
    runtime = open_runtime(settings, clock=clock, create=True)
    with runtime.reading(EVERY) as session:
        if founding.is_founded(session):
            return runtime
    runtime.database.close()
    return found_installation(settings, InstallationKind(kind), clock=clock)
