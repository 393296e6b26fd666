"""Jobs by which something leaves the house: mail, and events for other systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.jobs.done import finish
from engine.jobs.event_sending import SENDING, send_events
from engine.jobs.given_up_events import SEND_EVENT, send_event
from engine.jobs.given_up_letters import SEND_LETTER, send_letter
from engine.jobs.outbox import send_outbox
from engine.queue.port import LeasedJob
from engine.runtime import Runtime


def mail(runtime: Runtime, job: LeasedJob) -> None:
    """Send what waits in the outbox."""
    send_outbox(runtime)
    finish(runtime, job)


def events(runtime: Runtime, job: LeasedJob) -> None:
    """Tell other systems what waits to be told."""
    send_events(runtime)
    finish(runtime, job)


OUTSIDE_JOBS: Mapping[str, Callable[[Runtime, LeasedJob], None]] = {
    "send_outbox": mail,
    SEND_LETTER: send_letter,
    SENDING: events,
    SEND_EVENT: send_event,
}
