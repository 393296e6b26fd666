"""What was paid out under a claim: by payroll and to provider organisations."""

from __future__ import annotations

from engine.errors import NotFound
from engine.payments import net_pay, provider_invoices
from web.drawing import invoice_drawing, net_pay_drawing
from web.page import Context, Runtime, actor, language, may


def paid_out(runtime: Runtime, claim_id: int) -> Context:
    """What payroll and providers were paid, as far as this person may see it."""
    payroll = net_pay_drawing.of_claim(net_pay.of_claim(runtime, actor(), claim_id), claim_id, language())
    context: Context = {"payroll": payroll, "sees_transfers": may("payment.see")}
    try:
        found = provider_invoices.of_claim(runtime, actor(), claim_id)
    except NotFound:
        return {**context, "invoices": [], "invoices_url": None}
    way = f"/claims/{claim_id}/invoices"
    awaited = any(one.may_enter for one in found.rows)
    return {**context, "invoices": invoice_drawing.rows(found), "invoices_url": way if awaited else None}
