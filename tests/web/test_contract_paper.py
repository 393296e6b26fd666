"""The printed contract: lines for who has yet to sign, how and when for who did, each contract its own."""

from __future__ import annotations

from datetime import date

from tests.processes.roads import assessed, decided, in_force
from tests.web.test_letter_papers import fetched, words
from tests.web.town import Town

BY_HAND, BY_CARD = "Ar roku uz papīra", "Ar drošu elektronisko parakstu"


def printed(town: Town, *, to: str = "anna", number: int = 0) -> str:
    return words(fetched(town, to, f"/letters/{town.letters('contract', to=to)[number].id}.pdf"))


def choose_assistant(town: Town, who: str, first_day: date) -> None:
    town.complete(
        "choose_assistant",
        assistant_id=town.person_id(who),
        contract_form="contract_for_work",
        first_day=first_day,
    )


def test_lines_are_filled_as_the_parties_sign(town: Town) -> None:
    assessed(town)
    decided(town)
    choose_assistant(town, "janis", town.today)
    assert BY_CARD not in printed(town)
    assert printed(town).count("Paraksts Datums") == 3
    town.complete(
        "sign_contract_recipient", signing_method_recipient="secure_e_signature", plain_signature_agreed=True
    )
    for reader in ("anna", "janis"):
        assert f"Anna Bērziņa {BY_CARD}" in printed(town, to=reader)
        assert "2026. gada 2. februāris" in printed(town, to=reader).partition("8. Paraksti")[2]
        assert BY_HAND not in printed(town, to=reader)


def test_a_contract_in_force_shows_all_three_and_another_one_begins_with_empty_lines(town: Town) -> None:
    in_force(town)

    def signed(number: int) -> tuple[int, int]:
        signatures = printed(town, number=number).partition("8. Paraksti")[2]
        return signatures.count(BY_CARD), signatures.count(BY_HAND)

    assert signed(0) == (2, 1)
    town.on(date(2026, 2, 20))
    town.receives("assistant_change_requested", change_from=date(2026, 3, 9), change_reason="Pārceļas.")
    choose_assistant(town, "liga", first_day=date(2026, 3, 9))
    assert (signed(0), signed(1)) == ((2, 1), (0, 0))
    town.complete("sign_contract_office", signing_method_office="by_hand")
    assert (signed(0), signed(1)) == ((2, 1), (0, 1))
    assert f"sociālā dienesta vadība {BY_HAND} 2026. gada 20. februāris" in printed(town, number=1).replace(
        "Paraksts 2026", "2026"
    )
