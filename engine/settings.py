"""What an installation may set, read once from the environment or the command line and then passed along."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.sign_in_providers import Provider, read_providers

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = ROOT / "var" / "asistents.db"
QUEUES = ("table", "procrastinate")
LOG_STYLES = ("json", "plain")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")
DEMO_DATABASE = ROOT / "var" / "demo" / "asistents.db"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters go out by e-mail; no host means that they wait in the outbox."""

    host: str = ""
    port: int = 25
    sender: str = "asistents@localhost"


@dataclass(frozen=True, slots=True)
class SealKey:
    """The key of the electronic seal on printed letters: a PKCS#12 file, and the file with its password."""

    file: Path
    password_file: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation decides outside the database."""

    database_url: str
    key_file: Path
    list_of_erasures: Path | None = None  # what was erased, kept outside the database; None: beside the keys
    owner_database_url: str = ""  # the same, by the role that owns the tables; "" = the one role does both
    mail: MailServer = field(default_factory=MailServer)
    secure_cookies: bool = False
    metrics_token: str = ""  # "" = no metrics; else what a watcher must show as bearer token
    queue: str = ""  # one of QUEUES; "" = procrastinate on PostgreSQL, our own table on SQLite
    keep_done_days: int = 30  # how long jobs that are done are kept; 0 = for ever
    log_style: str = "json"  # how a process tells its events on stderr: one of LOG_STYLES
    public_address: str = ""  # where people reach the pages, "https://…"; stands on letters; "" = not said
    trusted_hosts: tuple[str, ...] = ()  # names that a request may call this house by; () = any
    trusted_proxy: str = ""  # address of the proxy whose X-Forwarded-For is believed; "" = none
    requests_a_minute: int = 0  # of one visitor to one process; 0 = as many as they like
    second_factor: tuple[str, ...] = ()  # who of the office needs one: ("must",) or roles; () = who wants it
    providers: tuple[Provider, ...] = ()  # who else may vouch for people (OpenID Connect)
    audit_heads: Path | None = None  # file that takes the audit's heads each day; None: beside the key file
    trusted_certificates: Path | None = None  # folder of issuers whose signatures are believed
    events_to_loopback: bool = False  # other systems may be told on this machine itself, by http
    seal: SealKey | None = None  # None: what is printed bears no seal
    processes_folder: Path = ROOT / "processes"
    forms_folder: Path = ROOT / "forms"

    @property
    def erasure_list(self) -> Path:
        """The file that a restored backup must obey."""
        return self.list_of_erasures or self.key_file.with_suffix(".erased")


def read_settings(environment: Mapping[str, str] | None = None, *, database: str | None = None) -> Settings:
    """Settings from `ASISTENTS_*` variables; `database` (a path or a URL) goes before the variable.

    The key file defaults to a file beside the SQLite database, made with mode 0600 together with it. Raises
    Unusable for a variable that cannot mean anything.
    """
    environment = os.environ if environment is None else environment
    url = database_url(database or environment.get("ASISTENTS_DATABASE_URL") or default_database())
    key_file = environment.get("ASISTENTS_KEY_FILE")
    return Settings(
        database_url=url,
        key_file=Path(key_file) if key_file else _key_file_beside(url),
        list_of_erasures=_file(environment, "ASISTENTS_ERASURE_LIST"),
        owner_database_url=_owner(environment, url),
        mail=MailServer(
            host=environment.get("ASISTENTS_SMTP_HOST", ""),
            port=_port(environment, "ASISTENTS_SMTP_PORT"),
            sender=environment.get("ASISTENTS_MAIL_FROM", "asistents@localhost"),
        ),
        secure_cookies=_switch(environment, "ASISTENTS_SECURE_COOKIES"),
        metrics_token=environment.get("ASISTENTS_METRICS_TOKEN", ""),
        queue=_queue(environment, url),
        keep_done_days=_days(environment, "ASISTENTS_KEEP_DONE_DAYS", 30),
        log_style=_log_style(environment),
        public_address=_address(environment, "ASISTENTS_PUBLIC_ADDRESS"),
        trusted_hosts=_words(environment, "ASISTENTS_TRUSTED_HOSTS"),
        trusted_proxy=environment.get("ASISTENTS_TRUSTED_PROXY", "").strip(),
        requests_a_minute=_most(environment, "ASISTENTS_REQUESTS_A_MINUTE", 600),
        second_factor=_words(environment, "ASISTENTS_SECOND_FACTOR"),
        providers=read_providers(environment.get("ASISTENTS_SIGN_IN_PROVIDERS", "")),
        audit_heads=_file(environment, "ASISTENTS_AUDIT_HEADS"),
        trusted_certificates=_folder(environment, "ASISTENTS_TRUSTED_CERTIFICATES"),
        events_to_loopback=_switch(environment, "ASISTENTS_EVENTS_TO_LOOPBACK"),
        seal=_seal(environment, url),
    )


def database_url(path_or_url: str | Path) -> str:
    """A SQLAlchemy URL for what a person typed: a path means SQLite."""
    text = str(path_or_url)
    if "://" in text:
        return text
    return f"sqlite:///{Path(text).expanduser().resolve()}"


def _owner(environment: Mapping[str, str], url: str) -> str:
    """A file of SQLite has no owner but its own; another database of the server is a mistake."""
    owner = environment.get("ASISTENTS_OWNER_DATABASE_URL", "")
    if not owner or not url.startswith("postgresql"):
        return ""
    if not owner.startswith("postgresql") or urlsplit(owner).path != urlsplit(url).path:
        raise Unusable(msg("ASISTENTS_OWNER_DATABASE_URL must name the same database of PostgreSQL."))
    return owner


def default_database() -> Path:
    """The demo's database where one was made and no other stands, else the installation's own."""
    if DEMO_DATABASE.exists() and not DEFAULT_DATABASE.exists():
        return DEMO_DATABASE
    return DEFAULT_DATABASE


def _port(environment: Mapping[str, str], name: str) -> int:
    text = environment.get(name) or "25"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535):
        raise Unusable(msg("{name} must be a port number from 1 to 65535.", name=name))
    return int(text)


def _days(environment: Mapping[str, str], name: str, usual: int) -> int:
    text = environment.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and int(text[:6]) <= 36500):
        raise Unusable(msg("{name} must be a whole number of days, 0 to 36500.", name=name))
    return int(text)


def _most(environment: Mapping[str, str], name: str, usual: int) -> int:
    text = environment.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= 1_000_000):
        raise Unusable(msg("{name} must be a whole number, 0 to 1000000.", name=name))
    return int(text)


def _queue(environment: Mapping[str, str], url: str) -> str:
    wanted = environment.get("ASISTENTS_QUEUE", "")
    if wanted not in ("", *QUEUES):
        raise Unusable(msg("ASISTENTS_QUEUE must be one of: {names}.", names=", ".join(QUEUES)))
    if wanted == "procrastinate" and not url.startswith("postgresql"):
        raise Unusable(msg("procrastinate needs PostgreSQL; leave ASISTENTS_QUEUE empty for this database."))
    return wanted


def _log_style(environment: Mapping[str, str]) -> str:
    wanted = environment.get("ASISTENTS_LOG") or LOG_STYLES[0]
    if wanted not in LOG_STYLES:
        raise Unusable(msg("ASISTENTS_LOG must be one of: {names}.", names=", ".join(LOG_STYLES)))
    return wanted


def _file(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "")
    if text and not Path(text).parent.is_dir():
        raise Unusable(msg("{name} must be a file in a folder that is there.", name=name))
    return Path(text) if text else None


def _folder(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "")
    if text and not Path(text).is_dir():
        raise Unusable(msg("{name} must be a folder that can be read.", name=name))
    return Path(text) if text else None


def _address(environment: Mapping[str, str], name: str) -> str:
    text = environment.get(name, "").strip().rstrip("/")
    if text and not _ADDRESS.fullmatch(text):
        raise Unusable(msg("{name} must be an address like https://asistents.example.", name=name))
    return text


def _words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in environment.get(name, "").split(",") if word.strip())


def seal_beside(url: str) -> SealKey:
    """Where the seal's key stands that an installation made for itself: beside its database's key file."""
    place = _key_file_beside(url)
    return SealKey(place.with_suffix(".seal.p12"), place.with_suffix(".seal.txt"))


def _seal(environment: Mapping[str, str], url: str) -> SealKey | None:
    file = environment.get("ASISTENTS_SEAL_KEY_FILE", "")
    password = environment.get("ASISTENTS_SEAL_PASSWORD_FILE", "")
    if bool(file) != bool(password):
        raise Unusable(msg("A seal needs both: ASISTENTS_SEAL_KEY_FILE and ASISTENTS_SEAL_PASSWORD_FILE."))
    if file:
        return SealKey(Path(file), Path(password))
    own = seal_beside(url)
    return own if own.file.exists() else None


def _switch(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name, "")
    if text not in ("", "0", "1"):
        raise Unusable(msg("{name} must be 1 (yes) or 0 (no).", name=name))
    return text == "1"


def _key_file_beside(url: str) -> Path:
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///")).with_suffix(".key")
    return ROOT / "var" / "asistents.key"
