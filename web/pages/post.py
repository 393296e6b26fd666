"""The post of a day: print it, note that it was posted; and how a single letter reached its reader."""

from __future__ import annotations

from datetime import date

from engine.errors import EngineError, NotFound
from engine.letters import letter_deliveries, post_of_day, post_papers
from web.drawing import delivery_drawing, words
from web.file_answers import pdf
from web.page import (
    Answer,
    Context,
    Response,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    language,
    msg,
    request,
    show,
    tell,
)
from web.typed_days import parts_of, typed_day, typed_parts

MOST = 2000  # letters of a day that are noted at once


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def newest() -> Answer:
        """Today's post."""
        return go(f"/post/{_today(runtime).isoformat()}")

    def listing(day: str) -> str:
        """The letters of a day that wait to be posted."""
        return _page(runtime, _day(day))

    def whole(day: str) -> WholeList:
        """The same letters, for a file."""
        return delivery_drawing.whole(post_of_day.find(runtime, actor(), _day(day)))

    def paper(day: str) -> Response:
        """All of them as one PDF."""
        return pdf(post_papers.find(runtime, actor(), _day(day), language()))

    def posted(day: str) -> Answer:
        """Note that the chosen ones were posted."""
        return _posted(runtime, _day(day))

    def deliver(document_id: int) -> Answer:
        """Note how one letter reached its reader."""
        return _deliver(runtime, document_id)

    return [
        Route("/post", newest, "post.see"),
        Route("/post/<day>", listing, "post.see", whole=whole),
        Route("/post/<day>/letters.pdf", paper, "post.see"),
        Route("/post/<day>", posted, "letter.deliver", ("POST",)),
        Route("/letters/<int:document_id>/delivery", deliver, "letter.deliver", ("POST",)),
    ]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10]) if len(text) == 10 else _nowhere()
    except ValueError:
        return _nowhere()


def _nowhere() -> date:
    raise NotFound(msg("There is no such page."))


def _today(runtime: Runtime) -> date:
    return words.local_day(runtime.clock.now())


def _posted(runtime: Runtime, day: date) -> Answer:
    wanted = [int(one) for one in request.form.getlist("letter")[:MOST] if one.isascii() and one.isdigit()]
    try:
        posted_on, channel = typed_day("posted_on"), request.form.get("channel", "")
        count = post_of_day.mark_posted(runtime, actor(), wanted, channel, posted_on)
    except NotFound:
        raise
    except EngineError as refused:
        return _page(runtime, day, refused=refused), 422
    tell(msg("Noted as posted: {count}.", count=count))
    return go(f"/post/{day.isoformat()}")


def _deliver(runtime: Runtime, document_id: int) -> Answer:
    try:
        sent_on, channel = typed_day("sent_on"), request.form.get("channel", "")
        letter_deliveries.record(runtime, actor(), document_id, channel, sent_on)
    except NotFound:
        raise
    except EngineError as refused:
        tell(refused.message, "error")
        return go(f"/letters/{document_id}#delivery")
    tell(msg("Noted how the letter reached the person."))
    return go(f"/letters/{document_id}")


def _page(runtime: Runtime, day: date, refused: EngineError | None = None) -> str:
    found = post_of_day.find(runtime, actor(), day)
    typed = typed_parts("posted_on") if refused else parts_of(_today(runtime))
    context: Context = {
        "day": day,
        "address": f"/post/{day.isoformat()}",
        **delivery_drawing.of_post(found),
        "earlier": [
            {"day": one, "count": count, "href": f"/post/{one.isoformat()}"} for one, count in found.earlier
        ],
        "posted_on": typed,
        "may_post": found.may_post and bool(found.letters),
        "error": refused.message if refused else None,
    }
    return show(runtime, "post.html", {"post": context})
