"""Passkeys and security keys of one's own account: made with a name each, and taken off."""

from __future__ import annotations

from engine.errors import EngineError, NotFound
from engine.people import own_passwords, passkeys
from engine.people.passkey_sites import Site, site_of
from web.page import Answer, Context, Message, Route, Runtime, actor, go, msg, request, show, tell, typed
from web.pages.second_factor import HERE, RIGHT, SEND, factor_page, recovery_page
from web.visit import SESSION

CREDENTIAL_SIGNS = 20_000


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def new() -> str:
        """A name, and the button that asks the browser for a key."""
        return _page(runtime, None)

    def add() -> Answer:
        """What the browser answered."""
        return _add(runtime)

    def take_off() -> Answer:
        """Take one off, with the password."""
        return _take_off(runtime)

    return [
        Route(f"{HERE}/key", new, RIGHT),
        Route(f"{HERE}/key", add, RIGHT, SEND),
        Route(f"{HERE}/key/off", take_off, RIGHT, SEND),
    ]


def _site(runtime: Runtime) -> Site:
    site = site_of(runtime.settings, request.host_url)
    if site is None:
        raise NotFound(msg("There are no keys for this address."))
    return site


def _page(runtime: Runtime, error: Message | None) -> str:
    site = site_of(runtime.settings, request.host_url)
    context: Context = {
        "action": f"{HERE}/key",
        "back": HERE,
        "options": passkeys.begin(runtime, actor(), _token(), site) if site is not None else "",
        "name": typed("name", passkeys.MOST_NAME),
        "most": passkeys.MOST_NAME,
        "error": error,
    }
    crumbs = [(msg("Settings"), "/settings"), (msg("Second factor"), HERE), (msg("New key"), None)]
    return show(runtime, "passkey.html", context, crumbs=crumbs)


def _add(runtime: Runtime) -> Answer:
    name, credential = (
        typed("name", passkeys.MOST_NAME),
        request.form.get("credential", "")[:CREDENTIAL_SIGNS],
    )
    try:
        codes = passkeys.add(runtime, actor(), _token(), _site(runtime), name=name, credential=credential)
    except NotFound:
        raise
    except EngineError as refused:
        return _page(runtime, refused.message), 422
    tell(msg("The key is added: from now on it is asked for after the password."))
    return recovery_page(runtime, codes) if codes else go(HERE)


def _take_off(runtime: Runtime) -> Answer:
    number, password = typed("key"), request.form.get("password", "")
    try:
        own_passwords.confirm(runtime, _token(), password, address=request.remote_addr or "")
        key_id = int(number) if number.isascii() and number.isdigit() else 0
        passkeys.take_off(runtime, actor(), key_id, _token())
    except EngineError as refused:
        return factor_page(runtime, refused.message), 404 if isinstance(refused, NotFound) else 422
    tell(msg("The key is taken off; every other browser is signed out."))
    return go(HERE)


def _token() -> str:
    return request.cookies.get(SESSION, "")
