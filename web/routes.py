"""Every address with the right that it needs; an address without one does not exist.

`can()` answers twice: here for the kind of page, and in the front door for the very thing that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

PUBLIC = "public"  # the sign-in page, static files, health: nothing of anybody's is behind them

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its rule, the view behind it and the action that `can()` is asked about."""

    rule: str
    view: View
    action: str
    methods: tuple[str, ...] = ("GET",)


class RowId(IntegerConverter):
    """A number that can be a row's id; a longer one is no address of ours."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**53)


def connect(app: Flask, room: str, routes: list[Route]) -> None:
    """Add a page group's routes; the endpoint is "room.view_name" and keeps its action."""
    app.url_map.converters["int"] = RowId
    for route in routes:
        endpoint = f"{room}.{route.view.__name__}"
        app.add_url_rule(route.rule, endpoint, route.view, methods=list(route.methods))
        actions(app)[endpoint] = route.action


def actions(app: Flask) -> dict[str, str]:
    """Endpoint → the action it needs."""
    found: dict[str, str] = app.extensions.setdefault("asistents_actions", {"static": PUBLIC})
    return found
