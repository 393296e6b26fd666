"""A town in which something stands behind every address: a case, a month, a claim, letters, a failed step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from werkzeug.routing import Rule

from engine.budgets import municipal_amounts
from engine.budgets.municipal_amounts import AmountDraft, AmountKind
from engine.case_files import controls
from engine.cases import case_questions, keeping_off
from engine.clock import RIGA, local_day
from engine.inbox import inbox_views
from engine.inbox.inbox_views import ViewDraft
from engine.letters import letter_codes
from engine.messages_catalogue import msg
from engine.monitoring import tallying
from engine.numbers import number_proposals
from engine.numbers.number_drafts import Draft
from engine.office import crests, districts
from engine.people import deputies
from engine.people.deputies import DeputyDraft
from engine.persistence import rows
from engine.persistence.tables.claims import ClaimLine, MinistryClaim
from engine.persistence.tables.controls import ControlFile
from engine.persistence.tables.jobs import Incident, Job, JobState
from tests.persistence.plans import Asked
from tests.processes.roads import in_force
from tests.web.owners_work import owned
from tests.web.told_system import told_system
from tests.web.town import Guest, Town

FEBRUARY = "2026-02"
TEN_HOURS = {"2026-02-10": 240, "2026-02-17": 360}


ROLES = {
    "r": "anna",
    "a": "janis",
    "l": "marta",
    "c": "caseworker",
    "h": "head",
    "f": "finance",
    "x": "contest_authority",
    "p": "process_owner",
    "u": "auditor",
    "s": "administrator",
    "m": "ministry",
    "o": "provider",
}
"""A letter for each role, and who of the cast holds it; Marta is another child's mother."""

EVERYBODY = "ralchfxpusmo"
MAY_OPEN: Mapping[str, str] = {
    "account.overview": EVERYBODY,
    "application.form": "rlch",
    "application.received": "rch",
    "audit.reads": "us",
    "audit.reads_file": "us",
    "audit.trail": "us",
    "audit.trail_file": "us",
    "budget.file": "hfu",
    "budget.present": "hfu",
    "budget.year": "hfu",
    "budget_amounts.listing": "hfu",
    "budget_amounts.listing_file": "hfu",
    "calendar.weeks": "ralchfxpus",
    "calendar.weeks_file": "ralchfxpus",
    "case.case": "rchu",
    "case.diagram": "rchpu",
    "case_notes.copy": "rh",
    "case_paper.whole": "rchu",
    "cases.listing": "chfxu",
    "cases.listing_file": "chfxu",
    "change.form": "c",
    "claim_reply.reply": "f",
    "claims.claim": "hfmu",
    "claims.claim_file": "hfmu",
    "claims.file": "hfmu",
    "claims.line": "hfu",
    "claims.listing": "hfmu",
    "claims.listing_file": "hfmu",
    "figures.file": "hfm",
    "figures.newest": "hfm",
    "figures.year": "hfm",
    "comparing.diagram": "hpus",
    "comparing.draft": "hpus",
    "comparing.releases": "hpus",
    "contact_details.form": "ch",
    "control.overview": "hu",
    "control.overview_file": "hu",
    "deputies.listing": "chfxpus",
    "deputies.listing_file": "chfxpus",
    "diagram_answers.choices": "hpus",
    "diagram_editor.outline": "hpus",
    "diagram_editor.page": "hpus",
    "draft_cases.cases": "hpus",
    "draft_cases.cases_file": "hpus",
    "draft_files.file": "hpus",
    "draft_files.findings": "hpus",
    "draft_files.raw": "hpus",
    "draft_zip.fetch": "hpus",
    "districts.listing": "s",
    "districts.listing_file": "s",
    "drafts.draft": "hpus",
    "form_editor.page": "hpus",
    "form_preview.page": "hpus",
    "form_texts.page": "hpus",
    "letter_editor.page": "hpus",
    "letter_preview.page": "hpus",
    "letter_preview.paper": "hpus",
    "drafts.listing": "hpus",
    "tryout_tasks.task": "p",
    **dict.fromkeys(("scenario_plays.coverage", "tryout_beginnings.beginning", "tryouts.tryout"), "hpus"),
    "days_off.year": "s",
    "days_off.year_file": "s",
    "exports.fetch": "hu",
    "exports.listing": "hu",
    "home.home": EVERYBODY,
    "home.home_file": "o",
    "house.administration": "s",
    "house.house": "s",
    "inbox.listing": EVERYBODY,
    "integrations.integration": "s",
    "integrations.listing": "s",
    "integrations.listing_file": "s",
    "inbox.listing_file": "chfxpusm",
    "inbox.news": EVERYBODY,
    "incidents.listing": "ps",
    "incidents.listing_file": "ps",
    "invoices.file": "",
    "invoices.listing": "",
    "invoices.listing_file": "",
    "kept_off.listing": "hs",
    "kept_off.listing_file": "hs",
    "kept_off.page": "chfu",
    "letter.letter": "rchu",
    "letter.paper": "rchu",
    "mail_trial.mail": "s",
    "monitor_releases.comparison": "hpus",
    "monitor_releases.comparison_file": "hpus",
    "monitor.diagram": "hpus",
    "monitor.overview": "hpus",
    "monitor.overview_file": "hpus",
    "month.month": "rachfu",
    "months.listing": "chfu",
    "months.listing_file": "chfu",
    "moves.listing": "hpus",
    "moves.listing_file": "hpus",
    "moves.plan": "hpus",
    "moves.plan_file": "hpus",
    "new_process.form": "p",
    "number_proposals.proposal": "hpu",
    "payroll.results": "f",
    "numbers.listing": "hpu",
    "numbers.listing_file": "hpu",
    "numbers.number": "hpu",
    "post.listing": "ch",
    "post.listing_file": "ch",
    "post.newest": "ch",
    "post.paper": "ch",
    "providers.listing": "s",
    "providers.listing_file": "s",
    "providers.new": "s",
    "providers.provider": "s",
    "questions.new": "ral",
    "questions.question": "rchu",
    "questions.waiting": "ch",
    "questions.waiting_file": "ch",
    "release.diagram": "hpus",
    "release.release": "hpus",
    "own_keys.new": "chfxpusm",
    "readers.own": "ral",
    "retention.overview": "hs",
    "retention.person": "hs",
    "second_factor.page": "chfxpusm",
    "sign_in_links.link": "ch",
    "task_files.file": "",
    "table_editor.page": "hpus",
    "task.task": "fu",
    "trials.form": "p",
    "users.listing": "s",
    "users.listing_file": "s",
    "user_links.listing": "s",
    "users.user": "s",
}
"""Who opens which page about Anna's case, whose assistant is Janis; the task is finance's."""
PUBLIC_PAGES = {
    "api_docs.overview",
    "calendar.feed",
    "entering.enter",
    "entering.follow",
    "health.health",
    "helping.help_page",
    "tour.tour",
    "house.crest",
    "health.metrics",
    "health.ready",
    "outside_sign_in.come_back",
    "outside_sign_in.end",
    "outside_sign_in.leave",
    "sign_in_code.ask",
    "settings.settings",
    "sign_in.form",
    "static",
    "verification.answer",
    "verification.ask",
}


