"""Other systems as their administrator reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.domain.outside_events import LABELS as EVENT_LABELS
from engine.domain.outside_events import EventKind
from engine.exports.list_tables import WholeList
from engine.integrations.event_deliveries import DeliveryRow
from engine.integrations.integrations import IntegrationRow
from engine.integrations.scopes import LABELS, ROLES, Scope
from engine.messages_catalogue import Message, msg
from web.drawing import list_columns
from web.drawing.role_words import role_word

Context = dict[str, object]
LASTS: Mapping[str, Message] = {
    "30": msg("a month"),
    "90": msg("three months"),
    "180": msg("half a year"),
    "365": msg("a year"),
}
STATES: Mapping[str, tuple[Message, str]] = {
    "waiting": (msg("waiting"), "yellow"),
    "sent": (msg("told"), "green"),
    "failed": (msg("not taken"), "red"),
}


def row(one: IntegrationRow, href: str) -> Context:
    """One in the list, and the head of its page."""
    return {
        "name": one.name,
        "purpose": one.purpose,
        "href": href,
        "roles": [role_word(role) for role in one.roles],
        "is_live": one.is_live,
        "is_revoked": one.revoked_at is not None,
        "made_by": one.made_by or msg("command line"),
        "made_at": one.made_at,
        "expires_on": one.expires_on,
        "last_used_at": one.last_used_at,
        "scopes": list(one.scopes),
    }


def file_of(title: Message, found: Sequence[IntegrationRow]) -> WholeList:
    """The list for a file."""
    lines = [{**row(one, ""), "scopes_said": ", ".join(one.scopes)} for one in found]
    return WholeList("integrations", [list_columns.table(title, list_columns.INTEGRATIONS, lines)])


def scope_words(one: IntegrationRow) -> list[Context]:
    """What it may do, in words."""
    return [{"name": name, "text": LABELS[Scope(name)]} for name in one.scopes]


def roles(chosen: Sequence[str]) -> list[Context]:
    """In which roles it may act."""
    return [{"id": str(one), "label": role_word(one), "chosen": str(one) in chosen} for one in ROLES]


def scopes(chosen: Sequence[str]) -> list[Context]:
    """What it may do, to choose from."""
    return [
        {
            "id": str(one),
            "label": LABELS[one],
            "chosen": str(one) in chosen,
            "is_health": one is Scope.HEALTH_READ,
        }
        for one in Scope
    ]


def lasts(chosen: str) -> list[Context]:
    """How long its token counts."""
    return [{"value": days, "text": text, "chosen": days == (chosen or "90")} for days, text in LASTS.items()]


def may_be_told(one: IntegrationRow) -> bool:
    """Whether it may be told of events."""
    return one.is_live and Scope.EVENTS_READ in one.scopes


def events(one: IntegrationRow, action: str, sent: object) -> Context:
    """The form of its events; `sent`: what was typed and refused."""
    typed = getattr(sent, "getlist", None)
    url = str(sent.get("event_url", "")) if isinstance(sent, Mapping) else one.event_url
    kinds = list(typed("event_kinds")) if typed else list(one.event_kinds)
    return {
        "action": action,
        "url": url,
        "kinds": [
            {"id": str(kind), "label": EVENT_LABELS[kind], "chosen": str(kind) in kinds} for kind in EventKind
        ],
    }


def delivery(one: DeliveryRow, again: str) -> Context:
    """One message to it."""
    word, colour = STATES[one.state]
    return {
        "kind": EVENT_LABELS[EventKind(one.kind)],
        "about": ", ".join(f"{name} {value}" for name, value in one.data.items() if value is not None),
        "made_at": one.made_at,
        "state": word,
        "colour": colour,
        "attempts": one.attempts,
        "error": one.last_error,
        "again_url": None if one.state == "waiting" else again,
    }
