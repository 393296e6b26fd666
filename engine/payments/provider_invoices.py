"""Invoices of provider organisations, one for a claim. The noun's table of contents."""

from __future__ import annotations

from engine.payments.invoice_downloads import file
from engine.payments.invoice_entry import InvoiceSent, enter
from engine.payments.invoice_pages import ClaimInvoices, InvoiceRow, of_claim, of_provider

__all__ = ["ClaimInvoices", "InvoiceRow", "InvoiceSent", "enter", "file", "of_claim", "of_provider"]
