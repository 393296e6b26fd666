"""A draft's way to a release: played, proposed, taken back, brought up to date, decided on."""

from __future__ import annotations

from datetime import date
from functools import partial

from engine.drafting import draft_merging, draft_publishing, draft_steps, rehearsals
from web.page import Answer, Route, Runtime, actor, msg, request, typed
from web.pages.drafts import answered

SEND = ("POST",)
DRAFT = "/drafts/<int:draft_id>"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def rehearse(draft_id: int) -> Answer:
        """Have the scenarios played."""
        done = msg("The scenarios are being played; it takes a minute or two. Open this page again then.")
        return answered(runtime, draft_id, partial(rehearsals.ask, runtime, actor(), draft_id), done)

    def propose(draft_id: int) -> Answer:
        """Put it before a second person."""
        note, day = typed("note", 3000), _day()
        act = partial(draft_steps.propose, runtime, actor(), draft_id, note, day)
        return answered(runtime, draft_id, act, msg("The draft waits for a second person."))

    def take_back(draft_id: int) -> Answer:
        """Go on changing it."""
        act = partial(draft_steps.take_back, runtime, actor(), draft_id)
        return answered(runtime, draft_id, act, msg("The draft was taken back; it may be changed again."))

    def bring_up_to_date(draft_id: int) -> Answer:
        """Put it on the newest release."""
        chosen = {name[5:]: value for name, value in request.form.items() if name.startswith("file:")}
        act = partial(draft_merging.take_in, runtime, actor(), draft_id, chosen)
        return answered(runtime, draft_id, act, msg("The draft stands on the newest release now."))

    def approve(draft_id: int) -> Answer:
        """Make it a release."""
        act = partial(draft_publishing.approve, runtime, actor(), draft_id, seen=typed("seen", 64))
        done = msg("The draft became a release; new cases take it from its day.")
        return answered(runtime, draft_id, act, done)

    def send_back(draft_id: int) -> Answer:
        """Back to its authors with a reason."""
        act = partial(draft_publishing.send_back, runtime, actor(), draft_id, typed("reason", 1000))
        return answered(runtime, draft_id, act, msg("The draft was sent back to its authors."))

    return [
        Route(f"{DRAFT}/rehearse", rehearse, "draft.edit", SEND),
        Route(f"{DRAFT}/propose", propose, "draft.edit", SEND),
        Route(f"{DRAFT}/take-back", take_back, "draft.edit", SEND),
        Route(f"{DRAFT}/bring-up-to-date", bring_up_to_date, "draft.edit", SEND),
        Route(f"{DRAFT}/approve", approve, "draft.decide", SEND),
        Route(f"{DRAFT}/send-back", send_back, "draft.decide", SEND),
    ]


def _day() -> date | None:
    try:
        return date.fromisoformat(typed("from_day", 10))
    except ValueError:
        return None