class Busy:
    """The town, its addresses, and its people signed in."""

    def __init__(self, town: Town, named: Mapping[str, object], asked: Sequence[Asked] = ()) -> None:
        self.town = town
        self.named = named
        self.asked = asked  # of the database, while the town lived
        self.guests: dict[str, Guest] = {}

    def rules(self, method: str) -> dict[str, str]:
        """Endpoint → an address of it that something stands behind."""
        found = [rule for rule in self.town.app.url_map.iter_rules() if method in (rule.methods or ())]
        return {rule.endpoint: self._address(rule) for rule in found}

    def _address(self, rule: Rule) -> str:
        built = rule.build({name: self.named[name] for name in rule.arguments}, append_unknown=False)
        assert built is not None, rule
        return built[1]

    def guest(self, name: str) -> Guest:
        """Somebody of the cast, signed in once."""
        if name not in self.guests:
            self.guests[name] = self.town.guest(name)
        return self.guests[name]


def make_busy(town: Town) -> Mapping[str, object]:
    """Live until the claim for February waits for its review; gives what addresses name."""
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period=FEBRUARY, entries=TEN_HOURS, signed=True)
    town.complete("confirm_month", period=FEBRUARY, verdict="confirmed")
    town.on(date(2026, 3, 10))
    town.complete("review_claim", period=FEBRUARY, review_verdict="ready", review_note="")
    town.complete("approve_claim", period=FEBRUARY, approval="approved", approval_note="")
    (claim,) = town.read(lambda session: rows.every(session, MinistryClaim, period=FEBRUARY))
    (line,) = town.read(lambda session: rows.every(session, ClaimLine))
    controls.draw(town.runtime, town.actor("head"), "sēkla")
    (drawn,) = town.read(lambda session: rows.every(session, ControlFile))
    tallying.count_all(town.runtime)
    return {
        **reached(town),
        "process_id": "assistant_service",
        "release_id": 1,
        "month_id": town.month(FEBRUARY).id,
        "claim_id": claim.id,
        "provider_id": 1,  # whose invoice this claim does not await
        "line_id": line.id,
        "kind": "csv",
        "task_id": town.task("record_ministry_reply", FEBRUARY).id,
        **names_of_letter(town),
        "user_id": town.actor("other_finance").user_id,
        "incident_id": failed_step(town),
        "pack": "proposed_2019",
        "key": "hourly_rate",
        "proposal_id": proposed(town),
        "name": "service_suspended",
        "year": 2026,
        "filename": "css/pages.css",
        "file_id": drawn.id,
        "table": "counts",
        "amount_id": amount_proposed(town),
        "token": "x" * 43,  # which opens no calendar
        **of_own_work(town),
        **owned(town),
    }


