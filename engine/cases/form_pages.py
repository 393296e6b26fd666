"""Forms that are no task's: ready to be drawn, and to be judged again when they come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.cases.case_changes import PROCESS, context_of, parties_and_messages, sends_as_party
from engine.domain.rights import Actor
from engine.messages_catalogue import msg
from engine.persistence.queries import waiting
from engine.runtime import Runtime, Tenant
from engine.task_forms import Form
from engine.task_forms.party_words import for_party
from engine.task_forms.prefill import prefill

NOT_THERE = msg("There is no such form, or it is not for you now.")
Values = Mapping[str, object]
Words = Mapping[str, Callable[..., object]]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with what it needs to be drawn."""

    form: Form
    context: Values
    start: Values  # typed start values
    words: Words


@dataclass(frozen=True, slots=True)
class Change:
    """A change that somebody may record on a case now: the message's name and its form."""

    name: str
    form: Form  # in the words for this person
    context: Values


def opened(form: Form, context: Values, words: Words, known: Values | None = None) -> FormPage:
    """A form as it is opened: its own start values, and over them what is known already."""
    return FormPage(form, context, {**prefill(form, context, words), **(known or {})}, words)


def changes(runtime: Runtime, actor: Actor, case_id: int) -> Sequence[Change]:
    """The changes that this person may record and for which the case waits now; none of a case unknown."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        case, may_be_sent = parties_and_messages(session, actor, case_id)
        if case is None or not may_be_sent:
            return []
        release = runtime.release(session, case.release_id)
        awaited = [name for name in may_be_sent if waiting.instance_for(session, name, case.business_key)]
        return [
            Change(
                name,
                for_party(form) if sends_as_party(actor, case, name) else form,
                context_of(session, actor, case, name),
            )
            for name, form in ((name, release.form(PROCESS, name)) for name in awaited)
        ]


def change(runtime: Runtime, actor: Actor, case_id: int, name: str) -> FormPage | None:
    """The form of one of these changes; None where it cannot be recorded now."""
    found = next((one for one in changes(runtime, actor, case_id) if one.name == name), None)
    if found is None:
        return None
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        words = runtime.words(session)
    return opened(found.form, found.context, words)
