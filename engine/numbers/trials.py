"""What if: past cases calculated anew with drafts, beside what is in force; nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.numbers.number_pages import may, refuse_stranger
from engine.numbers.trial_drafts import Drafts, drafted_book, drafted_release, refuse_nothing
from engine.numbers.trial_scoring import Outcome, TrialRules, outcome
from engine.persistence.queries import number_proposals, releases, trial_cases
from engine.runtime import EVERY, LoadedRelease, Runtime, Tenant, seen_by

__all__ = ["MOST", "Drafts", "Trial", "TrialRow", "run"]

MOST = 2_000  # of the newest cases; more than any office has decided by questionnaire in a year


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One case before and after; its number only for those who may list cases."""

    case_number: str | None
    before: Outcome
    after: Outcome

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return self.before.result != self.after.result

    @property
    def more_hours(self) -> int:
        """After less before; 0 where one of them is not known."""
        if self.before.hours is None or self.after.hours is None:
            return 0
        return self.after.hours - self.before.hours


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out, the changed cases first."""

    day: date
    rows: Sequence[TrialRow]

    @property
    def changed(self) -> list[TrialRow]:
        """Those in which anything differs."""
        return [row for row in self.rows if row.is_changed]

    @property
    def troubled(self) -> list[TrialRow]:
        """Those that the drafts cannot calculate."""
        return [row for row in self.rows if row.after.trouble is not None]

    def count(self, *, more: bool) -> int:
        """How many would get more hours, or fewer."""
        return sum(1 for row in self.rows if (row.more_hours > 0 if more else row.more_hours < 0))

    @property
    def hours_more(self) -> int:
        """The difference of all hours a month together."""
        return sum(row.more_hours for row in self.rows)


def run(runtime: Runtime, actor: Actor, drafts: Drafts) -> Trial:
    """The past cases of the actor's municipality under the drafts, as if decided on the day.

    Both sides are calculated from the same answers and purposes: before with what is in force on the day,
    after with the drafts. InvalidAnswers where a draft cannot be read; nothing is stored.
    """
    refuse_stranger(actor, "trial.run")
    refuse_nothing(drafts)
    now = runtime.clock.now()
    day = drafts.day or local_day(now)
    with runtime.reading(EVERY) as session:
        release = _in_force(runtime, actor, day)
        wanted = [one for number in drafts.proposals if (one := number_proposals.find(session, number))]
        before = TrialRules(release, runtime.rule_book(session), day, release)
        after = TrialRules(
            drafted_release(release, drafts), drafted_book(runtime, session, wanted, now), day, release
        )
    with runtime.reading(seen_by(actor)) as session:
        cases = trial_cases.assessed(session, MOST)
    sees_numbers = may(actor, "case.list")
    rows = [
        TrialRow(one.case_number if sees_numbers else None, outcome(one, before), outcome(one, after))
        for one in cases
    ]
    return Trial(day, sorted(rows, key=lambda row: not row.is_changed))


def _in_force(runtime: Runtime, actor: Actor, day: date) -> LoadedRelease:
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        release_id = releases.in_force(session, actor.municipality_id or 0, day)
        if release_id is None:
            raise EngineError(msg("No release is in use on {day}: publish one first.", day=day))
        return runtime.release(session, release_id)
