"""Changes of a running case come in as messages, each with a form of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor, Role, Thing, can
from engine.errors import InvalidAnswers, NotFound
from engine.instances import messages
from engine.messages_catalogue import msg
from engine.people import own_matters
from engine.persistence.queries.cases import CaseParties, decision_in_force, parties_of
from engine.persistence.queries.contested import is_contested
from engine.runtime import Runtime, Session, Tenant
from engine.task_forms import validate

PROCESS = "assistant_service"

OFFICE = frozenset({Role.CASEWORKER})
REVIEW = OFFICE | {Role.CONTEST_AUTHORITY}
APPLICANTS = frozenset({Role.RECIPIENT, Role.LEGAL_REPRESENTATIVE})

SENDERS: Mapping[str, frozenset[Role]] = {
    "assistant_change_requested": OFFICE,
    "assistant_died": OFFICE,
    "contestation_received": REVIEW | APPLICANTS,
    "court_outcome_received": REVIEW,
    "documents_received": OFFICE,
    "reassessment_ordered": frozenset({Role.HEAD_OF_SERVICE}),
    "recipient_died": OFFICE,
    "recipient_moved_away": OFFICE,
    "service_ground_ended": OFFICE,
    "service_not_used": OFFICE,
    "service_resumed": OFFICE,
    "service_suspended": OFFICE,
    "service_withdrawn": OFFICE | APPLICANTS,
}
"""Which roles may send which message. A party sends one about their own case only."""


def record_change(
    runtime: Runtime, actor: Actor, case_id: int, message_name: str, answers: Mapping[str, object]
) -> None:
    """Judge the message's form and hand the message to the case.

    Raises NotFound where this person may not, InvalidAnswers with a sentence for every field, NotWaiting
    where the case does not wait for it now, OwnMatter where somebody of the office is a party of it, and what
    the diagram's operations refuse; nothing was changed.
    """
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        case, messages_open = parties_and_messages(session, actor, case_id)
        if case is None or message_name not in messages_open:
            raise NotFound(msg("There is no such case, or you may not change it."))
        if not (sends_as_party(actor, case, message_name) and SENDERS[message_name] & APPLICANTS):
            own_matters.refuse(session, actor, case_id)
        form = runtime.release(session, case.release_id).form(PROCESS, message_name)
        context = context_of(session, actor, case, message_name)
        judged = validate(form, answers, instruments={}, context=context, words=runtime.words(session))
    values = dict(judged.values)
    if sends_as_party(actor, case, message_name):
        values = _by_a_party(message_name, values, local_day(runtime.clock.now()))
    messages.correlate(runtime, tenant, message_name, case.business_key, values, actor_user_id=actor.user_id)


def parties_and_messages(
    session: Session, actor: Actor, case_id: int
) -> tuple[CaseParties | None, list[str]]:
    """The case, and the messages that this person may send about it, whether or not it waits for them now.

    A case that is not there costs as many questions as one of others.
    """
    case, contested = parties_of(session, case_id), is_contested(session, case_id)
    if case is None:
        return None, []
    thing = Thing(case.municipality_id, is_contested=contested, case_id=case_id)
    return case, [name for name in SENDERS if _may_send(actor, case, thing, name)]


def context_of(session: Session, actor: Actor, case: CaseParties, message_name: str) -> dict[str, object]:
    """What the message's form may look at: on whose side it is filled in, and the last day to contest."""
    decision = decision_in_force(session, case.case_id)
    return {
        "entered_by": "applicant" if sends_as_party(actor, case, message_name) else "office",
        "contest_by": None if decision is None else decision.contest_by,
    }


def sends_as_party(actor: Actor, case: CaseParties, message_name: str) -> bool:
    """Whether this person sends it in their own matter; somebody of the office does so like anybody else."""
    return not _is_office(actor, message_name) or actor.person_id == case.applicant_id


def _may_send(actor: Actor, case: CaseParties, thing: Thing, message_name: str) -> bool:
    roles = SENDERS.get(message_name, frozenset())
    if not actor.has(*roles):
        return False
    if _is_office(actor, message_name):
        return can(actor, "case.change", thing)
    return actor.municipality_id == case.municipality_id and actor.person_id == case.applicant_id


def _is_office(actor: Actor, message_name: str) -> bool:
    return actor.has(*(SENDERS.get(message_name, frozenset()) - APPLICANTS))


def _by_a_party(message_name: str, values: dict[str, object], today: date) -> dict[str, object]:
    """What a party sends arrives today by our clock; the office alone records an earlier day."""
    if message_name == "contestation_received":
        values["contested_on"] = today
    ends_on = values.get("ends_on")
    if isinstance(ends_on, date) and ends_on < today:
        raise InvalidAnswers({"ends_on": msg("The last day cannot lie in the past.")})
    return values
