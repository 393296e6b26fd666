"""Other systems: their tokens with scopes, where they are told of events, what was told."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import InvalidAnswers
from engine.integrations import event_deliveries, event_settings, new_integrations
from engine.integrations import integrations as door
from engine.integrations.new_integrations import NewIntegration
from web.drawing import integration_drawing as drawing
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
from web.password_first import ask_password

RIGHT = "integration.manage"
SEND = ("POST",)
ADDRESS = "/integrations"
TITLE, ABOVE = msg("Other systems"), msg("Administration")
WHY = msg("This opens the municipality's data to another system. Type your password once more.")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""
    return [*_list_routes(runtime), *_own_routes(runtime)]


def _list_routes(runtime: Runtime) -> list[Route]:
    def listing() -> str:
        """All of them, and the form for one more."""
        return _listing(runtime, {})

    def whole() -> WholeList:
        """The same, for a file."""
        return drawing.file_of(TITLE, door.listed(runtime, actor()))

    def add() -> Answer:
        """One more; its token is shown once."""
        return ask_password(runtime, WHY) or _add(runtime)

    return [Route(ADDRESS, listing, RIGHT, whole=whole), Route(ADDRESS, add, RIGHT, SEND)]


def _own_routes(runtime: Runtime) -> list[Route]:
    def integration(integration_id: int) -> str:
        """One, with what it was told."""
        return _page(runtime, integration_id, {})

    def revoke(integration_id: int) -> Answer:
        """Shut it out at once."""
        return ask_password(runtime, WHY) or _revoke(runtime, integration_id)

    def events(integration_id: int) -> Answer:
        """Where it is told of what; the secret is shown once."""
        return ask_password(runtime, WHY) or _events(runtime, integration_id)

    def again(integration_id: int, outbox_id: int) -> Answer:
        """Tell it once more."""
        event_deliveries.send_again(runtime, actor(), integration_id, outbox_id)
        tell(msg("It is sent again in a moment."))
        return go(f"{ADDRESS}/{integration_id}")

    one = f"{ADDRESS}/<int:integration_id>"
    return [
        Route(one, integration, RIGHT),
        Route(f"{one}/revoke", revoke, RIGHT, SEND),
        Route(f"{one}/events", events, RIGHT, SEND),
        Route(f"{one}/events/<int:outbox_id>/again", again, RIGHT, SEND),
    ]


def _listing(runtime: Runtime, errors: Mapping[str, Message]) -> str:
    form = request.form
    context: Context = {
        "rows": [
            drawing.row(one, f"{ADDRESS}/{one.integration_id}") for one in door.listed(runtime, actor())
        ],
        "docs": "/api-docs",
        "form": {
            "action": ADDRESS,
            "values": {name: form.get(name, "")[:200] for name in ("name", "purpose")},
            "roles": drawing.roles(form.getlist("roles")),
            "scopes": drawing.scopes(form.getlist("scopes")),
            "lasts": drawing.lasts(form.get("lasts", "")),
            "errors": errors,
        },
    }
    return show(runtime, "integrations.html", context, crumbs=[(ABOVE, "/administration"), (TITLE, None)])


def _add(runtime: Runtime) -> Answer:
    days = int(typed("lasts")) if typed("lasts") in drawing.LASTS else 0
    chosen = {name: frozenset(request.form.getlist(name)) for name in ("roles", "scopes")}
    try:
        new = NewIntegration(
            typed("name"),
            typed("purpose"),
            chosen["roles"],
            chosen["scopes"],
            new_integrations.day_in(runtime, days),
        )
        integration_id, token = new_integrations.add(runtime, actor(), new)
    except InvalidAnswers as refused:
        return _listing(runtime, refused.fields), 422
    title = msg("{name} has a token now", name=new.name)
    return _shown_once(runtime, title, msg("Token: {token}", token=token), integration_id)


def _revoke(runtime: Runtime, integration_id: int) -> Answer:
    door.revoke(runtime, actor(), integration_id)
    tell(msg("The token counts no more."))
    return go(f"{ADDRESS}/{integration_id}")


def _events(runtime: Runtime, integration_id: int) -> Answer:
    url, kinds = request.form.get("event_url", "")[:1000], request.form.getlist("event_kinds")
    try:
        secret = event_settings.set_events(runtime, actor(), integration_id, url, kinds)
    except InvalidAnswers as refused:
        return _page(runtime, integration_id, refused.fields), 422
    if secret is None:
        tell(msg("It is told of nothing any more."))
        return go(f"{ADDRESS}/{integration_id}")
    text = msg("Secret: {secret}", secret=secret)
    return _shown_once(runtime, msg("Events are sent there from now on"), text, integration_id)


def _shown_once(runtime: Runtime, title: Message, text: Message, integration_id: int) -> str:
    done: Context = {
        "title": title,
        "text": text,
        "steps": [msg("Hand it over now: it is not shown again.")],
        "links": [{"text": msg("To the other system's page"), "href": f"{ADDRESS}/{integration_id}"}],
        "pending": False,
    }
    return show(runtime, "done.html", {"done": done})


def _page(runtime: Runtime, integration_id: int, errors: Mapping[str, Message]) -> str:
    found = door.find(runtime, actor(), integration_id)
    here = f"{ADDRESS}/{integration_id}"
    told = event_deliveries.deliveries(runtime, actor(), integration_id)
    sent = request.form if errors else None
    context: Context = {
        "integration": drawing.row(found, here),
        "scopes": drawing.scope_words(found),
        "revoke_url": f"{here}/revoke" if found.is_live else None,
        "events": drawing.events(found, f"{here}/events", sent) if drawing.may_be_told(found) else None,
        "deliveries": [drawing.delivery(one, f"{here}/events/{one.outbox_id}/again") for one in told],
        "errors": errors,
    }
    crumbs: list[Crumb] = [(ABOVE, "/administration"), (TITLE, ADDRESS), (found.name, None)]
    return show(runtime, "integration.html", context, crumbs=crumbs)
