"""What a token may be used for; each scope opens nothing that the roles of its integration do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from engine.domain.rights import Actor, Role, Thing, can
from engine.messages_catalogue import Message, msg


class Scope(StrEnum):
    """One kind of question or of sending."""

    CASES_READ = "cases:read"
    HEALTH_READ = "health:read"
    TASKS_READ = "tasks:read"
    TASKS_COMPLETE = "tasks:complete"
    MONTHS_READ = "months:read"
    CLAIMS_READ = "claims:read"
    REPORTS_READ = "reports:read"
    OPINIONS_IMPORT = "opinions:import"
    REGISTER_IMPORT = "register:import"
    EVENTS_READ = "events:read"


LABELS: Mapping[Scope, Message] = {
    Scope.CASES_READ: msg("Read cases: state, people, decisions, contracts, what has happened"),
    Scope.HEALTH_READ: msg("Read answers and assessments, which are health data"),
    Scope.TASKS_READ: msg("Read tasks and their forms"),
    Scope.TASKS_COMPLETE: msg("Complete tasks, except those by which money is paid"),
    Scope.MONTHS_READ: msg("Read months: hours, signatures, pay"),
    Scope.CLAIMS_READ: msg("Read claims, their lines and files"),
    Scope.REPORTS_READ: msg("Read the figures of a year"),
    Scope.OPINIONS_IMPORT: msg("Send in opinions of the disability commission"),
    Scope.REGISTER_IMPORT: msg("Send in details of people from the population register"),
    Scope.EVENTS_READ: msg("Be told of events, and read what was sent"),
}

ACTIONS: Mapping[Scope, str] = {
    Scope.CASES_READ: "case.see",
    Scope.HEALTH_READ: "case.see",
    Scope.TASKS_READ: "inbox.see",
    Scope.TASKS_COMPLETE: "task.bulk",
    Scope.MONTHS_READ: "month.see",
    Scope.CLAIMS_READ: "claim.see",
    Scope.REPORTS_READ: "figures.see",
    Scope.OPINIONS_IMPORT: "opinion.import",
    Scope.REGISTER_IMPORT: "register.import",
    Scope.EVENTS_READ: "event.see",
}
"""Scope → the action that `can()` is asked about before a token gets it, and each time it is used."""

ROLES = (Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.FINANCE, Role.AUDITOR)
"""In which roles another system of a municipality may act."""

OF_THE_MINISTRY = frozenset({Scope.CLAIMS_READ, Scope.REPORTS_READ})


def out_of_reach(actor: Actor, scopes: Collection[Scope]) -> list[Scope]:
    """The scopes that this actor's roles open nothing of."""
    thing = Thing(actor.municipality_id)
    return [one for one in Scope if one in scopes and not can(actor, ACTIONS[one], thing)]
