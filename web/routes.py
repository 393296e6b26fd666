"""Every address with the right that it needs; an address without one does not exist.

`can()` answers twice: here for the kind of page, and in the front door for the very thing that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response
from werkzeug.routing import IntegerConverter, Map

from engine.exports.list_tables import WholeList

PUBLIC = "public"  # the sign-in page, static files, health: nothing of anybody's is behind them

View = Callable[..., Any]
Whole = Callable[..., WholeList]
InFile = Callable[[WholeList, str], Response]
FILE = "list.<any(csv, xlsx):kind>"  # under the address of a list: the same list as a file


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its rule, the view behind it and the action that `can()` is asked about.

    `whole` marks a list: it takes what the view takes, and gives every row that the page would show.
    """

    rule: str
    view: View
    action: str
    methods: tuple[str, ...] = ("GET",)
    whole: Whole | None = None


class RowId(IntegerConverter):
    """A number that can be a row's id; a longer one is no address of ours."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**53)


def connect(app: Flask, room: str, routes: list[Route], in_file: InFile) -> None:
    """Add a page group's routes; the endpoint is "room.view_name" and keeps its action.

    A list gets an address for its file beside its own, "room.view_name_file", with the same right.
    """
    app.url_map.converters["int"] = RowId
    for route in routes:
        endpoint = f"{room}.{route.view.__name__}"
        app.add_url_rule(route.rule, endpoint, route.view, methods=list(route.methods))
        actions(app)[endpoint] = route.action
        if route.whole is not None:
            file = f"{endpoint}_file"
            app.add_url_rule(f"{route.rule.rstrip('/')}/{FILE}", file, _file_view(route.whole, in_file))
            actions(app)[file] = route.action
            lists(app).add(endpoint)


def actions(app: Flask) -> dict[str, str]:
    """Endpoint → the action it needs."""
    found: dict[str, str] = app.extensions.setdefault("asistents_actions", {"static": PUBLIC})
    return found


def lists(app: Flask) -> set[str]:
    """The endpoints of lists that can be taken as a file."""
    found: set[str] = app.extensions.setdefault("asistents_lists", set())
    return found


def _file_view(whole: Whole, in_file: InFile) -> View:
    def file(kind: str, **named: Any) -> Response:
        """The list as a file."""
        return in_file(whole(**named), kind)

    return file
