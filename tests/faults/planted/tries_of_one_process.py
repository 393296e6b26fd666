"""Each process counts guesses for itself: four of them let through four times as many."""

from __future__ import annotations

from engine.people import sign_in_tries
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_guessing.py::test_few_guesses_reach_the_hash_and_nobody_is_shut_out[table-sqlite]"
)


def plant() -> None:
    """Put it in."""
    put(sign_in_tries, "TRIES_PER_NAME", 4 * sign_in_tries.TRIES_PER_NAME)
