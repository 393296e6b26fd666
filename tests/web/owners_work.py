"""What a process owner has begun in the busy town: a draft with a test run, cases to be moved."""

from __future__ import annotations

from datetime import date

from engine.drafting.drafts import draft_files, drafts
from engine.moving_cases import plan_runs, plans
from engine.persistence import rows
from engine.persistence.queries import releases
from engine.persistence.tables.moved_cases import MovedCase
from engine.releases import deployments
from engine.runtime import EVERY
from tests.web.town import Town
from tests.web.tried_out import tried_out


def owned(town: Town) -> dict[str, object]:
    """What addresses name of it."""
    return {**draft_begun(town), **move_planned(town)}


def draft_begun(town: Town) -> dict[str, object]:
    """A draft of the release in which a letter was changed."""
    owner, path = town.actor("process_owner"), "processes/monthly_confirmation/letters/month_reminder.lv.md"
    draft_id = drafts.begin(town.runtime, owner, "Skaidrāks atgādinājums")
    draft_files.save(town.runtime, owner, draft_id, path, "# Atgādinājums\n".encode(), seen=0)
    diagram = "processes/monthly_confirmation/monthly_confirmation.bpmn"
    form = "forms/monthly_confirmation/review_findings.json"
    files = {"diagram": diagram, "form": form, "letter": path.replace("month_reminder", "month_late")}
    files["decision"] = "processes/assessment_questionnaire/support_level.dmn"
    return {"draft_id": draft_id, "path": path, **files, **tried_out(town, draft_id)}


def move_planned(town: Town) -> dict[str, object]:
    """A plan that would take Anna's case to another release, tried out."""
    owner = town.actor("process_owner")
    with town.runtime.transaction(EVERY) as session:
        found = releases.find(session, 1)
        assert found is not None
        files = {**found[1], "processes/assistant_service/letters/note.lv.md": b"# Cits\n"}
        new = releases.add(
            session,
            sha256="2" * 64,
            files=files,
            processes={"assistant_service": "Asistenta pakalpojums"},
            created_at=town.runtime.clock.now(),
            people=(None, None),
        )
    # used before the one in force, so that what is planned and what counts stay as they are
    deployments.take_into_use(town.runtime, town.tenant, new, date(2025, 12, 1))
    plan_id = plans.begin(town.runtime, owner, "assistant_service", 1, new)
    plan_runs.try_out(town.runtime, owner, plan_id)
    town.works()
    (moved,) = town.read(lambda session: rows.every(session, MovedCase))
    return {"plan_id": plan_id, "moved_id": moved.id, "release_id": 1}
