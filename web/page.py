"""What every page module stands on: who looks, the frame around the page, the way to the next page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from flask import Response, render_template, request
from flask import redirect as flask_redirect

from engine.domain.rights import Actor, can
from engine.exports.list_tables import WholeList
from engine.messages_catalogue import Message, msg, say
from engine.runtime import Runtime
from web.frame import Context, frame, is_party, tell
from web.routes import PUBLIC, Route
from web.visit import actor, own_house, visit

__all__ = [
    "PUBLIC",
    "Actor",
    "Answer",
    "Context",
    "Crumb",
    "Message",
    "Response",
    "Route",
    "Runtime",
    "WholeList",
    "actor",
    "go",
    "is_party",
    "language",
    "may",
    "msg",
    "request",
    "said",
    "show",
    "tell",
    "typed",
]

Answer = Response | str | tuple[str, int]
"""What a view gives back."""

Crumb = tuple[Message | str, str | None]
"""A place on the way to this page: its name, and its address unless it is this page itself."""


def show(
    runtime: Runtime, template: str, context: Mapping[str, object], *, crumbs: Sequence[Crumb] = ()
) -> str:
    """A whole page: the template with its context, inside the frame of this visitor."""
    places = [(said(text), href) for text, href in crumbs]
    return render_template(template, frame=frame(runtime, breadcrumbs=places), **context)


def go(address: str) -> Response:
    """After a POST the browser asks for this address with GET."""
    return cast(Response, flask_redirect(address, 303))


def may(action: str) -> bool:
    """Whether this visitor may open this kind of page, so that no link leads nowhere."""
    return can(actor(), action, own_house(actor()))


def language() -> str:
    """The language of this request: lv or en."""
    return visit().language


def said(text: Message | str) -> str:
    """A sentence in the language of this request."""
    return say(text, language()) if isinstance(text, Message) else text


def typed(name: str, most: int = 200) -> str:
    """What was sent under a name in the form or the address; cut where nobody types that much."""
    return request.values.get(name, "")[:most].replace("\0", "").strip()
