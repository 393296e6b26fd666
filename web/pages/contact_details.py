"""How somebody of a case is reached, and when they were born: set or mended by the office, with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import InvalidAnswers, StaleVersion
from engine.people import contact_details
from web.drawing import contact_drawing
from web.page import Answer, Context, Crumb, Message, Route, Runtime, actor, go, msg, request, show, tell
from web.typed_days import NoSuchDay, parts_of, typed_day, typed_parts

RIGHT = "person.mend"
ADDRESS = "/cases/<int:case_id>/people/<int:person_id>/details"
FIRST_YEAR = 1890


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form(case_id: int, person_id: int) -> str:
        """What is known."""
        return _page(runtime, (case_id, person_id))

    def keep(case_id: int, person_id: int) -> Answer:
        """Keep what was typed; the form comes back with what does not fit, or with a colleague's values."""
        return _keep(runtime, (case_id, person_id))

    return [Route(ADDRESS, form, RIGHT), Route(ADDRESS, keep, RIGHT, ("POST",))]


def _keep(runtime: Runtime, place: tuple[int, int]) -> Answer:
    sent, wrong = _typed()
    try:
        if wrong:
            raise InvalidAnswers(wrong)  # noqa: TRY301 -- beside the other refusals
        changed = contact_details.change(runtime, actor(), place, sent, seen=request.form.get("seen", ""))
    except InvalidAnswers as refused:
        return _page(runtime, place, sent, refused.fields), 422
    except StaleVersion as stale:
        return _page(runtime, place, sent, conflict=stale), 409
    tell(msg("Saved.") if changed else msg("Nothing was changed."))
    return go(f"/cases/{place[0]}?section=people")


def _typed() -> tuple[dict[str, str], dict[str, Message]]:
    names = (*contact_details.FIELDS, "reason")
    sent = {name: request.form.get(name, "")[:1000].replace("\0", "") for name in names}
    try:
        born = typed_day("birth_date", first_year=FIRST_YEAR)
    except NoSuchDay as wrong:
        return sent, {"birth_date": wrong.message}
    return {**sent, "birth_date": born.isoformat() if born else ""}, {}


def _page(
    runtime: Runtime,
    place: tuple[int, int],
    sent: Mapping[str, str] | None = None,
    errors: Mapping[str, Message] | None = None,
    *,
    conflict: StaleVersion | None = None,
) -> str:
    found = contact_details.find(runtime, actor(), *place)
    case_id, person_id = place
    back = f"/cases/{case_id}?section=people"
    born = contact_drawing.day_of(found.values["birth_date"])
    context: Context = {
        "name": found.name,
        "action": f"/cases/{case_id}/people/{person_id}/details",
        "back": back,
        "seen": request.form.get("seen", "") if errors else found.seen,
        "conflict": conflict.message if conflict else None,
        "day": parts_of(born) if sent is None else typed_parts("birth_date"),
        **contact_drawing.boxes(sent or found.values, errors or {}, found.values if conflict else {}),
    }
    crumbs: list[Crumb] = [
        (msg("Cases"), "/cases"),
        (found.name, back),
        (msg("Personal and contact details"), None),
    ]
    return show(runtime, "contact_details.html", context, crumbs=crumbs)
