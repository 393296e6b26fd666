"""What was typed to change a number, read strictly: every slip has one sentence that says how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.number_kinds import DECIMAL_PLACES, NUMBER_KINDS
from engine.domain.number_labels import CHOICE_LABELS
from engine.domain.rules import NO_LIMIT, Regime, RulePack, Status, Unit
from engine.errors import Finding, InvalidAnswers, NotFound, Refused
from engine.messages_catalogue import LANGUAGES, Message, msg, say
from engine.rule_packs.pack_writer import NewValue, write_value

_LONGEST_REASON = 1_000
OFFERED = (Status.CONFIRMED, Status.UNCONFIRMED, Status.UNSET)
"""Nobody proposes a number that is only for demonstration."""

_FIELDS = {
    "wrong_value": "value",
    "too_large": "value",
    "wrong_word": "value",
    "unset_value": "value",
    "wrong_text": "source",
    "recorded_before_announced": "announced_on",
}
"""Rule of the strict reader → the field it is about; every other one is about the day."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed into the form; days None where nothing was typed."""

    pack: str
    key: str
    value: str
    status: str
    in_force_from: date | None
    announced_on: date | None
    source: str
    reason: str


def read_draft(content: bytes, before: RulePack, draft: Draft, today: date) -> NewValue:
    """The new value, sound in the text of the pack `before`; InvalidAnswers with a sentence a field."""
    _refuse_unknown(draft)
    problems = _missing(draft)
    if draft.announced_on is not None and draft.announced_on > today:
        problems["announced_on"] = msg("This day lies ahead: propose the change once it is announced.")
    if problems:
        raise InvalidAnswers(problems)
    assert draft.in_force_from is not None  # noqa: S101 -- else it is missing
    new = NewValue(
        key=draft.key,
        value=_plain_value(draft),
        status=Status(draft.status),
        in_force_from=draft.in_force_from,
        source=" ".join(draft.source.split()),
        recorded_on=today,
        announced_on=draft.announced_on,
    )
    _refuse_same(content, before, new)
    return new


def sentences(findings: Sequence[Finding]) -> list[Message]:
    """What the strict reader says, without the lines of a file that nobody on a page has seen."""
    return [_without_line(finding.message) for finding in findings]


def _refuse_unknown(draft: Draft) -> None:
    kind = NUMBER_KINDS.get(draft.key)
    if kind is None or draft.pack not in list(Regime):
        raise NotFound(msg("There is no such number."))


def _missing(draft: Draft) -> dict[str, Message]:
    found: dict[str, Message] = {}
    if draft.status not in OFFERED:
        found["status"] = msg("Choose how sure you are of the number.")
    if draft.status == Status.UNSET and draft.value:
        found["value"] = msg("Leave the value empty where it is not known, or choose another status.")
    if draft.status != Status.UNSET and not draft.value:
        found["value"] = msg("Write the new value; where nobody knows it, choose “not set”.")
    if draft.in_force_from is None:
        found["in_force_from"] = msg("Write the day from which the new value counts.")
    if not draft.source.strip():
        found["source"] = msg("Write where the value is from: the act and its paragraph.")
    if not draft.reason.strip():
        found["reason"] = msg("Write why the number is changed.")
    if len(draft.reason) > _LONGEST_REASON:
        found["reason"] = msg("Write the reason in at most {most} characters.", most=_LONGEST_REASON)
    return found


def _plain_value(draft: Draft) -> str:
    """5,90 € becomes 5.90, "bez ierobežojuma" becomes no_limit; another word stays as it is."""
    kind = NUMBER_KINDS[draft.key]
    if draft.status == Status.UNSET:
        return ""
    if kind.unit is Unit.CHOICE:
        return draft.value
    no_limit = {say(CHOICE_LABELS[NO_LIMIT], language) for language in LANGUAGES}
    if kind.may_be_unlimited and draft.value.strip().lower() in no_limit:
        return NO_LIMIT
    return "".join(draft.value.replace("€", "").replace("%", "").split()).replace(",", ".")


def _refuse_same(content: bytes, before: RulePack, new: NewValue) -> None:
    """InvalidAnswers where the pack with the value would not be sound, or would say what it says now."""
    try:
        _, after = write_value(content, f"{before.name}.yaml", new, before)
    except Refused as refused:
        found: dict[str, Message] = {}
        for finding in refused.findings:
            found.setdefault(_FIELDS.get(finding.rule, "in_force_from"), _in_plain_words(finding, new.key))
        raise InvalidAnswers(found) from None
    was = {one.in_force_from: one for one in before.numbers.get(new.key, ())}.get(new.in_force_from)
    becomes = next(one for one in after.numbers[new.key] if one.in_force_from == new.in_force_from)
    same = ("value", "status", "source", "announced_on")
    if was is not None and all(getattr(was, part) == getattr(becomes, part) for part in same):
        raise InvalidAnswers({"value": msg("This is what counts already; nothing would change.")})


def _in_plain_words(finding: Finding, key: str) -> Message:
    """The finding as somebody reads it who filled in a form and has never seen the file."""
    places = DECIMAL_PLACES.get(NUMBER_KINDS[key].unit, 0)
    if finding.rule == "wrong_value" and places:
        return msg("Write the value in digits with at most {places} decimal places: 5,90.", places=places)
    if finding.rule == "wrong_value":
        return msg("Write the value as a whole number in digits: 20.")
    if finding.rule == "wrong_word":
        return msg("Choose one of the values offered.")
    return _without_line(finding.message)


def _without_line(message: Message) -> Message:
    what = message.values.get("what")
    return what if isinstance(what, Message) else message
