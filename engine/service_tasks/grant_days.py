"""Until when hours can be granted: disability, opinion, purpose, a child's age and the order set the end."""

from __future__ import annotations

from datetime import date

from engine.domain.eligibility import personal_facts
from engine.domain.rules import NumberUnset, Rules
from engine.domain.steps import Step
from engine.domain.validity import Grounds, validity
from engine.errors import EngineError
from engine.service_tasks.case_values import maybe, the_day
from engine.service_tasks.outcome import Values


def last_grant_day(
    values: Values, rules: Rules, day: date, *, status_to: date | None = None
) -> tuple[date | None, tuple[Step, ...]]:
    """The last day of a grant from the day on and why; None where a ground has ended already.

    `status_to`: the last day of the status that gives the hours (such as a work contract).
    Raises NumberUnset where a term is not known.
    """
    try:
        found = validity(day, _grounds(values, rules, day, status_to), rules)
    except NumberUnset:
        raise
    except EngineError as ended:
        return None, (Step("ground_ended", ended.message),)
    return found.valid_to, found.steps


def _grounds(values: Values, rules: Rules, day: date, status_to: date | None) -> Grounds:
    is_child = values.get("eligibility") == "child"
    born = the_day(values, "birth_date")
    return Grounds(
        disability_to=maybe(values, "disability_valid_to", date),
        opinion_to=maybe(values, "opinion_valid_to", date),
        purpose_to=status_to,
        adult_on=personal_facts(born, day, rules).adult_on if is_child else None,
    )
