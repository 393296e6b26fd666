"""The municipality as its administrator keeps it: name, where to reach it, account, crest."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import EngineError, InvalidAnswers, StaleVersion
from engine.office import crests, house_details
from web.drawing.house_fields import HOUSE, fields
from web.page import (
    PUBLIC,
    Answer,
    Context,
    Message,
    Response,
    Route,
    Runtime,
    actor,
    go,
    msg,
    request,
    show,
    tell,
)

RIGHT = "house.manage"
SEND = ("POST",)
ADDRESS = "/administration/municipality"
DRAWING_ONLY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def administration() -> str:
        """What there is to keep in order."""
        return show(runtime, "administration.html", {})

    def house() -> str:
        """The form."""
        return _page(runtime, house_details.read(runtime, actor()), {})

    def keep() -> Answer:
        """Keep what was typed."""
        return _keep(runtime)

    def put_crest() -> Answer:
        """Take a picture as the crest."""
        return _put_crest(runtime)

    def take_crest_away() -> Answer:
        """Our own mark again."""
        crests.take_away(runtime, actor())
        tell(msg("The crest was taken away."))
        return go(ADDRESS)

    def crest(municipality_id: int) -> Response:
        """The picture; nothing in it may do more than be drawn."""
        media_type, content = crests.find(runtime, municipality_id)
        headers = {"Content-Security-Policy": DRAWING_ONLY, "Cache-Control": "public, max-age=86400"}
        return Response(content, content_type=media_type, headers=headers)

    return [
        Route("/administration", administration, RIGHT),
        Route(ADDRESS, house, RIGHT),
        Route(ADDRESS, keep, RIGHT, SEND),
        Route(f"{ADDRESS}/crest", put_crest, RIGHT, SEND),
        Route(f"{ADDRESS}/crest/remove", take_crest_away, RIGHT, SEND),
        Route("/crest/<int:municipality_id>", crest, PUBLIC),
    ]


def _keep(runtime: Runtime) -> Answer:
    sent = {name: request.form.get(name, "")[:1000].replace("\0", "") for name in house_details.FIELDS}
    try:
        house_details.change(runtime, actor(), sent, seen=request.form.get("seen", ""))
    except InvalidAnswers as refused:
        return _page(runtime, sent, refused.fields), 422
    except StaleVersion as stale:
        return _page(runtime, sent, {}, conflict=stale), 409
    tell(msg("Saved."))
    return go(ADDRESS)


def _put_crest(runtime: Runtime) -> Answer:
    sent = request.files.get("crest")
    content = b"" if sent is None else sent.read(crests.MOST_BYTES + 1)
    try:
        if not content:
            raise EngineError(msg("Choose a file first."))  # noqa: TRY301 -- beside the other refusals
        crests.put(runtime, actor(), content)
    except EngineError as refused:
        return _page(runtime, house_details.read(runtime, actor()), {"crest": refused.message}), 422
    tell(msg("The crest stands at the head of the pages now."))
    return go(ADDRESS)


def _page(
    runtime: Runtime,
    values: Mapping[str, str],
    errors: Mapping[str, Message],
    *,
    conflict: StaleVersion | None = None,
) -> str:
    now = house_details.read(runtime, actor())
    seen = request.form.get("seen", "") if errors and "crest" not in errors else house_details.seen_as(now)
    context: Context = {
        "title": msg("Municipality"),
        "action": ADDRESS,
        "seen": seen,
        "fields": fields(HOUSE, values, errors, theirs=now if conflict else {}),
        "conflict": conflict.message if conflict else None,
        "crest": {
            "action": f"{ADDRESS}/crest",
            "remove": f"{ADDRESS}/crest/remove",
            "error": errors.get("crest"),
        },
        "accounts": None,
    }
    crumbs = [(msg("Administration"), "/administration"), (msg("Municipality"), None)]
    return show(runtime, "house_form.html", context, crumbs=crumbs)
