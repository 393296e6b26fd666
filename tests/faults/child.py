"""`python -m tests.faults.child`: a process that starts workers as forks of itself, on orders in JSON.

It reads one order a line and answers with one line. Forks open the database themselves and share nothing;
a fork takes milliseconds where a new interpreter takes a second, and hundreds of deaths are wanted. Each
dies by an alarm when it hangs.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from engine.clock import VirtualClock
from engine.runtime import EVERY
from tests.faults import planting, roles
from tests.faults.house import FOUNDED, Place, open_place

Order = Mapping[str, Any]
# a planted bug may leave a worker waiting for ever, and is caught by that
LONGEST_SECONDS = 20 if os.environ.get(planting.VARIABLE) else 240


def warm(order: Order) -> object:
    """Parse the releases once, for all forks."""
    runtime = open_place(Place(**order["place"]), VirtualClock(FOUNDED))
    with runtime.reading(EVERY) as session:
        for release_id in (1, 2):
            runtime.release(session, release_id)
    runtime.database.close()
    return "warm"


def start(order: Order) -> object:
    """A fork in this role; its process id."""
    pid = os.fork()
    return pid if pid else _be(order)


def wait(order: Order) -> object:
    """Wait until the process has ended (its exit code, −9 after kill -9) or has been stopped ("stopped")."""
    _, status = os.waitpid(order["pid"], os.WUNTRACED)
    return "stopped" if os.WIFSTOPPED(status) else os.waitstatus_to_exitcode(status)


ORDERS: Mapping[str, Callable[[Order], object]] = {"warm": warm, "start": start, "wait": wait}


def _be(order: Order) -> NoReturn:
    os.dup2(2, 1)
    os.close(0)
    signal.alarm(order.get("seconds", LONGEST_SECONDS))
    try:
        roles.ROLES[order["role"]](Place(**order["place"]), order)
    except BaseException:  # noqa: BLE001 -- a fork must never come back into the loop
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Answer orders until there are no more."""
    planting.plant_from_environment()
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(f"{json.dumps(ORDERS[order['do']](order))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
