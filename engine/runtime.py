"""Wires the parts of one installation together, and owns the only transaction.

A test or a simulation builds a `Runtime` with its own clock and database; everything else asks it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from engine.bpmn.definitions import Definition, read_definitions
from engine.bpmn.elements import Element
from engine.clock import Clock, SystemClock
from engine.domain.rules import RuleBook
from engine.errors import NotFound, Unusable
from engine.expressions.calendar_words import calendar_words
from engine.messages_catalogue import msg
from engine.persistence import counters
from engine.persistence.database import Database, is_new, missing_file, open_database
from engine.persistence.keys import KeyRing, open_key_file
from engine.persistence.queries import releases
from engine.persistence.tables.installation import InstallationKind
from engine.persistence.tenancy import EVERY, Tenant
from engine.persistence.tenancy import TenantSession as Session
from engine.queue.port import JobQueue
from engine.queue.procrastinate_queue import ProcrastinateQueue
from engine.queue.table_queue import TableQueue
from engine.rule_packs import read_holidays, read_rule_pack
from engine.settings import Settings
from engine.task_forms import Form, InstrumentFile, read_form, read_instrument

QUESTIONNAIRES = "processes/questionnaires/"
RULE_BOOK = "rule_book"  # key in session.info: one session calculates with one book


@dataclass(frozen=True)
class LoadedRelease:
    """A release as it is used: parsed once, shared by all its instances."""

    release_id: int
    sha256: str
    files: Mapping[str, bytes]
    definitions: Mapping[str, Definition]
    _forms: dict[str, Form] = field(default_factory=dict)
    _instruments: dict[str, InstrumentFile] = field(default_factory=dict)

    def form(self, process_id: str, task_id: str) -> Form:
        """The form of a user task; NotFound where the release has none."""
        path = f"forms/{process_id}/{task_id}.json"
        if path not in self._forms:
            self._forms[path] = read_form(self.file(path), path)
        return self._forms[path]

    def element(self, process_id: str, element_id: str) -> Element:
        """A step as its diagram describes it."""
        return self.definitions[process_id].elements[element_id]

    def instruments(self) -> Mapping[str, InstrumentFile]:
        """The questionnaires of the release by file stem."""
        if not self._instruments:
            for path, data in self.files.items():
                if path.startswith(QUESTIONNAIRES) and path.endswith(".yaml"):
                    stem = path.removeprefix(QUESTIONNAIRES).removesuffix(".yaml")
                    self._instruments[stem] = read_instrument(data, path)
        return self._instruments

    def file(self, path: str) -> bytes:
        """A file of the release, byte for byte."""
        if path not in self.files:
            raise NotFound(msg("The release has no file {path}.", path=path))
        return self.files[path]


class Runtime:
    """One installation: its database, clock, queue, rules and releases."""

    def __init__(self, *, database: Database, clock: Clock, settings: Settings, queue: JobQueue) -> None:
        self.database = database
        self.clock = clock
        self.settings = settings
        self.queue = queue
        self._releases: dict[int, LoadedRelease] = {}
        self._rule_book: tuple[int, RuleBook] | None = None
        self._lock = threading.Lock()

    @contextmanager
    def transaction(self, tenant: Tenant) -> Iterator[Session]:
        """The only place that commits: all of the block, or nothing when it raises."""
        with self.database.transaction(tenant) as session:
            yield session

    @contextmanager
    def reading(self, tenant: Tenant) -> Iterator[Session]:
        """One consistent view of the rows of a tenant; nothing is written."""
        with self.database.reading(tenant) as session:
            yield session

    def reserve(self, tenant: Tenant, table: str, count: int = 1) -> int:
        """The first of `count` row ids that nobody else will use; gaps are harmless."""
        with self.transaction(tenant) as session:
            return counters.reserve(session, table, count)

    def release(self, session: Session, release_id: int) -> LoadedRelease:
        """A release with its parsed diagrams; read from the database once."""
        with self._lock:
            loaded = self._releases.get(release_id)
            if loaded is None:
                loaded = self._releases[release_id] = _load_release(session, release_id)
        return loaded

    def rule_book(self, session: Session) -> RuleBook:
        """Every dated number as recorded now, with the working days of the session's municipality."""
        book = session.info.get(RULE_BOOK)
        if not isinstance(book, RuleBook):
            newest = releases.newest_revision(session)
            if self._rule_book is None or self._rule_book[0] != newest:
                self._rule_book = (newest, _load_rule_book(session))
            book = session.info[RULE_BOOK] = _with_own_days(session, self._rule_book[1])
        return book

    def words(self, session: Session) -> Mapping[str, Callable[..., object]]:
        """The calendar words of diagrams as of now."""
        return calendar_words(self.clock.now(), self.rule_book(session).holidays)


def open_runtime(
    settings: Settings,
    *,
    clock: Clock | None = None,
    keys: KeyRing | None = None,
    durable: bool = True,
    create: bool = False,
) -> Runtime:
    """The installation behind these settings; raises Unusable with one sentence when it cannot work.

    With `create` a database that is not there is made, and its key file with it.
    """
    url = settings.database_url
    missing = missing_file(url)
    if missing is not None and not create:
        raise Unusable(
            msg("There is no database at {file}: start with the demo, or with serve.", file=str(missing))
        )
    ring = keys or open_key_file(settings.key_file, create=create and is_new(url))
    owner_url = settings.owner_database_url
    database = open_database(url, ring, create=create, durable=durable, owner_url=owner_url)
    return Runtime(database=database, clock=clock or SystemClock(), settings=settings, queue=_queue(settings))


def _queue(settings: Settings) -> JobQueue:
    on_postgres = settings.database_url.startswith("postgresql")
    wanted = settings.queue or ("procrastinate" if on_postgres else "table")
    return ProcrastinateQueue() if wanted == "procrastinate" else TableQueue()


def _load_release(session: Session, release_id: int) -> LoadedRelease:
    found = releases.find(session, release_id)
    if found is None:
        raise NotFound(msg("There is no such release."))
    sha256, files = found
    diagrams = {path: data for path, data in files.items() if path.endswith((".bpmn", ".dmn"))}
    return LoadedRelease(release_id, sha256, files, read_definitions(diagrams))


def _with_own_days(session: Session, book: RuleBook) -> RuleBook:
    """The book as the session's municipality counts its working days."""
    municipality_id = session.tenant.municipality_id
    own = {} if municipality_id is None else releases.own_days(session, municipality_id)
    if not own:
        return book
    working = frozenset(day for day, is_working in own.items() if is_working)
    holidays = replace(book.holidays, own_off=frozenset(own) - working, own_working=working)
    return replace(book, holidays=holidays)


def _load_rule_book(session: Session) -> RuleBook:
    texts = releases.rule_pack_texts(session)
    holidays = read_holidays(texts.pop("holidays_lv"), "holidays_lv.yaml")
    packs = {name: read_rule_pack(text, f"{name}.yaml", recorded=True) for name, text in texts.items()}
    in_production = releases.kind(session) is InstallationKind.PRODUCTION
    return RuleBook(packs, holidays, accept_demo=not in_production)


__all__ = ["EVERY", "LoadedRelease", "Runtime", "Session", "Tenant", "open_runtime"]
