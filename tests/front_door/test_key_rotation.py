"""New keys while the service runs: nothing stops, nothing is lost, and the old master can go."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.clock import VirtualClock
from engine.errors import Unusable
from engine.jobs.worker import drain
from engine.persistence import data_keys, resealing, rows
from engine.persistence.database import open_database
from engine.persistence.keys import open_key_file
from engine.persistence.lookups import personal_code_hash
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance
from engine.persistence.tables.people import Person
from engine.persistence.tables.sign_ins import SecondFactor, secret_label
from engine.persistence.types import Sealed
from engine.queue.table_queue import TableQueue
from engine.runtime import EVERY, Runtime
from engine.settings import ROOT, Settings, read_settings
from engine.tasks.tasks import Sent, complete
from engine.upkeep import key_keeping
from engine.upkeep.reports import verify
from tests.persistence import builders
from tests.postgres import PostgresServer
from tests.small_house import BEGINS, SmallHouse, found_small

CODE = "010180-12345"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    key_file = {"ASISTENTS_KEY_FILE": str(tmp_path / "house.key")}
    if request.param == "sqlite":
        yield read_settings(key_file, database=str(tmp_path / "house.db"))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    yield read_settings({**key_file, "ASISTENTS_QUEUE": "table"}, database=server.url(name))
    server.drop(name)


def opened(settings: Settings) -> SmallHouse:
    """The house as a process sees it that just started, with the key file as it is now."""
    clock = VirtualClock(BEGINS)
    database = open_database(settings.database_url, open_key_file(settings.key_file), durable=False)
    runtime = Runtime(database=database, clock=clock, settings=settings, queue=TableQueue())
    return SmallHouse(runtime, clock, settings, Path())


@pytest.fixture
def house(settings: Settings, quick_hashing: None) -> Iterator[SmallHouse]:
    """Somebody with a case, an account with an authenticator, and four errands that have begun."""
    found_small(settings, open_key_file(settings.key_file, create=True)).database.close()
    house = opened(settings)
    with house.runtime.transaction(house.tenant) as session:
        person = builders.person(session, personal_code=CODE)
        case = builders.case(session, recipient_id=person.id)
        ended = {"status": InstanceStatus.COMPLETED, "ended_at": BEGINS}
        builders.instance(session, case_id=case.id, **ended)
        account = session.get_one(UserAccount, 1)
        secret = house.runtime.database.keys.seal(b"secret", secret_label(account.id))
        factor = {"user_id": account.id, "secret": secret, "made_at": BEGINS, "last_step": 0}
        session.add(SecondFactor(municipality_id=1, **factor))
    for _ in range(4):
        house.start()
    yield house
    house.runtime.database.close()


def drop_first_master(settings: Settings) -> None:
    lines = settings.key_file.read_text("ascii").splitlines()
    settings.key_file.write_text("\n".join(lines[1:]) + "\n", "ascii")


def errands(house: SmallHouse) -> list[int]:
    with house.runtime.reading(EVERY) as session:
        return [one.id for one in rows.values(session, ProcessInstance, ["id"], process_id="errand")]


def ask(house: SmallHouse, instance_id: int) -> None:
    sent = Sent({"answer": "jā"}, 1)
    complete(house.runtime, house.actor("ilze"), house.task("ask", instance_id).id, sent)


def finish(house: SmallHouse) -> None:
    """Let every errand that was asked come to its end."""
    drain(house.runtime)
    for instance_id in errands(house):
        task = house.task("approve", instance_id)
        complete(house.runtime, house.actor("valdis"), task.id, Sent({}, 1))
        assert house.instance(instance_id).status == InstanceStatus.COMPLETED


def everything_is_sound(house: SmallHouse) -> None:
    assert [one.name for one in verify(house.runtime) if not one.ok] == []
    with house.runtime.reading(EVERY) as session:
        code = personal_code_hash(house.runtime.database.keys, CODE)
        [person] = rows.every(session, Person, personal_code_hash=code)
        assert person.personal_code == CODE
        [factor] = rows.every(session, SecondFactor)
        assert house.runtime.database.keys.unseal(factor.secret, secret_label(1)) == b"secret"


def test_cases_go_on_while_keys_change_under_them_and_the_old_master_goes(
    house: SmallHouse, settings: Settings, calm: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = opened(settings)  # another process, which has the keys of before in its hands
    first, second, third, fourth = errands(house)
    ask(elsewhere, first)
    done = key_keeping.rotate(house.runtime)
    assert (done.master, done.municipality_keys, done.person_keys) == (2, 1, 1)
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert [line.split()[0] for line in settings.key_file.read_text().splitlines()] == ["1", "2"]
    ask(elsewhere, second)  # by the key of before, or the new one: both open
    keys = key_keeping.listed(house.runtime)
    assert [(one.name, one.is_newest, one.wraps) for one in keys.wrappings if not one.municipality_id] == [
        ("1", False, 0),
        ("2", True, 4),  # two of the municipality, one for looking up, one of the audit
    ]
    assert {one.column for one in keys.behind} >= {"process_instance.state", "task_answers.answers"}
    assert (keys.account_secrets, sum(one.format_1 for one in keys.behind)) == (1, 0)
    monkeypatch.setattr(resealing, "PORTION", 1)
    in_the_middle = iter((third, fourth))

    def told(_table: str, _count: int) -> None:
        for instance_id in in_the_middle:
            ask(elsewhere, instance_id)
            break

    assert key_keeping.reseal(house.runtime, told).values >= 1
    key_keeping.reseal(house.runtime, lambda *_: None)
    keys = key_keeping.listed(house.runtime)
    assert (keys.behind, keys.account_secrets) == ([], 0)
    drop_first_master(settings)
    elsewhere.runtime.database.close()
    afresh = opened(settings)
    everything_is_sound(afresh)
    finish(afresh)
    everything_is_sound(afresh)
    afresh.runtime.database.close()


def test_a_death_anywhere_in_changing_keys_loses_nothing(
    house: SmallHouse, settings: Settings, calm: list[str]
) -> None:
    house.runtime.database.close()
    arguments = [settings.database_url, str(settings.key_file), "13"]
    command = [sys.executable, "-m", "tests.front_door.dying_keys", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert int(done.stdout) >= 6
    afresh = opened(settings)
    keys = key_keeping.listed(afresh.runtime)
    assert (keys.behind, keys.account_secrets) == ([], 0)
    assert all(one.wraps == 0 for one in keys.wrappings if not one.municipality_id and not one.is_newest)
    everything_is_sound(afresh)
    ask(afresh, errands(afresh)[0])
    afresh.runtime.database.close()


def test_a_master_that_goes_too_early_is_missed_in_one_sentence(
    house: SmallHouse, settings: Settings
) -> None:
    key_keeping.rotate(house.runtime)
    whole = settings.key_file.read_text("ascii")
    drop_first_master(settings)
    afresh = opened(settings)  # hashes and audit are served by the second master already
    with pytest.raises(Unusable, match=r"does not open \(second_factor.secret.1.*put the missing master key"):
        key_keeping.reseal(afresh.runtime, lambda *_: None)
    settings.key_file.write_text(whole, "ascii")
    assert key_keeping.reseal(afresh.runtime, lambda *_: None).values > 0
    settings.key_file.write_text(f"{whole.splitlines()[0]}\n", "ascii")
    with pytest.raises(Unusable, match="does not belong to this database"):
        opened(settings)
    afresh.runtime.database.close()


def test_what_an_earlier_version_sealed_for_somebody_erased_goes_with_them(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = house.runtime.database.keys
    with house.runtime.transaction(EVERY) as session:
        [case] = rows.every(session, ServiceCase)
        old = Sealed(ring.seal(b"state", "process_instance.state"))
        [one] = rows.every(session, ProcessInstance, case_id=case.id)
        session.expunge_all()
        rows.change(session, ProcessInstance, {"state": old}, id=one.id)
        data_keys.destroy(session, case.recipient_id, BEGINS)
    key_keeping.reseal(house.runtime, lambda *_: None)
    assert key_keeping.listed(house.runtime).behind == []
    with house.runtime.reading(EVERY) as session:
        stored = session.connection().exec_driver_sql("SELECT state FROM process_instance WHERE case_id > 0")
        assert bytes(stored.scalar_one())[:1] == b"\x02"
    assert [check.name for check in verify(house.runtime) if not check.ok] == []
