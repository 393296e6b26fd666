"""The form of a new application: the office fills it in for anybody, a party for themselves."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.applications import FORM, PROCESS, context_of
from engine.cases.form_pages import NOT_THERE, FormPage, opened
from engine.clock import local_day
from engine.domain.rights import PARTIES, Actor, Role, Thing, can
from engine.errors import NotFound
from engine.persistence.queries import own_person
from engine.releases import deployments
from engine.runtime import Runtime, Tenant

CONTACTS = ("given_name", "family_name", "personal_code", "phone", "email")


def find(runtime: Runtime, actor: Actor) -> FormPage:
    """The form of the release in force, with what is known of a party already in it."""
    tenant = Tenant(actor.municipality_id)
    if not can(actor, "case.open", Thing(actor.municipality_id)):
        raise NotFound(NOT_THERE)
    release_id = deployments.in_force(runtime, tenant, local_day(runtime.clock.now()))
    is_party = actor.roles <= PARTIES
    with runtime.reading(tenant) as session:
        form = runtime.release(session, release_id).form(PROCESS, FORM)
        context = context_of(runtime, session, actor)
        known = own_person.details(session, actor.person_id) if is_party else {}
        return opened(form, context, runtime.words(session), _start(known, actor) if known else {})


def _start(known: Mapping[str, object], actor: Actor) -> Mapping[str, object]:
    """Nobody is asked twice: what the municipality knows stands in the form."""
    represents = Role.RECIPIENT not in actor.roles
    side = "representative" if represents else "recipient"
    start = {f"{side}_{name}": known[name] for name in CONTACTS if name in known}
    start |= {"applies_for": "other" if represents else "self", "language": known["language"]}
    if not represents:
        start |= {name: known[name] for name in ("birth_date",) if name in known}
        start |= {"recipient_address": known["address"]} if "address" in known else {}
        start |= {"notify_by": "email"} if "email" in known else {}
    return start
