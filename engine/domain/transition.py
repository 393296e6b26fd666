"""Until when service may be given under an order; `RuleBook.regime_on` says which order decides a case.

The dates stand in the packs: `accepts_applications` and `service_given` of each. MK 942 decides
applications received to 2021-06-30 and MK 316 those after it; what was decided under MK 942 runs on to its
end, at most to 2021-12-31 (Cēsis; socd.lv on MK 316 p. 47). The proposal of 2019 is no law: it decides
where a municipality's setting names it.
"""

from __future__ import annotations

from datetime import date

from engine.domain.number_labels import REGIME_LABELS
from engine.domain.rules import Regime, Rules
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg


def is_service_given(rules: Rules, day: date) -> bool:
    """Whether service may still, or already, be given under this order on the day."""
    return rules.pack.word_on("service_given", day) is not None


def last_service_day(rules: Rules, day: date) -> date | None:
    """The last day of service under an order in force on the day; None where no end is known.

    Raises EngineError where no service is given under it on the day itself.
    """
    if not is_service_given(rules, day):
        raise EngineError(
            msg("On {day} no service is given under the order “{name}”.", day=day, name=_name(rules))
        )
    return rules.number("service_given", day).in_force_to


def refuse_beyond_order(first: date | None, last: date | None, rules: Rules) -> None:
    """EngineError where days would be granted on which no service is given under the order."""
    end = last_service_day(rules, first) if first is not None else None
    if end is not None and (last is None or last > end):
        raise EngineError(
            msg("Under the order “{name}” service is given until {last}.", name=_name(rules), last=end)
        )


def _name(rules: Rules) -> Message:
    return REGIME_LABELS[Regime(rules.pack.name)]
