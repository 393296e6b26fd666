"""How somebody wants pages to look: kept in this browser, and with the account of whoever is signed in."""

from __future__ import annotations

from engine.people import reading_settings
from web.frame import READING, reading
from web.page import PUBLIC, Answer, Context, Route, Runtime, go, may, msg, request, show
from web.visit import local_address, put_cookie, visit

PLACES = {
    "/account": (msg("Signing in: password, second factor, where I am signed in"), "account.own"),
    "/deputies": (msg("Deputies: who stands in for me"), "deputy.name"),
    "/calendar#calendar-link": (msg("Calendar link: make a new one, take it away"), "calendar.see"),
    "/tasks?view=all": (msg("Kept views of my list"), "view.keep"),
}
CHOICES = ("text_size", "contrast", "spacing", "shortcuts")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def settings() -> str:
        """Text size, contrast, spacing, shortcuts."""
        chosen = reading()
        context: Context = {
            "action": "/settings",
            "next_url": request.args.get("next", "/"),
            "places": _places(),
            "chosen": {**chosen, "shortcuts": "on" if chosen["shortcuts"] else "off"},
        }
        return show(runtime, "settings.html", context)

    def keep() -> Answer:
        """Keep them for a year."""
        visitor = visit().visitor
        answer = go(local_address(request.form.get("next", "/")))
        chosen = "-".join(request.form.get(name, "normal")[:10] for name in CHOICES)
        if visitor is not None:
            reading_settings.keep(runtime, visitor.actor.user_id, chosen)
        put_cookie(answer, READING, chosen, secure=runtime.settings.secure_cookies)
        return answer

    return [Route("/settings", settings, PUBLIC), Route("/settings", keep, PUBLIC, ("POST",))]


def _places() -> list[Context]:
    """What else a signed-in person sets for the own work."""
    if visit().visitor is None:
        return []
    return [{"text": text, "href": href} for href, (text, right) in PLACES.items() if may(right)]
