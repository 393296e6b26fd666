"""Risks of how the pages are reached, and of how letters leave."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from engine.clock import local_day
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.arrivals import PolicyReport
from engine.runtime import EVERY
from engine.settings import Settings
from engine.upkeep.risks import House, Risk, error, warning

SQLITE = "sqlite:///"
REPORTED_WITHIN = timedelta(days=7)
LEAST_ROOM, LITTLE_ROOM = 256 * 2**20, 2 * 2**30  # bytes free where the database grows
MADE_UP = (".example", ".test", ".invalid", ".localhost", "localhost", "example.com", "example.org")
"""Names that lead nowhere (RFC 2606)."""


def public_address(settings: Settings) -> Iterator[Risk]:
    """People come over TLS, to an address that letters name."""
    address = settings.public_address
    if not address:
        yield warning(
            msg(
                "Nobody said where people reach the pages: set ASISTENTS_PUBLIC_ADDRESS to https://…, "
                "and printed letters bear a code that leads there."
            )
        )
    elif not address.startswith("https://"):
        yield error(
            msg(
                "People reach the pages at {address}, where everybody on the way reads along: "
                "put a proxy with TLS before them and set ASISTENTS_PUBLIC_ADDRESS to https://….",
                address=address,
            )
        )


def cookies(settings: Settings) -> Iterator[Risk]:
    """A sign-in never travels without TLS."""
    if not settings.secure_cookies:
        yield error(
            msg(
                "The cookie of a sign-in would also travel without TLS: set ASISTENTS_SECURE_COOKIES=1 "
                "once a proxy speaks TLS."
            )
        )


def proxy(settings: Settings) -> Iterator[Risk]:
    """The house answers to its own name, and knows who comes through the proxy."""
    named = urlsplit(settings.public_address).hostname or ""
    if not settings.trusted_hosts:
        yield warning(
            msg(
                "A request may call this house by any name: list its names in ASISTENTS_TRUSTED_HOSTS "
                "(the public one, and those that watchers use)."
            )
        )
    elif named and named not in settings.trusted_hosts:
        yield error(
            msg(
                "The public name {name} is not in ASISTENTS_TRUSTED_HOSTS, so nobody gets in: add it.",
                name=named,
            )
        )
    if named and not settings.trusted_proxy:
        yield warning(
            msg(
                "Everybody seems to come from the proxy's address, so that one who guesses "
                "passwords shuts out all: "
                "set ASISTENTS_TRUSTED_PROXY to that address."
            )
        )


def providers(settings: Settings) -> Iterator[Risk]:
    """Who vouches for people is asked over TLS, and with a secret that others cannot read."""
    for one in settings.providers:
        if not one.issuer.startswith("https://"):
            yield error(
                msg(
                    "The provider {name} is asked without TLS ({issuer}), so anybody on the way says who "
                    "somebody is: name an issuer with https://.",
                    name=one.key,
                    issuer=one.issuer,
                )
            )
        if not _has_secret(one.secret_file):
            yield error(
                msg(
                    "The secret of the provider {name} is missing ({file}): nobody gets in that way.",
                    name=one.key,
                    file=str(one.secret_file),
                )
            )
        elif one.secret_file.stat().st_mode & 0o077:
            yield warning(
                msg(
                    "Others may read the secret of the provider {name} ({file}): give it mode 0600.",
                    name=one.key,
                    file=str(one.secret_file),
                )
            )
    if settings.providers and not settings.public_address:
        yield warning(
            msg(
                "Providers send people back to the address that a request names: set "
                "ASISTENTS_PUBLIC_ADDRESS, and register {address} with them.",
                address="https://…/sign-in/back/KEY",
            )
        )


def _has_secret(file: Path) -> bool:
    try:
        return bool(file.read_text("utf-8").strip())
    except (OSError, ValueError):
        return False


def mail(settings: Settings) -> Iterator[Risk]:
    """Letters leave, from an address that exists."""
    if not settings.mail.host:
        yield warning(
            msg("No mail server is set, so letters by e-mail wait in the outbox: set ASISTENTS_SMTP_HOST.")
        )
    elif leads_nowhere(settings.mail.sender):
        yield error(
            msg(
                "Letters would come from {sender}, which nobody can answer and many servers refuse: "
                "set ASISTENTS_MAIL_FROM to a real address.",
                sender=settings.mail.sender,
            )
        )


def metrics(settings: Settings) -> Iterator[Risk]:
    """Somebody watches, and only who may."""
    if not settings.metrics_token:
        yield warning(
            msg(
                "Nobody can watch over the house from outside: set ASISTENTS_METRICS_TOKEN and read /metrics."
            )
        )
    elif len(settings.metrics_token) < 20:
        yield error(
            msg(
                "The token in ASISTENTS_METRICS_TOKEN can be guessed: take one of at least 20 "
                "signs made at random."
            )
        )


def disk(settings: Settings) -> Iterator[Risk]:
    """There is room for the database to grow; of a server's disk we know nothing."""
    if not settings.database_url.startswith(SQLITE):
        return
    folder = Path(settings.database_url.removeprefix(SQLITE)).resolve().parent
    if not folder.is_dir():
        return
    free = shutil.disk_usage(folder).free
    if free < LITTLE_ROOM:
        told = msg(
            "Only {free} MB are free where the database stands ({folder}): make room, or "
            "nothing can be stored.",
            free=free // 2**20,
            folder=str(folder),
        )
        yield error(told) if free < LEAST_ROOM else warning(told)


def events(settings: Settings) -> Iterator[Risk]:
    """Events go to the open internet only, never to services of this machine."""
    if settings.events_to_loopback:
        yield error(
            msg(
                "Other systems may be told of events on this machine itself, without TLS, so that an "
                "administrator of the pages reaches services that only this machine may: take away "
                "ASISTENTS_EVENTS_TO_LOOPBACK."
            )
        )


def leads_nowhere(address: str) -> bool:
    """Whether the part after the @ is one of the names that nobody may own."""
    return address.rpartition("@")[2].lower().endswith(MADE_UP)


def policy_reports(house: House) -> Iterator[Risk]:
    """No page tried to load what it may not: a script of somebody else's, or a mistake of ours."""
    since = local_day(house.runtime.clock.now()) - REPORTED_WITHIN
    with house.runtime.reading(EVERY) as session:
        found = rows.every(session, PolicyReport, order_by=["-day", "-id"], day__least=since)
    if found:
        last = found[0]
        yield warning(
            msg(
                "Browsers told {times} times in a week of something that a page may not load "
                "(last: {blocked} on {page}, {directive}): find out whether an addition to a browser "
                "or an attack did it.",
                times=sum(one.times for one in found),
                blocked=last.blocked,
                page=last.page,
                directive=last.directive,
            )
        )
