"""The frame of the sample pages: a made-up municipality and who is signed in."""

from __future__ import annotations

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
NAMES = {"lv": "Asistenta pakalpojums", "en": "Assistant service"}


def frame(language: str, *, who: str = "caseworker", here: str = "", **more: object) -> Context:
    """What stands around the page for this person; `here` is the name of the page in the menu."""
    navigation = [
        {"text": text, "href": href, "current": text == here, "count": count}
        for text, href, count in NAVIGATION[who]
    ]
    return INSTALLATION | {
        "service_name": NAMES[language],
        "user": USERS[who],
        "languages": [
            {"code": "lv", "name": "Latviešu", "href": "?lang=lv", "current": language == "lv"},
            {"code": "en", "name": "English", "href": "?lang=en", "current": language == "en"},
        ],
        "navigation": navigation,
        **more,
    }


INSTALLATION: Context = {
    "municipality": "Demo novada Sociālais dienests",
    "home_url": "/",
    "settings_url": "/settings",
    "sign_out_url": "/sign-out",
    "csrf_token": "sample-token",
    "crest_url": None,
    "static_url": "/static",
    "static_version": "1",
    "installation": "demo",
    "breadcrumbs": [],
    "flashes": [],
    "help_url": "/help",
    "tour": None,
    "list_files": [
        {"text": "XLSX", "href": "/cases/list.xlsx"},
        {"text": "CSV", "href": "/cases/list.csv"},
    ],
    "help": {
        "phone": "+371 6000 0000",
        "phone_href": "tel:+37160000000",
        "email": "palidziba@demo-novads.example",
        "hours": "Darbdienās 9–17",
    },
    "footer_links": [{"text": "Piekļūstamība", "href": "/accessibility"}],
    "reading": {"text_size": "normal", "contrast": "normal", "spacing": "normal", "shortcuts": True},
}
