"""Help, at the same place on every page."""

from __future__ import annotations

from engine.office import municipalities
from web.drawing import help_words
from web.page import PUBLIC, Context, Route, Runtime, show
from web.visit import visit


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def help_page() -> str:
        """Answers to what people ask first."""
        visitor = visit().visitor
        roles = frozenset() if visitor is None else visitor.actor.roles
        in_demo = municipalities.card(runtime, None).kind == "demo"
        context: Context = {"topics": help_words.topics(roles), "tour": "/tour" if in_demo else None}
        return show(runtime, "help.html", context)

    return [Route("/help", help_page, PUBLIC)]
