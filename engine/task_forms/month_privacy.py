"""The law's silence about whereabouts, kept by a check: a month's forms never ask where, why or what.

Pay is by time given, and the seed says that reporting in detail "aizskar personas privātumu". So the forms of
`monthly_confirmation` and `month_correction` may hold only listed keys of kinds that cannot carry a person's
own words – also not for a caseworker's note about the month. Where an order binds hours to purposes (MK 942)
a correction has hours for each purpose; such a field stands only where the month itself asked for purposes.
"""

from __future__ import annotations

import re

from engine.domain.weekly_purposes import WeeklyPurpose
from engine.messages_catalogue import msg
from engine.task_forms.fields import (
    Checkbox,
    Component,
    Field,
    Form,
    MonthEntries,
    NumberField,
    Radio,
    Select,
    Wording,
)
from engine.task_forms.part import Notebook

PROCESSES = frozenset({"monthly_confirmation", "month_correction"})
ALLOWED_KINDS = (MonthEntries, Radio, Select, Checkbox, NumberField)
ALLOWED_KEYS = frozenset(
    {
        "change_note",
        "correction_reason",
        "correction_step",
        "correction_verdict",
        "entries",
        "entries_shown",
        "fallback_channel",
        "fallback_reason",
        "findings_note",
        "findings_verdict",
        "granted_minutes",
        "missing_rate_note",
        "nothing_given",
        "pay_difference_cents",
        "period",
        "recipient_signer_kind",
        "settle_verdict",
        "signed",
        "verdict",
    }
)
BY_PURPOSE = frozenset(
    f"{beginning}_{purpose}" for beginning in ("entries", "shown") for purpose in WeeklyPurpose
)
ONLY_WHERE_ASKED = "purposes_asked == None or"  # in the condition that hides hours of a purpose
KEPT = "=entries_kept"  # what this very month holds already: no guess from the grant or from last month
WHEREABOUTS = re.compile(
    r"\b(viet[auāē]\w*|adres\w+|mērķ\w+|nolūk\w+|galamērķ\w+|kurp|maršrut\w*|"
    r"place|address|purpose|destination|route|whereabouts)\b",
    re.IGNORECASE,
)


def check_month_privacy(form: Form, notebook: Notebook) -> None:
    """Leave a finding for every field of a month's form that could say where somebody was or why."""
    if form.process not in PROCESSES:
        return
    for part in form.walk():
        if isinstance(part, Field):
            _check_field(part, form.process, notebook)


def _check_field(field: Field, process: str, notebook: Notebook) -> None:
    if not isinstance(field, ALLOWED_KINDS):
        notebook.error(
            field.key,
            "month_privacy",
            msg(
                "A month's form may not ask for anything in people's own words: where somebody was, "
                "and why, is not stored. Offer fixed answers (radio) instead of “{kind}”.",
                kind=field.kind,
            ),
        )
    if field.key not in ALLOWED_KEYS and not _is_of_asked_purpose(field, process):
        notebook.error(
            field.key,
            "month_privacy",
            msg(
                "A month's form may not hold “{key}”: only {allowed}.",
                key=field.key,
                allowed=", ".join(sorted(ALLOWED_KEYS)),
            ),
        )
    kept = ("", KEPT, f"{KEPT}_{field.key.partition('_')[2]}")
    if isinstance(field, MonthEntries) and field.prefill not in kept and not field.disabled:
        notebook.error(
            field.key,
            "month_privacy",
            msg("Hours are never filled in beforehand: pay is for time that was really given."),
        )
    for words in _words(field):
        found = WHEREABOUTS.search(f"{words.lv} {words.en}")
        if found:
            notebook.error(
                field.key,
                "month_privacy",
                msg("A month's form may not ask about a place or a purpose (“{word}”).", word=found.group()),
            )


def _is_of_asked_purpose(field: Field, process: str) -> bool:
    is_hours = isinstance(field, MonthEntries) and field.key in BY_PURPOSE
    return is_hours and process == "month_correction" and ONLY_WHERE_ASKED in field.hide


def _words(field: Component) -> list[Wording]:
    options = [option.label for option in field.options] if isinstance(field, Radio | Select) else []
    return [field.label, field.description, *options]
