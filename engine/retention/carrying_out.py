"""Many erasures, a portion a transaction, so that others go on between two."""

from __future__ import annotations

from collections.abc import Iterable

from engine.persistence import erased_bytes
from engine.retention import erasing
from engine.retention.erasing import Cause
from engine.retention.records import Item
from engine.runtime import EVERY, Runtime

AT_ONCE = 200


def all_of(runtime: Runtime, items: Iterable[Item], cause: Cause) -> int:
    """Erase these; how many were not erased before. Cut off in the middle, the others are still due."""
    wanted, done = erasing.in_order(items), 0
    for start in range(0, len(wanted), AT_ONCE):
        with runtime.transaction(EVERY) as session:
            done += erasing.carry_out(runtime, session, wanted[start : start + AT_ONCE], cause)
    if done:
        overwrite(runtime)
    return done


def overwrite(runtime: Runtime) -> None:
    """Have nothing of what was erased lie on in the database's file."""
    erased_bytes.overwrite(runtime.database)
