"""A proposed change of a number: compared, decided on by a second person, or taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.numbers import number_proposal_pages, number_proposals, number_reach
from web.drawing import proposal_drawing
from web.page import (
    Answer,
    Context,
    Message,
    Route,
    Runtime,
    actor,
    go,
    language,
    may,
    msg,
    request,
    show,
    tell,
    typed,
)

SEND = ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def proposal(proposal_id: int) -> str:
        """A change that somebody proposed."""
        return _proposal(runtime, proposal_id)

    def approve(proposal_id: int) -> Answer:
        """Record it."""
        done = msg("The number was recorded; it counts from its day on.")
        seen = typed("seen", 64)
        approve_it = partial(number_proposals.approve, runtime, actor(), proposal_id, seen=seen)
        return _decided(runtime, proposal_id, approve_it, done)

    def refuse(proposal_id: int) -> Answer:
        """Leave the number as it is."""
        reason, done = typed("reason", 1000), msg("The change was refused; the number stays as it is.")
        refuse_it = partial(number_proposals.refuse, runtime, actor(), proposal_id, reason)
        return _decided(runtime, proposal_id, refuse_it, done)

    def withdraw(proposal_id: int) -> Answer:
        """Take one's own proposal back."""
        done = msg("The proposal was taken back.")
        withdraw_it = partial(number_proposals.withdraw, runtime, actor(), proposal_id)
        return _decided(runtime, proposal_id, withdraw_it, done)

    return [
        Route("/numbers/proposals/<int:proposal_id>", proposal, "numbers.see"),
        Route("/numbers/proposals/<int:proposal_id>/approve", approve, "numbers.decide", SEND),
        Route("/numbers/proposals/<int:proposal_id>/refuse", refuse, "numbers.decide", SEND),
        Route("/numbers/proposals/<int:proposal_id>/withdraw", withdraw, "numbers.propose", SEND),
    ]


def _proposal(runtime: Runtime, proposal_id: int, **wrong: Message) -> str:
    me = actor()
    page = number_proposal_pages.proposal(runtime, me, proposal_id)
    stored = page.row.stored
    reach = number_reach.of(runtime, me, stored.pack, stored.key, stored.in_force_from)
    context = proposal_drawing.proposal(page, reach, language(), sees_cases=may("case.see"))
    errors: Context = {
        "error": wrong.get("error"),
        "reason_error": wrong.get("reason"),
        "reason": typed("reason", 1000) if request.method == "POST" else "",
    }
    return show(
        runtime,
        "number_proposal.html",
        {**context, **errors},
        crumbs=[
            (msg("Numbers of the rules"), "/numbers"),
            (page.row.label, f"/numbers/{page.row.pack}/{page.row.key}"),
        ],
    )


def _decided(runtime: Runtime, proposal_id: int, act: Callable[[], None], done: Message) -> Answer:
    try:
        act()
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        return _proposal(runtime, proposal_id, **invalid.fields), 422
    except EngineError as refused:
        return _proposal(runtime, proposal_id, error=refused.message), 409
    tell(done)
    return go(f"/numbers/proposals/{proposal_id}")
