"""A test run as its page needs it: where it stands, what each step changed, in everyday words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.drafting.tryouts.tryout_words import TryoutWords
from engine.drafting.tryouts.tryouts import Tryout, sentence
from engine.messages_catalogue import Message, msg, say
from engine.quantities import local_day
from engine.task_forms.fields import Choice
from web.drawing import letter_titles, words
from web.drawing.role_words import role_word
from web.drawing.states import state_of

Context = dict[str, Any]
COLLEAGUE = "other_"
MOST_CHARACTERS = 160  # of a value; what is longer is cut
OF_THE_HOUSE = (
    "_id",
    "_ids",
    "_revision",
    "_steps",
)  # ends of names whose values are numbers of rows and the like
ACCOUNTS: Mapping[str, Message] = {
    "state_pay": msg("pay of assistants from state money"),
    "municipal_top_up": msg("what the municipality adds"),
    "transport": msg("transport costs"),
    "owed_to_payroll": msg("owed to assistants on the payroll"),
    "owed_to_self_employed": msg("owed to self-employed assistants"),
    "owed_to_providers": msg("owed to organisations"),
    "ministry_receivable": msg("asked of the ministry"),
    "funding_pay": msg("claimed for pay"),
    "funding_transport": msg("claimed for transport"),
    "funding_administration": msg("claimed for administration"),
    "claim_shortfall": msg("claimed but not accepted"),
    "bank": msg("bank account"),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """A test run, its words, and the language of the page."""

    one: Tryout
    words: TryoutWords
    language: str

    def element(self, element_id: str) -> str:
        """What the diagram calls an element."""
        found = self.words.elements.get(element_id)
        return found.said(self.language) if found else element_id

    def who(self, name: str) -> str:
        """Somebody of the cast: their name, or their role in the office."""
        if name in self.words.people:
            return self.words.people[name]
        role = words.said(role_word(name.removeprefix(COLLEAGUE)), self.language)
        return (
            say(msg("{role} (colleague)", role=role), self.language) if name.startswith(COLLEAGUE) else role
        )

    def named(self, name: str) -> str:
        """What a value is called: the question that asks for it, else its name in the diagram."""
        found = self.words.values.get(name)
        return found.label.said(self.language) if found else name

    def value(self, name: str, value: object) -> str:
        """A value in words: the answer's own where the question offers some."""
        field = self.words.values.get(name)
        for option in field.options if isinstance(field, Choice) else ():
            if option.value == value and not isinstance(value, bool):
                return option.label.said(self.language)
        told = value_words(name, value, self.language)
        return told if len(told) <= MOST_CHARACTERS else f"{told[:MOST_CHARACTERS]}…"


def value_words(name: str, value: object, language: str) -> str:
    """Any value in words; what a name ends with says what a number is of."""
    if isinstance(value, Mapping):
        told = [
            f"{value_words('', key, language)}: {value_words(name, inner, language)}"
            for key, inner in value.items()
        ]
        return "; ".join(told) or "–"
    if isinstance(value, list | tuple):
        return ", ".join(value_words(name, inner, language) for inner in value) or "–"
    if isinstance(value, datetime):
        return words.moment(value, language)
    if type(value) is int and name.endswith("_cents"):
        return words.euros(value, language)
    if type(value) is int and name.endswith("_minutes"):
        return words.hours(value, language)
    return words.shown(value, language)


def course(telling: Telling) -> list[Context]:
    """The beginning and each step: what was done, when, and what it changed."""
    entries: Sequence[Mapping[str, Any]] = telling.one.shown["course"]
    steps = [None, *telling.one.steps]
    return [
        {
            "title": msg("Beginning") if step is None else _step(telling, step),
            "at": entry["at"],
            "passed": [telling.element(one) for one in entry["passed"] if one in telling.words.elements],
            "changes": list(_changes(telling, entry)),
            "letters": [_letter(telling, one) for one in entry["letters"]],
            "troubles": [_trouble(telling, one) for one in entry["troubles"]],
            "back": number - 1 if number else None,
        }
        for number, (step, entry) in enumerate(zip(steps, entries, strict=False))
    ]


