"""Kills this process just before or just after its n-th commit: `CRASH_AT=7`, `CRASH_WHEN=before`.

What the keys ask for themselves once a second is no commit of the story: it would count by the clock.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event

from engine.persistence.key_book import KEYS_OWN


def arm(engine: Engine, environment: Mapping[str, str] = os.environ) -> list[int]:
    """Count the commits of an engine and die at the named one; the list holds how many there were."""
    fatal = int(environment.get("CRASH_AT", "0"))
    is_before = environment.get("CRASH_WHEN", "before") == "before"
    counted, own = [0], threading.local()
    commit = engine.dialect.do_commit

    def _die(here: bool) -> None:
        if here and counted[0] == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(engine, "commit")
    def _before(connection: Connection) -> None:
        own.counts = not connection.get_execution_options().get(KEYS_OWN)
        if own.counts:
            counted[0] += 1
            _die(is_before)

    def _commit(connection: Any) -> None:
        commit(connection)
        _die(own.counts and not is_before)

    engine.dialect.do_commit = _commit  # type: ignore[assignment,method-assign]
    return counted
