"""What a provider organisation sees on its first page."""

from __future__ import annotations

from engine import provider_invoices, provider_pages
from web.drawing import provider_drawing
from web.page import Actor, Context, Runtime, language


def context(runtime: Runtime, me: Actor) -> Context:
    """Its contracts, months and invoices."""
    found, invoices = provider_pages.find(runtime, me), provider_invoices.of_provider(runtime, me)
    return provider_drawing.home(found, invoices, language())