def _trouble(telling: Telling, kept: object) -> Message:
    """What failed, with the element as the diagram calls it."""
    said = sentence(kept)
    element = said.values.get("element")
    return (
        Message(said.text, {**said.values, "element": telling.element(element)})
        if isinstance(element, str)
        else said
    )


def _step(telling: Telling, step: Any) -> Message:
    """What was done, in a sentence."""
    kind = type(step).__name__
    if kind == "Complete":
        done = telling.element(step.task)
        who = telling.who(step.actor) if step.actor else ""
        return msg("{who}: {task}", who=who, task=done) if who else msg("Done: {task}", task=done)
    if kind == "Pass" and step.until is not None:
        return msg("The clock is moved to {day}", day=step.until)
    if kind == "Pass":
        return msg("{count} days pass", count=step.days)
    return msg("A step of the scenario: {kind}", kind=kind)


def _changes(telling: Telling, entry: Mapping[str, Any]) -> Iterator[Context]:
    """Values, states and money that are not as before: {"name", "code", "before", "after"}."""
    for name, before, after in entry["states"]:
        yield {
            "name": state_name(name),
            "code": "",
            "before": state_words(name, before),
            "after": state_words(name, after),
        }
    for name, before, after in entry["values"]:
        if name.endswith(OF_THE_HOUSE):
            continue
        yield {
            "name": telling.named(name),
            "code": name,
            "before": telling.value(name, before),
            "after": telling.value(name, after),
        }
    for account, before, after in entry["ledger"]:
        yield {
            "name": msg("Money: {account}", account=ACCOUNTS.get(account, account)),
            "code": "",
            "before": words.euros(before or 0, telling.language),
            "after": words.euros(after or 0, telling.language),
        }


def state_name(name: str) -> Message:
    """What a state is of: "case", "months 2026-02", "claims 2026-02"."""
    kind, _, period = name.partition(" ")
    if kind == "months":
        return msg("Month {period}", period=period)
    return msg("Claim {period}", period=period) if kind == "claims" else msg("Case")


def state_words(name: str, state: object) -> Message | str:
    """A state as the pages of cases say it."""
    kind = name.partition(" ")[0].removesuffix("s")
    return state_of(kind, str(state)).word if state else "–"


def _letter(telling: Telling, one: Mapping[str, Any]) -> Context:
    to = telling.who(one["to"]) if one["to"] else msg("the office")
    return {"title": letter_titles.short(one["title"]), "kind": one["kind"], "to": to, "at": one["at"]}


def tasks(telling: Telling, here: str) -> list[Context]:
    """What waits for somebody: the instance's own tasks first, then what waits beside it."""
    found = sorted(telling.one.shown["now"]["tasks"], key=lambda one: not one["is_own"])
    return [
        {
            "title": one["title_en"] if telling.language == "en" and one["title_en"] else one["title"],
            "who": telling.who(one["who"]),
            "due": None if one["due"] is None else local_day(one["due"]),
            "is_own": one["is_own"],
            "href": f"{here}/tasks/{one['id']}" if one["form"] is not None else None,
        }
        for one in found
    ]


def timers(telling: Telling) -> list[Context]:
    """What is waited for, and until when."""
    return [
        {"title": telling.element(one["element"]), "at": one["at"]}
        for one in telling.one.shown["now"]["timers"]
    ]


def cast(telling: Telling, chosen: str) -> list[Context]:
    """Everybody who may act, people first: {"value", "text", "selected"}."""
    everybody = telling.one.shown["now"]["cast"]
    ordered = sorted(everybody, key=lambda name: (name not in telling.words.people, telling.who(name)))
    return [
        {"value": name, "text": _with_roles(telling, name, everybody[name]), "selected": name == chosen}
        for name in ordered
    ]


def _with_roles(telling: Telling, name: str, roles: Sequence[str]) -> str:
    if name not in telling.words.people:
        return telling.who(name)
    said = ", ".join(str(words.said(role_word(one), telling.language)) for one in roles)
    return f"{telling.who(name)} ({said})"


def day_of(one: Tryout) -> date:
    """The day in the test run."""
    return local_day(one.shown["now"]["at"])
