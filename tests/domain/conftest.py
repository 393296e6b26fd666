"""The shipped rule packs, as a demonstration installation uses them."""

from __future__ import annotations

import pytest

from engine.domain.rules import RuleBook, Rules
from engine.domain.working_days import Holidays
from engine.rule_packs import read_folder
from engine.settings import ROOT


@pytest.fixture(scope="session")
def book() -> RuleBook:
    return read_folder(ROOT / "processes" / "rule_packs", accept_demo=True)


@pytest.fixture(scope="session")
def holidays(book: RuleBook) -> Holidays:
    return book.holidays


@pytest.fixture(scope="session")
def r316(book: RuleBook) -> Rules:
    return book.of("r316")


@pytest.fixture(scope="session")
def proposed(book: RuleBook) -> Rules:
    return book.of("proposed_2019")


@pytest.fixture(scope="session")
def r942(book: RuleBook) -> Rules:
    return book.of("r942")