def reached(town: Town) -> Mapping[str, object]:
    """The case, a question in it, whom a code would let in, a municipality with a crest and a district."""
    return {
        "case_id": town.case_id,
        "question_id": case_questions.ask(town.runtime, town.actor("anna"), town.case_id, "Kad?"),
        "person_id": town.actor("anna").person_id,
        "kept_id": kept_off(town),
        "secret": "never-made",
        "word": "never-sent",
        "municipality_id": with_crest(town),
        "day_id": 1,
        "number": 1,
        "district_id": districts.add(town.runtime, town.actor("administrator"), "IK", "Ikšķile"),
    }


def with_crest(town: Town) -> int:
    """The municipality, with a crest."""
    crests.put(town.runtime, town.actor("administrator"), b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    return town.tenant.municipality_id or 0


def names_of_letter(town: Town) -> dict[str, object]:
    """What addresses name of Anna's decision: itself, the code at its end, the day of its post."""
    letter = town.letters("decision_granted", to="anna")[0]
    return {
        "document_id": letter.id,
        "day": local_day(letter.created_at).isoformat(),
        "code": letter_codes.code_of(town.runtime, letter),
    }


def amount_proposed(town: Town, *, by: str = "other_finance") -> int:
    """A top-up from March 2026 on that waits for a second person."""
    told = "0,50", "Domes lēmums Nr. 12", "Trūkst asistentu."
    draft = AmountDraft(AmountKind.TOP_UP_RATE, date(2026, 3, 1), *told)
    return municipal_amounts.propose(town.runtime, town.actor(by), draft)


def of_own_work(town: Town) -> dict[str, object]:
    """A view and a deputy that finance has named, and another system that reads for it."""
    return {"view_id": kept_view(town), "deputy_id": deputy_named(town), **told_system(town)}


def kept_off(town: Town) -> int:
    """A colleague whom the head keeps off Anna's case."""
    head, tie = town.actor("head"), ("relative", "Viņa brālis.")
    keeping_off.keep_off(town.runtime, head, town.case_id, town.actor("other_caseworker").user_id, tie)
    return keeping_off.everywhere(town.runtime, head)[0][0].kept_id


def kept_view(town: Town) -> int:
    """A view of finance's inbox."""
    draft, finance = ViewDraft("Pieprasījumi", "view=group&process=ministry_claim"), town.actor("finance")
    inbox_views.keep(town.runtime, finance, draft)
    return inbox_views.listed(town.runtime, finance)[0].view_id


def deputy_named(town: Town) -> int:
    """From 16 March on finance is away."""
    actor, days = town.actor("finance"), (date(2026, 3, 16), date(2026, 3, 20))
    other = town.actor("other_finance").user_id
    deputies.name(town.runtime, actor, DeputyDraft(actor.user_id, other, *days))
    return deputies.listed(town.runtime, actor).present[0].deputy_id


def proposed(town: Town, *, by: str = "process_owner", **changed: object) -> int:
    """A new hourly rate from March 2026 on that waits for a second person."""
    draft = Draft(
        pack="proposed_2019",
        key="hourly_rate",
        value="5,90",
        status="confirmed",
        in_force_from=date(2026, 3, 1),
        announced_on=date(2026, 1, 20),
        source="MK 316 5. pielikums",
        reason="Jauna likme",
    )
    number, _ = number_proposals.propose(town.runtime, town.actor(by), replace(draft, **changed))  # type: ignore[arg-type]
    return number


def failed_step(town: Town, kind: str = "advance_instance") -> int:
    """A job that was given up, as the worker leaves it behind; one of an unknown kind fails again."""
    now = datetime(2026, 3, 10, 9, tzinfo=RIGA)
    shared = {"municipality_id": town.tenant.municipality_id, "instance_id": town.instance_id()}
    with town.runtime.transaction(town.tenant) as session:
        (job_id,) = rows.insert_for_ids(
            session,
            Job,
            [
                {
                    **shared,
                    "kind": kind,
                    "payload": {"municipality_id": town.tenant.municipality_id, "element": "calculate_hours"},
                    "run_at": now,
                    "attempts": 5,
                    "state": JobState.DEAD,
                    "created_at": now,
                    "finished_at": now,
                    "last_error": "ZeroDivisionError at calculate_hours:12",
                }
            ],
        )
        (incident_id,) = rows.insert_for_ids(
            session,
            Incident,
            [
                {
                    **shared,
                    "job_id": job_id,
                    "element_id": "calculate_hours",
                    "code": "ZeroDivisionError",
                    "sentence": msg("There is no such case."),
                    "happened_at": now,
                }
            ],
        )
    return incident_id
