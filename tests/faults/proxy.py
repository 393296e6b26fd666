"""A bad network between the house and PostgreSQL: listens on 127.0.0.1 and forwards to the server's socket.

Modes: "pass"; "delay" (each piece waits); "half_open" (what is sent vanishes, nothing is closed); "reset"
(the next COMMIT is passed on, and the connection is reset before its answer comes back). `cut` ends what is
connected now.
"""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress

DELAY_SECONDS = 0.02
_ABORT = struct.pack("ii", 1, 0)  # SO_LINGER: close by a reset


class Proxy:
    """Started by its making, until `close`."""

    def __init__(self, socket_file: str) -> None:
        self._server = socket_file
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.mode = "pass"
        self.resets = 0
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> int:
        """End every connection; how many there were."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _abort(*pair)
        return len(pairs)

    def close(self) -> None:
        """No more network."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                with self._lock:
                    self._pairs.append((client, server))
                for source, target in ((client, server), (server, client)):
                    threading.Thread(
                        target=self._pump, args=(source, target, source is client), daemon=True
                    ).start()

    def _pump(self, source: socket.socket, target: socket.socket, to_server: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                if not self._passes(piece, source, target, to_server):
                    break
        _abort(source, target)

    def _passes(self, piece: bytes, source: socket.socket, target: socket.socket, to_server: bool) -> bool:
        mode = self.mode
        if mode == "half_open":
            return True
        if mode == "delay":
            threading.Event().wait(DELAY_SECONDS)
        if mode == "reset" and to_server and b"COMMIT" in piece:
            self.mode = "pass"
            self.resets += 1
            source.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
            source.close()
            target.sendall(piece)
            return False
        target.sendall(piece)
        return True


def _abort(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
