"""The pages, one module per group: routes, and views that translate between HTTP and the front door."""

from __future__ import annotations

from collections.abc import Callable

from engine.runtime import Runtime
from web.pages import (
    application,
    case,
    cases,
    change,
    claims,
    health,
    home,
    inbox,
    incidents,
    letter,
    month,
    months,
    settings,
    sign_in,
    task,
    users,
)
from web.routes import Route

PAGES: dict[str, Callable[[Runtime], list[Route]]] = {
    "application": application.routes,
    "case": case.routes,
    "cases": cases.routes,
    "change": change.routes,
    "claims": claims.routes,
    "health": health.routes,
    "home": home.routes,
    "inbox": inbox.routes,
    "incidents": incidents.routes,
    "letter": letter.routes,
    "month": month.routes,
    "months": months.routes,
    "settings": settings.routes,
    "sign_in": sign_in.routes,
    "task": task.routes,
    "users": users.routes,
}
"""Room of the endpoints → the addresses of one page group."""
