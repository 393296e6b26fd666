"""Whether the installation answers: for whoever watches over it, without anybody's data."""

from __future__ import annotations

from engine import municipalities
from web.page import PUBLIC, Response, Route, Runtime


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def health() -> Response:
        """200 and "ok" when a page could be served, database included."""
        municipalities.card(runtime, None)
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    return [Route("/health", health, PUBLIC)]
