"""What each kind of job does; its effect and "done" are one transaction, or the effect may be repeated."""

from __future__ import annotations

from collections.abc import Callable

from engine.instances.incidents import SEND_EVENT
from engine.jobs.done import finish
from engine.jobs.event_sending import SENDING, events, send_event
from engine.jobs.given_up_letters import SEND_LETTER, send_letter
from engine.jobs.instance_jobs import advance_instance, complete_task, hear_signal
from engine.jobs.outbox import send_outbox
from engine.jobs.owner_jobs import OWNER_JOBS
from engine.jobs.period_jobs import open_months, start_cycle
from engine.queue.port import LeasedJob
from engine.runtime import Runtime


def mail(runtime: Runtime, job: LeasedJob) -> None:
    """Send what waits in the outbox."""
    send_outbox(runtime)
    finish(runtime, job)


HANDLERS: dict[str, Callable[[Runtime, LeasedJob], None]] = {
    "advance_instance": advance_instance,
    "complete_task": complete_task,
    "hear_signal": hear_signal,
    "start_cycle": start_cycle,
    "open_months": open_months,
    "send_outbox": mail,
    **OWNER_JOBS,
    SEND_LETTER: send_letter,
    SENDING: events,
    SEND_EVENT: send_event,
}
