"""The office lets somebody of a case in without a password: a link by e-mail, or a code on paper."""

from __future__ import annotations

from engine.errors import EngineError, NotFound
from engine.people import sign_in_links
from web.page import (
    Answer,
    Context,
    Crumb,
    Message,
    Route,
    Runtime,
    actor,
    go,
    msg,
    request,
    show,
    tell,
    typed,
)

RIGHT = "sign_in_link.make"
ADDRESS = "/cases/<int:case_id>/people/<int:person_id>/sign-in"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def link(case_id: int, person_id: int) -> str:
        """What leads this person in now, and the way to a new one."""
        return _page(runtime, case_id, person_id)

    def make(case_id: int, person_id: int) -> Answer:
        """A new one."""
        return _make(runtime, case_id, person_id)

    def revoke(case_id: int, person_id: int) -> Answer:
        """Take one back."""
        number = typed("link")
        sign_in_links.revoke(runtime, actor(), int(number) if number.isascii() and number.isdigit() else 0)
        tell(msg("It does not count any more."))
        return go(f"/cases/{case_id}/people/{person_id}/sign-in")

    return [
        Route(ADDRESS, link, RIGHT),
        Route(ADDRESS, make, RIGHT, ("POST",)),
        Route(f"{ADDRESS}/revoke", revoke, RIGHT, ("POST",)),
    ]


def _make(runtime: Runtime, case_id: int, person_id: int) -> Answer:
    entrance = f"{request.host_url.rstrip('/')}/enter"
    by_mail = typed("way") == "mail"
    try:
        made = sign_in_links.make(runtime, actor(), case_id, person_id, mail_to=entrance if by_mail else "")
    except NotFound:
        raise
    except EngineError as refused:
        return _page(runtime, case_id, person_id, error=refused.message), 422
    if made.mailed_to:
        tell(msg("The link is on its way to {email}.", email=made.mailed_to))
        return go(f"/cases/{case_id}/people/{person_id}/sign-in")
    code: Context = {
        "digits": f"{made.secret[:4]} {made.secret[4:]}",
        "address": entrance,
        "expires_at": made.expires_at,
    }
    return _page(runtime, case_id, person_id, code=code)


def _page(
    runtime: Runtime,
    case_id: int,
    person_id: int,
    *,
    code: Context | None = None,
    error: Message | None = None,
) -> str:
    found = sign_in_links.whom(runtime, actor(), case_id, person_id)
    back = f"/cases/{case_id}?section=people"
    context: Context = {
        "person": {"name": found.name, "email": found.email},
        "hours": found.hours,
        "action": f"/cases/{case_id}/people/{person_id}/sign-in",
        "back": back,
        "code": code,
        "error": error,
        "live": [
            {"id": one.link_id, "made_at": one.made_at, "expires_at": one.expires_at, "mailed": one.is_mailed}
            for one in found.live
        ],
    }
    crumbs: list[Crumb] = [
        (msg("Cases"), "/cases"),
        (found.name, back),
        (msg("Sign-in without a password"), None),
    ]
    return show(runtime, "sign_in_link.html", context, crumbs=crumbs)
