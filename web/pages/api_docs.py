"""The description of the API for people: every operation with its parameters, answers, scope, an example."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from web.api.application import PLACE, described
from web.drawing import api_drawing
from web.page import PUBLIC, Context, Message, Route, Runtime, request, show

ADDRESS = "/api-docs"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    @cache
    def description() -> tuple[Mapping[str, Any], Mapping[str, Message]]:
        return described(runtime)

    def overview() -> str:
        """All operations on one page."""
        spec, summaries = description()
        base = (runtime.settings.public_address or request.host_url.rstrip("/")) + PLACE
        context: Context = {
            "base": base,
            "description": f"{PLACE}/openapi.json",
            "groups": api_drawing.groups(spec, summaries, base),
        }
        return show(runtime, "api_docs.html", context)

    return [Route(ADDRESS, overview, PUBLIC)]
