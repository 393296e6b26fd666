"""How somebody wants pages to look, kept with their account: it holds in every browser they sign in with."""

from __future__ import annotations

from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY, Runtime


def keep(runtime: Runtime, user_id: int, reading: str) -> None:
    """Keep text size, contrast, spacing and keys as the page of settings words them."""
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, user_id)
        account.settings = {**account.settings, "reading": reading}
