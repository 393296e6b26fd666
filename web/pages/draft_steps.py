"""A draft's way to a release: played, proposed, taken back, brought up to date, decided on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from engine.drafting.comparing import draft_merging
from engine.drafting.publishing import draft_publishing, draft_steps, rehearsals
from web.page import Answer, Message, Route, Runtime, actor, msg, request, typed
from web.pages.drafts import answered

SEND = ("POST",)
DRAFT = "/drafts/<int:draft_id>"
BEING_PLAYED = msg("The scenarios are being played; it takes a minute or two. Open this page again then.")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def rehearse(draft_id: int) -> Answer:
        """Have the scenarios played."""
        return _step(runtime, draft_id, rehearsals.ask, BEING_PLAYED)

    def propose(draft_id: int) -> Answer:
        """Put it before a second person."""
        done = msg("The draft waits for a second person.")
        return _step(runtime, draft_id, draft_steps.propose, done, typed("note", 3000), _day())

    def take_back(draft_id: int) -> Answer:
        """Go on changing it."""
        done = msg("The draft was taken back; it may be changed again.")
        return _step(runtime, draft_id, draft_steps.take_back, done)

    def bring_up_to_date(draft_id: int) -> Answer:
        """Put it on the newest release."""
        done = msg("The draft stands on the newest release now.")
        return _step(runtime, draft_id, draft_merging.take_in, done, _chosen())

    def approve(draft_id: int) -> Answer:
        """Make it a release."""
        done = msg("The draft became a release; new cases take it from its day.")
        return _step(runtime, draft_id, draft_publishing.approve, done, typed("seen", 64))

    def send_back(draft_id: int) -> Answer:
        """Back to its authors with a reason."""
        done = msg("The draft was sent back to its authors.")
        return _step(runtime, draft_id, draft_publishing.send_back, done, typed("reason", 1000))

    return [
        Route(f"{DRAFT}/rehearse", rehearse, "draft.edit", SEND),
        Route(f"{DRAFT}/propose", propose, "draft.edit", SEND),
        Route(f"{DRAFT}/take-back", take_back, "draft.edit", SEND),
        Route(f"{DRAFT}/bring-up-to-date", bring_up_to_date, "draft.edit", SEND),
        Route(f"{DRAFT}/approve", approve, "draft.decide", SEND),
        Route(f"{DRAFT}/send-back", send_back, "draft.decide", SEND),
    ]


def _step(
    runtime: Runtime, draft_id: int, act: Callable[..., object], done: Message, *more: object
) -> Answer:
    return answered(runtime, draft_id, partial(act, runtime, actor(), draft_id, *more), done)


def _chosen() -> dict[str, str]:
    """Of files that both changed: path → whose text counts."""
    return {name[5:]: value for name, value in request.form.items() if name.startswith("file:")}


def _day() -> date | None:
    try:
        return date.fromisoformat(typed("from_day", 10))
    except ValueError:
        return None
