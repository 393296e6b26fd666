"""The small house, and a mail server on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from engine.settings import MailServer
from tests.documents.test_mail import Postbox, free_port
from tests.front_door.conftest import calm, house, quick_hashing, template

__all__ = ["calm", "house", "quick_hashing", "template"]


@pytest.fixture
def postbox() -> Postbox:
    """What the mail server answers, and what it has taken over."""
    return Postbox()


@pytest.fixture
def mail_server(postbox: Postbox) -> Iterator[MailServer]:
    """A mail server that can be reached."""
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield MailServer("127.0.0.1", controller.port, "sd@ogre.example")
    controller.stop()
