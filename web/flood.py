"""So many requests a minute from one visitor: what is more gets a page that says to wait.

Counted in the memory of each process – it keeps one visitor from taking all of its threads, no more. Guessing
passwords and codes is counted in the database (`engine/people/sign_in_tries.py`).
"""

from __future__ import annotations

import hashlib

from flask import Flask, Response, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from werkzeug.exceptions import TooManyRequests

from web.visit import SESSION, visit

NOT_COUNTED = frozenset({"static", "health.health", "health.ready", "health.metrics"})
WAIT = "60"  # seconds until the window is over at the latest


def hold_back(app: Flask, a_minute: int) -> None:
    """Refuse a visitor's requests beyond so many a minute; 0: nobody's."""
    if not a_minute:
        return
    counted = SlidingWindowCounterRateLimiter(MemoryStorage())
    most = RateLimitItemPerMinute(a_minute)

    @app.before_request
    def _count() -> None:
        if request.endpoint not in NOT_COUNTED and not counted.hit(most, _who()):
            raise TooManyRequests

    @app.after_request
    def _say_when(response: Response) -> Response:
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", WAIT)
        return response


def _who() -> str:
    """The session, or for strangers the address; nothing of either can be read back."""
    token = request.cookies.get(SESSION, "") if visit().visitor is not None else ""
    return hashlib.sha256((token or f"from {request.remote_addr}").encode()).hexdigest()
