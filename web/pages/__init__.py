"""The pages, one module per group: routes, and views that translate between HTTP and the front door."""

from __future__ import annotations

from collections.abc import Callable

from engine.runtime import Runtime
from web.pages import inbox, sign_in, task
from web.routes import Route

PAGES: dict[str, Callable[[Runtime], list[Route]]] = {
    "sign_in": sign_in.routes,
    "inbox": inbox.routes,
    "task": task.routes,
}
