"""Every process on a host of its own: an address, a copy of the key file, a disk; one PostgreSQL over TCP."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from click.testing import CliRunner

from engine.clock import SystemClock, local_day
from engine.domain.rights import Role
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.instances import CycleRun
from engine.persistence.tables.jobs import Job, JobState
from engine.runtime import EVERY, Runtime, open_runtime
from engine.settings import Settings, read_settings
from engine.simulation.founding import add_municipality
from tests.commands.conftest import PASSWORD
from tests.commands.test_serving import LONGEST, end, fetch, started
from tests.documents.test_mail import free_port
from tests.postgres import ROLE, WORKER, PostgresServer, start_postgres
from tests.postgres_tcp import FarServer
from web.command_line import asistents

pytestmark = pytest.mark.early
ONE, OTHER, SERVER = "127.0.0.2", "127.0.0.3", "127.0.0.4"
AWAY = "Not ready: the database cannot be asked; the log of this process says why.\n"
TOKEN = {"Authorization": "Bearer pulss"}


@dataclass
class Browser:
    """Cookies that go to whichever host the proxy picks."""

    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, line: str, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """What the process that said this line answers."""
        found = re.search(r"http://[\d.:]+", line)
        assert found, line
        at = urlsplit(found[0])
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=LONGEST)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            sent |= {"Origin": found[0], "Content-Type": "application/x-www-form-urlencoded"}
        body = None if form is None else urlencode(form)
        with closing(connection):
            connection.request("GET" if form is None else "POST", path, body, {**sent, **(headers or {})})
            answer = connection.getresponse()
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = header.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()


@pytest.fixture
def server() -> Iterator[FarServer]:
    """A PostgreSQL of its own address: one role owns one empty database, another owns nothing."""
    try:
        for address in (ONE, OTHER, SERVER):
            socket.create_server((address, 0)).close()
    except OSError:
        pytest.skip(f"this system has no addresses such as {ONE} (macOS: ifconfig lo0 alias {ONE})")
    near = start_postgres(quick=True)
    with near.admin() as connection:
        connection.execute(f"CREATE DATABASE house OWNER {ROLE}")
    yield FarServer(near, SERVER, free_port())
    near.stop()


@pytest.fixture
def hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A folder for each host: its home, its temporary files, the file with the keys."""
    monkeypatch.setenv("ASISTENTS_METRICS_TOKEN", "pulss")
    folders = {name: tmp_path / name for name in (ONE, OTHER)}
    for folder in folders.values():
        folder.mkdir()
    return folders


