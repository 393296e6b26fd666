"""Who is on the other side of a request: session, language, and the proof that a form was ours."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import urlencode, urlsplit

from flask import Flask, Request, Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.utils import redirect

from engine.domain.rights import Actor, Thing, can
from engine.people import visitors
from engine.people.sessions import Visitor
from engine.runtime import Runtime
from web.routes import PUBLIC, actions, lists

SESSION, VISIT, LANGUAGE = "asistents_session", "asistents_visit", "asistents_language"
HALF = "asistents_half"  # the password was right, the code is still to come
OUTSIDE = "asistents_outside"  # sent to a provider; only this browser may come back
KNOWN = "asistents_known"  # somebody has signed in from this browser before
TOUR = "asistents_tour"  # the stop of the demo's guided tour
SET_UP = "/account/second-factor"
WITHOUT_FACTOR = frozenset(
    {
        "sign_in.leave",
        "second_factor.page",
        "second_factor.begin",
        "second_factor.confirm",
        "own_keys.new",
        "own_keys.add",
    }
)
"""All that is open to whoever must have a second factor and has none yet."""
BROWSERS_OWN = frozenset({"policy_reports.take"})
"""What a browser sends of itself, without any form of ours: it changes nothing of anybody's."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MARK = "~"  # between the token of a visit and the word of a page
YEAR = 365 * 24 * 3600


@dataclass(slots=True)
class Visit:
    """One request's visitor."""

    visitor: Visitor | None
    language: str
    csrf: str  # the token that this visitor's forms carry
    is_list: bool = False  # this page is one, and can be taken as a file
    has_ended: bool = False  # the browser still holds a session that no longer counts
    new_cookies: dict[str, str] = field(default_factory=dict)

    def page_token(self) -> str:
        """The token with a word of one page's own, by which a form that comes twice is known (`once`)."""
        return f"{self.csrf}{MARK}{secrets.token_hex(8)}"


class PageTooOld(BadRequest):
    """The form carries another visit's token: it stood open while its reader came in anew or went out."""


def open_door(app: Flask, runtime: Runtime, ask_again: Callable[[], ResponseReturnValue]) -> None:
    """Have every request know its visitor, refuse what `can()` does not allow, and any foreign form.

    `ask_again` answers a form that was sent after its session had ended: nothing typed is lost.
    """

    @app.before_request
    def _enter() -> ResponseReturnValue | None:
        g.visit = _visit(runtime, request)
        g.visit.is_list = request.endpoint in lists(app)
        action = actions(app).get(request.endpoint or "")
        if action is None:
            raise NotFound
        if request.method not in SAFE_METHODS and request.endpoint not in BROWSERS_OWN:
            _refuse_foreign_site(request)
            if g.visit.has_ended and action != PUBLIC:
                return ask_again()
            _refuse_wrong_token(request, g.visit.csrf)
        return None if action == PUBLIC else _admit(g.visit, action)

    @app.after_request
    def _leave(response: Response) -> Response:
        visit = g.get("visit")
        for name, value in (visit.new_cookies if visit else {}).items():
            put_cookie(response, name, value, secure=runtime.settings.secure_cookies)
        return response


def _admit(visit: Visit, action: str) -> Response | None:
    """Let in whoever may open this kind of page; whoever is signed out is shown the way in."""
    if visit.visitor is None:
        if request.method in ("GET", "HEAD"):
            return _to_sign_in(request)
        raise NotFound
    if visit.visitor.lacks_factor and request.endpoint not in WITHOUT_FACTOR:
        return redirect(SET_UP) if request.method in ("GET", "HEAD") else _nothing()  # type: ignore[return-value]
    actor = visit.visitor.actor
    if not can(actor, action, own_house(actor)):
        raise NotFound
    return None


def _nothing() -> NoReturn:
    raise NotFound


def visit() -> Visit:
    """The visit of this request."""
    found: Visit = g.visit
    return found


def actor() -> Actor:
    """The signed-in person of this request; the door has made sure that there is one."""
    visitor = visit().visitor
    if visitor is None:
        raise NotFound
    return visitor.actor


def own_house(actor: Actor) -> Thing:
    """What a kind of page is about: the own municipality, own matters, cases within reach or contested."""
    own = frozenset() if actor.person_id is None else frozenset({actor.person_id})
    return Thing(
        actor.municipality_id,
        person_ids=own,
        provider_id=actor.provider_id,
        is_contested=True,
        case_id=None,
        district_id=None,
    )


def put_cookie(response: Response, name: str, value: str, *, secure: bool) -> None:
    """A cookie no script reads and no other site sends; an empty value takes it away."""
    lasting = None if name in (SESSION, VISIT, HALF, OUTSIDE, TOUR) else YEAR
    if not value:
        response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")
        return
    response.set_cookie(name, value, max_age=lasting, secure=secure, httponly=True, samesite="Lax")


def local_address(wanted: str) -> str:
    """An address of this house; anything that could lead elsewhere becomes the first page."""
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if safe and wanted.isprintable() else "/"


def _visit(runtime: Runtime, asked: Request) -> Visit:
    token = asked.cookies.get(SESSION, "")
    visitor = visitors.visitor(runtime, token) if token else None
    new: dict[str, str] = {}
    language = _language(asked, visitor, new)
    if visitor is not None:
        return Visit(visitor, language, visitor.csrf, new_cookies=new)
    csrf = asked.cookies.get(VISIT, "")
    if not csrf:
        csrf = new[VISIT] = secrets.token_urlsafe(32)
    return Visit(None, language, csrf, has_ended=bool(token), new_cookies=new)


def _language(asked: Request, visitor: Visitor | None, new: dict[str, str]) -> str:
    wanted = asked.args.get("lang", "")
    if wanted in ("lv", "en"):
        new[LANGUAGE] = wanted
        return wanted
    kept = asked.cookies.get(LANGUAGE, "")
    if kept in ("lv", "en"):
        return kept
    return visitor.language if visitor is not None else "lv"


def _refuse_foreign_site(asked: Request) -> None:
    """Our own pages send from our own address; anything else changes nothing."""
    origin = asked.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != asked.host:
        raise BadRequest
    if asked.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise BadRequest


def _refuse_wrong_token(asked: Request, csrf: str) -> None:
    """Our own pages send this visitor's own token."""
    sent = asked.form.get("csrf_token", "") or asked.headers.get("X-CSRF-Token", "")
    sent = sent.partition(MARK)[0]
    if not hmac.compare_digest(sent.encode(), csrf.encode()):
        raise PageTooOld


def _to_sign_in(asked: Request) -> Response:
    there = asked.full_path.rstrip("?") if asked.full_path != "/" else ""
    return redirect(f"/sign-in?{urlencode({'next': there})}" if there else "/sign-in")  # type: ignore[return-value]
