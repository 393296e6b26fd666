"""What stands around every page: who is signed in, where they may go, which house this is."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from flask import flash, get_flashed_messages, request

from engine.cases import case_questions
from engine.domain.rights import PARTIES, Actor, can
from engine.exports.list_files import CSV, XLSX
from engine.messages_catalogue import Message, msg, say
from engine.office import municipalities
from engine.runtime import Runtime
from web.drawing.role_words import ROLE_WORDS
from web.drawing.tour_stops import STOPS
from web.visit import TOUR, own_house, visit

STATIC = Path(__file__).resolve().parent / "static"
SERVICE_NAME = msg("Assistant service")
READING = "asistents_reading"  # cookie: text size, contrast, spacing, shortcuts
DEMO = "demo"
NOT_IN_FILES = frozenset({"lang", "after", "before", "page"})  # a file holds all pages of its list
Context = dict[str, object]

MENU: list[tuple[str, Message, str]] = [
    ("/tasks", msg("Tasks"), "inbox.see"),
    ("/cases", msg("Cases"), "case.list"),
    ("/questions", msg("Questions"), "question.answer"),
    ("/months", msg("Months"), "month.list"),
    ("/calendar", msg("Calendar"), "calendar.see"),
    ("/post", msg("Post"), "post.see"),
    ("/claims", msg("Claims to the ministry"), "claim.list"),
    ("/budget", msg("Budget"), "budget.see"),
    ("/figures", msg("Statistics"), "figures.see"),
    ("/control", msg("Control"), "control.see"),
    ("/retention", msg("Retention periods"), "retention.see"),
    ("/audit", msg("Audit"), "audit.see"),
    ("/exports", msg("Tables for registers"), "export.see"),
    ("/release", msg("Release in force"), "process.see"),
    ("/monitor", msg("How processes run"), "monitor.see"),
    ("/numbers", msg("Numbers of the rules"), "numbers.see"),
    ("/incidents", msg("Incidents"), "incident.list"),
    ("/users", msg("Users"), "user.manage"),
    ("/administration", msg("Administration"), "house.manage"),
]
"""The one row of navigation for staff; each entry shows to whoever may open it."""

ALSO_THERE = {"/release": ("/drafts", "/moves")}
"""A place of the menu → other addresses that are reached from it and have none of their own."""

PARTY_MENU: list[tuple[str, Message, str]] = [
    ("/", msg("What do I have to do?"), "home.see"),
    ("/calendar", msg("Calendar"), "calendar.see"),
]


def frame(runtime: Runtime, *, breadcrumbs: list[tuple[str, str | None]] | None = None) -> Context:
    """The context `frame` of layout.html for this request."""
    here = visit()
    person = here.visitor.actor if here.visitor is not None else None
    house = municipalities.card(runtime, person.municipality_id if person else None)
    return {
        "service_name": say(SERVICE_NAME, here.language),
        "municipality": f"{house.whose} {house.office_name}".strip(),
        "home_url": "/",
        "settings_url": "/settings",
        "sign_out_url": "/sign-out",
        "csrf_token": here.page_token(),
        "crest_url": f"/crest/{house.crest}" if house.crest else None,
        "static_url": "/static",
        "static_version": static_version(),
        "installation": house.kind,
        "user": _user(person, here.language),
        "languages": _languages(here.language),
        "navigation": _navigation(runtime, person, here.language),
        "breadcrumbs": [{"text": text, "href": href} for text, href in breadcrumbs or []],
        "flashes": _flashes(),
        "help": {
            "phone": house.phone,
            "phone_href": f"tel:{house.phone.replace(' ', '')}",
            "email": house.email,
            "hours": house.hours,
        },
        "help_url": "/help",
        "tour": _tour(house.kind),
        "footer_links": [],
        "reading": reading(),
        "list_files": list_files(),
    }


def tell(message: Message, kind: str = "success") -> None:
    """A sentence for the next page; it is worded now, in the language of this request."""
    flash(say(message, visit().language), kind)


def reading() -> Context:
    """How pages shall look: as this person said once, else as this browser's cookie says."""
    visitor = visit().visitor
    kept = (visitor.reading if visitor else "") or request.cookies.get(READING, "")
    parts = (kept or "normal-normal-normal-on").split("-")
    size, contrast, spacing, shortcuts = [*parts, "", "", "", ""][:4]
    return {
        "text_size": size if size in ("normal", "large", "larger") else "normal",
        "contrast": contrast if contrast in ("normal", "high") else "normal",
        "spacing": spacing if spacing in ("normal", "wide") else "normal",
        "shortcuts": shortcuts != "off",
    }


def list_files() -> list[Context]:
    """This page's list as files, as it is filtered here; [] where the page is no list."""
    if not visit().is_list:
        return []
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in NOT_IN_FILES]
    asked = f"?{urlencode(kept)}" if kept else ""
    return [
        {"text": kind.upper(), "href": f"{request.path.rstrip('/')}/list.{kind}{asked}"}
        for kind in (XLSX, CSV)
    ]


@lru_cache(maxsize=1)
def static_version() -> str:
    """A short word that changes whenever a static file does."""
    whole = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and path.suffix in (".css", ".js"):
            whole.update(path.read_bytes())
    return whole.hexdigest()[:10]


def is_party(person: Actor) -> bool:
    """Whether somebody takes part in their own case only."""
    return bool(person.roles) and person.roles <= PARTIES


def _tour(kind: str) -> Context | None:
    """Where somebody stands on the guided tour; only a demo has one."""
    at = request.cookies.get(TOUR, "")
    if kind != DEMO or not (at.isascii() and at.isdigit() and 1 <= int(at[:3]) <= len(STOPS)):
        return None
    number = int(at[:3])
    following = f"/tour/{number + 1}" if number < len(STOPS) else None
    return {"number": number, "total": len(STOPS), "what": STOPS[number - 1].what, "next": following}


def _flashes() -> list[Context]:
    told = cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))
    return [{"kind": kind, "text": text} for kind, text in told]


def _user(person: Actor | None, language: str) -> Context | None:
    if person is None:
        return None
    words = [say(ROLE_WORDS[role], language) for role in sorted(person.roles) if role in ROLE_WORDS]
    return {"name": person.name, "role": ", ".join(words)}


def _languages(language: str) -> list[Context]:
    """Each leads to this very page: what was asked for in the address stays."""
    names = {"lv": "Latviešu", "en": "English"}
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return [
        {
            "code": code,
            "name": name,
            "href": f"{request.path}?{urlencode([*asked, ('lang', code)])}",
            "current": code == language,
        }
        for code, name in names.items()
    ]


def _navigation(runtime: Runtime, person: Actor | None, language: str) -> list[Context]:
    if person is None:
        return []
    answers = can(person, "question.answer", own_house(person))
    counts = {"/questions": (case_questions.how_many(runtime, person) or None) if answers else None}
    menu = PARTY_MENU if is_party(person) else MENU
    return [
        {
            "text": say(text, language),
            "href": href,
            "current": any(_is_here(place) for place in (href, *ALSO_THERE.get(href, ()))),
            "count": counts.get(href),
        }
        for href, text, action in menu
        if can(person, action, own_house(person))
    ]


def _is_here(place: str) -> bool:
    """Whether this request is for that place or for a page below it."""
    return request.path == place or (place != "/" and request.path.startswith(f"{place}/"))