def move_to(host: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is started from here on runs on this host."""
    monkeypatch.chdir(host)
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(host))
    monkeypatch.setenv("ASISTENTS_KEY_FILE", str(host / "asistents.key"))


def peopled(runtime: Runtime) -> None:
    tenant = add_municipality(
        runtime, "ogre", "Ogres novads", from_day=local_day(SystemClock().now()).replace(day=1)
    )
    people.add(runtime, tenant, NewAccount("ilze", "Ilze Ozola", PASSWORD, frozenset({Role.CASEWORKER})))


def test_hosts_share_a_database_and_a_key_and_nothing_else(
    server: FarServer, hosts: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.url("house", role=WORKER)
    move_to(hosts[ONE], monkeypatch)
    monkeypatch.setenv("ASISTENTS_OWNER_DATABASE_URL", server.url("house", role=ROLE))
    with started("serve", "--host", ONE, "--port", "0", "--kind", "test", "--database", url) as (first, line):
        assert Browser().ask(line, "/ready") == (200, "ready\n")
        end(first, signal.SIGTERM)
    monkeypatch.delenv("ASISTENTS_OWNER_DATABASE_URL")
    shutil.copy2(hosts[ONE] / "asistents.key", hosts[OTHER])
    settings = read_settings(database=url)
    with ExitStack() as running:
        pages, one = running.enter_context(started("web", "--host", ONE, "--port", "0", "--database", url))
        worker, _ = running.enter_context(started("worker", "--database", url))
        move_to(hosts[OTHER], monkeypatch)
        more, other = running.enter_context(started("web", "--host", OTHER, "--port", "0", "--database", url))
        helper, _ = running.enter_context(started("worker", "--database", url))
        runtime = open_runtime(settings)
        peopled(runtime)
        runtime.database.close()
        signed_in_at_one_is_signed_in_at_the_other(one, other)
        wait_until_work_is_done(settings)
        done_by_workers(url, {f"{socket.gethostname()}:{process.pid}" for process in (worker, helper)})
        without_the_server(server, [one, other])
        for process in (pages, worker, more, helper):
            end(process, signal.SIGTERM)
    left = {str(path.relative_to(host)) for host in hosts.values() for path in host.rglob("*")}
    assert left == {"asistents.key", "asistents.heads"}  # the audit's heads: each host keeps them for itself


def signed_in_at_one_is_signed_in_at_the_other(one: str, other: str) -> None:
    """The form comes from one host and is sent to the other; each ends what the other began."""
    browser = Browser()
    _, page = browser.ask(one, "/sign-in")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "user_name": "ilze", "password": PASSWORD}
    assert browser.ask(other, "/sign-in", form)[0] == 303
    for host in (one, other):
        status, page = browser.ask(host, "/tasks")
        assert status == 200
        assert "Ilze Ozola" in page
    assert Browser().ask(one, "/tasks")[0] == 302
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    assert browser.ask(one, "/sign-out", {"csrf_token": token[1]})[0] == 303
    assert browser.ask(other, "/tasks")[0] == 302


def done_by_workers(url: str, names: set[str]) -> None:
    """The jobs say which process of which host did them."""
    runtime, patience, done = open_runtime(read_settings(database=url)), threading.Event(), set()
    for _ in range(LONGEST * 5):
        with runtime.reading(EVERY) as session:
            done = {job.worker for job in rows.every(session, Job, state=JobState.DONE)}
        if done:
            break
        patience.wait(0.2)
    runtime.database.close()
    assert done
    assert done <= names


def without_the_server(server: FarServer, lines: list[str]) -> None:
    """Both live on without it, say so, and are ready again as soon as it is back; nobody starts them anew."""
    watcher = Browser()
    server.go_away()
    for line in lines:
        assert watcher.ask(line, "/health") == (200, "ok\n")
        assert watcher.ask(line, "/ready") == (503, AWAY)
        assert watcher.ask(line, "/metrics", headers=TOKEN) == (503, AWAY)
    server.come_back()
    for line in lines:
        assert watcher.ask(line, "/ready") == (200, "ready\n")
        status, numbers = watcher.ask(line, "/metrics", headers=TOKEN)
        assert status == 200
        assert "asistents_open_tasks 0.0" in numbers


def cycles_begun(runtime: Runtime) -> int:
    with runtime.reading(EVERY) as session:
        return rows.count(session, CycleRun)


def wait_until_work_is_done(settings: Settings) -> None:
    """The workers' ticks begin the periods of a municipality that has just joined."""
    runtime, patience = open_runtime(settings), threading.Event()
    for _ in range(LONGEST * 5):
        if cycles_begun(runtime):
            break
        patience.wait(0.2)
    assert cycles_begun(runtime) > 0
    runtime.database.close()


@pytest.fixture
def url(postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database on the server, and a key file that every process shares."""
    monkeypatch.setenv("ASISTENTS_KEY_FILE", str(tmp_path / "shared.key"))
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


def test_a_backup_of_postgresql_names_its_own_tools_and_writes_nothing(url: str, tmp_path: Path) -> None:
    with started("serve", "--port", "0", "--kind", "test", "--database", url) as (first, line):
        assert fetch(line, "/ready") == (200, "ready\n")
        done = CliRunner().invoke(asistents, ["backup", str(tmp_path / "b.db"), "--database", url])
        end(first, signal.SIGTERM)
    assert done.exit_code == 1, done.output
    told = done.output + done.stderr
    assert "pg_dump" in told
    assert "pg_basebackup" in told
    assert not (tmp_path / "b.db").exists()
