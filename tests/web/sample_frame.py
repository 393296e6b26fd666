"""The frame and the people of the sample pages: a made-up municipality with a fixed cast."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Context = dict[str, Any]

NAVIGATION: dict[str, list[tuple[str, str, int | None]]] = {
    "caseworker": [
        ("Darbi", "/tasks", 12),
        ("Lietas", "/cases", None),
        ("Mēneši", "/months", None),
        ("Pieprasījumi ministrijai", "/claims", None),
        ("Traucējumi", "/incidents", 2),
    ],
    "recipient": [("Kas man jādara", "/", 1), ("Mana lieta", "/cases/7", None)],
    "nobody": [],
}
USERS: dict[str, Context | None] = {
    "caseworker": {"name": "Ilze Kalniņa", "role": "sociālā darbiniece"},
    "recipient": {"name": "Anna Bērziņa", "role": "pakalpojuma saņēmēja"},
    "nobody": None,
}


def instant(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    """An instant of autumn 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def frame(language: str, *, who: str = "caseworker", here: str = "", **more: object) -> Context:
    """What stands around the page for this person; `here` is the name of the page in the menu."""
    return {
        "service_name": "Asistenta pakalpojums" if language == "lv" else "Assistant service",
        "municipality": "Demo novada Sociālais dienests",
        "home_url": "/",
        "settings_url": "/settings",
        "sign_out_url": "/sign-out",
        "csrf_token": "sample-token",
        "crest_url": None,
        "static_url": "/static",
        "static_version": "1",
        "installation": "demo",
        "user": USERS[who],
        "languages": [
            {"code": "lv", "name": "Latviešu", "href": "?lang=lv", "current": language == "lv"},
            {"code": "en", "name": "English", "href": "?lang=en", "current": language == "en"},
        ],
        "navigation": [
            {"text": text, "href": href, "current": text == here, "count": count}
            for text, href, count in NAVIGATION[who]
        ],
        "breadcrumbs": [],
        "flashes": [],
        "help": {
            "phone": "+371 6000 0000",
            "phone_href": "tel:+37160000000",
            "email": "palidziba@demo-novads.example",
            "hours": "Darbdienās 9–17",
        },
        "footer_links": [{"text": "Piekļūstamība", "href": "/accessibility"}],
        "reading": {"text_size": "normal", "contrast": "normal", "spacing": "normal", "shortcuts": True},
        **more,
    }


def crumbs(*steps: tuple[str, str | None]) -> list[Context]:
    """Breadcrumbs from (text, href)."""
    return [{"text": text, "href": href} for text, href in steps]


def rows(*pairs: tuple[str, str]) -> list[Context]:
    """Label and value rows of a fact list."""
    return [{"label": label, "value": value} for label, value in pairs]
