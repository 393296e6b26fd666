"""What a provider organisation sees on its first page, and the same as a file."""

from __future__ import annotations

from engine.exports.list_tables import MOST_ROWS
from engine.payments import provider_invoices, provider_pages
from web.drawing import provider_drawing
from web.page import Actor, Context, Runtime, WholeList, actor, language


def context(runtime: Runtime, me: Actor) -> Context:
    """Its contracts, months and invoices."""
    found, invoices = provider_pages.find(runtime, me), provider_invoices.of_provider(runtime, me)
    return provider_drawing.home(found, invoices, language())


def whole(runtime: Runtime) -> WholeList:
    """All its months and invoices; NotFound for whoever speaks for no organisation."""
    me = actor()
    found = provider_pages.find(runtime, me, most=MOST_ROWS + 1)
    return provider_drawing.whole(found, provider_invoices.of_provider(runtime, me))
