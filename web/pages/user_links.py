"""Accounts elsewhere that lead to an account here: linked and untied by an administrator."""

from __future__ import annotations

from engine.errors import EngineError, NotFound
from engine.office import user_links, user_pages
from engine.sign_in_providers import Says
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

RIGHT = "user.manage"
ADDRESS = "/users/<int:user_id>/links"
SEND = ("POST",)
HINTS = {
    Says.IDENTIFIER: msg(
        "What the provider calls this account for ever ({claim}), exactly as it stands there."
    ),
    Says.PERSONAL_CODE: msg("The personal code. Somebody whom the municipality knows by it needs no link."),
    Says.EMAIL: msg("The e-mail address that the provider has verified."),
}


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing(user_id: int) -> str:
        """The ties of an account, and the form for one more."""
        return _page(runtime, user_id, None)

    def link(user_id: int) -> Answer:
        """One more."""
        try:
            user_links.link(runtime, actor(), user_id, typed("provider"), request.form.get("value", "")[:500])
        except NotFound:
            raise
        except EngineError as refused:
            return _page(runtime, user_id, refused.message), 422
        tell(msg("The account is linked."))
        return go(f"/users/{user_id}/links")

    def unlink(user_id: int) -> Answer:
        """Untie one."""
        number = typed("link")
        wanted = int(number) if number.isascii() and number.isdigit() else 0
        user_links.unlink(runtime, actor(), user_id, wanted)
        tell(msg("The link is untied; the account's sessions have ended."))
        return go(f"/users/{user_id}/links")

    return [
        Route(ADDRESS, listing, RIGHT),
        Route(ADDRESS, link, RIGHT, SEND),
        Route(f"{ADDRESS}/off", unlink, RIGHT, SEND),
    ]


def _page(runtime: Runtime, user_id: int, error: Message | None) -> str:
    row, providers = user_pages.find(runtime, actor(), user_id), runtime.settings.providers
    chosen = typed("provider") if error else (providers[0].key if providers else "")
    context: Context = {
        "name": row.name,
        "action": f"/users/{user_id}/links",
        "links": [
            {
                "id": one.identity_id,
                "provider": one.provider,
                "linked_at": one.linked_at,
                "used_at": one.used_at,
            }
            for one in user_links.of(runtime, actor(), user_id)
        ],
        "providers": [
            {
                "key": one.key,
                "name": one.name,
                "hint": Message(HINTS[one.says].text, {"claim": one.claim}),
                "chosen": one.key == chosen,
            }
            for one in providers
        ],
        "value": request.form.get("value", "")[:500] if error else "",
        "error": error,
    }
    crumbs: list[Crumb] = [
        (msg("Users"), "/users"),
        (row.name, f"/users/{user_id}"),
        (msg("Accounts elsewhere"), None),
    ]
    return show(runtime, "user_links.html", context, crumbs=crumbs)
