"""Provider organisations: listed, added, changed, given an account to sign in with."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import EngineError, InvalidAnswers, StaleVersion
from engine.office import house_details, provider_houses, user_pages
from web.drawing import list_columns
from web.drawing.house_fields import PROVIDER, fields
from web.page import (
    Answer,
    Context,
    Crumb,
    Message,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    msg,
    request,
    show,
    tell,
    typed,
)

RIGHT = "house.manage"
SEND = ("POST",)
ADDRESS = "/administration/providers"
ABOVE, PROVIDERS = msg("Administration"), msg("Provider organisations")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """All of them."""
        return _listing(runtime)

    def whole() -> WholeList:
        """The same, for a file."""
        table = list_columns.table(PROVIDERS, list_columns.PROVIDERS, _rows(runtime))
        return WholeList("providers", [table])

    def new() -> str:
        """An empty form."""
        return _page(runtime, None, {}, {})

    def add() -> Answer:
        """One more."""
        return _keep(runtime, None)

    def provider(provider_id: int) -> str:
        """One."""
        return _page(runtime, provider_id, provider_houses.find(runtime, actor(), provider_id).values, {})

    def keep(provider_id: int) -> Answer:
        """Change it."""
        return _keep(runtime, provider_id)

    def account(provider_id: int) -> Answer:
        """An account for it; its first password is shown once."""
        return _account(runtime, provider_id)

    return [
        Route(ADDRESS, listing, RIGHT, whole=whole),
        Route(f"{ADDRESS}/new", new, RIGHT),
        Route(f"{ADDRESS}/new", add, RIGHT, SEND),
        Route(f"{ADDRESS}/<int:provider_id>", provider, RIGHT),
        Route(f"{ADDRESS}/<int:provider_id>", keep, RIGHT, SEND),
        Route(f"{ADDRESS}/<int:provider_id>/account", account, RIGHT, SEND),
    ]


def _listing(runtime: Runtime) -> str:
    crumbs: list[Crumb] = [(ABOVE, "/administration"), (PROVIDERS, None)]
    return show(runtime, "providers.html", {"rows": _rows(runtime), "new": f"{ADDRESS}/new"}, crumbs=crumbs)


def _rows(runtime: Runtime) -> list[Context]:
    return [
        {"href": f"{ADDRESS}/{one.provider_id}", "values": one.values, "accounts": len(one.accounts)}
        for one in provider_houses.listed(runtime, actor())
    ]


def _keep(runtime: Runtime, provider_id: int | None) -> Answer:
    sent = {name: request.form.get(name, "")[:1000].replace("\0", "") for name in provider_houses.FIELDS}
    try:
        if provider_id is None:
            provider_id = provider_houses.add(runtime, actor(), sent)
        else:
            seen = request.form.get("seen", "")
            provider_houses.change(runtime, actor(), provider_id, sent, seen=seen)
    except InvalidAnswers as refused:
        return _page(runtime, provider_id, sent, refused.fields), 422
    except StaleVersion as stale:
        return _page(runtime, provider_id, sent, {}, conflict=stale), 409
    tell(msg("Saved."))
    return go(f"{ADDRESS}/{provider_id}")


def _account(runtime: Runtime, provider_id: int) -> Answer:
    house, name = provider_houses.find(runtime, actor(), provider_id), typed("user_name", 60)
    try:
        password = user_pages.add_for_provider(runtime, actor(), house, name)
    except EngineError as refused:
        return _page(runtime, provider_id, house.values, {"user_name": refused.message}), 422
    done: Context = {
        "title": msg("{user} can sign in now", user=name),
        "text": msg("First password: {password}", password=password),
        "steps": [msg("Write it down or hand it over now: it is not shown again.")],
        "links": [{"text": msg("Back to the organisation"), "href": f"{ADDRESS}/{provider_id}"}],
        "pending": False,
    }
    return show(runtime, "done.html", {"done": done})


def _page(
    runtime: Runtime,
    provider_id: int | None,
    values: Mapping[str, str],
    errors: Mapping[str, Message],
    *,
    conflict: StaleVersion | None = None,
) -> str:
    now = None if provider_id is None else provider_houses.find(runtime, actor(), provider_id)
    fresh = "" if now is None else house_details.seen_as(now.values)
    title = msg("New provider organisation") if now is None else now.values["name"]
    context: Context = {
        "title": title,
        "action": ADDRESS + ("/new" if provider_id is None else f"/{provider_id}"),
        "seen": request.form.get("seen", "") if errors and "user_name" not in errors else fresh,
        "fields": fields(PROVIDER, values, errors, theirs=now.values if now and conflict else {}),
        "conflict": conflict.message if conflict else None,
        "crest": None,
        "accounts": None
        if now is None
        else {
            "rows": [{"name": name, "href": f"/users/{user_id}"} for user_id, name in now.accounts],
            "action": f"{ADDRESS}/{provider_id}/account",
            "error": errors.get("user_name"),
        },
    }
    crumbs: list[Crumb] = [
        (msg("Administration"), "/administration"),
        (msg("Provider organisations"), ADDRESS),
        (title, None),
    ]
    return show(runtime, "house_form.html", context, crumbs=crumbs)
