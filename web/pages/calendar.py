"""The calendar of everything due, week by week, and the secret link for calendar programs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from engine.inbox import calendar_entries, calendar_feeds
from web.drawing import calendar_drawing, list_columns, words
from web.drawing.calendar_drawing import Drawing
from web.page import (
    PUBLIC,
    Answer,
    Context,
    Response,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    is_party,
    language,
    may,
    msg,
    request,
    show,
    tell,
    typed,
)
from web.typed_days import day_in_address

RIGHT, SEND, WEEKS = "calendar.see", ("POST",), 4
FARTHEST = timedelta(days=3 * 366)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def weeks() -> str:
        """Four weeks from a Monday on."""
        return _weeks(runtime)

    def make_link() -> str:
        """A new link, shown once; the one before opens nothing any more."""
        link = f"{request.host_url}calendar/feed/{calendar_feeds.renew(runtime, actor())}.ics"
        done: Context = {
            "title": msg("Your calendar link is ready"),
            "text": link,
            "steps": [
                msg("Copy it into your calendar program, as a calendar from the internet."),
                msg("Whoever has the link sees your deadlines: give it to nobody. It is not shown again."),
                msg("It says the step and the number of the case, never a name."),
            ],
            "links": [{"text": msg("Back to the calendar"), "href": "/calendar"}],
            "pending": False,
        }
        return show(runtime, "done.html", {"done": done})

    def remove_link() -> Answer:
        """Take the link away."""
        calendar_feeds.revoke(runtime, actor())
        tell(msg("The calendar link no longer works."))
        return go("/calendar")

    def feed(token: str) -> Response:
        """The calendar behind a link, for a program that cannot sign in."""
        return Response(calendar_feeds.feed(runtime, token), content_type="text/calendar; charset=utf-8")

    return [
        Route("/calendar", weeks, RIGHT, whole=partial(_whole, runtime)),
        Route("/calendar/link", make_link, RIGHT, SEND),
        Route("/calendar/link/remove", remove_link, RIGHT, SEND),
        Route("/calendar/feed/<string:token>.ics", feed, PUBLIC),
    ]


def _whole(runtime: Runtime) -> WholeList:
    """What is due in the same weeks, a row each."""
    today = words.local_day(runtime.clock.now())
    monday, last, own = _shown(today)
    found = calendar_entries.between(runtime, actor(), monday, last, own=own)
    rows = calendar_drawing.entries(found, Drawing(today, language(), sees_cases=False))
    table = list_columns.table(msg("Calendar"), list_columns.CALENDAR, rows)
    named = (one.case_id for one in found.entries if one.about and one.case_id is not None)
    return WholeList("calendar", [table], case_ids=frozenset(named))


def _shown(today: date) -> tuple[date, date, bool]:
    """The first and the last day shown, and whether only own cases are."""
    monday = _monday(_asked(today))
    return monday, monday + timedelta(days=7 * WEEKS - 1), typed("whose", 10) == "mine"


def _weeks(runtime: Runtime) -> str:
    today = words.local_day(runtime.clock.now())
    monday, last, own = _shown(today)
    found = calendar_entries.between(runtime, actor(), monday, last, own=own)
    context: Context = {
        "weeks": calendar_drawing.weeks(
            found, monday, WEEKS, Drawing(today, language(), sees_cases=may("case.list"))
        ),
        "previous": _address(monday - timedelta(weeks=WEEKS), own=own),
        "next": _address(monday + timedelta(weeks=WEEKS), own=own),
        "present": None if monday <= today <= last else _address(_monday(today), own=own),
        "whose": _choices(monday, own=own) if may("case.assign") else [],
        "overdue_url": None if is_party(actor()) else "/tasks?view=overdue",
        "made_at": calendar_feeds.made_at(runtime, actor()),
    }
    return show(runtime, "calendar.html", context)


def _choices(monday: date, *, own: bool) -> list[Context]:
    return [
        {"text": msg("All cases"), "href": _address(monday, own=False), "current": not own, "count": None},
        {"text": msg("My cases"), "href": _address(monday, own=True), "current": own, "count": None},
    ]


def _asked(today: date) -> date:
    """The day in the address; today where there is none, or one that is years away."""
    asked = day_in_address("from")
    return today if asked is None or abs(asked - today) > FARTHEST else asked


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _address(monday: date, *, own: bool) -> str:
    asked = {"from": monday.isoformat(), **({"whose": "mine"} if own else {})}
    return f"/calendar?{urlencode(asked)}"
