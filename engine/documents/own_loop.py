"""A thread of its own for work that starts an event loop: whoever asks may be inside another one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def in_own_loop(work: Callable[[], Result]) -> Result:
    """What the work gives, or raises; pyhanko starts a loop for all it signs and validates."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()
