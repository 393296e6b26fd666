"""Who may do what: one question, `can(actor, action, thing)`, answered no unless a rule says yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """Everybody the service knows; a task's role is one of these."""

    RECIPIENT = "recipient"
    ASSISTANT = "assistant"
    LEGAL_REPRESENTATIVE = "legal_representative"
    CASEWORKER = "caseworker"
    HEAD_OF_SERVICE = "head_of_service"
    FINANCE = "finance"
    MINISTRY_OFFICER = "ministry_officer"
    PROCESS_OWNER = "process_owner"
    CONTEST_AUTHORITY = "contest_authority"
    PROVIDER_ORGANISATION = "provider_organisation"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


PARTIES = frozenset({Role.RECIPIENT, Role.ASSISTANT, Role.LEGAL_REPRESENTATIVE, Role.PROVIDER_ORGANISATION})
"""Those who take part in their own case only; everybody else works for an office."""


BY_DISTRICT = frozenset({Role.CASEWORKER, Role.HEAD_OF_SERVICE})
"""Those who work with single cases: a municipality may have such a role count in some districts only."""
UNSAID: Final = 0  # no district and no case has this number
NOWHERE: Final = -1  # of a district that is nobody's


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person as of now, in one municipality; the ministry acts in none."""

    user_id: int
    name: str
    municipality_id: int | None
    roles: frozenset[str]
    person_id: int | None = None
    deputy_for: frozenset[int] = frozenset()  # accounts this person stands in for today
    provider_id: int | None = None  # the organisation that this account speaks for
    purpose: str = ""  # of another system: what it reads for, in the read log
    kept_off: frozenset[int] = frozenset()  # cases in which this account is nobody of the office
    districts: frozenset[tuple[str, int]] = frozenset()  # a role named here counts in these districts only

    def has(self, *roles: Role) -> bool:
        """Whether one of the roles is held today."""
        return any(role in self.roles for role in roles)

    @property
    def roles_by_name(self) -> frozenset[str]:
        """The roles in which tasks naming this person may be done: a representative does the recipient's."""
        stands_for = {Role.RECIPIENT} if Role.LEGAL_REPRESENTATIVE in self.roles else set()
        return self.roles | stands_for


@dataclass(frozen=True, slots=True)
class Thing:
    """What an action is about, as far as rights are concerned."""

    municipality_id: int | None
    person_ids: frozenset[int] = field(default_factory=frozenset)  # whose own matter it is
    role: str = ""  # of a task: who may act
    only_person_ids: frozenset[int] = frozenset()  # of a task: if not empty, these alone
    excluded_user_ids: frozenset[int] = frozenset()  # of a task: who may not (segregation of duties)
    provider_id: int | None = None  # the organisation under whose contract it is
    is_contested: bool = False  # of a case: one of its decisions was contested
    case_id: int | None = UNSAID  # of which case it is; None: of none
    district_id: int | None = UNSAID  # of the case; None: it has none, so every district works with it


Rule = Callable[[Actor, Thing], bool]


def can(actor: Actor, action: str, thing: Thing) -> bool:
    """Whether the actor may do the action to the thing; an unknown action is refused to everybody."""
    rule = RULES.get(action)
    if actor.kept_off and _may_be_hidden(actor, action, thing):  # nor as a deputy; what is one's own stays
        actor = replace(actor, roles=actor.roles & PARTIES)
    if rule is None or not _within_reach(actor, action, thing):
        return False
    return rule(_as_it_counts(actor, action, thing) if actor.districts else actor, thing)


def may(actor: Actor, action: str) -> bool:
    """Whether the actor does this to anything of their municipality; each thing is asked for by itself."""
    return can(actor, action, _anything(actor, None))


def districts_of(actor: Actor, action: str) -> frozenset[int] | None:
    """Where the actor may do the action, for lists; None: everywhere. Cases without one always count."""
    if not actor.districts or can(actor, action, _anything(actor, NOWHERE)):
        return None
    return frozenset(one for _, one in actor.districts if can(actor, action, _anything(actor, one)))


def _anything(actor: Actor, district_id: int | None) -> Thing:
    return Thing(actor.municipality_id, case_id=None, district_id=district_id)


