"""Claims to the ministry: the list, a claim, one of its lines down to signatures and rate, its files."""

from __future__ import annotations

from functools import partial

from engine.claims import claims
from engine.claims.claims import ClaimRow
from engine.errors import NotFound
from web.drawing import claim_drawing, claim_steps, list_columns, words
from web.drawing.claim_steps import Ways
from web.page import Context, Crumb, Response, Route, Runtime, WholeList, actor, language, may, msg, show
from web.pages import claim_paid, claim_whole

CLAIMS = msg("Claims to the ministry")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """The claims, the newest month first."""
        rows = [_row(row) for row in claims.listed(runtime, actor())]
        owed = [
            {"label": one.who or msg("Payroll"), "value": words.euros(one.cents, language())}
            for one in claims.owed_back(runtime, actor())
        ]
        return show(runtime, "claims.html", {"rows": rows, "owed": owed})

    def claim(claim_id: int) -> str:
        """One claim."""
        return _claim(runtime, claim_id)

    def line(claim_id: int, line_id: int) -> str:
        """One line."""
        page = claims.line(runtime, actor(), line_id)
        if page.claim.id != claim_id:
            raise NotFound(msg("There is no such claim line, or it is not for you."))
        crumbs = [*_way(page.line.period, f"/claims/{page.claim.id}"), (page.recipient, None)]
        context = claim_drawing.line(page, language(), sees_case=may("case.see"))
        return show(runtime, "claim_line.html", context, crumbs=crumbs)

    def file(claim_id: int, kind: str) -> Response:
        """A file of the claim, byte for byte."""
        return claim_whole.download(claims.file(runtime, actor(), claim_id, kind))

    return [
        Route("/claims", listing, "claim.list", whole=partial(_whole, runtime)),
        Route("/claims/<int:claim_id>", claim, "claim.see", whole=partial(claim_whole.whole, runtime)),
        Route("/claims/<int:claim_id>/lines/<int:line_id>", line, "claim.line"),
        Route("/claims/<int:claim_id>/files/<kind>", file, "claim.see"),
    ]


def _whole(runtime: Runtime) -> WholeList:
    rows = [_row(row) for row in claims.listed(runtime, actor())]
    return WholeList("claims", [list_columns.table(CLAIMS, list_columns.CLAIMS, rows)])


def _claim(runtime: Runtime, claim_id: int) -> str:
    page = claims.find(runtime, actor(), claim_id)
    context = {
        **claim_drawing.claim(page, language()),
        **claim_steps.steps(page, _ways()),
        **claim_paid.paid_out(runtime, claim_id),
    }
    return show(runtime, "claim.html", context, crumbs=_way(page.sheet.claim.period, None))


def _ways() -> Ways:
    return Ways(months=may("month.list"), cases=may("case.see"))


def _row(row: ClaimRow) -> Context:
    return {
        "period": row.period,
        "municipality": row.municipality,
        "href": f"/claims/{row.claim_id}",
        "state": row.state,
        "lines": row.line_count,
        "blocked": row.blocked_count,
        "total_cents": row.total_cents,
    }


def _way(period: str, href: str | None) -> list[Crumb]:
    return [(CLAIMS, "/claims"), (words.month(period, language()), href)]
