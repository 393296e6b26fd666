"""Who may do what, as a table to be read aloud; what is not in it is refused.

`x`: everybody with the role, in their own municipality. `o`: only in a matter of their own. `.`: never.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.domain.rights import OF_A_CASE, PARTIES, RULES, Actor, Role, Thing, can

TABLE = """
                  rec ass rep cas hea fin min own con pro aud adm
home.see           x   x   x   x   x   x   x   x   x   x   x   x
account.own        x   x   x   x   x   x   x   x   x   x   x   x
second_factor.own  .   .   .   x   x   x   x   x   x   .   x   x
task.page          x   x   x   x   x   x   x   x   x   x   x   x
inbox.see          x   x   x   x   x   x   x   x   x   x   x   x
calendar.see       x   x   x   x   x   x   x   x   x   .   x   x
task.bulk          .   .   .   x   x   x   x   x   x   .   x   x
view.keep          .   .   .   x   x   x   x   x   x   .   x   x
deputy.name        .   .   .   x   x   x   x   x   x   .   x   x
deputy.manage      .   .   .   .   x   .   .   .   .   .   .   x
case.assign        .   .   .   x   x   .   .   .   .   .   .   .
task.remind        .   .   .   x   x   .   .   .   .   .   .   .
task.see           .   .   .   .   .   .   .   .   .   .   x   .
task.complete      .   .   .   .   .   .   .   .   .   .   .   .
task.assign        .   .   .   .   x   .   .   .   .   .   .   .
task.read          .   .   .   x   x   .   .   .   .   .   x   .
task.reopen        .   .   .   .   x   .   .   .   .   .   .   .
case.open          x   .   x   x   x   .   .   .   .   .   .   .
code.accept        .   .   .   .   x   .   .   .   .   .   .   .
case.list          .   .   .   x   x   x   .   .   x   .   x   .
case.see           o   o   o   x   x   o   o   o   o   o   x   o
case.change        .   .   .   x   x   .   .   .   .   .   .   .
case.district      .   .   .   x   x   .   .   .   .   .   .   .
case.hold          .   .   .   .   x   .   .   .   .   .   .   .
case.note          .   .   .   x   x   .   .   .   .   .   .   .
case.step_back     .   .   .   x   x   x   .   .   .   .   x   .
case.kept_off      .   .   .   x   x   x   .   .   .   .   x   x
case.keep_off      .   .   .   .   x   .   .   .   .   .   .   x
case.readers       o   o   o   o   x   o   o   o   o   o   x   o
readers.own        x   x   x   .   .   .   .   .   .   .   .   .
case.copy          o   o   o   o   x   o   o   o   o   o   o   o
deadline.move      .   .   .   .   x   .   .   .   .   .   .   .
case.diagram       o   o   o   x   x   o   o   x   o   o   x   o
letter.see         o   o   o   x   x   o   o   o   o   o   x   o
letter.deliver     .   .   .   x   .   .   .   .   .   .   .   .
post.see           .   .   .   x   x   .   .   .   .   .   .   .
month.list         .   .   .   x   x   x   .   .   .   .   x   .
month.see          o   o   o   x   x   x   o   o   o   o   x   o
provider.see       .   .   .   .   .   .   .   .   .   .   .   .
month.edit         o   o   o   o   o   o   o   o   o   o   o   o
month.remind       .   .   .   x   .   .   .   .   .   .   .   .
question.ask       o   o   o   o   o   o   o   o   o   o   o   o
question.see       o   o   o   x   x   o   o   o   o   o   x   o
question.answer    .   .   .   x   x   .   .   .   .   .   .   .
sign_in_link.make  .   .   .   x   x   .   .   .   .   .   .   .
person.erase       .   .   .   .   x   .   .   .   .   .   .   x
retention.see      .   .   .   .   x   .   .   .   .   .   .   x
retention.erase    .   .   .   .   x   .   .   .   .   .   .   x
evidence.demand    .   .   .   x   .   .   .   .   .   .   .   .
month.correct      .   .   .   x   .   .   .   .   .   .   .   .
claim.list         .   .   .   .   x   x   x   .   .   .   x   .
claim.see          .   .   .   .   x   x   x   .   .   .   x   .
claim.reply        .   .   .   .   .   x   .   .   .   .   .   .
claim.line         .   .   .   .   x   x   .   .   .   .   x   .
figures.see        .   .   .   .   x   x   x   .   .   .   .   .
figures.enter      .   .   .   .   x   .   x   .   .   .   .   .
budget.see         .   .   .   .   x   x   .   .   .   .   x   .
budget.propose     .   .   .   .   x   x   .   .   .   .   .   .
budget.decide      .   .   .   .   x   x   .   .   .   .   .   .
payment.see        .   .   .   .   .   x   .   .   .   .   x   .
payroll.import     .   .   .   .   .   x   .   .   .   .   .   .
invoice.see        .   .   .   .   .   x   .   .   .   .   x   .
invoice.enter      .   .   .   .   .   x   .   .   .   .   .   .
control.see        .   .   .   .   x   .   .   .   .   .   x   .
control.draw       .   .   .   .   x   .   .   .   .   .   .   .
control.check      .   .   .   .   x   .   .   .   .   .   x   .
export.see         .   .   .   .   x   .   .   .   .   .   x   .
export.register    .   .   .   .   x   .   .   .   .   .   .   .
export.decisions   .   .   .   .   x   .   .   .   .   .   .   .
export.counts      .   .   .   .   x   .   .   .   .   .   x   .
process.see        .   .   .   .   x   .   .   x   .   .   x   x
monitor.see        .   .   .   .   x   .   .   x   .   .   x   x
release.publish    .   .   .   .   .   .   .   x   .   .   .   .
draft.see          .   .   .   .   x   .   .   x   .   .   x   x
draft.edit         .   .   .   .   .   .   .   x   .   .   .   .
draft.decide       .   .   .   .   x   .   .   x   .   .   .   .
move.see           .   .   .   .   x   .   .   x   .   .   x   x
move.edit          .   .   .   .   .   .   .   x   .   .   .   .
move.decide        .   .   .   .   x   .   .   x   .   .   .   .
move.undo          .   .   .   .   x   .   .   x   .   .   .   .
numbers.see        .   .   .   .   x   .   .   x   .   .   x   .
numbers.propose    .   .   .   .   .   .   .   x   .   .   .   .
numbers.decide     .   .   .   .   x   .   .   x   .   .   .   .
trial.run          .   .   .   .   .   .   .   x   .   .   .   .
incident.list      .   .   .   .   .   .   .   x   .   .   .   x
incident.retry     .   .   .   .   .   .   .   x   .   .   .   x
person.mend        .   .   .   x   x   .   .   .   .   .   .   .
user.manage        .   .   .   .   .   .   .   .   .   .   .   x
house.manage       .   .   .   .   .   .   .   .   .   .   .   x
integration.manage .   .   .   .   .   .   .   .   .   .   .   x
opinion.import     .   .   .   x   x   .   .   .   .   .   .   .
register.import    .   .   .   x   x   .   .   .   .   .   .   .
event.see          .   .   .   x   x   x   x   x   x   .   x   x
audit.see          .   .   .   .   .   .   .   .   .   .   x   x
"""
COLUMNS = {
    "rec": Role.RECIPIENT,
    "ass": Role.ASSISTANT,
    "rep": Role.LEGAL_REPRESENTATIVE,
    "cas": Role.CASEWORKER,
    "hea": Role.HEAD_OF_SERVICE,
    "fin": Role.FINANCE,
    "min": Role.MINISTRY_OFFICER,
    "own": Role.PROCESS_OWNER,
    "con": Role.CONTEST_AUTHORITY,
    "pro": Role.PROVIDER_ORGANISATION,
    "aud": Role.AUDITOR,
    "adm": Role.ADMINISTRATOR,
}
HEAD, *LINES = (line.split() for line in TABLE.strip().splitlines())
CELLS = [
    (action, COLUMNS[column], mark)
    for action, *marks in LINES
    for column, mark in zip(HEAD, marks, strict=True)
]
HERE, ELSEWHERE = 1, 2


def somebody(*roles: Role, municipality_id: int | None = HERE, person_id: int | None = 7) -> Actor:
    return Actor(5, "Ilze", municipality_id, frozenset(roles), person_id)


def test_the_table_knows_every_role_and_every_action() -> None:
    assert [COLUMNS[column] for column in HEAD] == list(Role)
    assert sorted(action for action, *_ in LINES) == sorted(RULES)


@pytest.mark.parametrize(("action", "role", "mark"), CELLS, ids=str)
def test_the_table_is_true(action: str, role: Role, mark: str) -> None:
    actor = somebody(role)
    strangers, own = Thing(HERE, frozenset({8})), Thing(HERE, frozenset({7, 8}))
    assert can(actor, action, strangers) == (mark == "x")
    assert can(actor, action, own) == (mark in "xo")
    assert not can(actor, action, Thing(ELSEWHERE, frozenset({7})))
    assert not can(actor, action, Thing(None, frozenset({7})))


@pytest.mark.parametrize("action", ["", "case", "case.see ", "CASE.SEE", "case.delete", "everything"])
def test_an_unknown_action_is_refused_to_everybody(action: str) -> None:
    assert not can(somebody(*Role), action, Thing(HERE, frozenset({7})))


@pytest.mark.parametrize("action", sorted(RULES))
def test_somebody_without_a_role_may_hardly_anything(action: str) -> None:
    may = can(somebody(), action, Thing(HERE))
    assert may == (action in {"home.see", "account.own", "inbox.see", "task.page"})


@pytest.mark.parametrize("action", sorted(RULES))
def test_the_ministry_reads_claims_and_figures_of_all_and_nothing_else(action: str) -> None:
    """Even with every other role and a person of its own: nobody is everywhere at home."""
    of_all = {"home.see", "inbox.see", "task.page", "claim.list", "claim.see", "figures.see", "figures.enter"}
    of_all |= {"account.own", "second_factor.own"}
    for roles in ([Role.MINISTRY_OFFICER], list(Role)):
        officer = somebody(*roles, municipality_id=None)
        for municipality_id in (HERE, ELSEWHERE):
            assert can(officer, action, Thing(municipality_id, frozenset({7}))) == (action in of_all)


@pytest.mark.parametrize("action", sorted(RULES))
def test_an_account_of_no_municipality_that_is_not_the_ministry_may_nothing(action: str) -> None:
    roles = [role for role in Role if role is not Role.MINISTRY_OFFICER]
    assert not can(somebody(*roles, municipality_id=None), action, Thing(HERE, frozenset({7})))


@pytest.mark.parametrize("role", Role)
def test_a_task_of_the_office_is_for_its_role_only(role: Role) -> None:
    task = Thing(HERE, role=Role.CASEWORKER)
    assert can(somebody(role), "task.complete", task) == (role is Role.CASEWORKER)


@pytest.mark.parametrize("role", sorted(PARTIES))
def test_a_task_of_a_party_without_a_person_is_nobodys(role: Role) -> None:
    assert not can(somebody(role), "task.complete", Thing(HERE, role=role))


def test_a_task_that_names_a_person_is_for_that_person_in_that_role() -> None:
    task = Thing(HERE, role=Role.RECIPIENT, only_person_ids=frozenset({7}))
    assert can(somebody(Role.RECIPIENT), "task.complete", task)
    assert can(somebody(Role.LEGAL_REPRESENTATIVE), "task.complete", task)  # signs in the recipient's place
    assert not can(somebody(Role.RECIPIENT, person_id=8), "task.complete", task)
    assert not can(somebody(Role.RECIPIENT, person_id=None), "task.complete", task)
    assert not can(somebody(Role.ASSISTANT), "task.complete", task)
    assert not can(somebody(Role.CASEWORKER), "task.complete", task)


@pytest.mark.parametrize("action", sorted(RULES))
def test_an_organisation_reads_what_is_done_under_its_own_contracts(action: str) -> None:
    provider = Actor(5, "SIA", HERE, frozenset({Role.PROVIDER_ORGANISATION}), provider_id=3)
    own, other = Thing(HERE, frozenset({8}), provider_id=3), Thing(HERE, frozenset({8}), provider_id=4)
    for_everybody = {"home.see", "account.own", "inbox.see", "task.page"}
    of_its_own = {"month.see", "provider.see", "invoice.see", "invoice.enter"}
    assert can(provider, action, own) == (action in of_its_own | for_everybody)
    assert can(provider, action, other) == can(provider, action, Thing(HERE)) == (action in for_everybody)
    no_longer = Actor(5, "SIA", HERE, frozenset(), provider_id=3)
    assert can(no_longer, action, own) == (action in for_everybody)


@pytest.mark.parametrize("action", sorted(RULES))
def test_the_contest_authority_knows_of_contested_cases_only(action: str) -> None:
    authority = somebody(Role.CONTEST_AUTHORITY)
    plain, contested = Thing(HERE, frozenset({8})), Thing(HERE, frozenset({8}), is_contested=True)
    of_cases = {"case.see", "case.change", "case.diagram", "case.kept_off", "case.step_back", "letter.see"}
    assert can(authority, action, contested) == (can(authority, action, plain) or action in of_cases)
    assert not (action in of_cases and can(authority, action, plain))
    caseworker, recipient = somebody(Role.CASEWORKER), somebody(Role.RECIPIENT)
    assert can(caseworker, action, contested) == can(caseworker, action, plain)
    assert can(recipient, action, contested) == can(recipient, action, plain)


def test_who_did_the_one_half_may_not_do_the_other() -> None:
    task = Thing(HERE, role=Role.HEAD_OF_SERVICE, excluded_user_ids=frozenset({5}))
    head = somebody(Role.HEAD_OF_SERVICE)
    assert not can(head, "task.complete", task)
    assert can(Actor(6, "Valdis", HERE, frozenset({Role.HEAD_OF_SERVICE})), "task.complete", task)


def test_an_auditor_sees_a_task_and_touches_none() -> None:
    task = Thing(HERE, role=Role.CASEWORKER)
    auditor = somebody(Role.AUDITOR)
    assert can(auditor, "task.see", task)
    assert not can(auditor, "task.complete", task)
    assert not can(auditor, "task.assign", task)


@pytest.mark.parametrize(("action", "role", "mark"), CELLS, ids=str)
def test_who_is_kept_off_a_case_has_no_role_of_the_office_in_it(action: str, role: Role, mark: str) -> None:
    actor = replace(somebody(role), kept_off=frozenset({3}), deputy_for=frozenset({9}))
    theirs = Thing(HERE, frozenset({8}), role="caseworker", is_contested=True, case_id=3)
    if role not in PARTIES and action not in EVERYBODYS:
        assert not can(actor, action, theirs)
    assert can(actor, action, replace(theirs, case_id=4)) == can(somebody(role), action, theirs)
    own = Thing(HERE, frozenset({7, 8}), case_id=3)  # what is their own stays theirs
    assert mark != "o" or can(actor, action, own)


@pytest.mark.parametrize("action", sorted(OF_A_CASE))
def test_whoever_is_kept_off_some_case_does_nothing_to_one_that_is_not_named(action: str) -> None:
    """Whoever forgets to say which case it is lends no right."""
    actor = replace(somebody(Role.HEAD_OF_SERVICE), kept_off=frozenset({3}))
    assert not can(actor, action, Thing(HERE, role=Role.HEAD_OF_SERVICE, is_contested=True))
    of_none = Thing(HERE, role=Role.HEAD_OF_SERVICE, is_contested=True, case_id=None)
    assert can(actor, action, of_none) == can(somebody(Role.HEAD_OF_SERVICE), action, of_none)


EVERYBODYS = {"account.own", "home.see", "inbox.see", "task.page"}
"""Kinds of page, whose content is asked for again."""