def _may_be_hidden(actor: Actor, action: str, thing: Thing) -> bool:
    """Of a case that the actor is kept off; also where it is an action on a case and none was said."""
    return thing.case_id in actor.kept_off or (thing.case_id == UNSAID and action in OF_A_CASE)


def _as_it_counts(actor: Actor, action: str, thing: Thing) -> Actor:
    """The actor without the roles that do not count here: deny by default.

    A limited role counts for a case of its districts, for a case without one, and for lists, which are
    narrowed; not for a case whose district was not said, nor for what is of the whole municipality.
    """
    limited = {role for role, _ in actor.districts}
    if action in OF_A_CASE or action in OF_ONES_DISTRICTS:
        if thing.district_id is None or (thing.district_id == UNSAID and action in OF_ONES_DISTRICTS):
            return actor
        limited -= {role for role, one in actor.districts if one == thing.district_id}
    return replace(actor, roles=actor.roles - limited)


def _within_reach(actor: Actor, action: str, thing: Thing) -> bool:
    """One municipality, for everybody but the ministry: it reads claims and figures of all, nothing else."""
    if actor.municipality_id is None:
        return actor.has(Role.MINISTRY_OFFICER) and action in OF_THE_MINISTRY
    return actor.municipality_id == thing.municipality_id


def _holds(*roles: Role) -> Rule:
    return lambda actor, _thing: actor.has(*roles)


def _own_or(*roles: Role) -> Rule:
    return lambda actor, thing: actor.has(*roles) or actor.person_id in thing.person_ids


def _or_contested(rule: Rule) -> Rule:
    """The contest authority works with contested cases; of all others it knows nothing."""
    return lambda actor, thing: (
        rule(actor, thing) or (thing.is_contested and actor.has(Role.CONTEST_AUTHORITY))
    )


def _of_provider(actor: Actor, thing: Thing) -> bool:
    """An organisation reads what is done under its own contracts."""
    own = actor.provider_id is not None and actor.provider_id == thing.provider_id
    return own and actor.has(Role.PROVIDER_ORGANISATION)


def _may_act(actor: Actor, thing: Thing) -> bool:
    """A task: the right role, the right person where one is named, and nobody who did the other half."""
    if actor.user_id in thing.excluded_user_ids:
        return False
    if thing.only_person_ids:
        return actor.person_id in thing.only_person_ids and thing.role in actor.roles_by_name
    return thing.role in actor.roles and thing.role not in PARTIES  # a party's task names its persons


def _works_in_office(actor: Actor, _thing: Thing) -> bool:
    return bool(actor.roles - PARTIES)


def _signed_in(_actor: Actor, _thing: Thing) -> bool:
    return True


