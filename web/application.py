"""The web application: wiring, and the one place where a refusal becomes a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException

from engine.errors import EngineError, Erased, NoRoom, NotAllowed, NotFound, Outrun, StaleVersion
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import msg
from engine.people.sent_forms import BeingDone
from engine.runtime import Runtime
from web.api.application import stand_beside
from web.content_policy import PAGE_POLICY
from web.drawing.environment import prepare
from web.flood import hold_back
from web.frame import frame
from web.list_answers import answer as list_answer
from web.once import note_forms
from web.pages import (
    account,
    api_docs,
    application,
    audit,
    budget,
    budget_amounts,
    calendar,
    case,
    case_notes,
    case_paper,
    cases,
    change,
    claim_reply,
    claims,
    comparing,
    contact_details,
    control,
    days_off,
    deputies,
    diagram_answers,
    diagram_editor,
    districts,
    draft_cases,
    draft_file_deeds,
    draft_files,
    draft_plan,
    draft_steps,
    draft_zip,
    drafts,
    entering,
    exports,
    figures,
    form_editor,
    form_preview,
    form_texts,
    health,
    helping,
    home,
    house,
    inbox,
    inbox_deeds,
    incidents,
    integrations,
    interventions,
    invoices,
    kept_off,
    letter,
    letter_editor,
    letter_preview,
    mail_trial,
    monitor,
    monitor_releases,
    month,
    months,
    move_deeds,
    moves,
    new_process,
    number_proposals,
    numbers,
    outside_sign_in,
    own_keys,
    payroll,
    policy_reports,
    post,
    providers,
    questions,
    readers,
    release,
    retention,
    scenario_plays,
    second_factor,
    settings,
    sign_in,
    sign_in_code,
    sign_in_links,
    table_editor,
    task,
    task_files,
    tour,
    trials,
    tryout_beginnings,
    tryout_tasks,
    tryouts,
    user_links,
    users,
    verification,
)
from web.request_log import note_requests, request_id
from web.routes import Route, connect
from web.visit import PageTooOld, open_door, visit

PAGES: dict[str, Callable[[Runtime], list[Route]]] = {
    "account": account.routes,
    "api_docs": api_docs.routes,
    "application": application.routes,
    "audit": audit.routes,
    "budget": budget.routes,
    "budget_amounts": budget_amounts.routes,
    "calendar": calendar.routes,
    "case": case.routes,
    "case_notes": case_notes.routes,
    "case_paper": case_paper.routes,
    "cases": cases.routes,
    "change": change.routes,
    "claims": claims.routes,
    "comparing": comparing.routes,
    "claim_reply": claim_reply.routes,
    "control": control.routes,
    "deputies": deputies.routes,
    "days_off": days_off.routes,
    "diagram_answers": diagram_answers.routes,
    "diagram_editor": diagram_editor.routes,
    "districts": districts.routes,
    "draft_cases": draft_cases.routes,
    "draft_file_deeds": draft_file_deeds.routes,
    "draft_files": draft_files.routes,
    "draft_steps": draft_steps.routes,
    "draft_plan": draft_plan.routes,
    "draft_zip": draft_zip.routes,
    "drafts": drafts.routes,
    "entering": entering.routes,
    "exports": exports.routes,
    "figures": figures.routes,
    "form_editor": form_editor.routes,
    "form_preview": form_preview.routes,
    "form_texts": form_texts.routes,
    "health": health.routes,
    "helping": helping.routes,
    "home": home.routes,
    "house": house.routes,
    "inbox": inbox.routes,
    "inbox_deeds": inbox_deeds.routes,
    "incidents": incidents.routes,
    "integrations": integrations.routes,
    "interventions": interventions.routes,
    "invoices": invoices.routes,
    "kept_off": kept_off.routes,
    "letter": letter.routes,
    "letter_editor": letter_editor.routes,
    "letter_preview": letter_preview.routes,
    "mail_trial": mail_trial.routes,
    "monitor": monitor.routes,
    "monitor_releases": monitor_releases.routes,
    "month": month.routes,
    "months": months.routes,
    "move_deeds": move_deeds.routes,
    "moves": moves.routes,
    "new_process": new_process.routes,
    "number_proposals": number_proposals.routes,
    "numbers": numbers.routes,
    "outside_sign_in": outside_sign_in.routes,
    "own_keys": own_keys.routes,
    "payroll": payroll.routes,
    "policy_reports": policy_reports.routes,
    "post": post.routes,
    "providers": providers.routes,
    "questions": questions.routes,
    "readers": readers.routes,
    "release": release.routes,
    "retention": retention.routes,
    "scenario_plays": scenario_plays.routes,
    "second_factor": second_factor.routes,
    "settings": settings.routes,
    "sign_in": sign_in.routes,
    "sign_in_code": sign_in_code.routes,
    "sign_in_links": sign_in_links.routes,
    "contact_details": contact_details.routes,
    "table_editor": table_editor.routes,
    "task": task.routes,
    "task_files": task_files.routes,
    "tour": tour.routes,
    "trials": trials.routes,
    "tryout_beginnings": tryout_beginnings.routes,
    "tryout_tasks": tryout_tasks.routes,
    "tryouts": tryouts.routes,
    "user_links": user_links.routes,
    "users": users.routes,
    "verification": verification.routes,
}
"""Room of the endpoints → the addresses of one page group."""

log = logging.getLogger("asistents.web")
TOO_OLD = msg("This page stood open for a long time, or you signed in anew meanwhile.")
MOST_BYTES = 21 * 1024 * 1024  # one upload of 20 MB and its form
MOST_TYPED = 4 * 1024 * 1024  # in the boxes of a form: a whole diagram as text, and some more to be refused
STATUS: dict[type[EngineError], int] = {
    NotFound: 404,
    NotAllowed: 404,
    BeingDone: 409,
    NotWaiting: 409,
    StaleVersion: 409,
    Outrun: 409,
    NoRoom: 507,
    Erased: 410,
}
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def create_app(runtime: Runtime) -> Flask:
    """The application over one installation."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=runtime.database.keys.lookup_hash("told_cookie", ""),  # for what is told once; no sessions
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_TYPED,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=runtime.settings.secure_cookies,
        TRUSTED_HOSTS=list(runtime.settings.trusted_hosts) or None,
    )
    prepare(app.jinja_env, language=_language)
    note_requests(app)
    open_door(app, runtime, partial(sign_in.ask_again, runtime))
    hold_back(app, runtime.settings.requests_a_minute)
    note_forms(app, runtime)
    for room, routes in PAGES.items():
        connect(app, room, routes(runtime), partial(list_answer, runtime))
    _answer_refusals(app, runtime)
    stand_beside(app, runtime)

    @app.after_request
    def _protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static":
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    return app


