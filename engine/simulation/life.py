"""Lets a made-up municipality live: a day passes, what is due happens, people do their tasks.

Everything goes through the front door as the people concerned; the only thing that is made up is what they
answer (`habits.py`) and who they are (`names.py`, `profiles.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from engine import cases, instances, people, tasks
from engine.clock import RIGA, VirtualClock, local_day
from engine.domain.rights import Actor, Role
from engine.domain.service_month import ServiceMonth as Month
from engine.jobs.worker import drain
from engine.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.cases import CaseState, Contract, ServiceCase
from engine.persistence.tables.instances import TaskStatus, UserTask, UserTaskPerson
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.runtime import Runtime, Session, Tenant
from engine.simulation.founding import NewPerson
from engine.simulation.habits import Situation, answer
from engine.simulation.profiles import Change, Profile

MORNING = time(8, 0)
ENTER = "enter_month"
OFFICE = frozenset(Role) - {Role.RECIPIENT, Role.ASSISTANT, Role.LEGAL_REPRESENTATIVE}
BRINGS_AFTER = 5  # days after the application that missing documents are brought
ROUNDS_A_DAY = 12  # one person's task leads to the next one's; a case takes a few rounds on its best day


@dataclass(slots=True)
class Resident:
    """A recipient to be, with what will become of their case."""

    person: NewPerson
    applies_on: date
    assistant_id: int
    profile: Profile
    representative: NewPerson | None = None
    user_names: tuple[str, str] = ("", "")  # of recipient and representative, where they shall sign in
    password: str | None = None
    case_id: int | None = None
    done_changes: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Town:
    """A municipality and its people."""

    runtime: Runtime
    tenant: Tenant
    clock: VirtualClock
    staff: Mapping[str, Actor]  # role → who of the office does it
    residents: list[Resident]
    random: Random
    actors: dict[int, Actor] = field(default_factory=dict)  # person id → the account they act with
    office: Profile = field(default_factory=Profile)  # how the office goes about its claims

    @property
    def today(self) -> date:
        """The day in Latvia."""
        return local_day(self.clock.now())


def live_until(town: Town, last: date, tell: Callable[[date], None] = lambda day: None) -> None:
    """Live every day up to and including `last`."""
    while town.today < last:
        morning = datetime.combine(town.today + timedelta(days=1), MORNING, RIGA).astimezone(UTC)
        town.clock.move_to(morning)
        live_a_day(town)
        tell(town.today)


def live_a_day(town: Town) -> None:
    """What is due happens, applications and changes come in, and everybody does what they do today."""
    drain(town.runtime)
    for resident in town.residents:
        if resident.case_id is None and resident.applies_on <= town.today:
            _apply(town, resident)
        elif resident.case_id is not None:
            _change(town, resident)
    left: set[int] = set()  # tasks that somebody looked at and left for another day
    for _ in range(ROUNDS_A_DAY):
        if not _do_tasks(town, left):
            break
    drain(town.runtime)


def _apply(town: Town, resident: Resident) -> None:
    caseworker = town.staff[Role.CASEWORKER]
    resident.case_id = cases.open_case(
        town.runtime,
        caseworker,
        application(resident),
        channel="paper",
        received_on=town.today,
    )
    with town.runtime.reading(town.tenant) as session:
        case = session.get_one(ServiceCase, resident.case_id)
        recipient_id, representative_id = case.recipient_id, case.representative_id
    user_name, other_name = resident.user_names
    password = resident.password
    _give_account(town, recipient_id, resident.person, Role.RECIPIENT, (user_name, password))
    if representative_id is not None and resident.representative is not None:
        account = (other_name, password)
        _give_account(town, representative_id, resident.representative, Role.LEGAL_REPRESENTATIVE, account)


def _give_account(
    town: Town, person_id: int, person: NewPerson, role: Role, account: tuple[str, str | None]
) -> None:
    if person_id in town.actors:
        return
    user_name, password = account[0] or f"persona-{person_id}", account[1] if account[0] else None
    shown = f"{person.given_name} {person.family_name}"
    new = NewAccount(user_name, shown, password, frozenset({role}), person_id)
    people.add(town.runtime, town.tenant, new)
    town.actors[person_id] = people.actor(town.runtime, user_name)


def _change(town: Town, resident: Resident) -> None:
    """What happens to the case some days after it began."""
    if resident.profile.documents == "late" and (town.today - resident.applies_on).days >= BRINGS_AFTER:
        _bring_documents(town, resident)
    for at, change in enumerate(resident.profile.changes):
        began = resident.applies_on if change.since == "application" else _contract_began(town, resident)
        is_due = began is not None and (town.today - began).days >= change.after_days
        if is_due and at not in resident.done_changes:
            resident.done_changes.add(at)
            answers = {name: _dated(town.today, value) for name, value in change.answers.items()}
            _record(town, resident, change.message, answers)


def _bring_documents(town: Town, resident: Resident) -> None:
    with town.runtime.reading(town.tenant) as session:
        state = session.get_one(ServiceCase, resident.case_id).state
    if state is CaseState.INCOMPLETE:
        _record(town, resident, "documents_received", {"received_documents": ["commission_opinion"]})


def _record(town: Town, resident: Resident, message: str, answers: Mapping[str, object]) -> None:
    if resident.case_id is not None:
        caseworker = town.staff[Role.CASEWORKER]
        cases.record_change(town.runtime, caseworker, resident.case_id, message, answers)


def _contract_began(town: Town, resident: Resident) -> date | None:
    with town.runtime.reading(town.tenant) as session:
        contract = rows.first(session, Contract, order_by=["id"], case_id=resident.case_id)
        return None if contract is None or contract.state == "draft" else contract.first_day


def _dated(today: date, value: object) -> object:
    """ "+3" among the answers of a change means three days after the day it happens."""
    is_day = isinstance(value, str) and value[:1] in "+-" and value[1:].isdigit()
    return today + timedelta(days=int(str(value))) if is_day else value


def _do_tasks(town: Town, left: set[int]) -> int:
    """Everybody goes through what waits for them once; how many tasks were done."""
    with town.runtime.reading(town.tenant) as session:
        waiting = rows.every(session, UserTask, order_by=["id"], status=TaskStatus.OPEN)
        running = _running_months(session, town.today)
        found = [
            (task, _who(town, session, task))
            for task in waiting
            if task.id not in left and not (task.element_id == ENTER and task.month_id in running)
        ]
    by_case = {one.case_id: one for one in town.residents if one.case_id is not None}
    done = 0
    for task, actor in found:
        resident = None if task.case_id is None else by_case.get(task.case_id)
        known = resident is not None or task.claim_id is not None
        if actor is not None and known and _do(town, task, actor, resident):
            done += 1
        else:
            left.add(task.id)
    return done


def _running_months(session: Session, today: date) -> set[int]:
    """Months that have not ended: nobody signs them yet, so nobody needs to look at them."""
    months = rows.values(session, ServiceMonth, ["id", "period"], state=MonthState.OPEN)
    return {one.id for one in months if Month.parse(one.period).last_day > today}


def _do(town: Town, task: UserTask, actor: Actor, resident: Resident | None) -> bool:
    with town.runtime.reading(town.tenant) as session:
        execution, _ = instances.look(town.runtime, session, task.instance_id)
        open_task = execution.task(task.task_uid)
        if open_task is None:
            return False
        values = {**open_task.values, **_contract_day(session, open_task.values)}
    situation = Situation(
        element_id=task.element_id,
        values=values,
        profile=resident.profile if resident is not None else town.office,
        today=town.today,
        random=town.random,
        assistant_id=resident.assistant_id if resident is not None else 0,
    )
    answers = answer(situation)
    if answers is None:
        return False
    tasks.complete(town.runtime, actor, task.id, tasks.Sent(answers, task.version))
    return True


def _contract_day(session: Session, values: Mapping[str, object]) -> dict[str, object]:
    contract_id = values.get("contract_id")
    contract = session.get(Contract, contract_id) if isinstance(contract_id, int) else None
    return {} if contract is None else {"contract_first_day": contract.first_day}


def _who(town: Town, session: Session, task: UserTask) -> Actor | None:
    """Who does a task: the person it names, else whoever of the office holds its role and is not excluded."""
    if task.for_persons:
        named = rows.every(session, UserTaskPerson, task_id=task.id)
        return next((town.actors[one.person_id] for one in named if one.person_id in town.actors), None)
    actor = town.staff.get(task.role)
    if actor is not None and actor.user_id in task.excluded_user_ids:
        return town.staff.get(f"other_{task.role}")
    return actor


def application(resident: Resident) -> dict[str, object]:
    """What stands in the application form."""
    person, profile = resident.person, resident.profile
    answers: dict[str, object] = {
        "applies_for": "other" if resident.representative else "self",
        "recipient_given_name": person.given_name,
        "recipient_family_name": person.family_name,
        "recipient_personal_code": person.personal_code,
        "birth_date": person.birth_date,
        "recipient_address": person.address,
        "recipient_phone": person.phone,
        "recipient_email": person.email,
        "declared_here": True,
        "notify_by": "email",
        "language": "lv",
        "disability_group": "child" if profile.is_child else "I",
        "functional_limitation": "movement",
        "special_care_opinion": profile.is_child,
        "purposes_wanted": ["child" if profile.is_child else profile.purpose],
        "attached_documents": [],
        "facts_are_true": True,
    }
    if resident.representative is not None:
        other = resident.representative
        answers |= {
            "representation_kind": "parent" if profile.is_child else "trustee",
            "representative_given_name": other.given_name,
            "representative_family_name": other.family_name,
            "representative_personal_code": other.personal_code,
            "representative_phone": other.phone,
            "representative_email": other.email,
        }
    return answers


__all__ = ["Change", "Resident", "Town", "application", "live_a_day", "live_until"]
