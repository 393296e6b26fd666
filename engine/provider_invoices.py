"""Invoices of provider organisations, one for a claim. The noun's table of contents."""

from __future__ import annotations

from engine.invoice_downloads import file
from engine.invoice_entry import InvoiceSent, enter
from engine.invoice_pages import ClaimInvoices, InvoiceRow, of_claim, of_provider

__all__ = ["ClaimInvoices", "InvoiceRow", "InvoiceSent", "enter", "file", "of_claim", "of_provider"]
