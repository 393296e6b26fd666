"""What the answers of an application may contradict: the codes, the dates, who may represent whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain import personal_code
from engine.domain.representation import RepresentationKind, why_not
from engine.domain.rights import Actor, Thing, can
from engine.domain.rules import Rules
from engine.messages_catalogue import Message, msg
from engine.persistence.new_cases import chosen_regime
from engine.runtime import Runtime, Session

Answers = Mapping[str, object]
PEOPLE = ("recipient", "representative")


def may_accept_code(actor: Actor) -> bool:
    """Whether the actor may take a personal code that its date or check digit speaks against."""
    return can(actor, "code.accept", Thing(actor.municipality_id))


def texts_accepted(sent: Answers, actor: Actor) -> frozenset[str]:
    """The keys of the personal codes that somebody who may do so accepts with a reason."""
    if not may_accept_code(actor):
        return frozenset()
    return frozenset(f"{role}_personal_code" for role in PEOPLE if _has_reason(sent, role))


def problems(answers: Answers, rules: Rules) -> dict[str, Message]:
    """Key → what is wrong with its answer; `rules`: of the order that decides the application."""
    found: dict[str, Message] = {}
    recipient_code, born = str(answers["recipient_personal_code"]), answers["birth_date"]
    code, _ = personal_code.read(recipient_code)
    if not isinstance(born, date):
        return found
    is_accepted = _has_reason(answers, "recipient")
    if code is not None and not is_accepted and not personal_code.agrees_with(code, born):
        found["birth_date"] = msg("The date of birth is not the one in the personal code.")
    if answers.get("representative_personal_code") == recipient_code:
        found["representative_personal_code"] = msg("The representative must be another person.")
    refused = _wrong_kind(answers, born, rules)
    return found | ({"representation_kind": refused} if refused else {})


def rules_for(runtime: Runtime, session: Session, actor: Actor, received: object) -> Rules:
    """The rules of the order that decides an application received on the day."""
    if actor.municipality_id is None or not isinstance(received, date):
        raise ValueError("an application has its municipality and its day")
    book = runtime.rule_book(session)
    return book.of(book.regime_on(received, chosen_regime(session, actor.municipality_id)))


def _wrong_kind(answers: Answers, born: date, rules: Rules) -> Message | None:
    kind, day = answers.get("representation_kind"), answers["application_day"]
    if answers.get("applies_for") != "other" or not isinstance(day, date) or day < born:
        return None
    return why_not(RepresentationKind(str(kind)), born, day, rules)


def _has_reason(answers: Answers, role: str) -> bool:
    return bool(str(answers.get(f"{role}_code_reason") or "").strip())
