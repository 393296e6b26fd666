"""For which address keys are made: the one that people know us by, never one that a request made up."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """The address of the pages, and its host: a key serves that host alone."""

    host: str  # "asistents.example"
    origin: str  # "https://asistents.example"


def site_of(settings: Settings, asked: str) -> Site | None:
    """From the public address, else from the address of the request where its host is a trusted one.

    None where neither says it, or browsers would make no key there (they want TLS, and a name).
    """
    parts = urlsplit(settings.public_address)
    if not parts.hostname:
        parts = urlsplit(asked)
        if parts.hostname not in settings.trusted_hosts:
            return None
    host = parts.hostname or ""
    is_safe = parts.scheme == "https" or host == "localhost"
    is_name = any(sign.isalpha() for sign in host) and ":" not in host
    return Site(host, f"{parts.scheme}://{parts.netloc}") if is_safe and is_name else None
