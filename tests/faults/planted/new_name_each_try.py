"""A letter that is sent again carries another name, and nobody can tell that it is the same."""

from __future__ import annotations

import secrets
from email.message import EmailMessage
from typing import Any

from engine.documents.mail import build_email
from engine.jobs import mail_delivery
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_outbox_faults.py::test_every_letter_takes_effect_once[table-sqlite]"


def plant() -> None:
    """Put it in."""

    def _build(*given: Any, key: str, **more: Any) -> EmailMessage:
        return build_email(*given, key=f"{key}-{secrets.token_hex(4)}", **more)

    put(mail_delivery, "build_email", _build)
