"""How late timers are: a thousand due within one minute, a thousand found after two hours of silence.

The reminders of real months: each fires through tick, job queue and worker, as in a serving process.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event

from engine.clock import RunningClock
from engine.jobs.metronome import Metronome
from engine.persistence import rows
from engine.persistence.tables.instances import Timer
from engine.persistence.tables.jobs import Job, JobState
from engine.simulation.bench_figures import Figure, percentile
from engine.simulation.bench_ground import Ground, ground
from engine.simulation.bench_periods import catch_up, open_month
from engine.simulation.bench_site import Site

TIMERS, WORKERS = 1_000, 2
MINUTE, DOWN = timedelta(minutes=1), timedelta(hours=2)
LAG_REACH, LONGEST_REACH, AFTER_REACH = 5.0, 30.0, 60.0  # seconds
PATIENCE = timedelta(minutes=10)


def timers(site: Site, count: int = TIMERS) -> list[Figure]:
    """Both figures, on a fresh house each."""
    with ground(count, server=site.server) as stage:
        due = _spread(stage, MINUTE)
        lags = sorted(_fire(stage, due[0], due))
    site.tell(f"timers: p99 {percentile(lags, 0.99):.2f} s, longest {lags[-1]:.2f} s")
    with ground(count, server=site.server) as stage:
        due = _spread(stage, DOWN)
        finished = _fire(stage, due[-1], due)
        after = max(late - (due[-1] - one).total_seconds() for late, one in zip(finished, due, strict=True))
        moved = _overtaken(finished, due)
    site.tell(f"after two hours: {after:.1f} s, {moved} out of order")
    return [
        Figure("timer_lag_p99", percentile(lags, 0.99), "s", LAG_REACH, at_most=True),
        Figure("timer_lag_longest", lags[-1], "s", LONGEST_REACH, at_most=True),
        Figure("timers_after_two_hours_down", after, "s", AFTER_REACH, at_most=True),
        Figure("timers_out_of_order", moved, "timers", 0, at_most=True),
    ]


def _spread(stage: Ground, over: timedelta) -> list[datetime]:
    """Open the months and set their reminders evenly over that time, from their real instant on."""
    open_month(stage)
    with stage.runtime.transaction(stage.tenant) as session:
        waiting = rows.values(session, Timer, ["id", "instance_id", "due_at"])
        first = min(one.due_at for one in waiting)
        reminders = sorted(one.id for one in waiting if one.due_at == first)
        due = [first + over * at / len(reminders) for at in range(len(reminders))]
        for timer_id, at in zip(reminders, due, strict=True):
            rows.change(session, Timer, {"due_at": at}, id=timer_id)
    catch_up(stage, first - timedelta(seconds=1))  # the next month has opened days before
    return due


def _fire(stage: Ground, now: datetime, due: Sequence[datetime]) -> list[float]:
    """Let the house work from `now` on until every reminder has fired; seconds late, in the order due."""
    runtime = stage.runtime
    runtime.clock = clock = RunningClock(now)
    metronomes = [Metronome(runtime) for _ in range(WORKERS)]
    for one in metronomes:
        one.start()
    try:
        while _done(stage) < len(due):
            if clock.now() > due[-1] + PATIENCE:
                raise AssertionError(f"only {_done(stage)} of {len(due)} timers fired")
            Event().wait(0.5)
    finally:
        for one in metronomes:
            one.stop()
    return _lags(stage)


def _done(stage: Ground) -> int:
    with stage.runtime.reading(stage.tenant) as session:
        return rows.count(session, Job, kind="advance_instance", state=JobState.DONE)


def _lags(stage: Ground) -> list[float]:
    """Finished after due, from the jobs themselves: a timer's job is named after its due instant."""
    with stage.runtime.reading(stage.tenant) as session:
        found = rows.values(session, Job, ["unique_key", "finished_at"], kind="advance_instance")
    done = [(datetime.fromisoformat(one.unique_key.split(":", 3)[3]), one.finished_at) for one in found]
    return [(finished - due).total_seconds() for due, finished in sorted(done)]


def _overtaken(lags: Sequence[float], due: Sequence[datetime]) -> int:
    """Timers that ended further from their place than workers side by side can account for."""
    ended = [one + timedelta(seconds=lag) for one, lag in zip(due, lags, strict=True)]
    order = sorted(range(len(ended)), key=ended.__getitem__)
    return sum(abs(place - at) > WORKERS for place, at in enumerate(order))
