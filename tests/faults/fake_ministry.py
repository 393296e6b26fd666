"""A mail server that takes letters over and then answers, says nothing, answers late, or takes them twice."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from email.policy import default

Plan = Callable[[int], str]  # number of the letter handed in → "answer", "drop", "refuse", "vanish"


class FakeMinistry:
    """Speaks SMTP on 127.0.0.1; `effects` counts what arrived by the name that every repetition carries."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.arrived: Counter[str] = Counter()
        self._handed_in = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def effects(self) -> int:
        """Different letters that took effect: a repetition under the same name is recognised."""
        return len(self.arrived)

    def close(self) -> None:
        """Gone."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                with caller, suppress(OSError):
                    self._talk(caller)

    def _talk(self, caller: socket.socket) -> None:
        lines = caller.makefile("rb")
        caller.sendall(b"220 ministry\r\n")
        while line := lines.readline():
            word = line.strip().upper().split(b" ")[0]
            if word == b"DATA":
                caller.sendall(b"354 go on\r\n")
                if not self._take(caller, b"".join(iter(lines.readline, b".\r\n"))):
                    return
                continue
            caller.sendall({b"QUIT": b"221 bye\r\n"}.get(word, b"250 ok\r\n"))

    def _take(self, caller: socket.socket, content: bytes) -> bool:
        """What becomes of a letter; False: hang up."""
        number, self._handed_in = self._handed_in, self._handed_in + 1
        what = self._plan(number)
        if what in ("answer", "drop", "twice"):
            name = str(message_from_bytes(content, policy=default)["Message-ID"])
            self.arrived[name] += 2 if what == "twice" else 1
        if what == "refuse":
            caller.sendall(b"451 try again later\r\n")
            return True
        if what in ("drop", "vanish"):
            return False
        caller.sendall(b"250 taken\r\n" if what == "answer" else b"250 taken\r\n250 taken\r\n")
        return True
