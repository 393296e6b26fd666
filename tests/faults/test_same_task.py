"""Fifty completions of one task in the same moment: one goes through, all others are told so."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.clock import VirtualClock
from engine.errors import EngineError, NotFound
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.instances import UserTask
from engine.runtime import EVERY, Runtime
from engine.tasks import tasks
from tests.faults import invariants
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, TENANT, Place, begin_errand, open_place, person
from tests.web.town import PASSWORD, QUICK, Guest
from web.application import create_app

AT_ONCE = 50


def new_task(runtime: Runtime, key: str = "e") -> int:
    instance_id = begin_errand(runtime, key)
    with runtime.reading(TENANT) as session:
        [(task_id,)] = rows.values(session, UserTask, ["id"], instance_id=instance_id)
    return int(task_id)


def test_one_of_fifty_threads_succeeds(place: Place, count: Count) -> None:
    runtime = open_place(place, VirtualClock(BEGINS))
    task_id, ilze, together = new_task(runtime), person(runtime, "ilze"), Barrier(AT_ONCE)

    def _complete(number: int) -> str:
        together.wait()
        try:
            tasks.complete(runtime, ilze, task_id, tasks.Sent({"many_times": number}, 1))
        except EngineError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = Counter(pool.map(_complete, range(AT_ONCE)))
    assert outcomes.pop("done") == 1
    assert set(outcomes) <= {"NotWaiting", "StaleVersion"}
    assert outcomes.total() == AT_ONCE - 1
    assert invariants.refuse_double(runtime, "note_down", "ask") == 1
    invariants.refuse_unsound(runtime)
    runtime.database.close()
    count(9, "threads_refused", outcomes.total())


@pytest.mark.usefixtures("_passwords")
def test_one_of_fifty_pages_succeeds_and_none_fails(place: Place, count: Count) -> None:
    runtime = open_place(place, VirtualClock(BEGINS))
    with runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"password_hash": QUICK.hash(PASSWORD)}, user_name="ilze")
    app = create_app(runtime)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    address = f"/tasks/{new_task(runtime)}"
    visitor = Guest(app.test_client())
    assert visitor.sign_in("ilze").status == 303
    visitor.get(address)
    guests = [_same_person(app.test_client(), visitor) for _ in range(AT_ONCE)]
    together = Barrier(AT_ONCE)

    def _send(number: int) -> int:
        together.wait()
        return guests[number].post(address, _action="complete", _version="1", many_times=str(number)).status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses: Counter[Any] = Counter(pool.map(_send, range(AT_ONCE)))
    assert statuses == {303: 1, 409: AT_ONCE - 1}
    assert invariants.refuse_double(runtime, "note_down", "ask") == 1
    runtime.database.close()
    count(9, "pages_refused", AT_ONCE - 1)


def _same_person(client: FlaskClient, visitor: Guest) -> Guest:
    for cookie in (visitor.client._cookies or {}).values():
        client.set_cookie(cookie.key, cookie.value, domain=cookie.domain, path=cookie.path)
    return Guest(client, visitor.token)


@pytest.fixture
def _passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.people.passwords._hasher", QUICK)


def test_who_may_not_do_the_task_is_refused_each_time(sqlite_place: Place) -> None:
    runtime = open_place(sqlite_place, VirtualClock(BEGINS))
    task_id, valdis = new_task(runtime), person(runtime, "valdis")
    with pytest.raises(NotFound):
        tasks.complete(runtime, valdis, task_id, tasks.Sent({}, 1))
    assert invariants.refuse_double(runtime, "note_down", "ask") == 0
    runtime.database.close()