OF_THE_MINISTRY = frozenset(
    {"home.see", "account.own", "second_factor.own", "inbox.see", "task.page", "claim.list", "claim.see"}
    | {"figures.see", "figures.enter"}
)
OF_A_CASE = frozenset(
    {"task.see", "task.complete", "task.assign", "task.read", "task.reopen", "task.remind", "deadline.move"}
    | {"case.assign", "case.see", "case.change", "case.hold", "case.note", "case.readers", "case.copy"}
    | {"case.step_back", "case.kept_off", "case.keep_off", "case.diagram", "case.district", "letter.see"}
    | {"letter.deliver", "month.see", "month.edit", "month.remind", "month.correct", "evidence.demand"}
    | {"question.see", "question.answer", "sign_in_link.make", "person.mend"}
)
"""Actions on a case and what is in it: where a role is limited to districts, the case's own decides."""
OF_ONES_DISTRICTS = frozenset(
    {"home.see", "account.own", "second_factor.own", "task.page", "inbox.see", "task.bulk", "view.keep"}
    | {"calendar.see", "case.open", "code.accept", "case.list", "month.list", "post.see", "deputy.name"}
    | {"process.see", "numbers.see"}
)
"""Lists, which hold only what is within reach, and what tells of no case. All else is of the whole house."""
R = Role
_MONTH = _own_or(R.CASEWORKER, R.HEAD_OF_SERVICE, R.FINANCE, R.AUDITOR)
RULES: dict[str, Rule] = {
    "home.see": _signed_in,
    "account.own": _signed_in,  # password, and where one is signed in
    "second_factor.own": _works_in_office,
    "task.page": _signed_in,  # which task, the front door decides
    "task.see": lambda actor, thing: _may_act(actor, thing) or actor.has(R.AUDITOR),
    "task.complete": _may_act,
    "task.assign": lambda actor, thing: _may_act(actor, thing) or actor.has(R.HEAD_OF_SERVICE),
    "task.read": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE, R.AUDITOR),  # a finished one of a case
    "task.reopen": _holds(R.HEAD_OF_SERVICE),  # not their own: reopenings
    "task.remind": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),  # the party whose turn it is
    "inbox.see": _signed_in,
    "task.bulk": _works_in_office,  # several at once; each task is asked for by itself too
    "view.keep": _works_in_office,  # views of the inbox, shared ones too
    "deputy.name": _works_in_office,  # who stands in for oneself
    "deputy.manage": _holds(R.HEAD_OF_SERVICE, R.ADMINISTRATOR),  # for others
    "case.assign": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),  # who is answerable for it
    "calendar.see": lambda actor, _thing: bool(actor.roles - {R.PROVIDER_ORGANISATION}),
    "case.open": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE, R.RECIPIENT, R.LEGAL_REPRESENTATIVE),
    "code.accept": _holds(R.HEAD_OF_SERVICE),  # a personal code that its check refuses
    "case.list": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE, R.FINANCE, R.CONTEST_AUTHORITY, R.AUDITOR),
    "case.see": _or_contested(_own_or(R.CASEWORKER, R.HEAD_OF_SERVICE, R.AUDITOR)),
    "case.change": _or_contested(_holds(R.CASEWORKER, R.HEAD_OF_SERVICE)),  # who may send what: case_changes
    "case.hold": _holds(R.HEAD_OF_SERVICE),
    "case.district": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),  # which one it belongs to
    "case.note": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),
    "case.step_back": _or_contested(_holds(R.CASEWORKER, R.HEAD_OF_SERVICE, R.FINANCE, R.AUDITOR)),  # a tie
    "case.kept_off": _or_contested(
        _holds(R.CASEWORKER, R.HEAD_OF_SERVICE, R.FINANCE, R.AUDITOR, R.ADMINISTRATOR)
    ),  # the page for both
    "case.keep_off": _holds(R.HEAD_OF_SERVICE, R.ADMINISTRATOR),  # others; an administrator: no head is left
    "case.readers": _own_or(R.HEAD_OF_SERVICE, R.AUDITOR),  # who looked at the file
    "readers.own": _holds(R.RECIPIENT, R.ASSISTANT, R.LEGAL_REPRESENTATIVE),  # who looked at oneself
    "case.copy": _own_or(R.HEAD_OF_SERVICE),  # the whole file as data
    "deadline.move": _holds(R.HEAD_OF_SERVICE),
    "case.diagram": _or_contested(_own_or(R.CASEWORKER, R.HEAD_OF_SERVICE, R.PROCESS_OWNER, R.AUDITOR)),
    "letter.see": _or_contested(_own_or(R.CASEWORKER, R.HEAD_OF_SERVICE, R.AUDITOR)),
    "letter.deliver": _holds(R.CASEWORKER),
    "post.see": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),
    "month.list": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE, R.FINANCE, R.AUDITOR),
    "month.see": lambda actor, thing: _MONTH(actor, thing) or _of_provider(actor, thing),
    "provider.see": _of_provider,
    "month.edit": lambda actor, thing: actor.person_id in thing.person_ids,
    "month.remind": _holds(R.CASEWORKER),
    "question.ask": lambda actor, thing: actor.person_id in thing.person_ids,
    "question.see": _own_or(R.CASEWORKER, R.HEAD_OF_SERVICE, R.AUDITOR),
    "question.answer": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),
    "sign_in_link.make": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),
    "person.mend": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),  # birth, name, how they are reached
    "person.erase": _holds(R.HEAD_OF_SERVICE, R.ADMINISTRATOR),
    "retention.see": _holds(R.HEAD_OF_SERVICE, R.ADMINISTRATOR),  # what is due to be erased
    "retention.erase": _holds(R.HEAD_OF_SERVICE, R.ADMINISTRATOR),
    "evidence.demand": _holds(R.CASEWORKER),
    "month.correct": _holds(R.CASEWORKER),
    "claim.list": _holds(R.FINANCE, R.HEAD_OF_SERVICE, R.MINISTRY_OFFICER, R.AUDITOR),
    "claim.see": _holds(R.FINANCE, R.HEAD_OF_SERVICE, R.MINISTRY_OFFICER, R.AUDITOR),
    "claim.reply": _holds(R.FINANCE),
    "claim.line": _holds(R.FINANCE, R.HEAD_OF_SERVICE, R.AUDITOR),
    "figures.see": _holds(R.FINANCE, R.HEAD_OF_SERVICE, R.MINISTRY_OFFICER),
    "figures.enter": _holds(R.HEAD_OF_SERVICE, R.MINISTRY_OFFICER),
    "budget.see": _holds(R.FINANCE, R.HEAD_OF_SERVICE, R.AUDITOR),
    "budget.propose": _holds(R.FINANCE, R.HEAD_OF_SERVICE),
    "budget.decide": _holds(R.FINANCE, R.HEAD_OF_SERVICE),  # whoever did not propose it
    "payment.see": _holds(R.FINANCE, R.AUDITOR),
    "payroll.import": _holds(R.FINANCE),
    "invoice.see": lambda actor, thing: actor.has(R.FINANCE, R.AUDITOR) or _of_provider(actor, thing),
    "invoice.enter": lambda actor, thing: actor.has(R.FINANCE) or _of_provider(actor, thing),
    "control.see": _holds(R.HEAD_OF_SERVICE, R.AUDITOR),
    "control.draw": _holds(R.HEAD_OF_SERVICE),
    "control.check": _holds(R.HEAD_OF_SERVICE, R.AUDITOR),
    "export.see": _holds(R.HEAD_OF_SERVICE, R.AUDITOR),
    "export.register": _holds(R.HEAD_OF_SERVICE),
    "export.decisions": _holds(R.HEAD_OF_SERVICE),
    "export.counts": _holds(R.HEAD_OF_SERVICE, R.AUDITOR),
    "process.see": _holds(R.PROCESS_OWNER, R.ADMINISTRATOR, R.AUDITOR, R.HEAD_OF_SERVICE),
    "monitor.see": _holds(R.PROCESS_OWNER, R.ADMINISTRATOR, R.AUDITOR, R.HEAD_OF_SERVICE),  # how they run
    "release.publish": _holds(R.PROCESS_OWNER),
    "draft.see": _holds(R.PROCESS_OWNER, R.ADMINISTRATOR, R.AUDITOR, R.HEAD_OF_SERVICE),  # of a release
    "draft.edit": _holds(R.PROCESS_OWNER),
    "draft.decide": _holds(R.PROCESS_OWNER, R.HEAD_OF_SERVICE),  # whoever had no hand in it
    "move.see": _holds(R.PROCESS_OWNER, R.ADMINISTRATOR, R.AUDITOR, R.HEAD_OF_SERVICE),  # cases to a release
    "move.edit": _holds(R.PROCESS_OWNER),
    "move.decide": _holds(R.PROCESS_OWNER, R.HEAD_OF_SERVICE),  # whoever had no hand in it
    "move.undo": _holds(R.PROCESS_OWNER, R.HEAD_OF_SERVICE),
    "numbers.see": _holds(R.PROCESS_OWNER, R.HEAD_OF_SERVICE, R.AUDITOR),
    "numbers.propose": _holds(R.PROCESS_OWNER),
    "trial.run": _holds(R.PROCESS_OWNER),
    "numbers.decide": _holds(R.PROCESS_OWNER, R.HEAD_OF_SERVICE),
    "incident.list": _holds(R.PROCESS_OWNER, R.ADMINISTRATOR),
    "incident.retry": _holds(R.PROCESS_OWNER, R.ADMINISTRATOR),
    "user.manage": _holds(R.ADMINISTRATOR),
    "integration.manage": _holds(R.ADMINISTRATOR),  # other systems with their tokens
    "opinion.import": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),  # of the disability commission
    "register.import": _holds(R.CASEWORKER, R.HEAD_OF_SERVICE),  # details from the population register
    "event.see": _works_in_office,  # what another system was told
    "house.manage": _holds(R.ADMINISTRATOR),  # the municipality's own page, days off, providers, mail
    "audit.see": _holds(R.AUDITOR, R.ADMINISTRATOR),
}
