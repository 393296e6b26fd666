"""Whoever approves money or opens the house types the password once more; nothing typed is lost."""

from __future__ import annotations

from flask import request

from engine.people import outside_sessions, own_passwords, people
from engine.people.entrances import SignInRefused
from web.page import Answer, Context, Message, Runtime, msg, show
from web.visit import SESSION, actor, visit

PASSWORD = "_password"  # noqa: S105 – the name of the input
MOST = 2000  # inputs that are carried along; more than any form has


A_WHILE_AGO = msg("You signed in a while ago. Type your password once more before this step.")
ABOUT_MONEY = msg("This step is about money, and you signed in a while ago. Type your password once more.")


def ask_password(runtime: Runtime, why: Message = ABOUT_MONEY) -> Answer | None:
    """None where the password was typed lately, or is right in this form; else the page that asks for it.

    The page carries the form along and sends it to the same address.
    """
    if _is_fresh(runtime):
        return None
    typed = request.form.get(PASSWORD)
    if typed is None:
        return _page(runtime, None, why), 401
    token, address = request.cookies.get(SESSION, ""), request.remote_addr or ""
    try:
        own_passwords.confirm(runtime, token, typed, address=address)
    except SignInRefused as refused:
        return _page(runtime, refused.message, why), 422
    return None


def _is_fresh(runtime: Runtime) -> bool:
    visitor = visit().visitor
    if visitor is None or visitor.confirmed_at is None:
        return False
    return runtime.clock.now() - visitor.confirmed_at <= own_passwords.CONFIRMED_FOR


def _page(runtime: Runtime, error: Message | None, why: Message) -> str:
    fields = [one for one in request.form.items(multi=True) if one[0] not in (PASSWORD, "csrf_token")]
    context: Context = {
        "action": request.path,
        "carried": fields[:MOST],
        "error": error,
        "why": why,
        "name": PASSWORD,
        "elsewhere": _elsewhere(runtime),
        "user_name": people.user_name(runtime, actor()),
    }
    return show(runtime, "confirm_password.html", context)


def _elsewhere(runtime: Runtime) -> Context | None:
    """The provider that vouched for this session: it can ask anew, where somebody has no password here."""
    key = outside_sessions.vouching(runtime, request.cookies.get(SESSION, ""))
    found = next((one for one in runtime.settings.providers if one.key == key), None)
    return {"name": found.name, "href": f"/sign-in/with/{key}?again=1&next=/account"} if found else None
