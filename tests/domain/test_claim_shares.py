"""What of a claim's administration falls on one line, told so that it can be reckoned again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.claim import ClaimLine, claim_totals
from engine.domain.claim_shares import line_steps
from engine.domain.rules import RuleBook
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import say
from tests.web.reckoning import reckoned

OLD, NEW = ServiceMonth(2019, 2), ServiceMonth(2026, 10)
TELLS = {
    ("r942", "en"): [
        "Administration on pay and transport: (€33.41 + €2.63) × 8% = €2.8832.",
        (
            "Administration is rounded once, for all lines of the claim together: €5.77. "
            "On this line fall €2.89."
        ),
    ],
    ("r942", "lv"): [
        "Administrēšanas izdevumi no atlīdzības un transporta: (33,41 € + 2,63 €) × 8 % = 2,8832 €.",
        (
            "Administrēšanas izdevumus noapaļo vienreiz, visām pieprasījuma rindām kopā: 5,77 €. "
            "Šīs rindas daļa ir 2,89 €."
        ),
    ],
    ("r316", "en"): [
        "Administration: 10 h 1 min = 601 minutes; 601 × €0.2600 ÷ 60 = €2.6043.",
        (
            "Administration is rounded once, for all lines of the claim together: €5.21. "
            "On this line fall €2.61."
        ),
    ],
    ("r316", "lv"): [
        "Administrēšanas izdevumi: 10 st. 1 min = 601 minūtes; 601 × 0,2600 € ÷ 60 = 2,6043 €.",
        (
            "Administrēšanas izdevumus noapaļo vienreiz, visām pieprasījuma rindām kopā: 5,21 €. "
            "Šīs rindas daļa ir 2,61 €."
        ),
    ],
}


def two_lines(regime: str) -> list[ClaimLine]:
    month, pay, transport = (OLD, 3341, 263) if regime == "r942" else (NEW, 5429, 0)
    return [ClaimLine(f"month-{n}", n, month, regime, 601, pay, transport) for n in (1, 2)]


def told(lines: Sequence[ClaimLine], admin_cents: int, book: RuleBook, language: str) -> list[str]:
    """Of the first line."""
    steps = line_steps(lines, 0, admin_cents, book)
    return [say(step.message, language).replace("\u00a0", " ") for step in steps]


@pytest.mark.parametrize(("regime", "language"), TELLS)
def test_the_first_of_two_equal_lines_has_the_odd_cent(regime: str, language: str, book: RuleBook) -> None:
    lines = two_lines(regime)
    admin_cents = claim_totals(lines, book).admin_cents
    said = told(lines, admin_cents, book, language)
    assert said == TELLS[regime, language]
    assert reckoned(said[0], language)
    number = line_steps(lines, 0, admin_cents, book)[0].number
    assert number is not None
    assert number.source
    assert [step.result for step in line_steps(lines, 1, admin_cents, book)[-1:]] == [admin_cents // 2]


def test_pay_alone_is_told_without_transport(book: RuleBook) -> None:
    line = ClaimLine("month-1", 1, OLD, "r942", 601, 3341)
    assert told([line], 267, book, "en")[0] == "Administration: pay €33.41 × 8% = €2.6728."


def test_a_number_that_was_changed_since_is_told_as_such(book: RuleBook) -> None:
    (said,) = told(two_lines("r942"), 700, book, "en")
    assert said.startswith("The numbers of administration were changed after the claim was made.")
    assert said.endswith("€7.00, is shared in proportion to pay and transport; on this line fall €3.50.")


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 100_000)), min_size=1, max_size=8))
def test_what_the_lines_tell_adds_up_to_the_claims_administration(
    book: RuleBook, amounts: list[tuple[int, int]]
) -> None:
    lines = [
        ClaimLine(f"month-{n}", n, NEW, "r316", minutes, pay) for n, (minutes, pay) in enumerate(amounts)
    ]
    admin_cents = claim_totals(lines, book).admin_cents
    ends = [line_steps(lines, place, admin_cents, book)[-1].result for place in range(len(lines))]
    assert sum(one for one in ends if isinstance(one, int)) == admin_cents
