"""What was paid of a claim: payroll's net amounts, and the invoices of provider organisations."""
