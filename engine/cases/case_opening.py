"""Opens a case: people, case, application and the long process instance in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.cases.applications import PROCESS, Application, Sender, judge
from engine.clock import local_day
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotAllowed
from engine.instances import instances
from engine.messages_catalogue import msg
from engine.persistence.new_cases import AddedCase, add_case, case_sent_as, link_instance, remember_as
from engine.releases import deployments
from engine.runtime import Runtime, Session, Tenant

CARRIED = (
    "application_day",
    "application_channel",
    "birth_date",
    "recipient_code_reason",
    "representative_code_reason",
    "disability_group",
    "functional_limitation",
    "special_care_opinion",
    "car_indication",
    "companion_wanted",
    "companion_opinion",
    "opinion_valid_to",
    "disability_valid_to",
    "declared_here",
    "notify_by",
    "representation_kind",
    "purposes_wanted",
)
"""Answers of the application that the process goes on with under the same names."""


def open_case(
    runtime: Runtime,
    actor: Actor,
    application: Mapping[str, object],
    *,
    channel: str,
    received_on: date | None = None,
    once: str = "",
) -> int:
    """Open a case from the answers of the application form (raw, as they were sent); gives the case's id.

    The same word `once` from the same account opens one case, however often it is sent.

    `channel` ("online", "paper", "email") and `received_on` (today where missing) are the office's, unless
    the form itself says them; what a party sends is received online today. Raises NotAllowed, and
    InvalidAnswers with a sentence for every field.
    """
    tenant = Tenant(actor.municipality_id)
    if tenant.municipality_id is None or not can(actor, "case.open", Thing(tenant.municipality_id)):
        raise NotAllowed(msg("You may not open a case."))
    release_id = deployments.in_force(runtime, tenant, local_day(runtime.clock.now()))
    with runtime.reading(tenant) as session:
        sender = Sender(actor, channel, received_on)
        judged = judge(runtime, session, sender, application, release_id=release_id)
    instance_id = runtime.reserve(tenant, "process_instance")
    move = instances.Move("case_opened", actor_user_id=actor.user_id, details=_details(judged))
    key = f"application:{actor.user_id}:{once}" if once else None
    with runtime.transaction(tenant) as session:
        if key is not None and (before := case_sent_as(session, key)) is not None:
            return before
        added = _add(runtime, session, judged, tenant.municipality_id)
        new = _new_instance(added, judged, release_id)
        walk, progress = instances.begin(runtime, session, tenant, (instance_id, new), move)
        instances.write_start(runtime, session, walk, progress, move)
        link_instance(session, added.case_id, instance_id)
        if key is not None:
            remember_as(session, key, added, instance_id, runtime.clock.now())
    return added.case_id


def _add(runtime: Runtime, session: Session, judged: Application, municipality_id: int) -> AddedCase:
    """The case, under the order that the day of its application and its municipality say."""
    regime_on = runtime.rule_book(session).regime_on
    return add_case(session, judged.new_case, municipality_id, regime_on)


def _details(judged: Application) -> dict[str, object]:
    """As the audit tells it: how it came in, whose personal code was accepted in spite of its check."""
    accepted = {"codes_accepted": judged.codes_accepted} if judged.codes_accepted else {}
    return {"channel": judged.new_case.channel, **accepted}


def _new_instance(added: AddedCase, judged: Application, release_id: int) -> instances.NewInstance:
    recipient = judged.new_case.recipient
    values = {
        **{name: judged.answers.get(name) for name in CARRIED},
        "case_id": added.case_id,
        "case_number": added.case_number,
        "regime": added.regime,
        "recipient_id": added.recipient_id,
        "representative_id": added.representative_id,
        "subject": f"{recipient.given_name} {recipient.family_name}",
        "taken_over": False,
    }
    key = f"{added.municipality_code}/{added.case_number}"
    return instances.NewInstance(PROCESS, key, values, release_id, added.case_id)
