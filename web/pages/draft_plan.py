"""A release that is planned for a later day, called off on its draft's page."""

from __future__ import annotations

from functools import partial

from engine.drafting.publishing import planned_releases
from engine.errors import EngineError, NotFound
from web.drawing import draft_drawing
from web.page import Answer, Route, Runtime, actor, go, msg
from web.pages.drafts import answered, draft_page

SEND = ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def call_off(draft_id: int) -> Answer:
        """It is not used; what counts today goes on counting."""
        act = partial(planned_releases.call_off, runtime, actor(), draft_id)
        return answered(runtime, draft_id, act, msg("The release was called off: new cases go on as today."))

    def take_up(draft_id: int) -> Answer:
        """A new draft with the same changes."""
        try:
            return go(draft_drawing.address(planned_releases.take_up(runtime, actor(), draft_id)))
        except NotFound:
            raise
        except EngineError as refused:
            return draft_page(runtime, draft_id, {"": refused.message}), 409

    return [
        Route("/drafts/<int:draft_id>/call-off", call_off, "draft.decide", SEND),
        Route("/drafts/<int:draft_id>/take-up", take_up, "draft.edit", SEND),
    ]
