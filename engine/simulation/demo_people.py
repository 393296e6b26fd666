"""The residents of the demo: somebody in every state that a case and a month can be in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.simulation.profiles import Change, MonthHabit, Profile


@dataclass(frozen=True, slots=True)
class DemoResident:
    """One recipient of the demo."""

    profile: Profile
    working_days_ago: int | None = None  # when they applied; None: as soon as the demo begins
    name: tuple[str, str] | None = None
    user_name: str = ""
    assistant_user: tuple[str, str, str] | None = None  # user, given name, family name
    representative_name: tuple[str, str] | None = None
    representative_user: str = ""
    born: date | None = None
    undone_at_last: frozenset[str] = frozenset()  # tasks of the newest closed month that nobody does


def _stops(*task_ids: str, **more: object) -> Profile:
    return Profile(stops_before=frozenset(task_ids), **more)  # type: ignore[arg-type]


def _changes(*changes: Change, **more: object) -> Profile:
    return Profile(changes=changes, **more)  # type: ignore[arg-type]


SIGNS_NOT = frozenset({"confirm_month", "record_fallback"})
RESIDENTS: tuple[DemoResident, ...] = (
    DemoResident(
        Profile(),
        name=("Anna", "Bērziņa"),
        user_name="anna",
        assistant_user=("janis", "Jānis", "Krūmiņš"),
    ),
    DemoResident(Profile(points=2, purpose="school_board", contract_form="self_employed")),
    DemoResident(Profile(points=2)),
    DemoResident(Profile(habit=MonthHabit.RECIPIENT_CORRECTS)),
    DemoResident(Profile(habit=MonthHabit.ONLY_ASSISTANT)),
    DemoResident(Profile(habit=MonthHabit.NOBODY)),
    DemoResident(Profile(contract_form="self_employed", purpose="other")),
    DemoResident(Profile(contract_form="provider")),
    DemoResident(Profile(hours_share=60)),
    DemoResident(
        Profile(is_child=True),
        name=("Emīls", "Eglītis"),
        representative_name=("Dace", "Eglīte"),
        representative_user="dace",
        born=date(2015, 4, 17),
    ),
    DemoResident(Profile(), undone_at_last=SIGNS_NOT),  # October: late
    DemoResident(Profile(), undone_at_last=SIGNS_NOT | {"enter_month"}),
    DemoResident(Profile(habit=MonthHabit.TOO_MANY_HOURS), undone_at_last=frozenset({"review_findings"})),
    DemoResident(Profile(habit=MonthHabit.TOO_MANY_HOURS, findings_verdict="reject")),
    DemoResident(
        _changes(Change(60, "service_suspended", {"suspended_from": "+1", "suspension_reason": "hospital"}))
    ),
    DemoResident(
        _changes(
            Change(30, "service_suspended", {"suspended_from": "+1", "suspension_reason": "hospital"}),
            Change(44, "service_resumed", {"resumed_on": "+1"}),
        )
    ),
    DemoResident(_changes(Change(55, "service_withdrawn", {"ends_on": "+3"}))),
    DemoResident(_changes(Change(50, "recipient_moved_away", {"ends_on": "+0"}))),
    DemoResident(Profile(points=0)),
    DemoResident(
        _changes(
            Change(
                10,
                "contestation_received",
                {"contested_on": "+0", "contest_grounds": "Man palīdzība ir vajadzīga katru dienu."},
                since="decision",
            ),
            points=0,
            stops_before=frozenset({"review_contestation"}),
        ),
        working_days_ago=35,
    ),
    DemoResident(_stops("check_application"), working_days_ago=2),
    DemoResident(_stops("check_application"), working_days_ago=1),
    DemoResident(Profile(documents="never"), working_days_ago=4),
    DemoResident(_stops("assess_need"), working_days_ago=4),
    DemoResident(_stops("assess_need"), working_days_ago=3),
    DemoResident(_stops("set_purposes"), working_days_ago=5),
    DemoResident(_stops("approve_decision"), working_days_ago=6),
    DemoResident(_stops("draft_decision"), working_days_ago=5),
    DemoResident(_stops("choose_assistant"), working_days_ago=8),
    DemoResident(_stops("sign_contract_recipient", "sign_contract_office"), working_days_ago=10),
    DemoResident(_stops("sign_contract_assistant"), working_days_ago=9),
    DemoResident(Profile(documents="late"), working_days_ago=28),
)
