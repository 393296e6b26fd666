"""Every letter of the processes can be filled, in both languages, with the values it is promised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.documents.letter_checks import check_template
from engine.documents.letter_templates import FilledLetter, fill, read_template
from engine.domain.weekly_purposes import WeeklyPurpose
from web.drawing import case_words

ROOT = Path(__file__).parents[2]
LETTERS = {
    f"{path.parent.parent.name}/{path.name.split('.')[0]}": path.parent
    for path in sorted(ROOT.glob("processes/*/letters/*.md"))
}
LANGUAGES = ("lv", "en")
DAY = date(2026, 10, 5)
LAST = date(2029, 10, 4)

EVERYBODY: dict[str, Any] = {
    "municipality": {
        "name": "Paraugu novads",
        "address": "Tirgus iela 1",
        "phone": "60000000",
        "email": "sd@piemers.lv",
    },
    "office_name": "Sociālais dienests",
    "letter_day": DAY,
    "case_number": "2026-000123",
    "recipient": {"name": "Anna Bērziņa", "address": "Skolas iela 1"},
    "addressee": {"name": "Anna Bērziņa", "address": "Skolas iela 1"},
}
SIGNER = {"signer": {"name": "Ilze Kalniņa", "position": "vadītāja"}}
ASSISTANT = {"assistant": {"name": "Jānis Ozols", "address": "Meža iela 2"}}
BY_MONTH: dict[str, Any] = {
    "hours_per_week": None,
    "unpaid_hours_per_week": None,
    **{f"hours_{purpose}": None for purpose in WeeklyPurpose},
}
BY_WEEK = BY_MONTH | {"hours_per_week": 20, "unpaid_hours_per_week": 10, "hours_work": 12, "hours_leisure": 8}
DECISION = (SIGNER | BY_MONTH) | {
    "decision_number": "L-2026-17",
    "service_kind": "assistant",
    "application_day": DAY,
    "disability_group": "I",
    "score": 20,
    "support_level": "large",
    "regime": "proposed_2019",
    "decision_hours": 80,
    "valid_from": DAY,
    "valid_to": LAST,
    "decision_reasons": "Pirmais iemesls.\n\nOtrais iemesls.",
    "points_summed": "2 + 18 = 20",
    "level_least": 12,
    "level_most": 23,
    "hours_explained": "80 × koeficients 1 = 80 stundas mēnesī.",
    "contest_authority": "Paraugu novada dome",
    "contest_by": date(2026, 11, 9),
}
NO_POINTS = {"score": None, "points_summed": None, "level_least": None, "level_most": None}
INDIVIDUAL = (DECISION | BY_WEEK | NO_POINTS) | {
    "hours_explained": None,
    "support_level": "individual",
    "regime": "r942",
}
CHILD = DECISION | NO_POINTS | {"disability_group": "child", "support_level": "child", "regime": "r316"}
COMPANION = CHILD | {"service_kind": "companion"}
REFUSED = DECISION | {
    "decision_hours": None,
    "valid_from": None,
    "valid_to": None,
    "score": 5,
    "points_summed": "2 + 3 = 5",
    "level_least": 0,
    "level_most": 11,
    "hours_explained": None,
    "support_level": "none",
}
CONTESTED = (SIGNER | BY_MONTH) | {
    "decision_number": "L-2026-17",
    "contest_outcome": "upheld",
    "contest_decision_outcome": None,
    "contest_hours": None,
    "contest_valid_from": None,
    "contest_valid_to": None,
    "contested_on": DAY,
    "contest_decided_on": DAY,
    "contest_note": "Lēmums ir pamatots.",
    "contest_authority": "Paraugu novada dome",
}
NUMBERS = {"contest_hours": 100, "contest_valid_from": DAY, "contest_valid_to": LAST}
CONTRACT = (
    SIGNER
    | ASSISTANT
    | BY_MONTH
    | {
        "contract_number": "A-2026-9",
        "service_kind": "assistant",
        "contract_form": "contract_for_work",
        "first_day": DAY,
        "valid_to": LAST,
        "decision_number": "L-2026-17",
        "decision_hours": 80,
        "representative_name": "",
        "representative_address": "",
        "provider_name": "",
    }
)
TERM = {"term_starts_on": DAY, "term_ends_on": date(2026, 11, 5)}
MONTH = ASSISTANT | {"period": "2026-10", "confirm_by": date(2026, 11, 6)}
STATEMENT = {key: MONTH[key] for key in ("assistant", "period")} | {
    "regime": "proposed_2019",
    "contract_number": "A-2026-9",
    "contract_form": "contract_for_work",
    "total_minutes": 661,
    "payable_minutes": 601,
    "not_paid_explained": "Viena stunda ir virs piešķirtā.",
    "pay_explained": "601 × 5,4200 € ÷ 60 = 54,29 €.",
    "gross_cents": 4393,
    "top_up_cents": None,
    "transport_explained": None,
    "transport_cents": None,
}
CASE = "assistant_service/"
MONTHLY = "monthly_confirmation/"
REPORT = "monthly_report_r942/"
REASONS_TO_END = [
    "withdrawal",
    "moved",
    "decision_expired",
    "recipient_died",
    "turned_18",
    "not_used",
    "annulled",
    "refusal_ground_found",
    "opinion_expired",
]
CORRECTION_REASONS = [
    "hours_missing",
    "not_given_as_entered",
    "slip_of_entry",
    "limit_applies",
    "rate_corrected",
    "other_grounds",
]
KINDS = ["assistant", "companion"]
NOTES = ["both_sides_asked", "slip_of_entry", "limit_applies", "not_given_as_entered", "other_grounds"]

# Letter → its values on every path it may be sent on; the first names all that it is promised.
PATHS: dict[str, list[dict[str, Any]]] = {
    CASE + "application_received": [{"application_day": DAY}],
    CASE + "request_documents": [
        {"missing_documents": ["commission_opinion", "doctor_referral"], "documents_due": DAY},
        {"missing_documents": ["school_statement"], "documents_due": DAY},
    ],
    CASE + "decision_granted": [
        DECISION,
        CHILD,
        COMPANION,
        INDIVIDUAL,
        DECISION | {"support_level": "very_large"},
    ],
    CASE + "decision_partly": [DECISION, CHILD, COMPANION, INDIVIDUAL],
    CASE + "decision_refused": [
        REFUSED,
        REFUSED | NO_POINTS | {"support_level": None},
        REFUSED | NO_POINTS | {"support_level": None, "service_kind": "companion"},
    ],
    CASE + "contestation_decided": [
        CONTESTED,
        CONTESTED | NUMBERS | {"contest_outcome": "changed", "contest_decision_outcome": "partly"},
        CONTESTED | BY_WEEK | NUMBERS | {"contest_outcome": "changed", "contest_decision_outcome": "partly"},
        CONTESTED | {"contest_outcome": "changed", "contest_decision_outcome": "refused"},
        CONTESTED | {"contest_outcome": "annulled"},
    ],
    CASE + "contract": [
        CONTRACT,
        CONTRACT | BY_WEEK,
        CONTRACT | {"service_kind": "companion", "representative_name": "Marta Priede"},
        CONTRACT | {"contract_form": "self_employed", "representative_name": "Pēteris Bērziņš"},
        CONTRACT | {"contract_form": "provider", "provider_name": "SIA Palīgs"},
    ],
    CASE + "contract_reminder": [ASSISTANT | {"contract_number": "A-2026-9", "first_day": DAY}],
    CASE + "decision_term_warning": [TERM],
    CASE + "decision_term_passed": [TERM],
    CASE + "renewal_reminder": [
        {"decision_number": "L-2026-17", "valid_to": LAST, "service_kind": kind} for kind in KINDS
    ],
    CASE + "adult_assessment": [{}],
    CASE + "end_of_service": [
        {"end_reason": reason, "ended_on": DAY, "service_kind": kind}
        for kind in KINDS
        for reason in REASONS_TO_END
    ],
    MONTHLY + "month_reminder": [MONTH | {"is_assistant": True}, MONTH | {"is_assistant": False}],
    MONTHLY + "month_late": [
        {key: MONTH[key] for key in MONTH} | {"assistant_signed": signed} for signed in (True, False)
    ],
    MONTHLY + "month_changed": [
        ASSISTANT | {"period": "2026-10", "who_changed": who, "is_assistant": is_assistant}
        for who in ("assistant", "recipient", "returned", "taken_back")
        for is_assistant in (True, False)
    ],
    MONTHLY + "month_rejected": [ASSISTANT | {"period": "2026-10", "findings_note": note} for note in NOTES],
    "month_correction/month_corrected": [
        ASSISTANT | {"period": "2026-10", "correction_reason": reason, "answer_by": DAY}
        for reason in CORRECTION_REASONS
    ],
    MONTHLY + "month_statement": [
        STATEMENT,
        STATEMENT
        | {
            "contract_form": "self_employed",
            "not_paid_explained": None,
            "regime": "r316",
            "top_up_cents": 301,
        },
        STATEMENT | {"contract_form": "provider", "pay_explained": None, "gross_cents": 0},
    ],
}
PATHS |= {name.replace(MONTHLY, REPORT): paths for name, paths in PATHS.items() if name.startswith(MONTHLY)}
PATHS[REPORT + "month_statement"] = [
    *PATHS[REPORT + "month_statement"],
    STATEMENT | {"regime": "r942", "transport_explained": "Biļete par 1,50 €.", "transport_cents": 150},
]
PATHS[REPORT + "evidence_demanded"] = [
    MONTH | {"purpose": str(purpose), "evidence_due": date(2026, 11, 12)} for purpose in WeeklyPurpose
]
PATHS |= {
    f"{process}/task_reminder": [
        {
            "task_title_lv": "Zvanīt asistentam",
            "task_title_en": "Telephone the assistant",
            "task_subject": "Anna Bērziņa",
            "task_due": DAY,
        },
        {
            "task_title_lv": "Zvanīt asistentam",
            "task_title_en": "Telephone the assistant",
            "task_subject": "",
            "task_due": None,
        },
    ]
    for process in {name.partition("/")[0] for name in PATHS} | {"template_monthly_step"}
}
SENT = [
    (name, number, language)
    for name, paths in PATHS.items()
    for number in range(len(paths))
    for language in LANGUAGES
]


def data_of(name: str, language: str) -> tuple[bytes, str]:
    path = LETTERS[name] / f"{name.split('/')[1]}.{language}.md"
    return path.read_bytes(), path.relative_to(ROOT).as_posix()


def filled(name: str, values: Mapping[str, object], language: str) -> FilledLetter:
    return fill(read_template(*data_of(name, language)), {**EVERYBODY, **values}, language)


def names_in(values: Mapping[str, Any]) -> set[str]:
    """The names of the values, those inside tables by path."""
    inner = {f"{name}.{key}" for name, value in values.items() if isinstance(value, dict) for key in value}
    return inner | {name for name, value in values.items() if not isinstance(value, dict)}


def test_every_letter_is_known_and_written_in_both_languages() -> None:
    assert set(PATHS) == set(LETTERS)
    files = {path.name for path in ROOT.glob("processes/*/letters/*.md")}
    assert files == {f"{name.split('/')[1]}.{language}.md" for name in PATHS for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PATHS)
def test_a_letter_names_only_what_it_is_promised(name: str, language: str) -> None:
    promised = names_in({**EVERYBODY, **PATHS[name][0]})
    findings = check_template(*data_of(name, language), promised)
    assert [f"{found.element}: {found.message}" for found in findings] == []


@pytest.mark.parametrize(("name", "number", "language"), SENT)
def test_a_letter_can_be_filled_on_every_path(name: str, number: int, language: str) -> None:
    letter = filled(name, PATHS[name][number], language)
    assert "2026-000123" in letter.subject
    assert "{" not in letter.markdown
    assert "\n\n\n\n" not in letter.markdown
    assert len(letter.markdown) > 150


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "values"), [("granted", DECISION), ("partly", DECISION), ("refused", REFUSED)]
)
def test_a_decision_holds_what_an_administrative_act_must_hold(
    kind: str, values: dict[str, Any], language: str
) -> None:
    """Institution, addressee, facts, reasons, applied norms, ruling, where and until when to contest."""
    letter = filled(f"{CASE}decision_{kind}", values, language).markdown.replace("\\", "")
    ruling = {
        ("granted", "lv"): "pakalpojums ir piešķirts",
        ("granted", "en"): "is granted",
        ("partly", "lv"): "piešķirts daļēji",
        ("partly", "en"): "granted in part",
        ("refused", "lv"): "ir atteikts",
        ("refused", "en"): "is refused",
    }[kind, language]
    norms = {"lv": "Administratīvā procesa likuma", "en": "Administrative Procedure Law"}[language]
    last_day = {"lv": "2026. gada 9. novembris", "en": "November 9, 2026"}[language]
    for part in (
        "Paraugu novads",
        "Sociālais dienests",
        "Anna Bērziņa",
        "Pirmais iemesls",
        ruling,
        norms,
        "Paraugu novada dome",
    ):
        assert part in letter, part
    assert last_day in letter
    assert ("80" in letter) is (kind != "refused")


def test_a_demonstration_regime_is_not_sold_as_law() -> None:
    assert "nav spēkā esošs normatīvais akts" in filled(CASE + "decision_granted", DECISION, "lv").markdown
    law = filled(CASE + "decision_granted", DECISION | {"regime": "r316"}, "lv").markdown
    assert "Nr. 316" in law
    assert "nav spēkā esošs" not in law


def test_only_the_missing_documents_are_asked_for() -> None:
    letter = filled(CASE + "request_documents", PATHS[CASE + "request_documents"][1], "lv").markdown
    assert "izziņa no skolas" in letter
    assert "VDEĀVK" not in letter


def test_the_contract_carries_the_agreement_to_a_plain_signature() -> None:
    letter = filled(CASE + "contract", CONTRACT, "lv").markdown
    assert "vienkāršu elektronisko parakstu" in letter
    assert "visas trīs puses" in letter
    assert "uzņēmuma līgums" in letter


def test_every_letter_has_a_name_in_everyday_words() -> None:
    assert {name.partition("/")[2] for name in LETTERS} - set(case_words.LETTERS) == set()