def _language() -> str:
    return visit().language if "visit" in g else "lv"


def _answer_refusals(app: Flask, runtime: Runtime) -> None:
    @app.errorhandler(EngineError)
    def _refused(refusal: EngineError) -> tuple[str, int]:
        status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 400)
        shown = status if status in (404, 410) else 400
        text = None if status == 404 else refusal.message
        return _page(runtime, {"status": shown, "text": text, "reference": None}), status

    @app.errorhandler(HTTPException)
    def _not_served(trouble: HTTPException) -> tuple[str, int] | Response:
        code = trouble.code or 500
        if code < 400:
            return trouble.get_response()  # type: ignore[return-value]
        shown = {403: 404, 405: 404}.get(code, code)
        status = shown if shown in (400, 404, 413, 429) else 400
        text = TOO_OLD if isinstance(trouble, PageTooOld) else None
        return _page(runtime, {"status": status, "text": text, "reference": None}), shown

    @app.errorhandler(Exception)
    def _failed(trouble: Exception) -> tuple[str, int]:
        log.error("request_failed", exc_info=trouble, extra={"about": {"request_id": request_id()}})
        return _page(runtime, {"status": 500, "text": None, "reference": request_id()}), 500


def _page(runtime: Runtime, error: dict[str, object]) -> str:
    if "visit" not in g:
        return "Bad request"
    back = request.referrer if request.referrer and request.referrer.startswith(request.host_url) else None
    return render_template("error.html", frame=frame(runtime), error={**error, "back": back})
