"""The page to sign in on: the local form, the providers that vouch for people, a demo's people."""

from __future__ import annotations

from urllib.parse import urlencode

from engine.errors import EngineError
from engine.people.entrances import TooManyTries
from web import demo_sign_ins
from web.page import Context, Message, Runtime, request, show


def sign_in_page(
    runtime: Runtime,
    next_url: str,
    note: Message | None,
    *,
    refused: EngineError | None = None,
    carried: list[tuple[str, str]] | None = None,
) -> str:
    """The form, with the providers that vouch for people; a code first where others guess at this name."""
    context: Context = {
        "sign_in": {
            "action": "/sign-in",
            "next_url": next_url,
            "user_name": request.form.get("user_name", "")[:100],
            "error": refused.message if refused else None,
            "note": note,
            "carried": carried or [],
            "code_first": isinstance(refused, TooManyTries) or bool(request.form.get("code")),
            "end_outside": _end_outside(runtime),
        },
        "providers": [
            {"name": one.name, "href": f"/sign-in/with/{one.key}?{urlencode({'next': next_url})}"}
            for one in runtime.settings.providers
        ],
        "demo_sign_ins": demo_sign_ins.rows(runtime),
    }
    return show(runtime, "sign_in.html", context)


def _end_outside(runtime: Runtime) -> Context | None:
    """After signing out: the provider at which somebody is still signed in."""
    asked = request.args.get("out", "")
    found = next((one for one in runtime.settings.providers if one.key == asked), None)
    return {"name": found.name, "href": f"/sign-in/out/{found.key}"} if found else None
