"""Applications as they come in, judged: by the form in force, by the codes, by who sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.cases.application_checks import PEOPLE, may_accept_code, problems, rules_for, texts_accepted
from engine.clock import local_day
from engine.domain import personal_code
from engine.domain.rights import PARTIES, Actor
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.persistence.new_cases import Applicant, NewCase, chosen_regime, personal_code_of
from engine.runtime import Runtime, Session
from engine.task_forms import TEXTS_ACCEPTED, validate

PROCESS, FORM = "assistant_service", "application_received"
Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends an application, and the way it came in."""

    actor: Actor
    channel: str
    received_on: date | None

    @property
    def is_party(self) -> bool:
        """Whether somebody applies in their own matter, not the office for them."""
        return not self.actor.roles - PARTIES


@dataclass(frozen=True, slots=True)
class Application:
    """A sound application: its typed answers, and the case to be made of it."""

    answers: Answers
    new_case: NewCase

    @property
    def codes_accepted(self) -> list[str]:
        """Whose personal code was accepted in spite of its check."""
        return [role for role in PEOPLE if self.answers.get(f"{role}_code_reason")]


def context_of(runtime: Runtime, session: Session, actor: Actor) -> dict[str, object]:
    """What the form's conditions may ask for: who fills it in, the order that decides what comes today."""
    context: dict[str, object] = {
        "entered_by": "office" if actor.roles - PARTIES else "applicant",
        "may_accept_code": may_accept_code(actor),
    }
    if actor.municipality_id is not None:
        today = local_day(runtime.clock.now())
        chosen = chosen_regime(session, actor.municipality_id)
        context["order"] = str(runtime.rule_book(session).regime_on(today, chosen))
    return context


def judge(
    runtime: Runtime, session: Session, sender: Sender, sent: Answers, *, release_id: int
) -> Application:
    """The application with typed answers; raises InvalidAnswers with a sentence for every field."""
    today = local_day(runtime.clock.now())
    release = runtime.release(session, release_id)
    accepted = {TEXTS_ACCEPTED: texts_accepted(sent, sender.actor)}
    judged = validate(
        release.form(PROCESS, FORM),
        _with_receipt(sent, sender, today),
        instruments={},
        context={**context_of(runtime, session, sender.actor), **accepted},
        words=runtime.words(session),
    )
    answers: dict[str, object] = dict(judged.values)
    answers.setdefault("application_day", today)
    answers.setdefault("application_channel", "online")
    own_code = personal_code_of(session, sender.actor.person_id)
    rules = rules_for(runtime, session, sender.actor, answers["application_day"])
    _refuse(problems(answers, rules) | _not_own_matter(answers, sender, own_code))
    return Application(answers, _new_case(answers, sender, own_code, today))


def _with_receipt(sent: Answers, sender: Sender, today: date) -> Answers:
    """The office's form asks when and how the application came in; the caller may say it beside the form."""
    if sender.is_party:
        return sent
    receipt = {
        "application_day": sender.received_on or today,
        "application_channel": sender.channel,
    }
    return {**receipt, **sent}


def _not_own_matter(answers: Answers, sender: Sender, own_code: str | None) -> dict[str, Message]:
    representative_code = answers.get("representative_personal_code")
    if not sender.is_party or own_code == (representative_code or str(answers["recipient_personal_code"])):
        return {}
    place = "representative_personal_code" if representative_code else "recipient_personal_code"
    return {place: msg("You can apply for yourself or for a person you represent: this is not your code.")}


def _refuse(found: dict[str, Message]) -> None:
    if found:
        raise InvalidAnswers(found)


def _new_case(answers: Answers, sender: Sender, own_code: str | None, today: date) -> NewCase:
    recipient = _applicant("recipient", answers)
    represented = answers.get("applies_for") == "other"
    representative = _applicant("representative", answers) if represented else None
    codes = {one.personal_code for one in (recipient, representative) if one is not None}
    wanted = answers.get("purposes_wanted")
    received = answers["application_day"]
    return NewCase(
        recipient=recipient,
        representative=representative,
        received_on=received if isinstance(received, date) else today,
        opened_on=today,
        channel=str(answers["application_channel"]),
        facts={name: value for name, value in answers.items() if not name.endswith("_personal_code")},
        purposes_wanted=list(wanted) if isinstance(wanted, list) else [],
        may_update=frozenset(codes & {own_code} if sender.is_party else codes),
    )


def _applicant(role: str, answers: Answers) -> Applicant:
    """One of the two people; a representative's date of birth is taken from an old code, if it holds one."""
    written = str(answers[f"{role}_personal_code"])
    code, _ = personal_code.read(written)
    born = answers["birth_date"] if role == "recipient" else code and code.birth_date
    language = answers.get("language")
    return Applicant(
        given_name=str(answers[f"{role}_given_name"]),
        family_name=str(answers[f"{role}_family_name"]),
        personal_code=written,
        birth_date=born if isinstance(born, date) else None,
        address=str(answers.get(f"{role}_address") or ""),
        phone=str(answers.get(f"{role}_phone") or ""),
        email=str(answers.get(f"{role}_email") or ""),
        language=language if isinstance(language, str) else None,
    )
