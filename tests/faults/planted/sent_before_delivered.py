"""A letter counts as sent before the server has taken it."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

from engine.documents.mail import DeliveryFailed, deliver
from engine.jobs import mail_delivery
from engine.settings import MailServer
from tests.faults.planting import put

TURNS_RED = "tests/faults/test_outbox_faults.py::test_every_letter_takes_effect_once[table-sqlite]"


def plant() -> None:
    """Put it in."""

    def _deliver(message: EmailMessage, server: MailServer) -> None:
        with suppress(DeliveryFailed):
            deliver(message, server)

    put(mail_delivery, "deliver", _deliver)
