"""Processes that die at the n-th statement or commit, for every n until one lives through."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count

from sqlalchemy import Engine, event


def die_at(point: int) -> None:
    """From now on this process is killed before its n-th statement or commit is made."""
    made = count(1)

    def step(*_: object) -> None:
        if next(made) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)


def until_one_lives(act: Callable[[int], None], step: int) -> int:
    """How many children died before one came through; each dies `step` later than the one before."""
    for deaths in count():
        child = os.fork()
        if child == 0:
            act(1 + deaths * step)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status == 0:
            return deaths
        if not os.WIFSIGNALED(status):
            raise SystemExit("the child failed by itself")
    raise AssertionError("counting has no end")
