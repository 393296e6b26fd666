"""How often the outbox tries, and how long it waits between two tries: 1, 2, 4 … minutes."""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
